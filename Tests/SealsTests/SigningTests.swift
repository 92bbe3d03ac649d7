import Bytes
import Foundation
import TestSupport
import Testing

@testable import Seals

@Suite("Keys and signed notes")
struct SigningTests {
    @Test(
        "Signatures are those of RFC 8032, section 7.1",
        arguments: [
            (
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0"
                    + "595bbe24655141438e7a100b"
            ),
            (
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9"
                    + "716ed28dc027beceea1ec40a"
            ),
        ])
    func published(seed: String, publicKey: String, message: String, signature: String) throws {
        let key = try SigningKey(name: "example.org/seals", seed: try #require(Hexadecimal.bytes(seed)))
        let bytes = try #require(Hexadecimal.bytes(message))
        #expect(key.verifyingKey.publicKey.hexadecimal == publicKey)
        let made = try key.signature(of: bytes)
        #expect(made.hexadecimal == signature)
        #expect(key.verifyingKey.accepts(made, of: bytes))
        #expect(!key.verifyingKey.accepts(made, of: bytes + [0]))
        #expect(!key.verifyingKey.accepts(Array(made.dropLast()), of: bytes))
        #expect(!key.verifyingKey.accepts(made.map { $0 ^ 1 }, of: bytes))
    }

    private static let text = "This is an example message.\n"
    private static let note =
        text
        + "\n\u{2014} example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72I"
        + "neyaQM=\n"
    private static let keyText = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"

    @Test("A note and key of other makers are read, and the signature holds")
    func foreignNote() throws {
        let key = try VerifyingKey(noteText: Self.keyText)
        #expect(key.name.description == "example.com/foo+530d903a" && key.noteText == Self.keyText)
        let note = try SignedNote(reading: Self.note)
        #expect(note.text == Self.text && note.description == Self.note)
        #expect(try note.verify(with: [key]) == [key.name])
        let changed = try SignedNote(
            reading: Self.note.replacingOccurrences(of: "example message", with: "other message"))
        #expect(throws: SealError.signatureFails(key: "example.com/foo+530d903a")) { try changed.verify(with: [key]) }
    }

    @Test("Notes are signed as by Go's note package")
    func foreignKey() throws {
        // The example of golang.org/x/mod/sumdb/note.
        let key = try SigningKey(
            noteText: "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")
        let text =
            "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
        #expect(
            key.verifyingKey.noteText == "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
        #expect(
            try SignedNote(signing: text, with: [key]).description
                == text
                + "\n\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotp"
                + "RZb6KE6RyyBwJnAM=\n")
        #expect(try SigningKey(noteText: key.noteText).name == key.name)
    }

    private func key(_ number: UInt8, name: String = "example.org/seals") throws -> SigningKey {
        try SigningKey(name: name, seed: [UInt8](repeating: number, count: 32))
    }

