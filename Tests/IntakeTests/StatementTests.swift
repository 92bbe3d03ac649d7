import Bytes
import Intake
import Records
import Testing

/// Keeps statements as they come; of equal ones the first counts as new.
struct StatementSink: RecordSink {
    private(set) var statements: [Statement] = []
    private var known: Set<Statement> = []

    mutating func take(_ record: RecordDraft, _ citation: Citation, _ arena: inout ScratchArena) -> Bool { true }

    mutating func take(_ statement: Statement, _ citation: Citation) -> Bool {
        statements.append(statement)
        return known.insert(statement).inserted
    }

    var indicators: [Indicator] {
        statements.compactMap { if case .indicator(let indicator) = $0 { indicator } else { nil } }
    }

    var claims: [Claim] { statements.compactMap { if case .claim(let claim) = $0 { claim } else { nil } } }
}

/// Reads a text as a file and gives what it states.
func statements(
    _ text: String, path: String = "sample.csv"
) throws -> (sink: StatementSink, file: FileSummary, rejections: [Rejection]) {
    var sink = StatementSink()
    var rejections: [Rejection] = []
    let summary = try Intake.readAll(
        [SourceFile(path: path, contents: Array(text.utf8))], options: IntakeOptions(), into: &sink,
        reject: { rejections.append($0) }, progress: .silent)
    return (sink, summary.files[0], rejections)
}

/// Reads one cell of the kill chain's layout.
private func cell(
    _ indicator: String, procedure: String = "0.9.8 Acquiring accounts on forums", note: String = ""
) throws -> (sink: StatementSink, file: FileSummary) {
    let quoted = [procedure, indicator, note].map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
    let (sink, file, _) = try statements(
        "Tactic ,Technique,Procedure,Indicator,Commernts\n0. A,0.9 B,\(quoted.joined(separator: ","))\n")
    return (sink, file)
}

@Suite struct StatementTests {
    @Test(arguments: [
        ("https://www[.]tiktok.com/@Amber_One", "https://www.tiktok.com/@Amber_One", Platform.tiktok, "amber_one"),
        ("hxxp://tiktok[.]com/@amber", "http://tiktok.com/@amber", .tiktok, "amber"),
        ("https[:]//twitter[.]com/Amber", "https://twitter.com/Amber", .x, "amber"),
        ("https{:}//x[.]com/Amber/", "https://x.com/Amber/", .x, "amber"),
        ("x[.)com/amber", "x.com/amber", .x, "amber"),
        ("t[.]me/s/Amber", "t.me/s/Amber", .telegram, "Amber"),
        ("www[dot]youtube[.]com/@%C3%84mber", "www.youtube.com/@%C3%84mber", .youtube, "Ämber"),
        ("https://www[.]reddit[.]com/user/Amber1/", "https://www.reddit.com/user/Amber1/", .reddit, "Amber1"),
        ("\u{200B}https://vk[.]com/id1\u{A0}", "https://vk.com/id1", .vk, "id1"),
    ])
    func accountsAreRefangedAndKnownByTheirAddress(
        _ original: String, _ value: String, _ platform: Platform, _ handle: String
    ) throws {
        let indicator = try #require(try cell(original).sink.indicators.first)
        #expect(indicator.kind == .account)
        #expect(indicator.value == value)
        #expect(indicator.original == original, "kept to the letter")
        #expect(indicator.platform == platform)
        #expect(indicator.handle == handle)
        #expect(indicator.procedure == "0.9.8")
    }

    @Test(arguments: [
        ("amber[.]co[.]uk", Indicator.Kind.domain, "amber.co.uk", String?("amber.co.uk")),
        ("news.amber[.]com[.]br", .domain, "news.amber.com.br", "amber.com.br"),
        ("Amber[.]COM", .domain, "amber.com", "amber.com"),
        ("https://amber[.]com/path", .url, "https://amber.com/path", "amber.com"),
        ("x[.]com/amber/status/12", .url, "x.com/amber/status/12", "x.com"),
        ("7D2B44266643AC92BC967DFDC8212B37", .hash, "7d2b44266643ac92bc967dfdc8212b37", nil),
        ("45[.]141[.]152[.]19", .ip, "45.141.152.19", nil),
        ("2001[:]db8::1", .ip, "2001:db8::1", nil),
        ("#amber", .hashtag, "#amber", nil),
        ("Registering a domain through amber[.]biz", .text, "Registering a domain through amber.biz", nil),
        ("t[.]/amber_bot", .text, "t./amber_bot", nil),
        ("182:1 high vote! More words", .text, "182:1 high vote! More words", nil),
        ("7Amber", .text, "7Amber", nil),
    ])
    func kindsAreToldApartByTheirLooks(
        _ original: String, _ kind: Indicator.Kind, _ value: String, _ domain: String?
    ) throws {
        let indicator = try #require(try cell(original).sink.indicators.first)
        #expect(indicator.kind == kind)
        #expect(indicator.value == value)
        #expect(indicator.domain == domain)
    }

