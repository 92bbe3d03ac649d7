package import Seals

/// A file of readings as a case took it in: its entry binds the readings to the chain of the registers, so that they cannot go
/// with their file unseen.
package struct ReadingFile: RegisterEntry {
    package static var kind: RegisterKind { .readings }

    /// The file's SHA-256; where it was read again with news, also when.
    package var name: String
    package var file: String
    package var bytes: Int64
    package var rows: Int64
    package var accepted: Int64
    /// How many readings came of it, and the sum over them.
    package var readings: Int64
    package var checksum: String
    /// The sum over rows, evidence, stretches, counters and contradictions.
    package var sources: String

    package init(
        name: String, file: String, bytes: Int64, rows: Int64, accepted: Int64, readings: Int64, checksum: String,
        sources: String
    ) {
        self.name = name
        self.file = file
        self.bytes = bytes
        self.rows = rows
        self.accepted = accepted
        self.readings = readings
        self.checksum = checksum
        self.sources = sources
    }
}
