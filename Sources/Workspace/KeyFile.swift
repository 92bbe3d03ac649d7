import Evidence
import Foundation
import Glibc
package import Seals

/// Signing keys in files: PKCS#8 in PEM, under a passphrase or not, for their holder's eyes only.
package enum KeyFile {
    /// Writes `path.pem` and `path.pub.pem`; neither may be there yet.
    /// - Parameter passphrase: nil leaves the key readable for whoever has the file.
    package static func write(_ key: SigningKey, to path: String, passphrase: String?) throws(CaseError) {
        for ending in [".pem", ".pub.pem"] where FileManager.default.fileExists(atPath: path + ending) {
            throw .refused(
                "\(path + ending) is there already: a key that is overwritten is lost; choose another name.")
        }
        do {
            let secret = try passphrase.map { try key.encryptedPEM(passphrase: $0) } ?? key.pem
            try DurableFile.write(Array(key.verifyingKey.pem.utf8), to: path + ".pub.pem")
            try DurableFile.write(Array(secret.utf8), to: path + ".pem", mode: 0o600)
        } catch {
            throw CaseError(error, folder: path)
        }
    }

    /// Reads a secret key.
    /// - Parameters:
    ///   - holder: whose key it is.
    ///   - passphrase: is asked where the key is under one.
    /// - Throws: also where others may read the file.
    package static func read(_ path: String, holder: String, passphrase: () throws -> String) throws -> SigningKey {
        var status = stat()
        guard stat(path, &status) == 0 else { throw CaseError.refused("there is no key \(path).") }
        guard let pem = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw CaseError.refused("the key \(path) cannot be read.")
        }
        if pem.contains("BEGIN PUBLIC KEY") {
            throw CaseError.refused("\(path) is a public key, for checking; give the secret one that belongs to it.")
        }
        if status.st_mode & 0o077 != 0 {
            throw CaseError.refused(
                "others may read the key \(path), so that anybody may have signed with it. If nobody did, type: chmod 600 \(path)"
            )
        }
        return try SigningKey(name: holder, pem: pem, passphrase: passphrase)
    }
}

extension EvidenceFolder {
    static let key = "key"
    static let publicKeyLine = "key.vkey"

    /// Whether the case has a key of its own.
    package var hasKey: Bool { FileManager.default.fileExists(atPath: file(Self.key + ".pem")) }

    /// Makes the case's key: `key.pem` under a passphrase, `key.pub.pem` for OpenSSL and `key.vkey`, one line with the
    /// holder's name, for tools that read signed notes.
    package func makeKey(_ key: SigningKey, passphrase: String) throws(CaseError) {
        let writer = try writer()
        defer { withExtendedLifetime(writer) {} }
        if hasKey {
            throw .refused(
                "the case has a key already: a key that is overwritten is lost, and with it what was signed.")
        }
        // The secret half comes last: a case has a key when it is there. What a program that was stopped left of another
        // key goes, since nothing can have been signed with that.
        unlink(file(Self.key + ".pub.pem"))
        do {
            try DurableFile.write(Array((key.verifyingKey.noteText + "\n").utf8), to: file(Self.publicKeyLine))
        } catch {
            throw CaseError(error, folder: folder.path)
        }
        try KeyFile.write(key, to: file(Self.key), passphrase: passphrase)
        do { try folder.leave(.key) } catch { throw CaseError(error, folder: folder.path) }
    }

    /// The public half of the case's key, with its holder's name; nil where it has none.
    package func verifyingKey() throws(CaseError) -> VerifyingKey? {
        guard let line = try? String(contentsOfFile: file(Self.publicKeyLine), encoding: .utf8) else {
            if !hasKey { return nil }
            throw .evidenceAltered(folder: folder.path, EvidenceProblem(file: Self.publicKeyLine, "it is not there"))
        }
        do throws(SealError) {
            return try VerifyingKey(noteText: line.split(separator: "\n").first.map(String.init) ?? "")
        } catch {
            throw .evidenceAltered(folder: folder.path, EvidenceProblem(file: Self.publicKeyLine, "\(error)"))
        }
    }

    /// The case's key, to sign with.
    /// - Parameter passphrase: is asked.
    package func signingKey(passphrase: () throws -> String) throws -> SigningKey {
        guard hasKey, let known = try verifyingKey() else {
            throw CaseError.refused(
                "the case has no key to sign with; 'daylight evidence key --case \(folder.path) --holder NAME' makes one."
            )
        }
        let key = try KeyFile.read(file(Self.key + ".pem"), holder: known.name.name, passphrase: passphrase)
        guard key.verifyingKey == known else {
            throw CaseError.evidenceAltered(
                folder: folder.path, EvidenceProblem(file: Self.key + ".pem", "it is not the key of \(known.name)"))
        }
        return key
    }
}
