import Bytes
import Foundation
import Intake
import Records
import Testing

/// Invented statements, as the database's exporter writes them.
enum StatementSamples {
    static let columns = [
        "uuid", "decision_visibility", "decision_visibility_other", "end_date_visibility_restriction",
        "decision_monetary", "decision_monetary_other", "end_date_monetary_restriction", "decision_provision",
        "end_date_service_restriction", "decision_account", "end_date_account_restriction", "account_type",
        "decision_ground", "decision_ground_reference_url", "illegal_content_legal_ground",
        "illegal_content_explanation", "incompatible_content_ground", "incompatible_content_explanation",
        "incompatible_content_illegal", "category", "category_addition", "category_specification",
        "category_specification_other", "content_type", "content_type_other", "content_language", "content_date",
        "content_id_ean", "territorial_scope", "application_date", "decision_facts", "source_type", "source_identity",
        "automated_detection", "automated_decision", "platform_name", "platform_uid", "created_at",
    ]
    static let fields = [
        "uuid": "6f1e", "decision_visibility": "[\"DECISION_VISIBILITY_CONTENT_REMOVED\"]",
        "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT", "category": "STATEMENT_CATEGORY_SCAMS_AND_FRAUD",
        "category_addition": "[]", "category_specification": "[\"KEYWORD_INAUTHENTIC_ACCOUNTS\",\"KEYWORD_PHISHING\"]",
        "content_type": "[\"CONTENT_TYPE_TEXT\"]", "content_date": "2025-08-30 00:00:00",
        "territorial_scope": "[\"AT\",\"DE\"]", "application_date": "2025-09-02 00:00:00",
        "decision_facts": "found, looked at; \"removed\"", "source_type": "SOURCE_VOLUNTARY",
        "automated_detection": "Yes", "automated_decision": "AUTOMATED_DECISION_PARTIALLY", "platform_name": "TikTok",
        "platform_uid": "p-1", "created_at": "2025-09-03 10:11:12",
    ]

    static func row(_ changes: [String: String] = [:], columns: [String] = columns) -> String {
        columns.map { name in
            "\"" + (changes[name] ?? fields[name] ?? "").replacing("\"", with: "\"\"") + "\""
        }.joined(separator: ",")
    }

    static func table(_ rows: [[String: String]], columns: [String] = columns) -> String {
        ([columns.joined(separator: ",")] + rows.map { row($0, columns: columns) }).joined(separator: "\n") + "\n"
    }
}

@Suite("Dumps of statements of reasons")
struct StatementDumpTests {
    /// A statement as text, for comparison: views die with their row.
    private func text(_ statement: StatementOfReasons) -> String {
        func list(_ list: ConstantList) -> String {
            var names: [String] = []
            var elements = list.elements
            while let name = elements.next() { names.append(name.string) }
            return names.joined(separator: "+")
        }
        return [
            statement.uuid.string, statement.platform.string, statement.platformUID.string,
            "\(statement.decisions.rawValue)", "\(statement.ground)", statement.category.string,
            list(statement.additionalCategories), list(statement.keywords), list(statement.contentTypes),
            list(statement.territories), "\(statement.source)",
            statement.isDetectedAutomatically.map { "\($0)" } ?? "nil", "\(statement.automation)",
            statement.contentDay?.description ?? "nil", statement.applicationDay.description,
            statement.created.description, statement.earliestEnd?.description ?? "nil",
        ].joined(separator: "|")
    }

    private func read(
        _ text: String, _ options: IntakeOptions = IntakeOptions()
    ) throws -> (statements: [String], rejected: [Rejection], dump: StatementDump) {
        var statements: [String] = []
        var rejected: [Rejection] = []
        let dump = try StatementDump.read(
            SourceFile(path: "dump.csv", contents: Array(text.utf8)), options: options, reject: { rejected.append($0) }
        ) {
            statements.append(self.text($0))
            return true
        }
        return (statements, rejected, dump)
    }

    private let usual =
        "6f1e|TikTok|p-1|1|incompatibleContent|STATEMENT_CATEGORY_SCAMS_AND_FRAUD||"
        + "KEYWORD_INAUTHENTIC_ACCOUNTS+KEYWORD_PHISHING|CONTENT_TYPE_TEXT|AT+DE|voluntary|true|partial|2025-08-30|"
        + "2025-09-02|2025-09-03T10:11:12.000Z|nil"

