import Foundation
import Records
import TestSupport
import Testing

@testable import Seals

@Suite("Sealed lists")
struct SealedListTests {
    private let key: SigningKey
    private let time = Instant(milliseconds: 1_732_471_200_000)

    init() throws {
        key = try SigningKey(name: "example.org/seals", seed: [UInt8](repeating: 9, count: 32))
    }

    /// Leaves with what a shell could stumble over.
    private func leaves(_ count: Int) throws -> [String] {
        try (0..<count).map { number in
            try CanonicalJSON.encode([
                "platform": "TikTok", "id": "\(number * 7919 % 101)", "name": "  é\\ '%s$(\"`\n\u{1F600}*  \(number)",
            ])
        }
    }

    private func seal(_ leaves: [String]) throws -> Seal {
        try SealedList(leaves: leaves).seal(origin: "example.org/lists/7", at: time, with: key)
    }

    @Test("The line says it all, and is read back")
    func line() throws {
        let seal = try seal([#"{"id":"2"}"#, #"{"id":"10"}"#])
        // By Python: the tree's recursive definition over the sorted leaves, and the cryptography package's Ed25519.
        #expect(
            seal.line
                == "daylight-seal v1 example.org/lists/7 2 ZvUkpi3JJBO1B1siIp7tjptwe7qnu25cEs/ONqy3vFg= 2024-11-24T18:00:00.000Z"
                + " example.org/seals+dfee6e52 i4ZFJYFcVW5wRpEZ8ZMU2W6SdcnJWFpPSKxFrR+rXoGRqh8fmFO/k3yE8g7s10SlCcQFHudZs9jEzAU7taRjAw=="
        )
        #expect(seal.line.utf8.count < 280)
        #expect(try Seal(line: "  " + seal.line + "\n") == seal)
        #expect(try SignedNote(reading: seal.note.description).verify(with: [key.verifyingKey]) == [key.name])
        #expect(try Checkpoint(text: seal.note.text).extensions == ["sealed-at 2024-11-24T18:00:00.000Z"])
        let stored = try JSONEncoder().encode([seal])
        #expect(try JSONDecoder().decode([Seal].self, from: stored) == [seal])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Seal].self, from: Data(#"["x"]"#.utf8)) }
    }

    @Test("A list in any order verifies against its line")
    func verifies() throws {
        for count in [1, 2, 3, 7, 20] {
            let leaves = try leaves(count)
            let line = try seal(leaves).line
            let read = try Seal(line: line)
            try read.verify(with: key.verifyingKey)
            try read.verify(leaves: leaves, with: key.verifyingKey)
            try read.verify(leaves: leaves.reversed(), with: key.verifyingKey)
            #expect(try seal(leaves.reversed()).line == line)
        }
    }

    @Test("The error says whether key, signature, size or root fails")
    func failures() throws {
        let leaves = try leaves(5)
        let seal = try seal(leaves)
        let publicKey = key.verifyingKey
        #expect(throws: SealError.sizeFails(stated: 5, found: 4)) {
            try seal.verify(leaves: leaves.dropLast(), with: publicKey)
        }
        var changed = leaves
        changed[2] = changed[2].replacingOccurrences(of: "TikTok", with: "Tiktok")
        let found = MerkleTree(texts: SealedList.sorted(changed)).root.base64
        #expect(throws: SealError.rootFails(stated: seal.root.base64, found: found)) {
            try seal.verify(leaves: changed, with: publicKey)
        }
        let other = try SigningKey(name: "example.org/seals", seed: [UInt8](repeating: 8, count: 32)).verifyingKey
        #expect(throws: SealError.unknownKey(stated: ["\(key.name)"], given: ["\(other.name)"])) {
            try seal.verify(leaves: leaves, with: other)
        }
        let parts = seal.line.split(separator: " ").map(String.init)
        for (place, value) in [
            (2, "example.org/lists/8"), (3, "6"), (4, found), (5, "2024-11-24T18:00:00.001Z"),
            (7, Base64.text(try key.signature(of: []))),
        ] {
            var altered = parts
            altered[place] = value
            let read = try Seal(line: altered.joined(separator: " "))
            #expect(throws: SealError.signatureFails(key: "\(key.name)")) {
                try read.verify(leaves: leaves, with: publicKey)
            }
        }
    }

    @Test("A line that cannot be read is refused, with the part")
    func badLines() throws {
        let parts = try seal([#"{"id":"2"}"#]).line.split(separator: " ").map(String.init)
        for (place, value, word) in [
            (0, "daylight", "begin"), (1, "v2", "version"), (2, "a+b", "origin"), (3, "0", "size"), (3, "1.0", "size"),
            (3, "99999999999999999999", "size"), (4, "AAAA", "root"), (5, "2024-11-24", "time"),
            (5, "2024-11-24T19:00:00.000+01:00", "time"), (6, "example.org/seals", "key"), (7, "AAAA", "signature"),
            (7, "x y", "eight"),
        ] {
            var altered = parts
            altered[place] = value
            #expect {
                try Seal(line: altered.joined(separator: " "))
            } throws: { error in
                guard case SealError.badSealLine(let reason) = error else { return false }
                return reason.contains(word)
            }
        }
        #expect(throws: SealError.self) { try Seal(line: "") }
    }

    @Test("Leaves that are not canonical, or stand twice, are not sealed")
    func badLeaves() {
        #expect(throws: SealError.self) { try SealedList(leaves: []) }
        for (leaves, number) in [
            ([#"{"id":"1"}"#, #"{"id": "1"}"#], 2), ([#"{"b":1,"a":2}"#], 1), (["x"], 1), ([""], 1),
            (["1", "\"a\nb\""], 2),
            (["1", "2", "1"], 2), (["\"e\u{301}\"", "\"\u{E9}\"", "01"], 3),
        ] {
            #expect {
                try SealedList(leaves: leaves)
            } throws: { error in
                guard case SealError.badLeaf(let found, _) = error else { return false }
                return found == number
            }
        }
        #expect((try? SealedList(leaves: ["\"e\u{301}\"", "\"\u{E9}\""]))?.leaves.count == 2)
        #expect(throws: SealError.self) {
            try SealedList(leaves: ["1"]).seal(origin: "two words", at: time, with: key)
        }
    }

    @Test("One leaf can be shown without the others")
    func oneLeaf() throws {
        let leaves = try leaves(11)
        let list = try SealedList(leaves: leaves)
        let seal = try seal(leaves)
        let (index, proof) = try list.proof(of: leaves[4])
        try seal.verify(leaf: leaves[4], at: index, proof: proof, with: key.verifyingKey)
        #expect(throws: SealError.self) {
            try seal.verify(leaf: leaves[5], at: index, proof: proof, with: key.verifyingKey)
        }
        #expect(throws: SealError.self) { try list.proof(of: "{}") }
    }
}

