import Foundation
import TestSupport
import Testing

@testable import Seals

@Suite("Keys under a passphrase")
struct EncryptedKeyTests {
    private static let seed = (0..<32).map { UInt8($0) }

    /// `openssl pkcs8 -topk8 -v2 aes-256-cbc -iter 3000 -passout pass:geheim` over the key of the seed 00…1F.
    private static let byOpenSSL = """
        -----BEGIN ENCRYPTED PRIVATE KEY-----
        MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAhpTfxYubC1mgICC7gw
        DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEECuF3lkeDhjq4dK7DxN2SYYEQJos
        n5K4NG+Y2GruouRWx4buzdBaZafGiVn+3aHsNraiL7j4OoxTnE+brOgAIs+saRv7
        KRzKA0OpJdIwy8nP6CI=
        -----END ENCRYPTED PRIVATE KEY-----
        """

    @Test("open with the passphrase and with no other")
    func roundTrip() throws {
        let key = try SigningKey(name: "newsroom.example", seed: Self.seed)
        let pem = try key.encryptedPEM(passphrase: "richtig Pferd ü")
        #expect(SigningKey.isEncrypted(pem: pem))
        #expect(!SigningKey.isEncrypted(pem: key.pem))
        let read = try SigningKey(name: "newsroom.example", pem: pem) { "richtig Pferd ü" }
        #expect(read.pem == key.pem)
        #expect(throws: SealError.badKey("the passphrase does not open it")) {
            try SigningKey(name: "newsroom.example", pem: pem) { "falsch" }
        }
        #expect(throws: SealError.badKey("it is under a passphrase, and none was given")) {
            try SigningKey(name: "newsroom.example", pem: pem)
        }
    }

    @Test("are made with salt and rounds, and no empty passphrase")
    func isNewEachTime() throws {
        let key = try SigningKey(name: "a", seed: Self.seed)
        #expect(throws: SealError.self) { try key.encryptedPEM(passphrase: "") }
        let sealed = try EncryptedKey.seal(
            key.derBytes, passphrase: [1], salt: [UInt8](repeating: 7, count: 16),
            vector: [UInt8](repeating: 9, count: 16), rounds: 10)
        #expect(
            try sealed
                == EncryptedKey.seal(
                    key.derBytes, passphrase: [1], salt: [UInt8](repeating: 7, count: 16),
                    vector: [UInt8](repeating: 9, count: 16), rounds: 10))
        #expect(EncryptedKey.rounds >= 600_000)
    }

    @Test("need no passphrase where there is none")
    func plain() throws {
        let key = try SigningKey(name: "a", seed: Self.seed)
        let read = try SigningKey(name: "a", pem: key.pem) {
            Issue.record("nobody has to be asked")
            return ""
        }
        #expect(read.pem == key.pem)
    }

    @Test("that OpenSSL wrote are read")
    func readsOpenSSL() throws {
        let read = try SigningKey(name: "a", pem: Self.byOpenSSL) { "geheim" }
        #expect(try read.pem == SigningKey(name: "a", seed: Self.seed).pem)
    }

    @Test("are read by OpenSSL, lines of 64 characters and all", .enabled(if: Shell.hasOpenSSL))
    func readByOpenSSL() throws {
        let scratch = try Scratch()
        let key = try SigningKey(name: "a", seed: Self.seed)
        let pem = try key.encryptedPEM(passphrase: "geheim")
        #expect(pem.split(separator: "\n").allSatisfy { $0.count <= 64 })
        try scratch.file("key.pem", pem)
        let (output, code) = try Shell.run(
            "openssl pkey -in key.pem -passin pass:geheim && openssl asn1parse -in key.pem", in: scratch.path)
        #expect(code == 0)
        #expect(output.hasPrefix(key.pem))
        for word in ["PBES2", "PBKDF2", "hmacWithSHA256", "aes-256-cbc", ":0927C0"] {
            #expect(output.contains(word))
        }
    }

    @Test("that are damaged are refused, whichever byte is", .timeLimit(.minutes(1)))
    func damaged() throws {
        let key = try SigningKey(name: "a", seed: Self.seed)
        let sealed = try EncryptedKey.seal(
            key.derBytes, passphrase: [1], salt: [UInt8](repeating: 7, count: 16),
            vector: [UInt8](repeating: 9, count: 16), rounds: 10)
        for index in sealed.indices {
            var other = sealed
            other[index] ^= 0x40
            let opened = try? EncryptedKey.open(other, passphrase: [1])
            #expect(opened != key.derBytes)
            #expect((try? EncryptedKey.open(Array(sealed.prefix(index)), passphrase: [1])) == nil)
        }
    }
}
