import Oversight
import Records
import Testing

@Suite("Rows of notices, answers and exposures")
struct NoticeReadingTests {
    private let now = Day("2025-01-01")?.start ?? Instant(milliseconds: 0)

    private func reference() throws -> CohortReference {
        let keys = [(Platform.tiktok, "1"), (.tiktok, "2"), (.x, "3")].map { AssetKey(platform: $0, id: $1) }
        let cohort = try Cohort(
            name: "herd", frozen: try StatedTime(reading: "2024-11-01"), source: "by hand", nonce: "0123456789abcdef",
            assets: keys.map { Asset($0, grade: .confirmed) })
        return CohortReference(cohort, digest: "d")
    }

    private static let notice = [
        "name": "n", "platform": "tiktok", "channel": "authority-request", "sent": "2024-11", "sender": "AEP",
    ]

    private func notice(_ change: [String: String], platform: Platform? = nil) throws -> Notice {
        let values = Self.notice.merging(change) { _, new in new }.filter { !$0.value.isEmpty }
        return try Notice(row: NamedRow(number: 1, values: values), about: try reference(), platform: platform, by: now)
    }

    @Test("a notice is read with its month, its assets each once, and its digest in small letters")
    func notices() throws {
        let digest = String(repeating: "AB", count: 32)
        let read = try notice(["assets": "tiktok:2; tiktok:1; tiktok:2", "text_sha256": digest, "reference": "r"])
        #expect(
            read
                == Notice(
                    name: "n", platform: .tiktok, channel: .authorityRequest, sent: try StatedTime(reading: "2024-11"),
                    sender: "AEP", reference: "r", cohort: "d",
                    assets: try ["tiktok:1", "tiktok:2"].map(AssetKey.init),
                    textSHA256: digest.lowercased()))
        #expect(try notice(["platform": ""], platform: .x).platform == .x)
        #expect(try notice([:]).assets == nil)
        #expect(try notice([:]).assets(of: try reference().cohort).map(\.key.id) == ["1", "2"])
        #expect(try notice(["assets": "tiktok:2"]).assets(of: try reference().cohort).map(\.key.id) == ["2"])
    }

    @Test(
        "each fault names its field",
        arguments: [
            (["name": ""], "name", "missing-name"), (["platform": ""], "platform", "missing-platform"),
            (["platform": "telegram"], "platform", "no-asset"), (["channel": ""], "channel", "missing-channel"),
            (["channel": "pigeon"], "channel", "unknown-channel"), (["sent": ""], "sent", "missing-sent"),
            (["sent": "2024-11-24T10:00"], "sent", "unknown-zone"), (["sent": "2025-02"], "sent", "future-date"),
            (["sent": "1924"], "sent", "bad-time"), (["sender": ""], "sender", "missing-sender"),
            (["assets": "tiktok:9"], "assets", "not-in-cohort"), (["assets": "x:3"], "assets", "other-platform"),
            (["assets": "3"], "assets", "bad-asset"), (["text_sha256": "ab"], "text_sha256", "bad-digest"),
        ])
    func faults(change: [String: String], field: String, reason: String) throws {
        let fault = #expect(throws: FieldFault.self) { try notice(change) }
        #expect(fault?.field == field && fault?.reason == reason)
    }

    @Test("an answer follows its notice and is not of the future")
    func answers() throws {
        let sent = try notice([:])
        func answer(_ received: String) throws -> Response {
            try Response(
                row: NamedRow(number: 1, values: ["name": "a", "content": "Decision", "received": received]), to: sent,
                by: now)
        }
        #expect(try answer("2024-11-28").content == .decision)
        // The notice is known to a month only: any day of it may be after.
        #expect(try answer("2024-11-01").notice == "n")
        #expect(throws: FieldFault.self) { try answer("2024-10-31") }
        #expect(throws: FieldFault.self) { try answer("2025-03-01") }
    }

    @Test("requests to act start the clock of notice, demands for information and for keeping data do not")
    func clocks() throws {
        let assets = try reference().cohort.assets
        for channel in Notice.Channel.allCases {
            let sent = try notice(["channel": channel.rawValue])
            func first(_ zero: ClockZero) -> StatedTime? {
                Clocks(zero, of: assets, notices: [("x", sent)], exposures: []).ofAsset[0]
            }
            let acts: Set<Notice.Channel> = [
                .platformForm, .article16, .trustedFlagger, .order, .authorityRequest,
            ]
            #expect((first(.notice) != nil) == acts.contains(channel), "\(channel)")
            #expect((first(.order) != nil) == (channel == .order), "\(channel)")
            #expect((first(.press) != nil) == (channel == .pressQuestion), "\(channel)")
        }
    }
}
