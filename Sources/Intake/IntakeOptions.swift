package import Bytes
package import Records

/// A file to read.
package struct SourceFile: Sendable {
    /// Its path, also its name in rejections and summaries.
    package var path: String
    /// The format's id where the user named one; nil where the content tells.
    package var format: String?
    /// What the file is called where that is not the last part of its path: what somebody sent lies under another name.
    package var label: String?
    /// The file's bytes, for tests and for what never was a file; nil to read from the path.
    package var contents: [UInt8]?
    /// Whether it is what flows in where the program was started; it can be read once.
    package private(set) var isStandardInput = false

    package init(path: String, format: String? = nil, contents: [UInt8]? = nil) {
        self.path = path
        self.format = format
        self.contents = contents
    }

    /// The standard input.
    package static var standardInput: SourceFile {
        var file = SourceFile(path: "standard input")
        file.isStandardInput = true
        return file
    }
}

/// How to read.
package struct IntakeOptions: Sendable {
    /// Which traces become actions.
    package var traces: TraceSet
    /// The platform of sources that do not state theirs.
    package var platform: Platform?
    /// What the columns of an unknown table or the members of unknown objects mean.
    package var mapping: ColumnMapping?
    /// A larger record is rejected; memory is bounded by a small multiple of it.
    package var maximumRecordBytes = 16 << 20
    /// Whether a corpus is to know when accounts were made and how often posts were viewed.
    package var keepsDetails = false
    /// Whether compressed files may unfold without limit (see `ByteSource.Sizes`).
    package var allowsAnyExpansion = false
    /// Sizes of chunk and window; tests make them small.
    package var sizes = ByteSource.Sizes()

    package init(traces: TraceSet = .all, platform: Platform? = nil, mapping: ColumnMapping? = nil) {
        self.traces = traces
        self.platform = platform
        self.mapping = mapping
    }
}

/// Which object a record gets in the modes that reproduce other programs' results. On share events the object is
/// always the one that the file names.
package enum ShareObjects: Sendable, Equatable {
    /// The objects of one trace, normalised as Daylight does: a row each.
    case trace(Trace)
    /// Each address of a post that is no repost, as it is written.
    case coLink
    /// The post that was reposted.
    case coRetweet
    /// The post that was answered, by posts that are no reposts.
    case coReply
    /// The text of posts that are no reposts: in lower case, without `@…` up to the next blank, blanks collapsed.
    case coTweet
    /// The text of posts that are no reposts, as it is written.
    case coSimilarTweet
    /// No object: every post counts.
    case coPost
}
