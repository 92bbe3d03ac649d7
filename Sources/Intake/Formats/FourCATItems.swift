import Bytes
import Records
import Traces

/// Posts that 4CAT gives as NDJSON, in both of its dialects: the platform's own object with `__import_meta` beside its
/// members, which says where a browser extension found it; and 4CAT's own columns, an object a line, in which an absent
/// value may be wrapped as `{"__missing": true, "value": …}`.
struct FourCATItems: Format {
    let description = FormatDescription(
        id: "4cat-ndjson", title: "4CAT items (NDJSON)",
        summary: "items with __import_meta (TikTok, X, Instagram), or 4CAT's own columns, an object a line")

    func recognises(_ head: SourceHead) -> Bool {
        guard let shape = head.shape, !shape.isArray else { return false }
        return shape.has("__import_meta") || FourCATColumn.always.allSatisfy { shape.paths.contains($0) }
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard let shape = head.shape else { throw .notJSON }
        return .lines(Reader(platform: FourCATColumn.platform { shape.paths.contains($0) }))
    }

    private struct Reader: ObjectReader {
        /// Of objects in 4CAT's own columns.
        let platform: Platform
        private let names: [(name: [UInt8], column: FourCATColumn)]

        init(platform: Platform) {
            self.platform = platform
            names = FourCATColumn.allCases.flatMap { column in column.names.map { (Array($0.utf8), column) } }
        }

        func read(_ object: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            let origin = object.member("__import_meta")
            if origin.kind != .object {
                // A post inside a post of X comes alone.
                if XItem.isPost(object) { return try XItem.read(object, into: &draft, &arena) }
                return try readColumns(object, into: &draft, &arena)
            }
            if draft.keepsDetails {
                draft.observed = Field.optionalTime(origin.member("timestamp_collected").text(&arena))
            }
            let site = origin.member("source_platform").text(&arena)
            let name = site.hasPrefix("www.") ? site[4..<site.count] : site
            if name.equals("tiktok.com") {
                try TikTokItem.read(object, into: &draft, &arena)
            } else if name.equals("x.com") || name.equals("twitter.com") {
                try XItem.read(object, into: &draft, &arena)
            } else if name.equals("instagram.com") {
                try InstagramItem.read(object, into: &draft, &arena)
            } else {
                throw RecordFault(
                    "other-platform", field: "__import_meta",
                    "the item is from \(site.quoted), whose own objects are not read; export it from 4CAT as CSV")
            }
        }

        func nested(in object: JSONValue, into list: inout [JSONValue]) {
            if object.member("legacy").kind == .object { XItem.appendNested(object, to: &list) }
        }

        private func readColumns(
            _ object: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena
        ) throws(RecordFault) {
            var post = FourCATPost()
            var members = object.members
            while members.next() {
                guard let column = names.first(where: { members.key.equals($0.name) })?.column else { continue }
                // Of several names for a column, the first that says something counts.
                if post[column].isEmpty { post[column] = members.value.value(&arena) }
            }
            try post.fill(&draft, platform: platform, &arena)
        }
    }
}
