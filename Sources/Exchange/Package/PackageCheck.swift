import Bytes
import Crypto
package import Evidence
import Foundation
package import Records
package import Seals

/// What a look at a package found, without the case that it was made from.
package struct PackageCheck: Sendable {
    /// What is wrong; empty for a package that is as it was made.
    package internal(set) var problems: [EvidenceProblem] = []
    /// What could not be checked, and what to do about it. That it is empty is rare.
    package internal(set) var unchecked: [String] = []
    /// What is worth knowing and not wrong.
    package internal(set) var notes: [String] = []
    package internal(set) var contents: PackageContents?
    /// The checkpoint, where its signature holds.
    package internal(set) var checkpoint: Checkpoint?
    package internal(set) var key: VerifyingKey?
    package internal(set) var files = 0
    /// When authorities saw the checkpoint, with the file of each.
    package internal(set) var timeStamps: [(file: String, time: Instant)] = []

    mutating func problem(_ file: String, entry: Int? = nil, _ what: String) {
        problems.append(EvidenceProblem(file: file, entry: entry, what))
    }
}

/// Whom a package is checked against.
package struct PackageTrust: Sendable {
    /// A time-stamp's parts, as bytes.
    package struct Stamp: Sendable {
        package var answer: [UInt8]
        /// What was stamped.
        package var stamped: [UInt8]
        /// PEM.
        package var roots: [UInt8]
        package var chain: [UInt8]?
        package var time: Instant
    }

    /// The signer's key from elsewhere: 32 bytes.
    package var publicKey: [UInt8]?
    /// Whose key that is; by default whom the package names, since a key is known by its bytes.
    package var holder: String?
    /// The time-stamp authorities' certificates from elsewhere, PEM.
    package var roots: [UInt8]?
    /// Why an authority's signature fails; nil where it holds. Throws where nobody can say, because openssl is not there.
    package var stampFault: @Sendable (Stamp) throws -> String?

    package init(
        publicKey: [UInt8]? = nil, holder: String? = nil, roots: [UInt8]? = nil,
        stampFault: @escaping @Sendable (Stamp) throws -> String?
    ) {
        self.publicKey = publicKey
        self.holder = holder
        self.roots = roots
        self.stampFault = stampFault
    }
}

extension PackageCheck {
    /// Checks a package: every byte of it, by its manifests; the manifests, by the signature; records, originals and the log,
    /// by the signed checkpoint; and what the package says of itself, by what is in it. It goes on after what is wrong, and
    /// lists all of it.
    /// - Parameters:
    ///   - path: a ZIP file or a folder.
    ///   - trust: what is known from elsewhere.
    /// - Throws: where there is nothing to read at that path.
    package init(
        _ path: String, trusting trust: PackageTrust, progress: Records.Progress = .silent
    ) throws(ExchangeError) {
        let files = try BagFiles(path)
        var check = PackageCheck()
        check.problems = files.problems
        check.files = files.paths.count
        if files.paths.isEmpty { check.problem(path, "it holds no file: it is no package") }
        var bag = BagCheck(files, progress)
        let digests = bag.run(&check)
        var signatures = PackageSignatures(files, trust)
        signatures.run(&check, tagManifest: digests[BagManifest.tagFile(.sha256)])
        var parts = PackageParts(files, digests, signatures.checkpoints, progress)
        parts.run(&check)
        signatures.checkTimeStamps(&check)
        // One file may be found wrong on several ways; the first says it best.
        var seen: Set<EvidenceProblem> = []
        check.problems = check.problems.filter { seen.insert($0).inserted }
        self = check
    }

    /// A file's bytes, where it can be read and is no longer than it may be.
    static func bytes(_ files: BagFiles, _ path: String, most: UInt64 = 1 << 24) -> [UInt8]? {
        try? files.contents(of: path, most: most)
    }
}

/// Checks a bag's files against its manifests.
private struct BagCheck {
    private let files: BagFiles
    private let progress: Records.Progress

    init(_ files: BagFiles, _ progress: Records.Progress) {
        self.files = files
        self.progress = progress
    }

