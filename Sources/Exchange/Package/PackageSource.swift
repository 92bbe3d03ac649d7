package import Evidence
package import Records
package import Seals

/// What a package is made of, wherever it is kept.
package struct PackageSource {
    /// A file of a time-stamp: the request, the answer, certificates.
    package struct StampFile: Hashable, Sendable {
        /// `12.tsr`, or `12-authority.tsr`.
        package var name: String
        package var path: String
        /// Entries that the stamped checkpoint covers.
        package var size: Int

        package init(name: String, path: String, size: Int) {
            self.name = name
            self.path = path
            self.size = size
        }
    }

    /// The last checkpoint's note.
    package var checkpoint: [UInt8]
    /// The note of the checkpoint before.
    package var previous: [UInt8]?
    package var key: VerifyingKey
    /// The custody log, which may go on behind what the checkpoint covers.
    package var log: String
    /// Where an object lies, by its SHA-256.
    package var object: (_ sha256: String) -> String
    /// Objects that were taken away on purpose, by their SHA-256, with the entry of the log that says so.
    package var destroyed: [String: Int]
    /// The hashes that lead from an entry, counted from 1, to the root of the log of a size.
    package var inclusion: (_ entry: Int, _ size: Int) throws -> [ContentHash]
    /// The hashes that lead from a log of a size to that of a later size.
    package var consistency: (_ earlier: Int, _ size: Int) throws -> [ContentHash]
    /// Of the checkpoint and of those before it, since each covers what was there when it was stamped.
    package var timeStamps: [StampFile]
    /// The notes of earlier checkpoints that an authority stamped, by their sizes.
    package var stamped: [Int: [UInt8]]

    package init(
        checkpoint: [UInt8], previous: [UInt8]?, key: VerifyingKey, log: String,
        object: @escaping (_ sha256: String) -> String, destroyed: [String: Int] = [:],
        inclusion: @escaping (_ entry: Int, _ size: Int) throws -> [ContentHash],
        consistency: @escaping (_ earlier: Int, _ size: Int) throws -> [ContentHash], timeStamps: [StampFile],
        stamped: [Int: [UInt8]] = [:]
    ) {
        self.checkpoint = checkpoint
        self.previous = previous
        self.key = key
        self.log = log
        self.object = object
        self.destroyed = destroyed
        self.inclusion = inclusion
        self.consistency = consistency
        self.timeStamps = timeStamps
        self.stamped = stamped
    }
}

/// What is asked for.
package struct PackageOrder {
    /// Those that go in.
    package var exhibits: [Exhibit]
    /// Whether only they and what they rest on go in, or everything.
    package var onlyExhibits: Bool
    /// The package's marking.
    package var marking: TrafficLight
    /// The case's, which hold for records of what they mark, too.
    package var markings: Markings
    /// The program and version, as it stands in what is written.
    package var software: String
    /// A STIX bundle that goes in as it is.
    package var stix: String?

    package init(
        exhibits: [Exhibit], onlyExhibits: Bool, marking: TrafficLight, markings: Markings, software: String,
        stix: String? = nil
    ) {
        self.exhibits = exhibits
        self.onlyExhibits = onlyExhibits
        self.marking = marking
        self.markings = markings
        self.software = software
        self.stix = stix
    }

    /// To whom a record may be shown: as it was marked when it was made, or as the case marks its account or post by now,
    /// whichever is narrower.
    func disclosure(of record: EvidenceRecord) -> TrafficLight {
        guard let asset = record.asset else { return record.legal.disclosure }
        let names = [asset.identifier, asset.handle.map { "@" + $0.drop { $0 == "@" } }].compactMap { $0 }
        let objects =
            names.map { ObjectReference(.account, "\(asset.platform.name):\($0)") }
            + (asset.post.map { [ObjectReference(.post, "\(asset.platform.name):\($0)")] } ?? [])
        return objects.compactMap { markings.light(of: $0) }.reduce(record.legal.disclosure, max)
    }
}

/// What a package says of itself, for the page in it.
package struct PackageFacts {
    /// A record, in a line.
    package struct Brief: Sendable {
        package var identifier: String
        package var path: String
        package var entry: Int
        /// Whose account, page or post; what was captured.
        package var subject: String
        package var files: [(name: String, sha256: String, path: String?)]
        package var limits: [String]
    }

    package var contents: PackageContents
    package var exhibits: [Exhibit]
    /// The first of each exhibit's records, and those of no exhibit; all where they are few.
    package var records: [Brief] = []
    /// Records that are not among them.
    package var further = 0
    /// What the records say that they do not show, each once, with how many records say it.
    package var limits: [(text: String, records: Int)] = []
    package var checkpoint: Checkpoint
    package var key: VerifyingKey
    package var timeStamps: [(file: String, response: TimeStampResponse)] = []
}