    @Test("Signatures of unknown keys are passed over; one known key must have signed, and none in vain")
    func trust() throws {
        let (one, two) = (try key(1), try key(2, name: "Žofie"))
        let text = "a\n\nb\n"
        let note = try SignedNote(reading: SignedNote(signing: text, with: [one, two]).description)
        #expect(note.text == text && note.signatures.count == 2)
        #expect(try note.verify(with: [two.verifyingKey]) == [two.name])
        #expect(try note.verify(with: [two.verifyingKey, one.verifyingKey]) == [one.name, two.name])
        let third = try key(3).verifyingKey
        #expect(throws: SealError.unknownKey(stated: note.signatures.map(\.key.description), given: ["\(third.name)"]))
        {
            try note.verify(with: [third])
        }
        #expect(throws: SealError.self) { try note.verify(with: []) }
        var bad = note.signatures
        bad[1].bytes[5] ^= 1
        let half = SignedNote(text: text, signatures: bad)
        #expect(try half.verify(with: [one.verifyingKey]) == [one.name])
        #expect(throws: SealError.signatureFails(key: "\(two.name)")) {
            try half.verify(with: [one.verifyingKey, two.verifyingKey])
        }
    }

    @Test(
        "What is no note is refused",
        arguments: [
            "", "text", "text\n", "text\n\n", "\n\u{2014} a AAAAAAA=\n", "text\n\n\u{2014} a AAAAAAA=",
            "te\rxt\n\n\u{2014} a AAAAAAA=\n",
            "text\n\n- a AAAAAAA=\n", "text\n\n\u{2014} a+b AAAAAAA=\n", "text\n\n\u{2014} a AAAA\n",
            "text\n\n\u{2014} a  AAAAAAA=\n",
            "text\n\n\u{2014} a AAAAAAA\n", "text\n\u{2014} a AAAAAAA=\n", "text\n\n\u{2014} a AAAAAAA=\nmore\n",
            "text\n" + String(repeating: "\n\u{2014} a AAAAAAA=", count: 1)
                + String(repeating: "\n\u{2014} a AAAAAAA=", count: 64)
                + "\n",
        ])
    func badNotes(note: String) {
        #expect(throws: SealError.self) { try SignedNote(reading: note) }
    }

    @Test("What could not be read back is not signed")
    func badTexts() throws {
        let key = try key(1)
        for text in ["no newline", "tab\t\n", ""] {
            #expect(throws: SealError.self) { try SignedNote(signing: text, with: [key]) }
        }
        #expect(throws: SealError.self) { try SignedNote(signing: "text\n", with: []) }
    }

    @Test("Keys survive PEM, and a private key shows nothing of itself")
    func pem() throws {
        let key = try SigningKey.generated(name: "example.org/seals")
        let again = try SigningKey(name: "example.org/seals", pem: key.pem)
        #expect(again.verifyingKey == key.verifyingKey && again.pem == key.pem)
        #expect(try VerifyingKey(name: "example.org/seals", pem: key.verifyingKey.pem) == key.verifyingKey)
        #expect(
            try VerifyingKey(name: "x", pem: key.verifyingKey.pem.replacingOccurrences(of: "\n", with: "\r\n")).name
                != key.name)
        #expect("\(key)" == "private key of \(key.name)")
        var dumped = ""
        dump(key, to: &dumped)
        #expect(!dumped.contains("PrivateKey"))
    }

    @Test("Keys that are none are refused")
    func badKeys() throws {
        let good = try key(1)
        for pem in [
            "", good.verifyingKey.pem, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
            "-----BEGIN PRIVATE KEY-----\n?\n-----END PRIVATE KEY-----\n", "-----BEGIN PRIVATE KEY-----\n",
        ] {
            #expect(throws: SealError.self) { try SigningKey(name: "a", pem: pem) }
        }
        #expect(throws: SealError.self) { try VerifyingKey(name: "a", pem: good.pem) }
        #expect(throws: SealError.self) { try SigningKey(name: "a", seed: [1, 2, 3]) }
        for name in ["", "a b", "a+b", "a\u{2003}b", "a\nb"] {
            #expect(throws: SealError.self) { try SigningKey(name: name, seed: [UInt8](repeating: 1, count: 32)) }
        }
        let other = Self.keyText.replacingOccurrences(of: "530d903a", with: "530d903b")
        for text in [
            other, "a+530d903a", "", "a+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "a+530d903a+AA==",
        ] {
            #expect(throws: SealError.self) { try VerifyingKey(noteText: text) }
        }
        #expect(throws: SealError.self) { try SigningKey(noteText: Self.keyText) }
    }

    @Test("OpenSSL accepts our signature with our key, and we accept its", .enabled(if: Shell.hasOpenSSL))
    func openSSL() throws {
        let scratch = try Scratch()
        let key = try key(7)
        let text = Array("example.org/seals\n3\n".utf8)
        try scratch.file("private.pem", key.pem)
        try scratch.file("public.pem", key.verifyingKey.pem)
        try scratch.write(text, to: "text")
        try scratch.write(try key.signature(of: text), to: "signature")
        let (output, code) = try Shell.run(
            """
            set -e
            openssl pkeyutl -verify -rawin -pubin -inkey public.pem -in text -sigfile signature
            openssl pkey -in private.pem -pubout | cmp - public.pem
            openssl pkeyutl -sign -rawin -inkey private.pem -in text -out theirs
            cmp theirs signature
            openssl genpkey -algorithm ed25519 -out new.pem
            openssl pkey -in new.pem -pubout -out new-public.pem
            """, in: scratch.path)
        #expect(code == 0, "\(output)")
        func read(_ name: String) throws -> String {
            String(decoding: try scratch.bytes(name), as: UTF8.self)
        }
        let new = try SigningKey(name: "a", pem: try read("new.pem"))
        #expect(try new.verifyingKey == VerifyingKey(name: "a", pem: try read("new-public.pem")))
    }
}

@Suite("Checkpoints")
struct CheckpointTests {
    @Test("A checkpoint is written and read as C2SP has it")
    func text() throws {
        let text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
        let checkpoint = try Checkpoint(text: text)
        #expect(checkpoint.origin == "example.com/behind-the-sofa" && checkpoint.size == 20_852_163)
        #expect(checkpoint.root.base64 == "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
        #expect(checkpoint.extensions.isEmpty && checkpoint.text == text)
        #expect(try Checkpoint(text: text + "more\n").extensions == ["more"])
    }

    @Test(
        "What is no checkpoint is refused",
        arguments: [
            "", "a\n", "a\n1\n", "a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a\n+1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jx\n",
            "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
            "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n",
            "a\n99999999999999999999\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        ])
    func refused(text: String) {
        #expect(throws: SealError.self) { try Checkpoint(text: text) }
    }
}
