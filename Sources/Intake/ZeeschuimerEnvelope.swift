import Bytes
import Traces

/// What the browser extension Zeeschuimer puts around each item that it collects: a line with `source_platform`, the
/// time of collection, and the platform's own object in `data` (digitalmethodsinitiative/zeeschuimer,
/// `js/zs-background.js`).
enum ZeeschuimerEnvelope {
    /// Whether the file is of envelopes from one of the sites.
    static func isOf(_ sites: [String], _ head: SourceHead) -> Bool {
        guard let shape = head.shape, shape.has("source_platform", "data", "item_id", "timestamp_collected"),
            var site = shape.texts["source_platform"]
        else { return false }
        if site.hasPrefix("www.") { site.removeFirst(4) }
        return sites.contains(site)
    }

    /// The item inside; the time of collection goes to the draft. Null where the object is no envelope.
    static func open(
        _ object: JSONValue, sites: [StaticString], into draft: inout RecordDraft, _ arena: inout ScratchArena
    ) throws(RecordFault) -> JSONValue {
        var item = JSONValue.null
        var members = object.members
        while members.next() {
            if members.key.equals("data") {
                item = members.value
            } else if members.key.equals("source_platform") {
                let platform = members.value.text(&arena)
                let site = platform.hasPrefix("www.") ? platform[4..<platform.count] : platform
                if !sites.contains(where: { site.equals($0) }) {
                    throw RecordFault(
                        "other-platform", field: "source_platform", "the item is from \(platform.quoted)")
                }
            } else if draft.keepsDetails, members.key.equals("timestamp_collected") {
                draft.observed = Field.optionalTime(members.value.text(&arena))
            }
        }
        guard item.kind == .object else {
            throw RecordFault("missing-item", field: "data", "the record has no item in data")
        }
        return item
    }
}
