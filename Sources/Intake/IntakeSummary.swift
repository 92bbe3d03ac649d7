package import Bytes
package import Records

/// What reading gave, file by file, in the order in which they were named.
package struct IntakeSummary: Sendable {
    package var files: [FileSummary]

    package init(files: [FileSummary] = []) { self.files = files }

    package var rows: UInt64 { files.reduce(0) { $0 + $1.rows } }
    package var accepted: UInt64 { files.reduce(0) { $0 + $1.accepted } }
    package var repeated: UInt64 { files.reduce(0) { $0 + $1.repeated } }
    package var rejected: UInt64 { files.reduce(0) { $0 + $1.rejected } }
    package var passed: UInt64 { files.reduce(0) { $0 + $1.passed } }

    /// The coarsest resolution of the files that have times.
    package var resolution: TimeResolution? { files.compactMap(\.resolution).max() }
    package var first: Instant? { files.compactMap(\.first).min() }
    package var last: Instant? { files.compactMap(\.last).max() }
}

/// What reading one file gave.
package struct FileSummary: Codable, Sendable, Equatable {
    package var path: String
    /// The format's id; nil where the file could not be read at all.
    package var format: String?
    /// SHA-256 of the file's bytes as stored, in lower-case hexadecimal; nil where they could not all be read.
    package var sha256: String?
    /// The file's bytes as stored.
    package var bytes: UInt64 = 0
    package var compression = Compression.none
    /// Records met: `accepted + rejected + passed`.
    package var rows: UInt64 = 0
    /// Records that are taken, repeated ones included.
    package var accepted: UInt64 = 0
    /// Accepted records whose post was met before: they add nothing.
    package var repeated: UInt64 = 0
    package var rejected: UInt64 = 0
    /// Records that tell of nothing that is kept, by design of the format: blank rows between sections, notices of a
    /// service. The notes say which.
    package var passed: UInt64 = 0
    /// Rejected records by reason, in the order of the reasons' names; the file as a whole counts too, though it is no
    /// record.
    package var rejectedByReason: [Count] = []
    /// What was accepted but is worth knowing, by kind, in the order of the kinds' names.
    package var notes: [Count] = []
    /// The coarsest resolution of its times.
    package var resolution: TimeResolution?
    package var first: Instant?
    package var last: Instant?
    /// The platform of its posts; nil where there are none, or of several.
    package var platform: Platform?

    package init(path: String) { self.path = path }

    /// Something counted.
    package struct Count: Codable, Sendable, Equatable {
        /// A short lasting word.
        package var name: String
        package var count: UInt64
        /// What it means, for people; of a reason, what was said the first time.
        package var meaning: String
    }
}

extension FileSummary {
    /// The name of the note on a table that has a header and no rows.
    static let headerAlone = "header-alone"

    /// Why nothing could be read from a file in which nothing is wrong; nil where it has records.
    package var emptiness: String? {
        if rows > 0 || !rejectedByReason.isEmpty { return nil }
        return notes.contains { $0.name == Self.headerAlone }
            ? "\(path) has a header and no rows below it" : "\(path) holds no records"
    }

    /// Reads a summary that this or an earlier version wrote: what that one did not count is nothing.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func value<Value: Decodable>(_ key: CodingKeys, or missing: Value) throws -> Value {
            try container.decodeIfPresent(Value.self, forKey: key) ?? missing
        }
        path = try container.decode(String.self, forKey: .path)
        format = try container.decodeIfPresent(String.self, forKey: .format)
        sha256 = try container.decodeIfPresent(String.self, forKey: .sha256)
        bytes = try value(.bytes, or: 0)
        compression = try value(.compression, or: .none)
        rows = try value(.rows, or: 0)
        accepted = try value(.accepted, or: 0)
        repeated = try value(.repeated, or: 0)
        rejected = try value(.rejected, or: 0)
        passed = try value(.passed, or: 0)
        rejectedByReason = try value(.rejectedByReason, or: [])
        notes = try value(.notes, or: [])
        resolution = try container.decodeIfPresent(TimeResolution.self, forKey: .resolution)
        first = try container.decodeIfPresent(Instant.self, forKey: .first)
        last = try container.decodeIfPresent(Instant.self, forKey: .last)
        platform = try container.decodeIfPresent(Platform.self, forKey: .platform)
    }
}