    @Test("every field that is used is read from the full dump")
    func fullDump() throws {
        let result = try read(
            StatementSamples.table([
                [:],
                [
                    "decision_account": "DECISION_ACCOUNT_TERMINATED", "decision_monetary": "DECISION_MONETARY_OTHER",
                    "decision_provision": "DECISION_PROVISION_TOTAL_SUSPENSION", "decision_visibility": "",
                    "end_date_account_restriction": "2025-12-01 00:00:00",
                    "end_date_service_restriction": "2025-10-01 00:00:00", "content_date": "",
                    "source_type": "SOURCE_TRUSTED_FLAGGER", "automated_detection": "No",
                    "automated_decision": "AUTOMATED_DECISION_NOT_AUTOMATED",
                    "category_addition": "[\"STATEMENT_CATEGORY_VIOLENCE\"]", "category_specification": "[]",
                    "decision_ground": "DECISION_GROUND_ILLEGAL_CONTENT",
                ],
            ]))
        #expect(result.rejected.isEmpty && result.dump.missingColumns.isEmpty)
        #expect(result.statements.first == usual)
        let decisions: ModerationDecisions = [.accountTerminated, .otherPayment, .serviceSuspended]
        #expect(
            result.statements.last
                == "6f1e|TikTok|p-1|\(decisions.rawValue)|illegalContent|STATEMENT_CATEGORY_SCAMS_AND_FRAUD|"
                + "STATEMENT_CATEGORY_VIOLENCE||CONTENT_TYPE_TEXT|AT+DE|trustedFlagger|false|none|nil|2025-09-02|"
                + "2025-09-03T10:11:12.000Z|2025-10-01")
        #expect(result.dump.rows == 2 && result.dump.accepted == 2 && result.dump.sha256.count == 64)
    }

    @Test("columns are found by name in any order, and the light dump lacks some")
    func anyOrder() throws {
        let shuffled = Array(StatementSamples.columns.reversed())
        #expect(try read(StatementSamples.table([[:]], columns: shuffled)).statements == [usual])
        let light = StatementSamples.columns.filter {
            ![
                "illegal_content_explanation", "incompatible_content_explanation", "territorial_scope",
                "decision_facts",
            ].contains($0)
        }
        let result = try read(StatementSamples.table([[:]], columns: light))
        #expect(result.statements == [usual.replacing("AT+DE", with: "")])
        #expect(result.dump.missingColumns == ["territorial_scope"])
    }

    @Test("each bad field is a rejection of its row that names it")
    func badFields() throws {
        let faults: [(String, String, String)] = [
            ("platform_name", " ", "missing-platform"), ("application_date", "", "missing-time"),
            ("application_date", "1725235200", "bad-time"), ("application_date", "2025-02-30 00:00:00", "bad-time"),
            ("created_at", "yesterday", "bad-time"), ("content_date", "30/08/2025", "bad-time"),
            ("end_date_account_restriction", "never", "bad-time"),
            ("decision_visibility", "[\"DECISION_VISIBILITY_CONTENT_EATEN\"]", "unknown-decision"),
            ("decision_visibility", "[\"DECISION_ACCOUNT_SUSPENDED\"]", "unknown-decision"),
            ("decision_account", "DECISION_ACCOUNT_LOST", "unknown-decision"),
            ("decision_ground", "DECISION_GROUND_MOOD", "unknown-constant"),
            ("source_type", "SOURCE_DREAM", "unknown-constant"), ("automated_detection", "Maybe", "unknown-constant"),
            ("automated_decision", "Yes", "unknown-constant"), ("category", "", "missing-category"),
            ("category", "SCAMS", "unknown-category"), ("category_specification", "[\"KEYWORD_A\"", "bad-list"),
            ("category_specification", "[KEYWORD_A]", "bad-list"),
            ("category_specification", "[\"KEYWORD_A\" \"KEYWORD_B\"]", "bad-list"),
            ("territorial_scope", "[\"AT\",]", "bad-list"), ("content_type", "{}", "bad-list"),
        ]
        for (field, value, reason) in faults {
            let result = try read(StatementSamples.table([[:], [field: value], [:]]))
            #expect(result.statements == [usual, usual], "\(field) \(value)")
            #expect(result.rejected.map(\.reason) == [reason], "\(field) \(value)")
            #expect(result.rejected.map(\.row) == [2] && result.rejected.first?.field == field, "\(field) \(value)")
        }
    }

    @Test("a rejected row changes nothing of the others")
    func rejectedRowsChangeNothing() throws {
        let lines = StatementSamples.table([[:], ["platform_uid": "p-2"], ["platform_uid": "p-3"]])
            .split(separator: "\n").map(String.init)
        let whole = try read(lines.joined(separator: "\n")).statements
        for bad in ["a,b,c", "\"open", ",,,", StatementSamples.row(["created_at": "x"]), "\u{0}", "é\"\"\""] {
            for place in 1...3 {
                var damaged = lines
                damaged.insert(bad, at: place)
                let result = try read(damaged.joined(separator: "\n"))
                #expect(result.statements == whole, "\(bad) at \(place)")
                #expect(result.rejected.count == 1 && result.rejected.first?.row == UInt64(place), "\(bad) at \(place)")
                #expect(result.dump.rows == result.dump.accepted + result.dump.rejected)
            }
        }
    }

    @Test("a header in the middle is no row, as parts put end to end have it")
    func repeatedHeader() throws {
        let part = StatementSamples.table([[:]])
        let result = try read(part + part)
        #expect(result.statements.count == 2 && result.rejected.isEmpty && result.dump.rows == 2)
    }

    @Test("what is no dump is refused with what is wrong")
    func otherFiles() throws {
        func refusal(_ bytes: [UInt8]) -> String {
            do throws(IntakeError) {
                _ = try StatementDump.read(SourceFile(path: "x", contents: bytes), reject: { _ in }) { _ in true }
                return "read"
            } catch {
                return error.description
            }
        }
        #expect(refusal([0x50, 0x4B, 3, 4, 0, 0]).contains("unpack it first (unzip)"))
        #expect(refusal([]).contains("empty"))
        #expect(refusal(Array("{\"a\": 1}".utf8)).contains("no CSV table"))
        let other = refusal(Array("platform_name,category\nTikTok,x\n".utf8))
        #expect(other.contains("no decision_visibility, decision_account, category_specification"))
        #expect(other.contains("found: platform_name, category"))
        let twice = StatementSamples.columns + ["category"]
        #expect(refusal(Array(StatementSamples.table([[:]], columns: twice).utf8)).contains("two columns"))
    }

    @Test("whoever takes the statements may end the reading")
    func ended() throws {
        var seen = 0
        let dump = try StatementDump.read(
            SourceFile(path: "x", contents: Array(StatementSamples.table([[:], [:], [:]]).utf8)), reject: { _ in }
        ) { _ in
            seen += 1
            return seen < 2
        }
        #expect(seen == 2 && dump.rows == 2 && dump.brokenOff != nil)
    }

    @Test("a file cut anywhere gives its whole rows and no crash, in windows of any size")
    func cut() throws {
        let bytes = Array(StatementSamples.table([[:], ["decision_facts": "long \"\n text"], [:]]).utf8)
        for length in stride(from: 0, through: bytes.count, by: 7) {
            var counts: [UInt64] = []
            for size in [1, 33, 1 << 16] {
                var options = IntakeOptions()
                options.sizes = ByteSource.Sizes(chunk: size, window: size)
                var taken: UInt64 = 0
                let dump = try? StatementDump.read(
                    SourceFile(path: "x", contents: Array(bytes[..<length])), options: options, reject: { _ in }
                ) { _ in
                    taken += 1
                    return true
                }
                #expect((dump?.accepted ?? 0) == taken)
                counts.append(taken)
            }
            #expect(Set(counts).count == 1)
        }
    }

    @Test("lists of constants are told from what looks like them")
    func lists() {
        for (text, names) in [
            ("[]", []), ("", []), ("[ \"A\" , \"B_2\" ]", ["A", "B_2"]), ("KEYWORD_A", ["KEYWORD_A"]),
        ] {
            ByteView.with(text) { bytes in
                let list = ConstantList(bytes)
                #expect(list.isWellFormed && list.isEmpty == names.isEmpty)
                var found: [String] = []
                var elements = list.elements
                while let name = elements.next() { found.append(name.string) }
                #expect(found == names)
            }
        }
        for text in [
            "[", "]", "[\"\"]", "[\"a\"]", "[\"A\",]", "[,\"A\"]", "[\"A\"\"B\"]", "\"A\"", "A B", "[[\"A\"]]",
        ] {
            ByteView.with(text) { #expect(!ConstantList($0).isWellFormed, "\(text)") }
        }
    }
}
