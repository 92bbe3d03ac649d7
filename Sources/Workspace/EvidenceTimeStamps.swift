package import Evidence
import Foundation
package import Records
import Seals

/// A time-stamp in the case.
package struct StoredTimeStamp: Hashable, Sendable {
    /// The answer's file, by its name in the folder of the evidence.
    package let file: String
    package let response: TimeStampResponse
}

/// The name under which one authority's request, answer and certificates lie: the checkpoint's size, and the authority's
/// name where there are several.
struct TimeStampName: Hashable, Comparable {
    var size: Int
    var authority: String?

    init(size: Int, authority: String?) {
        self.size = size
        self.authority = authority
    }

    /// Reads `12` or `12-example`.
    init?(_ stem: some StringProtocol) {
        let parts = stem.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let size = Int(first), size > 0, String(size) == first else { return nil }
        self.init(size: size, authority: parts.count == 2 ? String(parts[1]) : nil)
    }

    private var stem: String { "timestamps/\(size)" + (authority.map { "-" + $0 } ?? "") }

    var request: String { stem + ".tsq" }
    var response: String { stem + ".tsr" }
    /// The certificates that the user trusts.
    var roots: String { stem + ".ca.pem" }
    /// Certificates between those and the authority's.
    var chain: String { stem + ".chain.pem" }

    static let endings = [".tsq", ".tsr", ".ca.pem", ".chain.pem"]

    /// What the log says of the certificates that were trusted: nothing else vouches for their files.
    static func trust(roots: [UInt8], chain: [UInt8]?) -> String {
        "certificates \(ContentHash(of: roots).hexadecimal)"
            + (chain.map { " \(ContentHash(of: $0).hexadecimal)" } ?? "")
    }

    static func < (left: TimeStampName, right: TimeStampName) -> Bool {
        (left.size, left.authority ?? "") < (right.size, right.authority ?? "")
    }

    /// - Throws: `CaseError.refused` for a name that cannot stand in a file's name.
    static func check(_ authority: String?) throws(CaseError) {
        guard let authority else { return }
        let isFit = authority.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D || $0 == 0x5F
        }
        if authority.isEmpty || authority.utf8.count > 40 || !isFit {
            throw .refused("an authority's name here is made of small letters, digits and hyphens, not '\(authority)'.")
        }
    }
}

extension EvidenceWriter {
    /// Writes the request for a time-stamp of a checkpoint, or gives the one that is there.
    /// - Parameters:
    ///   - authority: a short name where several authorities are asked.
    ///   - nonce: a random number.
    /// - Returns: the request's file.
    package func timeStampRequest(
        for checkpoint: StoredCheckpoint, authority: String?, nonce: UInt64
    ) throws(CaseError) -> String {
        try TimeStampName.check(authority)
        let name = TimeStampName(size: checkpoint.checkpoint.size, authority: authority).request
        do {
            if let known = try ReadableFile(evidence.file(name)),
                let request = try? TimeStampRequest(bytes: known.bytes(at: 0, count: known.count)),
                request.imprint == checkpoint.imprint
            {
                return evidence.file(name)
            }
            let request = TimeStampRequest(imprint: checkpoint.imprint, nonce: nonce)
            try DurableFile.write(try request.bytes, to: evidence.file(name))
        } catch {
            throw CaseError(error, folder: evidence.folder.path)
        }
        return evidence.file(name)
    }

    /// Takes an authority's answer, once it was found to answer the request and to be signed by somebody whom the user
    /// trusts.
    /// - Parameters:
    ///   - roots: the file with the certificates that the user trusts, PEM.
    ///   - chain: a file with certificates between, PEM.
    /// - Throws: `refused` for an answer that does not hold.
    package func keepTimeStamp(
        _ answer: [UInt8], for checkpoint: StoredCheckpoint, authority: String?, roots: [UInt8], chain: [UInt8]?,
        by custodian: Custodian, at now: Instant
    ) throws(CaseError) -> StoredTimeStamp {
        try TimeStampName.check(authority)
        let name = TimeStampName(size: checkpoint.checkpoint.size, authority: authority)
        do {
            guard let stored = try ReadableFile(evidence.file(name.request)) else {
                throw CaseError.refused(
                    "there is no request that this could answer; 'daylight evidence timestamp --request' writes one.")
            }
            let request = try TimeStampRequest(bytes: stored.bytes(at: 0, count: stored.count))
            let response = try TimeStampResponse(bytes: answer)
            try response.check(answers: request)
            if let known = try ReadableFile(evidence.file(name.response)) {
                if try known.bytes(at: 0, count: known.count) == answer {
                    return StoredTimeStamp(file: name.response, response: response)
                }
                throw CaseError.refused(
                    "evidence/\(name.response) is there already; give another authority a name of its own with --authority."
                )
            }
            // OpenSSL wants files, and nothing may lie in its place before it was verified.
            let staging = NSTemporaryDirectory() + "daylight-\(UUID().uuidString)"
            try FileManager.default.createDirectory(atPath: staging, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: staging) }
            try DurableFile.write(answer, to: staging + "/answer")
            try DurableFile.write(roots, to: staging + "/roots")
            if let chain { try DurableFile.write(chain, to: staging + "/chain") }
            if let fault = try TimeStampSignature.fault(
                answer: staging + "/answer", request: evidence.file(name.request), roots: staging + "/roots",
                chain: chain == nil ? nil : staging + "/chain", at: response.time)
            {
                throw EvidenceError.timeStampFails(fault)
            }
            try DurableFile.write(roots, to: evidence.file(name.roots))
            if let chain { try DurableFile.write(chain, to: evidence.file(name.chain)) }
            try DurableFile.write(answer, to: evidence.file(name.response))
            let draft = try CustodyDraft(
                .stamped, object: ContentHash(of: answer).hexadecimal, by: custodian,
                note:
                    "time-stamp of checkpoint \(checkpoint.checkpoint.size): \(response.time), serial \(response.serial), "
                    + TimeStampName.trust(roots: roots, chain: chain)
            )
            try append([draft], at: now)
            return StoredTimeStamp(file: name.response, response: response)
        } catch {
            throw CaseError(error, folder: evidence.folder.path)
        }
    }
}

/// OpenSSL's judgement of an authority's signature.
package enum TimeStampSignature {
    /// Why the signature or its chain fails; nil where both hold.
    /// - Parameter time: what the answer states: certificates had to be valid then.
    package static func fault(
        answer: String, request: String, roots: String, chain: String?, at time: Instant
    ) throws -> String? {
        var arguments = ["ts", "-verify", "-in", answer, "-queryfile", request, "-CAfile", roots]
        if let chain { arguments += ["-untrusted", chain] }
        return try fault(of: arguments, at: time)
    }

    /// What openssl says of a time-stamp that stands in its arguments.
    static func fault(of arguments: [String], at time: Instant) throws -> String? {
        let openssl = try ChildProcess("openssl", arguments + ["-attime", String(time.milliseconds / 1000)])
        if openssl.status == 127 {
            return "openssl is not there to check the authority's signature; install it"
        }
        if openssl.status == 0, openssl.said.contains("Verification: OK") { return nil }
        let lines = openssl.said.split(separator: "\n").filter { !$0.hasPrefix("Using configuration") }
        return "openssl ts -verify says: " + lines.prefix(3).joined(separator: " ")
    }
}