    /// - Returns: the SHA-256 of each file that could be read.
    mutating func run(_ check: inout PackageCheck) -> [String: String] {
        var digests: [String: String] = [:]
        let lists = BagManifest.Algorithm.allCases.map { algorithm in
            (
                payload: read(BagManifest.payloadFile(algorithm), algorithm, &check, isPayload: true),
                tags: read(BagManifest.tagFile(algorithm), algorithm, &check, isPayload: false)
            )
        }
        let payloads = lists.map { $0.payload.map(Walk.init) }
        let tags = lists.map { $0.tags.map(Walk.init) }
        let loose: Set = [BagManifest.tagFile(.sha256), BagManifest.tagFile(.sha512), PackageLayout.signature]
        var size: UInt64 = 0
        var count = 0
        for (number, path) in files.paths.enumerated() {
            let isPayload = path.hasPrefix("data/")
            let (found, length) = read(path, &check)
            digests[path] = found?[0]
            if isPayload {
                size += length
                count += 1
            }
            if loose.contains(path) { continue }
            for (place, walk) in (isPayload ? payloads : tags).enumerated() {
                guard let walk else { continue }
                let algorithm = BagManifest.Algorithm.allCases[place]
                let name = isPayload ? BagManifest.payloadFile(algorithm) : BagManifest.tagFile(algorithm)
                for missing in walk.before(path) { check.problem(missing, "it is missing: \(name) names it") }
                guard let stated = walk.take(path) else {
                    check.problem(path, "it was added: \(name) does not name it")
                    continue
                }
                if let found, stated != found[place] {
                    check.problem(path, "it was changed: its \(algorithm.rawValue) is not that in \(name)")
                }
            }
            if number % 100 == 0 {
                progress.report(
                    Records.Progress.Step(
                        label: "hashing the package", done: UInt64(number), total: UInt64(files.paths.count),
                        unit: "files"))
            }
        }
        for (place, algorithm) in BagManifest.Algorithm.allCases.enumerated() {
            for missing in payloads[place]?.rest() ?? [] {
                check.problem(missing, "it is missing: \(BagManifest.payloadFile(algorithm)) names it")
            }
            for missing in tags[place]?.rest() ?? [] {
                check.problem(missing, "it is missing: \(BagManifest.tagFile(algorithm)) names it")
            }
        }
        checkTags(&check, size: size, count: count)
        return digests
    }

    /// The digests of a file by each algorithm, nil where it cannot be read to its end; and how many bytes were read.
    private func read(_ path: String, _ check: inout PackageCheck) -> (digests: [String]?, length: UInt64) {
        var narrow = SHA256()
        var wide = SHA512()
        var length: UInt64 = 0
        do {
            try files.read(path) { chunk in
                narrow.update(data: chunk)
                wide.update(data: chunk)
                length += UInt64(chunk.count)
            }
            return ([Array(narrow.finalize()).hexadecimal, Array(wide.finalize()).hexadecimal], length)
        } catch ExchangeError.unreadable(_, let reason) {
            check.problem(path, reason)
        } catch {
            check.problem(path, "\(error)")
        }
        return (nil, length)
    }

    /// A manifest from its beginning to its end, beside the files in the same order.
    private final class Walk {
        private let entries: [BagManifest.Entry]
        private var next = 0

        init(_ manifest: BagManifest) { entries = manifest.entries }

        /// What is named and comes before a path.
        func before(_ path: String) -> [String] {
            var missing: [String] = []
            while next < entries.count, BagManifest.precedes(entries[next].path, path) {
                missing.append(entries[next].path)
                next += 1
            }
            return missing
        }

        func take(_ path: String) -> String? {
            guard next < entries.count, entries[next].path.utf8.elementsEqual(path.utf8) else { return nil }
            next += 1
            return entries[next - 1].digest
        }

        func rest() -> [String] { entries[next...].map(\.path) }
    }

    private func read(
        _ path: String, _ algorithm: BagManifest.Algorithm, _ check: inout PackageCheck, isPayload: Bool
    ) -> BagManifest? {
        guard let bytes = PackageCheck.bytes(files, path, most: 1 << 34) else {
            check.problem(path, "it is missing, or cannot be read")
            return nil
        }
        do throws(EvidenceError) {
            let manifest = try BagManifest(algorithm, reading: bytes)
            if manifest.entries.isEmpty { check.problem(path, "it names no file") }
            for entry in manifest.entries where entry.path.hasPrefix("data/") != isPayload {
                check.problem(path, "it names \(entry.path), which belongs into another manifest")
            }
            return manifest
        } catch {
            check.problem(path, "\(error)")
            return nil
        }
    }

    private func checkTags(_ check: inout PackageCheck, size: UInt64, count: Int) {
        if let bytes = PackageCheck.bytes(files, BagManifest.declarationFile),
            !bytes.elementsEqual(BagManifest.declaration.utf8)
        {
            check.problem(BagManifest.declarationFile, "it is not what BagIt 1.0 has there")
        }
        for path in [BagManifest.declarationFile, BagManifest.informationFile] where !files.has(path) {
            check.problem(path, "it is missing")
        }
        guard let bytes = PackageCheck.bytes(files, BagManifest.informationFile) else { return }
        let stated = BagInformation(reading: bytes)?["Payload-Oxum"]
        if stated != BagInformation.payloadOxum(bytes: size, files: count) {
            check.problem(
                BagManifest.informationFile,
                "it says of the payload \(stated ?? "nothing"), which is \(BagInformation.payloadOxum(bytes: size, files: count))"
            )
        }
    }
}
