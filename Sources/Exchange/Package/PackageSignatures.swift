import Bytes
import Evidence
import Foundation
import Records
import Seals

/// Checks who vouches for a package: the key, the signature over all of it, the checkpoints, the time-stamps.
struct PackageSignatures {
    /// A checkpoint whose signature holds, with its file.
    typealias Signed = (file: String, checkpoint: Checkpoint)

    private let files: BagFiles
    private let trust: PackageTrust
    /// The package's own, then that before it and those that an authority stamped.
    private(set) var checkpoints: [Signed] = []

    init(_ files: BagFiles, _ trust: PackageTrust) {
        self.files = files
        self.trust = trust
    }

    mutating func run(_ check: inout PackageCheck, tagManifest: String?) {
        let own = self.key(&check)
        check.key = own
        if let publicKey = trust.publicKey, let name = trust.holder ?? own?.name.name {
            check.key = try? VerifyingKey(name: name, publicKey: publicKey)
        }
        guard let key = check.key else {
            check.unchecked.append("the signatures: the package has no key that can be read")
            return
        }
        if let own, own != key {
            check.problem(
                PackageLayout.publicKeyLine,
                "it is the key \(own.name) with SHA-256 \(own.fingerprint), and \(key.name) with SHA-256 \(key.fingerprint)"
                    + " is to be trusted")
        }
        if trust.publicKey == nil {
            check.unchecked.append(
                "who signed: the key is the package's own, and whoever changes a package can put another into it. Give the key"
                    + " that its holder published with --public-key, or compare this with the holder: \(key.name),"
                    + " SHA-256 \(key.fingerprint)")
        }
        checkSeal(&check, key, tagManifest)
        readCheckpoint(PackageLayout.checkpoint, &check, key)
        check.checkpoint = checkpoints.first?.checkpoint
        if files.has(PackageLayout.previousCheckpoint) {
            let before = checkpoints.count
            readCheckpoint(PackageLayout.previousCheckpoint, &check, key)
            if before == 1, checkpoints.count == 2 {
                checkConsistency(
                    &check, PackageLayout.previousCheckpoint, from: checkpoints[1].checkpoint,
                    to: checkpoints[0].checkpoint, PackageLayout.consistency)
            }
        } else if files.has(PackageLayout.consistency) {
            check.problem(PackageLayout.consistency, "the checkpoint that it begins at is missing")
        }
        checkStamped(&check, key)
    }

    /// Earlier checkpoints go along when an authority stamped them: each is signed, and the log went on from it.
    private mutating func checkStamped(_ check: inout PackageCheck, _ key: VerifyingKey) {
        guard let later = checkpoints.first?.checkpoint, checkpoints.first?.file == PackageLayout.checkpoint else {
            return
        }
        let folder = PackageLayout.checkpoint(of: 0).dropLast("0.txt".count)
        for path in files.paths where path.hasPrefix(folder) {
            let before = checkpoints.count
            readCheckpoint(path, &check, key)
            guard checkpoints.count > before, let earlier = checkpoints.last?.checkpoint else { continue }
            if path != PackageLayout.checkpoint(of: earlier.size) {
                check.problem(path, "it was signed over \(earlier.size) entries, and its name says something else")
            }
            checkConsistency(&check, path, from: earlier, to: later, PackageLayout.consistency(from: earlier.size))
        }
    }

    private func key(_ check: inout PackageCheck) -> VerifyingKey? {
        guard let line = PackageCheck.bytes(files, PackageLayout.publicKeyLine),
            let pem = PackageCheck.bytes(files, PackageLayout.publicKey)
        else {
            for path in [PackageLayout.publicKeyLine, PackageLayout.publicKey] where !files.has(path) {
                check.problem(path, "it is missing")
            }
            return nil
        }
        do throws(SealError) {
            let text = String(decoding: line, as: UTF8.self)
            let key = try VerifyingKey(noteText: text.hasSuffix("\n") ? String(text.dropLast()) : text)
            if !(key.noteText + "\n").utf8.elementsEqual(line) {
                check.problem(PackageLayout.publicKeyLine, "it is not as it was written")
            }
            if !key.pem.utf8.elementsEqual(pem) {
                check.problem(PackageLayout.publicKey, "it is not the key in \(PackageLayout.publicKeyLine)")
            }
            return key
        } catch {
            check.problem(PackageLayout.publicKeyLine, "\(error)")
            return nil
        }
    }

    private func checkSeal(_ check: inout PackageCheck, _ key: VerifyingKey, _ tagManifest: String?) {
        guard let bytes = PackageCheck.bytes(files, PackageLayout.signature) else {
            check.problem(PackageLayout.signature, "it is missing: nobody vouches for the manifests")
            return
        }
        do throws(SealError) {
            let seal = try PackageSeal(bytes, with: [key])
            if seal.digest != tagManifest {
                check.problem(
                    BagManifest.tagFile(.sha256), "it is not the one that \(PackageLayout.signature) was made for")
            }
        } catch {
            check.problem(PackageLayout.signature, "\(error)")
        }
    }

