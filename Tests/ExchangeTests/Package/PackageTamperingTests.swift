import Evidence
import Foundation
import Records
import Seals
import TestSupport
import Testing

@testable import Exchange

@Suite("Packages that were tampered with")
struct PackageTamperingTests {
    private static let flips = 50

    private func folder(_ scene: PackageScene, _ name: String) throws -> String { try scene.package(name) }

    /// A copy of a package's folder, to be changed.
    private func copy(_ path: String) throws -> String {
        let copy = path + "-" + UUID().uuidString
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        return copy
    }

    private func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }

    private func write(_ bytes: [UInt8], to path: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    /// Writes the manifests anew, as somebody would who knows how bags are made.
    private func rewriteManifests(_ folder: String) throws {
        let manager = FileManager.default
        let all = try manager.subpathsOfDirectory(atPath: folder).sorted().filter {
            var isFolder: ObjCBool = false
            return manager.fileExists(atPath: folder + "/" + $0, isDirectory: &isFolder) && !isFolder.boolValue
        }
        let payload = all.filter { $0.hasPrefix("data/") }
        let size = try payload.reduce(0) { $0 + (try bytes(folder + "/" + $1).count) }
        let text = String(decoding: try bytes(folder + "/bag-info.txt"), as: UTF8.self)
        let lines = text.split(separator: "\n").map {
            $0.hasPrefix("Payload-Oxum") ? "Payload-Oxum: \(size).\(payload.count)" : String($0)
        }
        try write(Array((lines.joined(separator: "\n") + "\n").utf8), to: folder + "/bag-info.txt")
        func line(_ path: String, _ program: String) throws -> String {
            try Shell.run("\(program) '\(path)'", in: folder).output
        }
        for program in ["sha256", "sha512"] {
            let list = try payload.map { try line($0, program + "sum") }.joined()
            try write(Array(list.utf8), to: folder + "/manifest-\(program).txt")
        }
        let tags = (all.filter { !$0.hasPrefix("data/") && !$0.hasPrefix("tagmanifest") && $0 != "signature.txt" })
        for program in ["sha256", "sha512"] {
            let list = try tags.map { try line($0, program + "sum") }.joined()
            try write(Array(list.utf8), to: folder + "/tagmanifest-\(program).txt")
        }
    }

    @Test("Random bytes flipped anywhere in a ZIP file are found, each with the file's name")
    func zipFlips() throws {
        let scene = try PackageScene.filled()
        let path = try scene.package("case.zip")
        let whole = try bytes(path)
        let known = Set(try BagFiles(path).paths)
        var dice = Dice(1)
        for _ in 0..<Self.flips {
            let place = dice.roll(below: whole.count)
            let bit = UInt8(1 << dice.roll(below: 8))
            var damaged = whole
            damaged[place] ^= bit
            let copy = scene.scratch.path("flip.zip")
            try write(damaged, to: copy)
            let problems = try PackageScene.problems(copy)
            #expect(!problems.isEmpty, "byte \(place), bit \(bit)")
            #expect(problems.allSatisfy { !$0.file.isEmpty }, "byte \(place)")
            // The end of the archive belongs to no file of the package.
            if place < whole.count - 22 {
                #expect(problems.contains { known.contains($0.file) || $0.file == "flip.zip" }, "byte \(place)")
            }
        }
    }

    @Test("Random bytes flipped in a folder are found in the file where they are, and the shell finds them too")
    func folderFlips() throws {
        let scene = try PackageScene.filled()
        let path = try scene.package("case")
        let files = try BagFiles(path).paths
        let total = try files.reduce(0) { $0 + (try bytes(path + "/" + $1).count) }
        var dice = Dice(2)
        for number in 0..<Self.flips {
            var place = dice.roll(below: total)
            var file = files[0]
            for path in files {
                file = path
                let size = try bytes(scene.scratch.path("case/") + path).count
                if place < size { break }
                place -= size
            }
            let target = path + "/" + file
            let whole = try bytes(target)
            var damaged = whole
            damaged[place] ^= UInt8(1 << dice.roll(below: 8))
            try write(damaged, to: target)
            let problems = try PackageScene.problems(path)
            #expect(problems.contains { $0.file == file }, "\(file), byte \(place)")
            // The script itself cannot be trusted to say that it was changed.
            if number % 5 == 0, file != "VERIFY.txt" {
                let said = try Shell.run("sh VERIFY.txt", in: path)
                #expect(said.code != 0, "\(file), byte \(place): \(said.output)")
            }
            try write(whole, to: target)
        }
        #expect(try PackageScene.problems(path).isEmpty)
        let said = try Shell.run("sh VERIFY.txt", in: path)
        #expect(said.code == 0 && said.output.hasSuffix("all ok\n"), "\(said.output)")
    }

    @Test(
        "Each file that is deleted, cut short, emptied, made longer or exchanged is named, manifests written anew or not"
    )
    func files() throws {
        let scene = try PackageScene.filled()
        let path = try scene.package("case")
        let files = try BagFiles(path).paths
        for (number, file) in files.enumerated() {
            let other = path + "/" + files[(number + 7) % files.count]
            let changes: [(String) throws -> Void] = [
                { try FileManager.default.removeItem(atPath: $0) },
                { target in try write(try bytes(target).dropLast(), to: target) },
                { target in try write([], to: target) },
                { target in try write(try bytes(target) + [0x0A], to: target) },
                { target in try write(try bytes(other), to: target) },
            ]
            for (kind, change) in changes.enumerated() {
                let copy = try copy(path)
                try change(copy + "/" + file)
                #expect(try PackageScene.problems(copy).contains { $0.file == file }, "\(file), change \(kind)")
                // Without the key nobody can make the signature fit again.
                let isMade = file.contains("manifest-") || ["signature.txt", "bag-info.txt"].contains(file)
                if kind != 1, !isMade {
                    try? rewriteManifests(copy)
                    #expect(try !PackageScene.problems(copy).isEmpty, "\(file), change \(kind), manifests anew")
                }
                try FileManager.default.removeItem(atPath: copy)
            }
        }
    }

    private func lines(_ folder: String) throws -> [[UInt8]] {
        try bytes(folder + "/data/custody.ndjson").split(separator: 0x0A).map(Array.init)
    }

    @Test("A file that was added is named, wherever")
    func added() throws {
        let scene = try PackageScene.filled()
        let path = try scene.package("case")
        for file in ["data/media/x", "x.txt", "data/new/a.txt", "data/log/proofs/EX-9.json", "data/records/x.json"] {
            let copy = try copy(path)
            try FileManager.default.createDirectory(
                atPath: (copy + "/" + file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try write([1], to: copy + "/" + file)
            #expect(try PackageScene.problems(copy).contains { $0.file == file })
            try rewriteManifests(copy)
            #expect(try !PackageScene.problems(copy).isEmpty)
        }
    }

    @Test("Events that are exchanged, changed or cut off are found by the log, though all manifests were written anew")
    func history() throws {
        let scene = try PackageScene.filled()
        let path = try scene.package("case")
        let changes: [(name: String, entry: Int?, change: (inout [[UInt8]]) -> Void)] = [
            ("exchanged", 4, { $0.swapAt(3, 4) }), ("cut off", nil, { $0.removeLast() }),
            ("taken out", 6, { $0.remove(at: 5) }), ("twice", 7, { $0.insert($0[5], at: 6) }),
            (
                "changed", nil,
                { $0[2] = Array(String(decoding: $0[2], as: UTF8.self).replacing("Ana", with: "Bob").utf8) }
            ),
        ]
        for (name, entry, change) in changes {
            let copy = try copy(path)
            var log = try lines(copy)
            change(&log)
            try write(Array(log.map { $0 + [0x0A] }.joined()), to: copy + "/data/custody.ndjson")
            try rewriteManifests(copy)
            let problems = try PackageScene.problems(copy).filter { $0.file == "data/custody.ndjson" }
            #expect(!problems.isEmpty, "\(name)")
            if let entry { #expect(problems.contains { $0.entry == entry }, "\(name): \(problems)") }
        }
    }

    @Test("A shorter log under its own older checkpoint does not pass for the package that was signed")
    func rollback() throws {
        let scene = try PackageScene.filled()
        let path = try scene.package("case")
        let log = try lines(path)
        try write(Array(log.prefix(4).map { $0 + [0x0A] }.joined()), to: path + "/data/custody.ndjson")
        try write(try bytes(path + "/data/log/previous.txt"), to: path + "/data/log/checkpoint.txt")
        try rewriteManifests(path)
        let problems = try PackageScene.problems(path)
        #expect(problems.contains { $0.file == "tagmanifest-sha256.txt" })
        #expect(problems.contains { $0.file == "data/contents.json" })
    }

    @Test("A record or original that was changed is found by the log, though all manifests were written anew")
    func contents() throws {
        let scene = try PackageScene.filled()
        let path = try scene.package("case")
        for file in try BagFiles(path).paths {
            guard file.hasPrefix("data/media/") || file.hasPrefix("data/records/") || file == "data/posts.ndjson" else {
                continue
            }
            let copy = try copy(path)
            var content = try bytes(copy + "/" + file)
            content[content.count / 2] ^= 1
            try write(content, to: copy + "/" + file)
            // Under the name that it would have.
            if let folder = ["data/media/", "data/records/"].first(where: file.hasPrefix) {
                let ending = file.split(separator: ".").last ?? ""
                let name = folder + ContentHash(of: content).hexadecimal + "." + ending
                try FileManager.default.moveItem(atPath: copy + "/" + file, toPath: copy + "/" + name)
                try rewriteManifests(copy)
                #expect(try PackageScene.problems(copy).contains { $0.file == name }, "\(file)")
            } else {
                try rewriteManifests(copy)
                #expect(try PackageScene.problems(copy).contains { $0.file == file }, "\(file)")
            }
        }
    }

    @Test("A package that somebody else signed anew is found by whoever has the right key, and told to who has not")
    func anotherKey() throws {
        let scene = try PackageScene.filled()
        let forger = try PackageScene.filled(
            key: SigningKey(name: "newsroom.example", seed: [UInt8](repeating: 9, count: 32)))
        let path = try forger.package("forged.zip")
        let check = try PackageCheck(path, trusting: PackageScene.trust)
        #expect(check.problems.isEmpty)
        #expect(check.unchecked.contains { $0.contains(forger.key.verifyingKey.fingerprint) })
        let trust = PackageTrust(publicKey: scene.key.verifyingKey.publicKey, stampFault: { _ in nil })
        let files = Set(try PackageScene.problems(path, trust).map(\.file))
        #expect(
            files == ["data/log/key.vkey", "signature.txt", "data/log/checkpoint.txt", "data/log/previous.txt"])
        #expect(try PackageScene.problems(try scene.package("own.zip"), trust).isEmpty)
    }

    @Test("A package without its signature is found")
    func unsigned() throws {
        let scene = try PackageScene.filled()
        let path = try scene.package("case")
        try write(Array("<h1>Another report</h1>".utf8), to: path + "/data/report.html")
        try FileManager.default.removeItem(atPath: path + "/signature.txt")
        try rewriteManifests(path)
        #expect(try PackageScene.problems(path).contains { $0.file == "signature.txt" })
    }

    @Test("In an excerpt, lines that were changed, taken out or exchanged are found by their proofs")
    func excerpt() throws {
        let scene = try PackageScene.filled()
        try scene.add("secret source", tlp: .red)
        try scene.add("another page")
        try scene.checkpoint()
        let path = try scene.package("case")
        let changes: [(inout [[UInt8]]) -> Void] = [
            { $0.swapAt(1, 2) }, { $0.removeLast() }, { $0.remove(at: 3) },
            { $0[2] = Array(String(decoding: $0[2], as: UTF8.self).replacing("Ana", with: "Bob").utf8) },
        ]
        for change in changes {
            let copy = try copy(path)
            var log = try lines(copy)
            change(&log)
            try write(Array(log.map { $0 + [0x0A] }.joined()), to: copy + "/data/custody.ndjson")
            try rewriteManifests(copy)
            let files = try PackageScene.problems(copy).map(\.file)
            #expect(files.contains("data/custody.ndjson") || files.contains("data/log/proofs/custody.ndjson"))
        }
        // One line and its proof together.
        let copy = try copy(path)
        for file in ["data/custody.ndjson", "data/log/proofs/custody.ndjson"] {
            var lines = try bytes(copy + "/" + file).split(separator: 0x0A).map(Array.init)
            lines.remove(at: 2)
            try write(Array(lines.map { $0 + [0x0A] }.joined()), to: copy + "/" + file)
        }
        try rewriteManifests(copy)
        #expect(try !PackageScene.problems(copy).isEmpty)
    }
}
