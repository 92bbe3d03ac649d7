import Bytes
package import Records
package import Seals
import SwiftASN1

/// What a time-stamp authority is asked (RFC 3161 section 2.4.1): to vouch that it saw a hash at a time.
package struct TimeStampRequest: Hashable, Sendable {
    /// SHA-256 of what is to be stamped.
    package let imprint: ContentHash
    /// A random number that comes back in the answer, so that an old answer cannot be passed off as a new one.
    package let nonce: UInt64

    package init(imprint: ContentHash, nonce: UInt64) {
        self.imprint = imprint
        self.nonce = nonce
    }

    /// The request, to be sent as `application/timestamp-query`. It asks for the authority's certificate too, so that the
    /// answer can be checked by itself.
    package var bytes: [UInt8] {
        get throws(EvidenceError) {
            do {
                var coder = DER.Serializer()
                try coder.appendConstructedNode(identifier: .sequence) { coder in
                    try coder.serialize(1)
                    try coder.appendConstructedNode(identifier: .sequence) { coder in
                        try coder.appendConstructedNode(identifier: .sequence) { coder in
                            try coder.serialize(TimeStampWords.sha256)
                            try coder.serialize(ASN1Null())
                        }
                        try coder.serialize(ASN1OctetString(contentBytes: imprint.bytes[...]))
                    }
                    try coder.serialize(nonce)
                    try coder.serialize(true)
                }
                return coder.serializedBytes
            } catch {
                throw .badTimeStamp("it cannot be written: \(error)")
            }
        }
    }

    /// Reads a request: ours, or that of `openssl ts -query -sha256`.
    package init(bytes: [UInt8]) throws(EvidenceError) {
        do {
            self = try DER.sequence(try DER.parse(bytes), identifier: .sequence) { request in
                guard try Int(derEncoded: &request) == 1 else { throw TimeStampWords.Fault("its version is not 1") }
                let imprint = try TimeStampWords.imprint(&request)
                var nonce: UInt64?
                while let node = request.next() {
                    if node.identifier == .integer { nonce = try UInt64(derEncoded: node) }
                }
                guard let nonce else { throw TimeStampWords.Fault("it has no nonce") }
                return TimeStampRequest(imprint: imprint, nonce: nonce)
            }
        } catch let fault as TimeStampWords.Fault {
            throw .badTimeStamp(fault.reason)
        } catch {
            throw .badTimeStamp("as a request, its DER cannot be read")
        }
    }
}

