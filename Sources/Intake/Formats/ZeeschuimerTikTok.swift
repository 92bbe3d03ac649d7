import Bytes
import Records

/// TikTok posts that the browser extension Zeeschuimer collected: an object a line, the website's own item in `data`.
struct ZeeschuimerTikTok: Format {
    let description = FormatDescription(
        id: "zeeschuimer-tiktok", title: "Zeeschuimer TikTok items (NDJSON)",
        summary: "what the browser extension Zeeschuimer collects on tiktok.com, an object a line")

    func recognises(_ head: SourceHead) -> Bool { ZeeschuimerEnvelope.isOf(["tiktok.com"], head) }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard head.shape != nil else { throw .notJSON }
        return .lines(Reader())
    }

    private struct Reader: ObjectReader {
        func read(_ object: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            let item = try ZeeschuimerEnvelope.open(object, sites: ["tiktok.com"], into: &draft, &arena)
            try TikTokItem.read(item, into: &draft, &arena)
        }
    }
}
