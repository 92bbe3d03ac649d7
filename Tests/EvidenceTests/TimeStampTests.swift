import Bytes
import Foundation
import Records
import Seals
import TestSupport
import Testing

@testable import Evidence

@Suite("Time-stamps")
struct TimeStampTests {
    private static let request = TimeStampRequest(
        imprint: ContentHash(of: Array("checkpoint".utf8)), nonce: 0xFEDC_BA98_7654_3210)

    @Test("are asked for as OpenSSL asks, and requests are read back")
    func request() throws {
        // Of openssl ts -query -sha256 -cert over the same hash: SEQUENCE of version, imprint, nonce, certReq.
        let imprint = Self.request.imprint.hexadecimal
        #expect(
            try Self.request.bytes.hexadecimal
                == "3044020101" + "3031300d060960864801650304020105000420" + imprint + "020900fedcba9876543210"
                + "0101ff")
        #expect(try TimeStampRequest(bytes: Self.request.bytes) == Self.request)
    }

    @Test("are not read from what is none")
    func garbage() throws {
        let bytes = try Self.request.bytes
        for length in bytes.indices {
            #expect(throws: EvidenceError.self) { try TimeStampRequest(bytes: Array(bytes.prefix(length))) }
            #expect(throws: EvidenceError.self) { try TimeStampResponse(bytes: Array(bytes.prefix(length))) }
        }
        #expect(throws: EvidenceError.self) { try TimeStampResponse(bytes: bytes) }
    }

    @Test("that were refused say what the authority said")
    func refusal() throws {
        // SEQUENCE { SEQUENCE { INTEGER 2, SEQUENCE { UTF8String "no" } } }
        let bytes: [UInt8] = [0x30, 0x0B, 0x30, 0x09, 0x02, 0x01, 0x02, 0x30, 0x04, 0x0C, 0x02, 0x6E, 0x6F]
        #expect(
            throws: EvidenceError.timeStampFails("the authority did not grant it (status 2, rejected): no")
        ) { try TimeStampResponse(bytes: bytes) }
    }

    @Test("of OpenSSL's own authority are read and belong to their request", .enabled(if: TestAuthority.isThere))
    func response() throws {
        let authority = try TestAuthority()
        let answer = try authority.answer(Self.request.bytes)
        let response = try TimeStampResponse(bytes: answer)
        #expect(response.imprint == Self.request.imprint)
        #expect(response.nonce == Self.request.nonce)
        #expect(response.policy == "1.2.3.4.1")
        #expect(abs(response.time.milliseconds - Int64(Date().timeIntervalSince1970 * 1000)) < 600_000)
        try response.check(answers: Self.request)
        #expect(throws: EvidenceError.self) {
            try response.check(answers: TimeStampRequest(imprint: Self.request.imprint, nonce: 1))
        }
        #expect(throws: EvidenceError.self) {
            try response.check(answers: TimeStampRequest(imprint: ContentHash(of: []), nonce: Self.request.nonce))
        }
        for length in stride(from: 0, to: answer.count, by: 7) {
            #expect(throws: EvidenceError.self) { try TimeStampResponse(bytes: Array(answer.prefix(length))) }
        }
    }

    @Test("of requests that OpenSSL wrote are read", .enabled(if: TestAuthority.isThere))
    func foreignRequest() throws {
        let authority = try TestAuthority()
        try authority.shell("printf checkpoint > c; openssl ts -query -data c -sha256 -cert -out q.tsq")
        let request = try TimeStampRequest(bytes: authority.bytes("q.tsq"))
        #expect(request.imprint == Self.request.imprint)
    }
}