    @Test(arguments: [
        ("658 accounts", 658, "accounts", Platform?.none),
        ("7,704 Facebook accounts", 7704, "Facebook accounts", .facebook),
        (
            "About 1.9 million accounts followed one or more of these Pages", 1_900_000,
            "accounts followed one or more of these Pages", nil
        ),
        (
            "about 2,000 accounts followed one or more of these Instagram accounts.", 2000,
            "accounts followed one or more of these Instagram accounts", .instagram
        ),
        ("less than 100 accounts joined this Group", 100, "accounts joined this Group", nil),
        (
            "About $1.2 million in spending for ads on Facebook, paid for mostly in dongs", 1_200_000,
            "$ in spending for ads on Facebook", .facebook
        ),
        (
            "The network engaged in around $300 in spending for ads on Facebook and Instagram, paid in dollars.", 300,
            "$ in spending for ads on Facebook and Instagram", nil
        ),
        ("About 20 USD in spending for ads", 20, "USD in spending for ads", nil),
    ])
    func numbersAreClaimsAndNeverIndicators(
        _ original: String, _ number: Int64, _ unit: String, _ platform: Platform?
    ) throws {
        let (sink, file) = try cell(original)
        let claim = try #require(sink.claims.first)
        #expect(sink.indicators == [])
        #expect(claim.number == number)
        #expect(claim.unit == unit)
        #expect(claim.platform == platform)
        #expect(claim.statement == original)
        #expect(claim.publication.speaker == "Meta")
        #expect(file.notes.map(\.name) == ["claim"])
    }

    @Test func anAddressFiledUnderAnotherPlatformIsTold() throws {
        let (sink, file) = try cell(
            "https://www.tiktok[.]com/@amber", procedure: "0.9.4 Acquiring X / Twitter accounts")
        #expect(sink.indicators.map(\.platform) == [.tiktok], "the address decides")
        let note = try #require(file.notes.first { $0.name == "label-conflict" })
        #expect(note.count == 1)
        #expect(note.meaning.contains("record 1: \"https://www.tiktok[.]com/@amber\" leads to tiktok"))
    }

