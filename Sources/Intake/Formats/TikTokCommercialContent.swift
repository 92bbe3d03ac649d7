import Bytes
import Records
import Traces

/// TikTok's library of paid content: answers of the Commercial Content API (`{"data":{"commercial_contents":[…]}}`) and
/// the table that researchers keep of them, with text read from the covers (`id, create_timestamp, label, ocr …`).
///
/// The JSON form is built from TikTok's documentation. Content without a creator is nobody's: it is kept and is in no
/// search. An id of the library is no id of a video; where the address of the video is given, its number is the key.
struct TikTokCommercialContent: Format {
    let description = FormatDescription(
        id: "tiktok-commercial", title: "TikTok Commercial Content (JSON or CSV)",
        summary: "answers of the Commercial Content API, or a table of them: id, create_timestamp, label, ocr …")

    func recognises(_ head: SourceHead) -> Bool {
        if let shape = head.shape {
            if shape.has("data.commercial_contents") || shape.has("commercial_contents") { return true }
            return shape.has("create_timestamp", "label", "id")
        }
        return head.table?.has("id", "create_timestamp", "label") ?? false
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        if head.shape != nil {
            let plan = JSONElementScanner.Plan(
                entered: ["data", "commercial_contents"], errors: ["error"], records: ["id", "brand_names", "label"])
            return .elements(ObjectForm(), plan)
        }
        guard let table = head.table else { throw .notATable }
        return .table(
            TableForm(
                id: try table.required("id"), time: try table.required("create_timestamp", "create_date"),
                handle: table.index("username") ?? table.index("creator.username"), text: table.index("ocr"),
                observed: table.index("collection_datetime_utc")))
    }

    private struct ObjectForm: ObjectReader {
        func read(_ object: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.platform = .tiktok
            draft.account = object.member("creator").member("username").value(&arena)
            if draft.account.isEmpty { draft.kind = .anonymousPost }
            draft.time = try Field.time(object.member("create_timestamp").text(&arena), "create_timestamp")
            // The documentation's example has a list of videos, its table one video.
            var video = object.member("video")
            var videos = object.member("videos").elements
            if video.isNull, videos.next() { video = videos.value }
            draft.address = video.member("url").value(&arena)
            let number = video.member("id").identifier(&arena)
            let last = draft.address.lastSegment
            draft.identifier = number.isEmpty && last.isDigits ? last : number
            if draft.identifier.isEmpty { draft.identifier = object.member("id").identifier(&arena) }
        }
    }

    private struct TableForm: TableReader {
        let id: Int
        let time: Int
        let handle: Int?
        let text: Int?
        let observed: Int?

        func read(_ row: CSVRow, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.platform = .tiktok
            draft.account = draft.value(row.field(handle))
            if draft.account.isEmpty { draft.kind = .anonymousPost }
            draft.identifier = draft.identifier(row[id])
            draft.time = try Field.time(row[time], "create_timestamp")
            draft.text = draft.value(row.field(text))
            if draft.keepsDetails { draft.observed = Field.optionalTime(row.field(observed)) }
        }
    }
}