/// What an authority answered (RFC 3161 section 2.4.2), read as far as its contents go. Whether the authority signed it, and
/// whether it is one to be believed, is for `openssl ts -verify` to say.
package struct TimeStampResponse: Hashable, Sendable {
    package let imprint: ContentHash
    package let nonce: UInt64?
    /// When the authority saw the hash.
    package let time: Instant
    /// The authority's number of this token, hexadecimal.
    package let serial: String
    /// The authority's policy, as an object identifier.
    package let policy: String

    /// - Throws: `badTimeStamp` for what is no response, `timeStampFails` for a refusal.
    package init(bytes: [UInt8]) throws(EvidenceError) {
        do {
            self = try Self.response(try BER.parse(bytes))
        } catch let fault as TimeStampWords.Fault {
            throw .badTimeStamp(fault.reason)
        } catch let error as EvidenceError {
            throw error
        } catch {
            throw .badTimeStamp("as a response, its DER cannot be read")
        }
    }

    private init(imprint: ContentHash, nonce: UInt64?, time: Instant, serial: String, policy: String) {
        self.imprint = imprint
        self.nonce = nonce
        self.time = time
        self.serial = serial
        self.policy = policy
    }

    private static func response(_ node: ASN1Node) throws -> TimeStampResponse {
        try BER.sequence(node, identifier: .sequence) { response in
            try checkStatus(try TimeStampWords.next(&response))
            guard let token = response.next() else { throw TimeStampWords.Fault("it holds no token") }
            return try BER.sequence(token, identifier: .sequence) { content in
                try TimeStampWords.expect(TimeStampWords.signedData, &content, "signed data")
                return try BER.explicitlyTagged(&content, tagNumber: 0, tagClass: .contextSpecific) { node in
                    try BER.sequence(node, identifier: .sequence) { signed in
                        _ = try TimeStampWords.next(&signed)
                        _ = try TimeStampWords.next(&signed)
                        let stamp = try BER.sequence(try TimeStampWords.next(&signed), identifier: .sequence) {
                            encapsulated in
                            try TimeStampWords.expect(TimeStampWords.stampInfo, &encapsulated, "a time-stamp")
                            return try BER.explicitlyTagged(
                                &encapsulated, tagNumber: 0, tagClass: .contextSpecific
                            ) { try ASN1OctetString(berEncoded: $0) }
                        }
                        // Certificates, lists of withdrawn ones, and the signature: openssl's part.
                        while signed.next() != nil {}
                        return try info(try DER.parse(stamp.bytes))
                    }
                }
            }
        }
    }

    /// PKIStatusInfo: 0 is granted, 1 is granted with changes.
    private static func checkStatus(_ node: ASN1Node) throws {
        try BER.sequence(node, identifier: .sequence) { info in
            let status = try Int(berEncoded: &info)
            var words: [String] = []
            while let node = info.next() {
                guard node.identifier == .sequence else { continue }
                words += try BER.sequence(node, identifier: .sequence) { texts in
                    var words: [String] = []
                    while let text = texts.next() {
                        words.append(String(try ASN1UTF8String(berEncoded: text)))
                    }
                    return words
                }
            }
            guard status == 0 || status == 1 else {
                let name = [2: "rejected", 3: "waiting", 4: "a revocation is near", 5: "revoked"][status] ?? "unknown"
                throw EvidenceError.timeStampFails(
                    "the authority did not grant it (status \(status), \(name)"
                        + (words.isEmpty ? ")" : "): " + words.joined(separator: " ")))
            }
        }
    }

    /// TSTInfo.
    private static func info(_ node: ASN1Node) throws -> TimeStampResponse {
        try DER.sequence(node, identifier: .sequence) { info in
            guard try Int(derEncoded: &info) == 1 else { throw TimeStampWords.Fault("its version is not 1") }
            let policy = try ASN1ObjectIdentifier(derEncoded: &info)
            let imprint = try TimeStampWords.imprint(&info)
            let serial = try ArraySlice<UInt8>(derEncoded: &info)
            let time = try Self.time(try GeneralizedTime(derEncoded: &info))
            var nonce: UInt64?
            while let node = info.next() {
                if node.identifier == .integer { nonce = try UInt64(derEncoded: node) }
            }
            return TimeStampResponse(
                imprint: imprint, nonce: nonce, time: time, serial: serial.hexadecimal, policy: policy.description)
        }
    }

    private static func time(_ stated: GeneralizedTime) throws -> Instant {
        guard let day = Day(year: Int64(stated.year), month: stated.month, day: stated.day) else {
            throw TimeStampWords.Fault("its time is none")
        }
        let seconds = Int64(stated.hours * 3600 + stated.minutes * 60 + stated.seconds)
        return Instant(
            milliseconds: day.start.milliseconds + seconds * 1000 + Int64(stated.fractionalSeconds * 1000))
    }

    /// Checks that it answers a request.
    /// - Throws: `timeStampFails`.
    package func check(answers request: TimeStampRequest) throws(EvidenceError) {
        if imprint != request.imprint {
            throw .timeStampFails(
                "it is over \(imprint.hexadecimal), and what was to be stamped is \(request.imprint.hexadecimal)")
        }
        guard let nonce else {
            throw .timeStampFails("it has no nonce, so that it may be an answer to somebody else's question")
        }
        if nonce != request.nonce {
            throw .timeStampFails("its nonce is not that of the request: it answers another one")
        }
    }
}

/// What requests and responses have in common.
private enum TimeStampWords {
    static let sha256: ASN1ObjectIdentifier = [2, 16, 840, 1, 101, 3, 4, 2, 1]
    static let signedData: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 7, 2]
    static let stampInfo: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 9, 16, 1, 4]

    struct Fault: Error {
        let reason: String

        init(_ reason: String) {
            self.reason = reason
        }
    }

    static func next(_ nodes: inout ASN1NodeCollection.Iterator) throws -> ASN1Node {
        guard let node = nodes.next() else { throw Fault("it ends too early") }
        return node
    }

    static func expect(
        _ identifier: ASN1ObjectIdentifier, _ nodes: inout ASN1NodeCollection.Iterator, _ what: String
    ) throws {
        guard try ASN1ObjectIdentifier(berEncoded: &nodes) == identifier else { throw Fault("it holds no \(what)") }
    }

    /// MessageImprint.
    static func imprint(_ nodes: inout ASN1NodeCollection.Iterator) throws -> ContentHash {
        try DER.sequence(try next(&nodes), identifier: .sequence) { imprint in
            let algorithm = try DER.sequence(try next(&imprint), identifier: .sequence) { algorithm in
                let identifier = try ASN1ObjectIdentifier(derEncoded: &algorithm)
                _ = algorithm.next()
                return identifier
            }
            guard algorithm == sha256, let hash = ContentHash(Array(try ASN1OctetString(derEncoded: &imprint).bytes))
            else { throw Fault("its hash is no SHA-256") }
            return hash
        }
    }
}
