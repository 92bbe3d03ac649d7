import Bytes
import Crypto
package import Evidence
import Foundation
import Glibc

/// A file of a bag's payload, and where its content comes from.
package struct BagFile {
    package enum Content {
        case bytes([UInt8])
        /// A file that must not change meanwhile.
        case file(String)
    }

    /// Relative to the bag: `data/…`.
    package let path: String
    package let content: Content
    package let size: UInt64
    /// What its SHA-256 must be, and what is said where it is another; nil for whatever is there.
    private let promise: (sha256: String, otherwise: ExchangeError)?

    package init(_ path: String, bytes: [UInt8]) {
        self.path = path
        content = .bytes(bytes)
        size = UInt64(bytes.count)
        promise = nil
    }

    /// - Throws: `unreadable` where there is no such file.
    package init(_ path: String, file: String) throws(ExchangeError) {
        self.path = path
        content = .file(file)
        size = try StoredFile(file).count
        promise = nil
    }

    /// A file whose content was promised.
    /// - Parameters:
    ///   - sha256: what its SHA-256 must be, hexadecimal.
    ///   - otherwise: what is thrown where it is not there or another, now or when it is written.
    package init(
        _ path: String, file: String, sha256: String, bytes: UInt64, otherwise: ExchangeError
    ) throws(ExchangeError) {
        guard (try? StoredFile(file))?.count == bytes else { throw otherwise }
        self.path = path
        content = .file(file)
        size = bytes
        promise = (sha256, otherwise)
    }

    fileprivate func check(sha256: String, size found: UInt64) throws(ExchangeError) {
        if let promise, promise.sha256 != sha256 { throw promise.otherwise }
        if found != size { throw .changed(path: path) }
    }

    fileprivate func read(_ body: (_ chunk: [UInt8]) throws -> Void) throws {
        switch content {
        case .bytes(let bytes): try body(bytes)
        case .file(let path): try StoredFile(path).eachChunk(body)
        }
    }
}