    private mutating func readCheckpoint(_ path: String, _ check: inout PackageCheck, _ key: VerifyingKey) {
        guard let bytes = PackageCheck.bytes(files, path), let text = String(validating: bytes, as: UTF8.self) else {
            check.problem(path, "it is missing, or no text")
            return
        }
        do throws(SealError) {
            let note = try SignedNote(reading: text)
            try note.verify(with: [key])
            guard note.description.utf8.elementsEqual(bytes) else { throw .badNote("it is not as it was written") }
            checkpoints.append((path, try Checkpoint(text: note.text)))
        } catch {
            check.problem(path, "\(error)")
        }
    }

    /// - Parameters:
    ///   - file: the earlier checkpoint's.
    ///   - proofFile: where the proof stands that the log went on from it.
    private func checkConsistency(
        _ check: inout PackageCheck, _ file: String, from earlier: Checkpoint, to later: Checkpoint,
        _ proofFile: String
    ) {
        if earlier.origin != later.origin {
            check.problem(file, "it is of another case, '\(earlier.origin)'")
        }
        guard let bytes = PackageCheck.bytes(files, proofFile) else {
            check.problem(proofFile, "it is missing")
            return
        }
        do {
            let proof = try JSONDecoder().decode(ConsistencyProof.self, from: Data(bytes))
            guard try CanonicalJSON.encode(proof).utf8.elementsEqual(bytes) else {
                throw SealError.proofFails("it is not as it was written")
            }
            try proof.verify(from: earlier, to: later)
        } catch let error as SealError {
            check.problem(proofFile, "\(error)")
        } catch {
            check.problem(proofFile, "it is no proof that can be read")
        }
    }

    // MARK: Time-stamps

    func checkTimeStamps(_ check: inout PackageCheck) {
        let folder = PackageLayout.timeStamps
        let answers = files.paths.filter { $0.hasPrefix(folder) && $0.hasSuffix(".tsr") }
        let stems = Set(answers.map { String($0.dropLast(4)) })
        for path in files.paths where path.hasPrefix(folder) {
            let stem = [".tsr", ".tsq", ".ca.pem", ".chain.pem"].first(where: path.hasSuffix).map {
                String(path.dropLast($0.count))
            }
            if stem.map(stems.contains) != true { check.problem(path, "it belongs to no time-stamp") }
        }
        if answers.isEmpty {
            check.unchecked.append(
                "when the checkpoint was there: no time-stamp authority vouches for it, so that only the signer says when"
            )
        }
        let own = answers.filter { _ in trust.roots == nil }
        if !own.isEmpty {
            check.unchecked.append(
                "who stamped: the authority's certificates are the package's own; give the ones that the authority published"
                    + " with --ca")
        }
        for path in answers { checkTimeStamp(path, &check) }
    }

    private func checkTimeStamp(_ path: String, _ check: inout PackageCheck) {
        let stem = path.dropLast(4)
        let size = Int(stem.dropFirst(PackageLayout.timeStamps.count).prefix { $0 != "-" })
        let note =
            size.flatMap { $0 == check.checkpoint?.size ? nil : PackageLayout.checkpoint(of: $0) }
            ?? PackageLayout.checkpoint
        guard let answer = PackageCheck.bytes(files, path) else { return }
        guard let stamped = PackageCheck.bytes(files, note) else {
            check.problem(path, "the checkpoint that it is over, \(note), is missing")
            return
        }
        do {
            let response = try TimeStampResponse(bytes: answer)
            guard response.imprint == ContentHash(of: stamped) else {
                check.problem(path, "it is over something else than \(note)")
                return
            }
            if let request = PackageCheck.bytes(files, stem + ".tsq") {
                try response.check(answers: try TimeStampRequest(bytes: request))
            }
            guard let roots = trust.roots ?? PackageCheck.bytes(files, stem + ".ca.pem") else {
                check.problem(stem + ".ca.pem", "it is missing")
                return
            }
            let stamp = PackageTrust.Stamp(
                answer: answer, stamped: stamped, roots: roots,
                chain: PackageCheck.bytes(files, stem + ".chain.pem"), time: response.time)
            if let fault = try trust.stampFault(stamp) {
                check.problem(path, fault)
            } else {
                check.timeStamps.append((path, response.time))
            }
        } catch let error as EvidenceError {
            check.problem(path, "\(error)")
        } catch {
            check.unchecked.append("the time-stamp \(path): \(error)")
        }
    }
}
