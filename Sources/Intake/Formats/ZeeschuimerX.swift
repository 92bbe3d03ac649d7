import Bytes
import Records

/// Posts of X that the browser extension Zeeschuimer collected: an object a line, the website's own post in `data`
/// (`XItem` says from which documented shapes it is read). Posts that a post repeats or quotes are records of their own.
struct ZeeschuimerX: Format {
    let description = FormatDescription(
        id: "zeeschuimer-x", title: "Zeeschuimer X posts (NDJSON)",
        summary: "what the browser extension Zeeschuimer collects on x.com and twitter.com, an object a line")

    func recognises(_ head: SourceHead) -> Bool { ZeeschuimerEnvelope.isOf(["x.com", "twitter.com"], head) }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard head.shape != nil else { throw .notJSON }
        return .lines(Reader())
    }

    private struct Reader: ObjectReader {
        func read(_ object: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            // A post inside a post comes without its envelope.
            let item =
                XItem.isPost(object)
                ? object
                : try ZeeschuimerEnvelope.open(object, sites: ["x.com", "twitter.com"], into: &draft, &arena)
            try XItem.read(item, into: &draft, &arena)
        }

        func nested(in object: JSONValue, into list: inout [JSONValue]) {
            let item = object.member("data")
            XItem.appendNested(item.kind == .object ? item : object, to: &list)
        }
    }
}