    @Test func addressesThatABlankBrokeArePutTogetherWhereNothingElseCanBeMeant() throws {
        let (number, file) = try cell("https://twitter[.]com/amber/status/1562640310273 921025")
        #expect(number.indicators.map(\.value) == ["https://twitter.com/amber/status/1562640310273921025"])
        #expect(file.notes.map(\.name).contains("repaired-address"))
        #expect(
            try cell("https://amber[.]com/why-so-qui et").sink.indicators.map(\.value) == [
                "https://amber.com/why-so-quiet"
            ])
        #expect(try cell("https://x[.]com/amber deleted").sink.indicators.map(\.kind) == [.text])
    }

    @Test func whatStandsBehindAnAddressIsItsComment() throws {
        let (sink, _) = try cell("https://amber[.]com/a-1[.]html [comment]", note: " Registration date: 09-23-2023")
        #expect(sink.indicators.map(\.value) == ["https://amber.com/a-1.html"])
        #expect(sink.indicators.map(\.comment) == ["Registration date: 09-23-2023; comment"])
        #expect(try cell("amber[.]pro (a copy of a newspaper)").sink.indicators.map(\.value) == ["amber.pro"])
    }

    @Test func severalAddressesInACellAreSeveralIndicators() throws {
        let (sink, file) = try cell("x[.]com/amber\nx[.]com/birch, https://t[.]me/cedar")
        #expect(sink.indicators.map(\.handle) == ["amber", "birch", "cedar"])
        #expect(Set(sink.indicators.map(\.original)).count == 1)
        #expect(file.rows == 1 && file.accepted == 1)
        #expect(try cell("#one, #two").sink.indicators.map(\.value) == ["#one", "#two"])
    }

    @Test func rowsWithoutAnIndicatorAreCountedAndNotRejected() throws {
        let (sink, file, rejections) = try statements(
            """
            Tactic,Technique,Procedure,Indicator
            0. A,0.9 B,0.9.6 Acquiring TikTok accounts,tiktok[.]com/@amber
            ,,,
            1. C,1.3 Posing,1.3 Posing as news,Amber News
            1. C,1.2.3 Technique,,\u{200B}
            """, path: "indicators/csv/Q2_2023 /Q2 2023_ Amber & Birch #1 .csv")
        #expect(rejections == [])
        #expect(file.rows == 4 && file.accepted == 2 && file.passed == 2 && file.rejected == 0)
        #expect(file.notes.map(\.name) == ["blank-row", "indicator", "step-without-indicator"])
        #expect(sink.indicators.map(\.procedure) == ["0.9.6", nil], "two numbers are no step")
        #expect(sink.indicators[0].publication.report == "Q2 2023_ Amber & Birch #1")
        #expect(sink.indicators[0].publication.period == "2023-Q2")
    }

    @Test(arguments: [
        ("a/Q4-1_2026_GithubIOCs - H1_2026_AMBER.csv", "2026-H1"), ("a/Q2-3_2025/x.csv", "2025-Q2-3"),
        ("a/meta-h2-2025-amber.md", "2025-H2"), ("2022_04_amber_report_q1.csv", "2022-Q1"),
        ("2021_12_amber.csv", "2021-Q4"), ("2022_amber.csv", nil), ("Q1_2024/amber.csv.gz", "2024-Q1"),
    ])
    func thePeriodComesFromTheNamesOfFilesAndFolders(_ path: String, _ period: String?) throws {
        let (sink, _, _) = try statements(
            "indicator_type,indicator_value,comment,ds\nmd5,7d2b44266643ac92bc967dfdc8212b37,x,2022-04-07\n",
            path: path)
        #expect(sink.indicators.map(\.publication.period) == [period])
        #expect(sink.indicators.map(\.publication.date) == ["2022-04-07"])
    }

    @Test func namedTypesAreBelievedWhereLooksDeceive() throws {
        let (sink, _, _) = try statements(
            """
            indicator_type,indicator_value,comment,ds
            android_package_name,com.amber.app,An app,2022-10-03
            ios_app_id,1555651942,An app,2022-10-03
            domain_name,amber[.]example,x,2022-10-03
            telegram_url,t[.]me/amber,x,2022-10-03
            phishing_url,amber.example/vote,x,2022-10-03
            """)
        #expect(sink.indicators.map(\.kind) == [.app, .app, .domain, .account, .url])
    }

    @Test func theListOfStepsIsRefusedWithWhatItIs() {
        #expect {
            try statements("Tactic,Technique,Procedure\n0. A,0.1 B,\"0.1.1 C\nD\"\n")
        } throws: { error in
            guard case .nothingReadable(let files)? = error as? IntakeError else { return false }
            return files[0].reason == "reference-list" && files[0].detail.contains("kill chain")
        }
    }

    @Test func onlyTheTableOfAPageIsRead() throws {
        let (sink, file, rejections) = try statements(
            """
            # Indicators of Compromise: Amber

            About 34,000 accounts | followed these.

            | Name | Value |
            | --- | --- |
            | Domain | `other[.]example` |

            ## Indicators of Compromise

            | Indicator Type | Indicator Value |
            | :--- | :--- |
            | Domain | `amber[.]example` |
            | Social Media Account | `hxxp://tiktok[.]com/@Amber` |
            """, path: "meta-h2-2025-amber.md")
        #expect(rejections == [])
        #expect(file.format == "meta-indicators-md")
        #expect(file.rows == 2)
        #expect(sink.indicators.map(\.kind) == [.domain, .account])
        #expect(sink.indicators.map(\.original) == ["amber[.]example", "hxxp://tiktok[.]com/@Amber"])
        let empty = try statements("# Indicators of Compromise: Amber\n\n## Summary\n\nNo IOCs.\n")
        #expect(empty.file.rows == 0 && empty.file.format == "meta-indicators-md")
    }

    @Test func observablesThatMayNotBePassedOnAreRejected() throws {
        let (sink, file, rejections) = try statements(
            "TLP,Observable (not an IOC!),Comment,Source\nWHITE,amber[.]example,First stage,Sekoia.io\n"
                + "RED,birch[.]example,x,Sekoia.io\n")
        #expect(sink.indicators.map(\.value) == ["amber.example"])
        #expect(sink.indicators.map(\.publication.speaker) == ["Sekoia.io"])
        #expect(rejections.map(\.reason) == ["restricted"])
        #expect(file.format == "sekoia-observables")
    }
}
