import Bytes
import Records

/// Instagram posts that the browser extension Zeeschuimer collected: an object a line, the website's own post in `data`
/// (`InstagramItem` says from which documented shapes it is read).
struct ZeeschuimerInstagram: Format {
    let description = FormatDescription(
        id: "zeeschuimer-instagram", title: "Zeeschuimer Instagram posts (NDJSON)",
        summary: "what the browser extension Zeeschuimer collects on instagram.com, an object a line")

    func recognises(_ head: SourceHead) -> Bool { ZeeschuimerEnvelope.isOf(["instagram.com"], head) }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard head.shape != nil else { throw .notJSON }
        return .lines(Reader())
    }

    private struct Reader: ObjectReader {
        func read(_ object: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            let item = try ZeeschuimerEnvelope.open(object, sites: ["instagram.com"], into: &draft, &arena)
            try InstagramItem.read(item, into: &draft, &arena)
        }
    }
}