@Suite("Sealed lists without this program", .enabled(if: Shell.hasOpenSSL))
struct VerificationCommandsTests {
    private let key: SigningKey

    init() throws {
        key = try SigningKey(name: "example.org/it's-Žofie", seed: [UInt8](repeating: 5, count: 32))
    }

    private func leaves(_ count: Int) throws -> [String] {
        try (0..<count).map { number in
            try CanonicalJSON.encode([
                "id": "\(number * 7919 % 101)", "name": "  é\\n\\0 '%s$(\"`\n\u{1F600}*  \(number)",
            ])
        }
    }

    private func check(
        _ list: SealedList, shown: String? = nil, edit: (String) -> String = { $0 }
    ) throws -> (output: String, code: Int32) {
        let seal = try list.seal(origin: "example.org/lists/7", at: Instant(milliseconds: 1_732_471_200_000), with: key)
        let scratch = try Scratch()
        let (listFile, keyFile) = ("the list's file.txt", "public key.pem")
        try scratch.file(listFile, shown ?? list.text)
        try scratch.file(keyFile, key.verifyingKey.pem)
        return try Shell.run(
            edit(seal.verificationCommands(listFile: listFile, keyFile: keyFile)), in: scratch.path)
    }

    @Test("The printed commands verify lists of one to twenty leaves", arguments: 1...20)
    func verifies(count: Int) throws {
        let (output, code) = try check(try SealedList(leaves: leaves(count)))
        #expect(output == "key ok\nsignature ok\nsize ok\nroot ok\n")
        #expect(code == 0)
    }

    @Test("Order and a missing last newline do not matter")
    func order() throws {
        let list = try SealedList(leaves: leaves(6))
        let (output, code) = try check(list, shown: list.leaves.reversed().joined(separator: "\n"))
        #expect(code == 0, "\(output)")
    }

    @Test("The commands say what fails")
    func fails() throws {
        let list = try SealedList(leaves: leaves(6))
        let changed = list.text.replacingOccurrences(of: "\"id\":\"0\"", with: "\"id\":\"1\"")
        let root = try check(list, shown: changed)
        #expect(root.code == 1 && root.output.contains("size ok\nroot FAILS"))
        let size = try check(list, shown: list.text + "{}\n")
        #expect(size.code == 1 && size.output.contains("signature ok\nsize FAILS: 7"))
        let signature = try check(list) { $0.replacingOccurrences(of: "lists/7' 6", with: "lists/8' 6") }
        #expect(signature.code == 1 && signature.output == "key ok\nsignature FAILS\n")
        let name = try check(list) { $0.replacingOccurrences(of: "-Žofie'", with: "-Zofie'") }
        #expect(name.code == 1 && name.output.hasPrefix("key FAILS"))
        let noFile = try check(list) { $0.replacingOccurrences(of: "list='the", with: "list='no") }
        #expect(noFile.code == 1)
    }
}
