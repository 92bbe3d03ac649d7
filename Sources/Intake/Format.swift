package import Bytes

// What belongs here: published formats, one small file each, and what they share: recognising, reading, rejecting,
// summing up. What does not: what an object is (Traces), and what is done with the posts.

/// What users need to know of a format.
package struct FormatDescription: Sendable, Equatable {
    /// The name for `--as`.
    package var id: String
    package var title: String
    /// One line: what it is and where it comes from.
    package var summary: String

    package init(id: String, title: String, summary: String) {
        self.id = id
        self.title = title
        self.summary = summary
    }
}

/// A published format. To add one: a file with a type that conforms, its line in `Formats.all`, a sample in the
/// conformance suite.
package protocol Format: Sendable {
    var description: FormatDescription { get }

    /// Whether a file that begins like this is of this format. No two formats may claim one file.
    func recognises(_ head: SourceHead) -> Bool

    /// A reader for a file that begins like this, or what keeps the file from being read as this format.
    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader
}

/// How a format's records are framed, and who reads them.
package enum FormatReader {
    /// A CSV row each, below a header.
    case table(any TableReader)
    /// A JSON object a line.
    case lines(any ObjectReader)
    /// JSON objects inside documents.
    case elements(any ObjectReader, JSONElementScanner.Plan)
    /// A CSV row each, below a header, that states something of an operation.
    case statements(any StatementReader)
    /// The rows of those tables in a Markdown file that have these columns; the prose around them is none.
    case markdown(any StatementReader, columns: [String])
    /// JSON objects inside documents, each of which states something of an operation.
    case stated(any StatedObjectReader, JSONElementScanner.Plan)
}

/// Reads a CSV row into a draft.
package protocol TableReader {
    func read(_ row: CSVRow, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault)
}

/// Reads a JSON object into a draft.
package protocol ObjectReader {
    func read(_ object: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault)

    /// Appends the objects inside `object` that are records of their own, such as the post that a repost repeats. They
    /// are read after it, as records that come next in the file.
    func nested(in object: JSONValue, into list: inout [JSONValue])

    /// Is told of a member of a wrapper that says what the next records belong to (`Plan.context`). The views are valid
    /// for the call only.
    func meet(_ name: ByteView, _ value: JSONValue)
}

/// Reads a row of a table of statements: indicators and claims.
package protocol StatementReader {
    /// Appends what the row states: nothing, one statement, or several.
    func read(_ row: [ByteView], into draft: inout StatementDraft) throws(RecordFault)
}

/// Reads a JSON object that states something: indicators, claims, or itself to be kept.
package protocol StatedObjectReader {
    /// Appends what the object states.
    func read(_ object: JSONValue, into draft: inout StatementDraft) throws(RecordFault)

    /// Is told of a member of the document beside its objects (`Plan.context`), for the call only.
    func meet(_ name: ByteView, _ value: JSONValue) throws(RecordFault)
}

extension ObjectReader {
    package func nested(in object: JSONValue, into list: inout [JSONValue]) {}

    package func meet(_ name: ByteView, _ value: JSONValue) {}
}

/// The formats there are.
enum Formats {
    static let all: [any Format] = [
        ShareEvents(),
        TikTokResearchTable(),
        TikTokResearchPages(),
        ZeeschuimerTikTok(),
        FourCATTikTok(),
        FiveThirtyEightTrolls(),
        TrollsByAuthor(),
        // Statements, and what else is no crowd of posts.
        MetaIndicators(),
        MetaIndicatorPages(),
        SekoiaObservables(),
        CooRnetAccounts(),
        STIXBundles(),
        // Other platforms, and other ways out of TikTok.
        TelegramDesktop(),
        TelegramRows(),
        YouTubePages(),
        BlueskyJetstream(),
        MastodonStatuses(),
        RedditDump(),
        VKWall(),
        CrowdTanglePosts(),
        CrowdTangleTable(),
        MetaContentLibrary(),
        TikTokCommercialContent(),
        TikTokWebItems(),
        TikTokAweme(),
        TikTokCounters(),
        MappedTable(),
        MappedObjects(),

        XArchive(),
        XArchiveUsers(),
        XFirstInterface(),
        XSecondInterface(),
        ZeeschuimerX(),
        ZeeschuimerInstagram(),
        FourCATTable(),
        FourCATItems(),
        USCX24(),
        TrollAuthors(),
        NBCTrolls(),
        NBCTrollUsers(),
    ]

    static func named(_ id: String) throws(IntakeError) -> any Format {
        if let format = all.first(where: { $0.description.id == id }) { return format }
        throw .unknownFormat(id, known: all.map(\.description.id))
    }

    /// The format that claims the file, or the mapped one where the user gave a mapping.
    static func recognise(_ head: SourceHead, options: IntakeOptions) throws(RecordFault) -> any Format {
        if options.mapping != nil {
            switch head.content {
            case .table: return MappedTable()
            case .json: return MappedObjects()
            case .empty, .blank, .markdown: break
            }
        }
        if let format = all.first(where: { $0.recognises(head) }) { return format }
        throw RecordFault("unrecognised", head.unrecognisedDetail)
    }
}
