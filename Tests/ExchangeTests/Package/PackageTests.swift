import Evidence
import Foundation
import Records
import Seals
import TestSupport
import Testing

@testable import Exchange

@Suite("Packages of evidence")
struct PackageTests {
    @Test("A package has the layout of its page, and is found to be as it was made", arguments: ["case.zip", "case"])
    func layout(name: String) throws {
        let scene = try PackageScene.filled()
        let path = try scene.package(name)
        let check = try PackageCheck(path, trusting: PackageScene.trust)
        #expect(check.problems.isEmpty)
        #expect(check.contents?.records == 7 && check.checkpoint?.size == 11)
        let files = try BagFiles(path)
        let record = try #require(check.contents).exhibits
        #expect(record == ["EX-1"])
        let plain = files.paths.filter { Self.withoutDigest($0) == $0 }
        #expect(
            plain == [
                "VERIFY.txt", "bag-info.txt", "bagit.txt", "data/contents.json", "data/custody.ndjson",
                "data/exhibits/EX-1.json", "data/log/checkpoint.txt", "data/log/key.pub.pem", "data/log/key.vkey",
                "data/log/previous.txt", "data/log/proofs/EX-1.json", "data/log/proofs/consistency.json",
                "data/posts.ndjson", "data/report.html", "manifest-sha256.txt", "manifest-sha512.txt", "signature.txt",
                "tagmanifest-sha256.txt", "tagmanifest-sha512.txt",
            ])
        let hashed = files.paths.filter { !plain.contains($0) }.map(Self.withoutDigest).sorted()
        #expect(
            hashed == [
                "data/captures/#.wacz", "data/media/#.csv", "data/media/#.html", "data/media/#.png",
                "data/records/#.json", "data/records/#.json",
            ])
        // Two things that somebody else has to say.
        #expect(check.unchecked.count == 2)
    }

    private static func withoutDigest(_ path: String) -> String { path.replacing(#/[0-9a-f]{64}/#, with: "#") }

    @Test(
        "What the case marks by now stays out with its records, whatever these say of themselves",
        arguments: [
            (ObjectReference(.account, "tiktok:77"), 1), (ObjectReference(.account, "tiktok:@herald"), 1),
            (ObjectReference(.post, "tiktok:7001"), 1), (ObjectReference(.account, "*"), 3),
            (ObjectReference(.account, "x:77"), 0),
        ])
    func markedLater(object: ObjectReference, kept: Int) throws {
        let scene = try PackageScene()
        let file = try scene.importedFile("a,b\n1,2\n3,4\n5,6\n7,8\n")
        for (row, asset) in [
            RecordedAsset(platform: .tiktok, identifier: "77"), RecordedAsset(platform: .tiktok, handle: "herald"),
            RecordedAsset(platform: .tiktok, identifier: "78", post: "7001"),
        ].enumerated() { try scene.addRow(Int64(row + 1), of: file, asset: asset) }
        try scene.add("a page of nobody's")
        try scene.checkpoint()
        scene.markings = Markings([Marking(object, .red, by: "ana", reason: "a source")])
        let path = try scene.package("case.zip", tlp: .amber)
        let check = try PackageCheck(path, trusting: PackageScene.trust)
        #expect(check.problems.isEmpty)
        #expect(check.contents?.records == 4 - kept)
        #expect(check.contents?.omissions.filter { $0.kind == "record" }.map(\.count).reduce(0, +) == kept)
    }

    @Test("Originals, records and the log go in byte for byte")
    func bytes() throws {
        let scene = try PackageScene.filled()
        let files = try BagFiles(try scene.package("case.zip"))
        let log = try files.contents(of: "data/custody.ndjson", most: 1 << 20)
        #expect(log == Array(scene.lines.prefix(11).map { $0 + [0x0A] }.joined()))
        for path in files.paths {
            guard path.hasPrefix("data/media/"), let sha256 = PackageLayout.digest(ofObjectAt: path) else { continue }
            #expect(try files.contents(of: path, most: 1 << 20) == scene.scratch.bytes("objects/" + sha256))
        }
        let posts = try files.contents(of: "data/posts.ndjson", most: 1 << 20).split(separator: 0x0A)
        #expect(posts.count == 5)
        for line in posts {
            let identifier = ContentHash(of: Array(line)).hexadecimal
            #expect(try scene.scratch.bytes("objects/" + identifier) == Array(line))
        }
    }

    @Test("The same case makes the same bytes, whatever the file is called")
    func deterministic() throws {
        let (one, other) = (try PackageScene.filled(), try PackageScene.filled())
        let first = try one.package("a.zip")
        let second = try one.package("b.zip")
        let third = try other.package("c.zip")
        let bytes = try [first, second, third].map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
        #expect(bytes[0] == bytes[1] && bytes[0] == bytes[2])
    }

    @Test("A package does not know what came after the checkpoint")
    func later() throws {
        let scene = try PackageScene.filled()
        let before = try Data(contentsOf: URL(fileURLWithPath: try scene.package("a.zip")))
        try scene.add("later")
        #expect(try Data(contentsOf: URL(fileURLWithPath: try scene.package("b.zip"))) == before)
    }

    @Test("Proofs in the package lead to the checkpoint")
    func proofs() throws {
        let scene = try PackageScene.filled()
        let files = try BagFiles(try scene.package("case.zip"))
        let proofs = try JSONDecoder().decode(
            ExhibitProofs.self, from: Data(files.contents(of: "data/log/proofs/EX-1.json", most: 1 << 20)))
        // Seven records, two pages, the imported file.
        #expect(proofs.entries.count == 10 && proofs.further == 0)
        let note = try SignedNote(
            reading: String(decoding: files.contents(of: "data/log/checkpoint.txt", most: 1 << 20), as: UTF8.self))
        let checkpoint = try Checkpoint(text: note.text)
        for proof in proofs.entries {
            try proof.verify(under: checkpoint)
            #expect(scene.lines[proof.index] == Array(proof.line.utf8))
        }
    }

    @Test("Only the exhibits asked for go in, with what they rest on")
    func exhibits() throws {
        let scene = try PackageScene.filled()
        let extra = try scene.add("another page")
        try scene.exhibit("EX-2", [extra])
        try scene.checkpoint()
        let path = try scene.package("case.zip", only: ["EX-2"])
        let check = try PackageCheck(path, trusting: PackageScene.trust)
        #expect(check.problems.isEmpty)
        #expect(check.contents?.records == 1 && check.contents?.files == 1 && check.contents?.exhibits == ["EX-2"])
        #expect(check.notes.contains("left out: 7 records: no exhibit of the package rests on it"))
        // The log goes in whole: nothing in it is kept from anybody.
        #expect(check.contents?.isWholeLog == true)
    }

    @Test("What a marking forbids stays out with its file and its entries, and the rest is proved one by one")
    func marking() throws {
        let scene = try PackageScene.filled()
        let shared = try scene.importedFile("id\n1\n")
        try scene.addRow(1, of: shared)
        try scene.add("secret source", tlp: .red, sharing: [shared])
        // Of what was sealed only checkpoints are about the log.
        try scene.enter(.sealed, ContentHash(of: []).hexadecimal, note: "seal of a cohort")
        try scene.checkpoint()
        let path = try scene.package("case.zip")
        let check = try PackageCheck(path, trusting: PackageScene.trust)
        #expect(check.problems.isEmpty, "\(check.problems)")
        #expect(check.contents?.isWholeLog == false)
        #expect(check.contents?.records == 8)
        for words in [
            "file (\(shared.sha256)): a record that the package's marking keeps out is about it, too",
            "1 record: it is marked TLP:RED, and the package TLP:AMBER", "entries: they are about what",
        ] {
            #expect(check.notes.contains { $0.hasPrefix("left out: ") && $0.contains(words) }, "\(words)")
        }
        #expect(check.notes.count == 3)
        let files = try BagFiles(path)
        let all = try files.paths.map { try files.contents(of: $0, most: 1 << 20) }.joined()
        #expect(!String(decoding: Array(all), as: UTF8.self).contains("secret source"))
        #expect(!String(decoding: Array(all), as: UTF8.self).contains("seal of a cohort"))
        // With a narrower circle everything goes in.
        let narrow = try PackageCheck(try scene.package("red.zip", tlp: .red), trusting: PackageScene.trust)
        #expect(narrow.problems.isEmpty && narrow.contents?.isWholeLog == true && narrow.contents?.records == 9)
    }

    @Test("An exhibit that rests on what the marking forbids is refused by name, and left out of everything")
    func refusal() throws {
        let scene = try PackageScene.filled()
        let secret = try scene.add("secret source", tlp: .amberStrict)
        try scene.exhibit("EX-2", [secret])
        try scene.checkpoint()
        #expect(throws: EvidenceError.self) { try scene.package("x.zip", only: ["EX-2"]) }
        #expect(!FileManager.default.fileExists(atPath: scene.scratch.path("x.zip")))
        let check = try PackageCheck(try scene.package("case.zip"), trusting: PackageScene.trust)
        #expect(check.problems.isEmpty && check.contents?.exhibits == ["EX-1"])
        #expect(check.notes.contains("left out: 1 exhibit: it rests on what the marking keeps out"))
    }

    @Test("An original that the store has lost or altered makes no package, and is told with entry and record")
    func altered() throws {
        for content in [nil, "<h1>VoteazAB</h1>", "shorter"] {
            let scene = try PackageScene.filled()
            let sha256 = ContentHash(of: Array("<h1>Votează</h1>".utf8)).hexadecimal
            let path = scene.scratch.path("objects/" + sha256)
            try FileManager.default.removeItem(atPath: path)
            if let content { try scene.scratch.write(Array(content.utf8), to: "objects/" + sha256) }
            do {
                try scene.package("case.zip")
                Issue.record("it was packed")
            } catch ExchangeError.evidenceAltered(let problem) {
                #expect(problem.file == path && problem.entry == 1)
                #expect(
                    problem.what.hasPrefix(
                        content == nil ? "it is not there any more; record " : "its content is not what was kept"))
            }
            #expect(!FileManager.default.fileExists(atPath: scene.scratch.path("case.zip")))
        }
    }

    @Test("What stands there already is not overwritten, and a failure leaves nothing")
    func whole() throws {
        let scene = try PackageScene.filled()
        try scene.package("case.zip")
        #expect(throws: ExchangeError.self) { try scene.package("case.zip") }
        // An original that is gone is said to be; one that was changed stops everything.
        let file = try FileManager.default.contentsOfDirectory(atPath: scene.scratch.path("objects"))[0]
        try scene.scratch.write(Array("x".utf8), to: "objects/" + file)
        #expect(throws: (any Error).self) { try scene.package("other.zip") }
        let left = try FileManager.default.contentsOfDirectory(atPath: scene.scratch.path)
        #expect(left.filter { $0.contains("other") } == [])
    }

    @Test("A damaged log is not packed")
    func damagedLog() throws {
        let scene = try PackageScene.filled()
        let source = try scene.source
        var log = try scene.scratch.bytes("custody.ndjson")
        log[40] ^= 1
        try scene.scratch.write(log, to: "custody.ndjson")
        let order = PackageOrder(
            exhibits: [], onlyExhibits: false, marking: .amber, markings: Markings(), software: "t")
        #expect(throws: ExchangeError.self) {
            _ = try PackageWriter.write(
                order, of: source, to: scene.scratch.path("x.zip"), signedBy: scene.key, report: { _ in "" })
        }
    }

    @Test("An exhibit's name becomes a file's name that no other has")
    func names() {
        let names = PackageLayout.names(of: [
            ("EX-1", "aaaaaaaaaaaaaaaa"), ("ex-1", "bbbbbbbbbbbbbbbb"), ("../x", "cccccccccccccccc"),
            ("custody", "dddddddddddddddd"),
        ])
        #expect(names == ["EX-1", "ex-1-bbbbbbbbbbbb", "---x", "custody-dddddddddddd"])
    }

    @Test("A manifest has one spelling, with CR, LF and percent signs written out")
    func manifest() throws {
        let digest = String(repeating: "0a", count: 32)
        let manifest = BagManifest(
            .sha256, [.init(path: "data/b%\r\nc", digest: digest), .init(path: "data/a b", digest: digest)])
        #expect(String(decoding: manifest.bytes, as: UTF8.self) == "\(digest)  data/a b\n\(digest)  data/b%25%0D%0Ac\n")
        #expect(try BagManifest(.sha256, reading: manifest.bytes) == manifest)
        for wrong in [
            "\(digest) data/a\n", "\(digest)  data/a", "\(digest.uppercased())  data/a\n", "\(digest)  ../a\n",
            "\(digest)  data/%41\n", "\(digest)  data/a\n\(digest)  data/a\n", "\(digest)  data/b\n\(digest)  data/a\n",
            "\n",
        ] {
            #expect(throws: EvidenceError.self) { try BagManifest(.sha256, reading: Array(wrong.utf8)) }
        }
    }
}
