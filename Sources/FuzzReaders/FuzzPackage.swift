import Evidence
import Exchange

// What a package for others is made of, read again from bytes that may have been made to harm.

/// A bag's manifest: one that can be read is byte for byte what is written of it, and names no file outside of the bag.
func fuzzBagManifest(_ bytes: [UInt8]) {
    for algorithm in BagManifest.Algorithm.allCases {
        guard let manifest = try? BagManifest(algorithm, reading: bytes) else { continue }
        precondition(manifest.bytes == bytes, "a manifest has two spellings")
        precondition(
            manifest.entries.allSatisfy { BagManifest.fault(in: $0.path) == nil }, "a path leads out of the bag")
    }
}

/// A ZIP file: whatever is in it, no more content is handed over than its directory states.
func fuzzZip(_ bytes: [UInt8]) {
    for expectation in [ZipArchive.Expectation.own, .any] {
        guard let archive = try? ZipArchive(StoredFile(bytes: bytes), expecting: expectation) else { continue }
        for entry in archive.entries {
            precondition(BagManifest.fault(in: entry.name) == nil, "a name leads out of the folder")
            var handed: UInt64 = 0
            try? archive.read(entry) { handed += UInt64($0.count) }
            precondition(handed <= entry.size, "more came out than was stated")
        }
    }
}
