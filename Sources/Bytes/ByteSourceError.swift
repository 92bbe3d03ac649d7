/// Why bytes could not be read to their end. What came before the trouble has been delivered.
package enum ByteSourceError: Error, Sendable, Equatable {
    /// There is no such file.
    case missing
    /// The path names a folder.
    case directory
    /// The system refused; `reason` is its own sentence.
    case unreadable(reason: String)
    /// The compressed data ends in the middle; `delivered` bytes came out of it.
    case truncated(compression: Compression, delivered: UInt64)
    /// The compressed data is damaged; `delivered` bytes came out of it.
    case corrupt(compression: Compression, delivered: UInt64, reason: String)
    /// Something follows the compressed data that is not compressed data.
    case trailingBytes(compression: Compression, delivered: UInt64)
    /// A small file unfolds without measure (a "zip bomb").
    case expansion(delivered: UInt64, ratio: UInt64)
    /// The content begins with a UTF-16 byte order mark.
    case utf16
}

/// How a file's bytes are packed; told by its first bytes, never by its name.
package enum Compression: String, Codable, Sendable {
    case none
    case gzip
    case zstd
}

extension ByteSourceError: CustomStringConvertible {
    /// What happened and what to do, without the file's name.
    package var description: String {
        switch self {
        case .missing:
            "there is no such file; check the path"
        case .directory:
            "this is a folder; name the files in it"
        case .unreadable(let reason):
            "cannot be read (\(reason)); check its permissions"
        case .truncated(let compression, let delivered):
            "the \(compression.rawValue) data is truncated after \(delivered) bytes of content;"
                + " what came before was read: fetch the file again"
        case .corrupt(let compression, let delivered, let reason):
            "the \(compression.rawValue) data is damaged after \(delivered) bytes of content (\(reason));"
                + " what came before was read: fetch the file again"
        case .trailingBytes(let compression, let delivered):
            "other bytes follow the \(compression.rawValue) data (\(delivered) bytes of content);"
                + " the content was read, the rest is ignored"
        case .expansion(let delivered, let ratio):
            "stopped after \(delivered) bytes: the content is more than \(ratio) times the size of the file,"
                + " which looks like a decompression bomb; unpack it yourself if it is meant"
        case .utf16:
            "the content is UTF-16; convert it with: iconv -f UTF-16 -t UTF-8"
        }
    }
}