/// Writes a BagIt 1.0 bag (RFC 8493) into a ZIP file or a folder. Each file is read once, a piece at a time; the files stand
/// in the order of their paths, and nothing of the clock or the machine goes in: the same files make the same bag.
package struct BagWriter {
    private enum Container {
        case zip(ZipWriter, folder: String)
        case folder(String)
    }

    private let container: Container
    private let scratch: String

    /// - Parameters:
    ///   - path: a ZIP file that is not there yet.
    ///   - folder: the folder in it that is the bag.
    ///   - scratch: a folder for files on the way.
    package init(zip path: String, folder: String, scratch: String) throws(ExchangeError) {
        container = .zip(try ZipWriter(path), folder: folder)
        self.scratch = scratch
    }

    /// - Parameter path: a folder that is not there yet.
    package init(folder path: String, scratch: String) throws(ExchangeError) {
        try Folder.make(at: path)
        container = .folder(path)
        self.scratch = scratch
    }

    /// Writes the whole bag.
    /// - Parameters:
    ///   - payload: in any order; each path once.
    ///   - tags: further files beside `data`, whose names come before it.
    ///   - information: what `bag-info.txt` says besides the payload's size.
    ///   - seal: is given the SHA-256 of the manifest of manifests, and gives a file's name and bytes that no manifest names.
    /// - Returns: the SHA-256 of `tagmanifest-sha256.txt`, hexadecimal: it changes with everything in the bag.
    package func write(
        payload: [BagFile], tags: [(path: String, bytes: [UInt8])] = [], information: BagInformation = BagInformation(),
        seal: (_ digest: String) throws -> (path: String, bytes: [UInt8])? = { _ in nil },
        progress: (_ done: UInt64, _ total: UInt64) -> Void = { _, _ in }
    ) throws -> String {
        let payload = payload.sorted { BagManifest.precedes($0.path, $1.path) }
        let total = payload.reduce(UInt64(0)) { $0 + $1.size }
        var information = information
        information.add("Payload-Oxum", BagInformation.payloadOxum(bytes: total, files: payload.count))
        var manifests = TagManifests()
        let first =
            tags + [
                (BagManifest.declarationFile, Array(BagManifest.declaration.utf8)),
                (BagManifest.informationFile, information.bytes),
            ]
        for tag in first.sorted(by: { BagManifest.precedes($0.path, $1.path) }) {
            precondition(BagManifest.precedes(tag.path, "data/"))
            try add(tag.path, tag.bytes)
            manifests.take(tag.path, tag.bytes)
        }
        let lists = try BagManifest.Algorithm.allCases.map { algorithm in
            let path = BagManifest.payloadFile(algorithm)
            return (path: path, spool: scratch + "/" + path, sink: try TextSink.file(at: scratch + "/" + path))
        }
        var done: UInt64 = 0
        for file in payload {
            let digests = try add(file)
            for (list, digest) in zip(lists, digests) {
                try list.sink.write(BagManifest(.sha256, [.init(path: file.path, digest: digest)]).bytes)
            }
            done += file.size
            progress(done, total)
        }
        for list in lists {
            try list.sink.finish()
            manifests.take(list.path, try add(try BagFile(list.path, file: list.spool)))
            unlink(list.spool)
        }
        let (narrow, wide) = (manifests.sha256.bytes, manifests.sha512.bytes)
        let digest = Array(SHA256.hash(data: narrow)).hexadecimal
        if let seal = try seal(digest) { try add(seal.path, seal.bytes) }
        try add(BagManifest.tagFile(.sha256), narrow)
        try add(BagManifest.tagFile(.sha512), wide)
        try finish()
        return digest
    }

    private struct TagManifests {
        private var entries: [(path: String, digests: [String])] = []

        mutating func take(_ path: String, _ bytes: [UInt8]) {
            take(
                path,
                [Array(SHA256.hash(data: bytes)).hexadecimal, Array(SHA512.hash(data: bytes)).hexadecimal])
        }

        mutating func take(_ path: String, _ digests: [String]) { entries.append((path, digests)) }

        var sha256: BagManifest { BagManifest(.sha256, entries.map { .init(path: $0.path, digest: $0.digests[0]) }) }
        var sha512: BagManifest { BagManifest(.sha512, entries.map { .init(path: $0.path, digest: $0.digests[1]) }) }
    }

    private func add(_ path: String, _ bytes: [UInt8]) throws {
        switch container {
        case .zip(let writer, let folder): try writer.add(folder + "/" + path, bytes)
        case .folder(let folder): try Self.file(folder, path) { take in try take(bytes) }
        }
    }

    /// - Returns: the digests, by the order of the algorithms.
    private func add(_ file: BagFile) throws -> [String] {
        var narrow = SHA256()
        var wide = SHA512()
        var size: UInt64 = 0
        func content(_ take: (_ chunk: [UInt8]) throws -> Void) throws {
            try file.read { chunk in
                narrow.update(data: chunk)
                wide.update(data: chunk)
                size += UInt64(chunk.count)
                try take(chunk)
            }
            try file.check(sha256: Array(narrow.finalize()).hexadecimal, size: size)
        }
        switch container {
        case .zip(let writer, let folder): try writer.add(folder + "/" + file.path, size: file.size, content)
        case .folder(let folder): try Self.file(folder, file.path, content)
        }
        return [Array(narrow.finalize()).hexadecimal, Array(wide.finalize()).hexadecimal]
    }

    private static func file(
        _ folder: String, _ path: String, _ content: ((_ chunk: [UInt8]) throws -> Void) throws -> Void
    ) throws {
        if let slash = path.lastIndex(of: "/") { try Folder.make(at: folder + "/" + path[..<slash]) }
        let place = folder + "/" + path
        let descriptor = open(place, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw ExchangeError(code: errno, path: place) }
        defer { close(descriptor) }
        try content { chunk in
            guard chunk.writeWhole(to: descriptor) else { throw ExchangeError(code: errno, path: place) }
        }
        guard fsync(descriptor) == 0 else { throw ExchangeError(code: errno, path: place) }
    }

    private func finish() throws(ExchangeError) {
        if case .zip(let writer, _) = container { try writer.finish() }
    }
}
