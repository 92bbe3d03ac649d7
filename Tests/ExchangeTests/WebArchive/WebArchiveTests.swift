import Bytes
import Evidence
import Foundation
import Records
import Seals
import TestSupport
import Testing

@testable import Exchange

@Suite("Web archives")
struct WebArchiveTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test(
        "Keys of URLs are those of the surt library of the Internet Archive",
        arguments: [
            ("https://www.Example.org/a?b=2&a=1", "org,example)/a?a=1&b=2"), ("http://example.org", "org,example)/"),
            ("https://user@sub.example.co.uk:8080/Path/x.html#f", "uk,co,example,sub:8080)/path/x.html"),
            ("https://www.tiktok.com/@name/video/7123", "com,tiktok)/@name/video/7123"),
            ("https://example.org/a/", "org,example)/a"), ("http://EXAMPLE.org:80/?x=1", "org,example)/?x=1"),
        ])
    func keys(url: String, key: String) { #expect(SortableURL.key(url) == key) }

    @Test("Ids are those that Python's uuid5 makes, and base 32 is that of RFC 4648")
    func oracles() {
        #expect(NameBasedUUID(.address, "https://example.org/a".utf8).text == "77980eae-c343-5b01-9823-eb6ac1da021f")
        let vectors = ["", "MY======", "MZXQ====", "MZXW6===", "MZXW6YQ=", "MZXW6YTB", "MZXW6YTBOI======"]
        for (length, text) in vectors.enumerated() {
            #expect(Base32.text(Array("foobar".utf8.prefix(length))) == text)
        }
        #expect(
            WARCRecord.digest(ContentHash(of: Array("abc".utf8)).bytes)
                == "sha256:XJ4BNP4PAHH6UQKBIDPF3LRCEOYAGYNDSYLXVHFUCD7WD4QACWWQ====")
    }

    private static let page = Array("<h1>Votează</h1>\n".utf8)

    private func record(_ headers: [Capture.Header], status: Int? = 200) throws -> EvidenceRecord {
        try EvidenceRecord(
            origin: "newsroom.example/case", recorded: StatedTime(reading: "2024-11-25T08:00:00.000Z"),
            capture: Capture(
                method: .fetched, urlRequested: "https://example.org/v/1", urlFinal: "https://example.org/video/1",
                started: StatedTime(reading: "2024-11-24T18:00:00Z"), status: status, headers: headers),
            files: [
                CapturedFile(
                    part: .original, name: "page.html", sha256: ContentHash(of: Self.page).hexadecimal,
                    bytes: Int64(Self.page.count))
            ], limits: ["none seen"])
    }

    private func written(_ headers: [Capture.Header] = [], _ name: String = "a.wacz") throws -> ZipArchive {
        let record = try record(headers)
        let identifier = try record.identifier
        let writer = try #require(WACZWriter(record, identifier: identifier, software: "daylight test"))
        let content = try StoredFile(try scratch.write(Self.page, to: "page"))
        try writer.write(to: scratch.path(name), scratch: scratch.path("warc"), content: content)
        return try ZipArchive(try StoredFile(scratch.path(name)), expecting: .own)
    }

    private func text(_ archive: ZipArchive, _ name: String) throws -> String {
        let entry = try #require(archive.entries.first { $0.name == name })
        return String(decoding: try archive.contents(of: entry, most: 1 << 20), as: UTF8.self)
    }

    @Test("An answer stands in the archive as it was, and the index finds it")
    func response() throws {
        let archive = try written([
            Capture.Header(name: "Content-Type", value: "text/html; charset=utf-8"),
            Capture.Header(name: "Content-Encoding", value: "gzip"),
            Capture.Header(name: "Transfer-Encoding", value: "chunked"),
            Capture.Header(name: "X-Evil", value: "a\r\nInjected: b"),
        ])
        #expect(archive.problems.isEmpty)
        #expect(
            archive.entries.map(\.name) == [
                "archive/data.warc.gz", "datapackage-digest.json", "datapackage.json", "indexes/index.cdxj",
                "pages/pages.jsonl",
            ])
        let line = try text(archive, "indexes/index.cdxj")
        #expect(line.hasPrefix("org,example)/video/1 20241124180000 {\"digest\":\"sha256:"))
        let json =
            try JSONSerialization.jsonObject(
                with: Data(line.split(separator: " ", maxSplits: 2)[2].utf8)) as? [String: String]
        let offset = try #require(json?["offset"].flatMap { Int($0) })
        let length = try #require(json?["length"].flatMap { Int($0) })
        #expect(json?["mime"] == "text/html")
        #expect(json?["status"] == "200")
        let entry = archive.entries[0]
        let packed = try archive.contents(of: entry, most: 1 << 20)
        #expect(offset + length == packed.count)
        var content: [UInt8] = []
        let inflater = try Inflater(.gzip)
        let taken = try inflater.unpack(packed[offset...], most: 1 << 20, to: &content)
        #expect(inflater.isFinished && taken == length)
        let record = String(decoding: content, as: UTF8.self)
        #expect(record.hasPrefix("WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:"))
        #expect(record.contains("\r\nWARC-Date: 2024-11-24T18:00:00.000Z\r\n"))
        #expect(
            record.hasSuffix(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nX-Archive-Orig-Content-Encoding: gzip\r\n"
                    + "X-Archive-Orig-Transfer-Encoding: chunked\r\nX-Evil: aInjected: b\r\n\r\n<h1>Votează</h1>\n\r\n\r\n"
            ))
    }

    @Test("The same record makes the same bytes")
    func deterministic() throws {
        _ = try written([], "a.wacz")
        _ = try written([], "b.wacz")
        #expect(try scratch.bytes("a.wacz") == scratch.bytes("b.wacz"))
    }

    @Test("What has no answer of HTTP makes no web archive")
    func none() throws {
        #expect(WACZWriter(try record([], status: nil), identifier: "x", software: "s") == nil)
    }

    @Test("Packed bytes do not hang on how they were handed over")
    func pieces() throws {
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }
        let whole = try Compressor.packed(bytes, .gzip)
        let compressor = try Compressor(.gzip)
        var pieces: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 999) {
            compressor.pack(Array(bytes[start..<min(start + 999, bytes.count)]), to: &pieces)
        }
        compressor.finish(to: &pieces)
        #expect(pieces == whole)
        // Nothing of the clock or the machine: RFC 1952 section 2.3.1.
        #expect(whole.prefix(9) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0])
    }
}
