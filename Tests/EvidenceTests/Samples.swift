import Bytes
import Records
import Seals

@testable import Evidence

/// An invented log and its parts.
enum Samples {
    static var custodian: Custodian {
        get throws { try Custodian(name: "Ana Ionescu", role: "analyst") }
    }

    static func digest(_ text: String) -> String { CanonicalJSON.digest(text) }

    /// The log that a program of its own wrote (Python's json.dumps with sorted keys): see `CustodyEventTests`.
    static func events(_ count: Int = 11) throws -> [CustodyEvent] {
        let actions: [CustodyAction] = [.collected, .recorded, .viewed]
        var previous = CustodyEvent.nothing
        return try (1...count).map { number in
            let draft = try CustodyDraft(
                actions[number % 3], object: digest("object \(number)"), by: custodian,
                reason: number % 4 == 0 ? "\"why\"\n\té🙂\u{01}/" : nil, from: number % 5 == 0 ? "A" : nil,
                to: number % 5 == 0 ? "B" : nil, note: number == 7 ? "n" : nil)
            let event = CustodyEvent(
                number: number,
                time: Instant(milliseconds: 1_732_471_200_000 + Int64(number) * 1007), draft: draft,
                previous: previous)
            previous = MerkleTree.leafHash(event.line).hexadecimal
            return event
        }
    }

    static func log(_ lines: [[UInt8]]) -> [UInt8] { Array(lines.map { $0 + [0x0A] }.joined()) }

    static func record(
        limits: [String] = ["comments were not captured"], original: String? = nil, files: [CapturedFile]? = nil
    ) throws -> EvidenceRecord {
        try EvidenceRecord(
            origin: "newsroom.example/case", recorded: StatedTime(reading: "2024-11-25T08:00:00.000Z"),
            asset: RecordedAsset(
                platform: .tiktok, identifier: "7123456", handle: "casa.verde",
                handleSeen: StatedTime(reading: "2024-11-24"), post: "7440000000000000001"),
            capture: Capture(
                method: .fetched, urlRequested: "https://example.org/v/1", urlFinal: "https://example.org/video/1",
                started: StatedTime(reading: "2024-11-24T18:00:00Z"),
                ended: StatedTime(reading: "2024-11-24T18:00:09Z"),
                clock: "NTP", vantage: "RO", login: .loggedOut,
                tool: Capture.Tool(name: "browser", version: "1", configuration: digest("settings")), status: 200,
                headers: [Capture.Header(name: "content-type", value: "text/html")]),
            files: files ?? [
                CapturedFile(
                    part: .original, name: "page.html", sha256: digest("page"), bytes: 4, mediaType: "text/html",
                    likeness: [CapturedFile.Likeness(method: "pdq", value: "00ff")])
            ],
            observed: [Observation("text", "Voteaza! \u{202E}"), Observation("hashtag", "#alegeri")],
            provenance: Provenance(grade: "b2", source: "own capture", independenceGroup: "us"),
            legal: LegalBasis(
                jurisdictions: ["EU", "RO"], basis: "GDPR Art. 6(1)(f)", personalData: .special,
                retainUntil: Day("2034-11-24"), disclosure: .amberStrict, tags: ["dmm_01"]),
            original: original, limits: limits)
    }
}
