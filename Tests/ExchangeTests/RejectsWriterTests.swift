import Foundation
import Records
import Testing

@testable import Exchange

@Suite("Rejects")
struct RejectsWriterTests {
    @Test("Any text survives the way through JSON, and no line breaks the line")
    func roundTrip() throws {
        let texts = [
            "", "plain", "\"quoted\" \\ back", "tab\tnew\nline\rreturn", "\u{0}\u{1}\u{1F}\u{7F}", "\u{2028}\u{2029}",
            "\u{202E}right to left", "😀 日本語 €", "</script>",
        ]
        let sink = TextSink.memory()
        var writer = RejectsWriter(sink)
        for (place, text) in texts.enumerated() {
            try writer.write(
                Rejection(
                    file: text, row: UInt64(place), field: place == 0 ? nil : text, reason: "bad-time", detail: text))
        }
        let lines = sink.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == texts.count + 1)
        #expect(!sink.text.unicodeScalars.contains { $0 == "\u{2028}" || $0 == "\u{2029}" })
        for (place, text) in texts.enumerated() {
            let parsed = try JSONSerialization.jsonObject(with: Data(lines[place].utf8)) as? [String: Any]
            #expect(parsed?["file"] as? String == text)
            #expect(parsed?["detail"] as? String == text)
            #expect(parsed?["row"] as? Int == place)
            #expect((parsed?["field"] as? String) == (place == 0 ? nil : text))
        }
        #expect(lines[0] == #"{"file":"","row":0,"field":null,"reason":"bad-time","detail":""}"#)
    }
}
