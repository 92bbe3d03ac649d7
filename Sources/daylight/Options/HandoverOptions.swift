import ArgumentParser
import Evidence
import Exchange
import Foundation
import Records
import Seals
import Workspace

/// Who hands something of a case out, to whom and why, for the custody log: the one place from which commands that are
/// not about evidence enter what they did.
struct HandoverOptions: ParsableArguments {
    @Option(help: "For whom it is, for the custody log.")
    var to: String?
    @Option(help: "Why it is made, for the custody log.")
    var reason: String?
    @OptionGroup var custodian: CustodianOptions

    func draft(_ action: CustodyAction, object: String, note: String) throws -> CustodyDraft {
        try CustodyDraft(action, object: object, by: custodian.custodian, reason: reason, to: to, note: note)
    }

    /// Enters what was done with a file or a folder that was written, by its SHA-256; nothing where the case keeps no
    /// evidence. A folder's is that of the list that `sha256sum` prints of its files, in the order of their names.
    func enter(
        _ action: CustodyAction, fileOrFolder path: String, in folder: CaseFolder, at now: Instant, note: String
    ) throws {
        guard folder.evidence.hasLog else { return }
        let digest = try Self.digest(path)
        try enter(in: folder, at: now) { _ in try draft(action, object: digest, note: note) }
    }

    /// Enters that something was signed, and keeps the signed text; nothing where the case keeps no evidence.
    func enterSealed(_ text: String, in folder: CaseFolder, at now: Instant, note: String) throws {
        guard folder.evidence.hasLog else { return }
        try enter(in: folder, at: now) { writer in
            try draft(.sealed, object: try writer.keep(Array(text.utf8)).sha256, note: note)
        }
    }

    private func enter(
        in folder: CaseFolder, at now: Instant, _ draft: (EvidenceWriter) throws -> CustodyDraft
    ) throws {
        do {
            let writer = try folder.evidence.writer()
            for note in writer.notes { Terminal.tell("note: \(note).") }
            try writer.append([try draft(writer)], at: now)
        } catch CaseError.readOnly {
            Terminal.tell("note: the case cannot be written: its custody log says nothing of this.")
        }
    }

    private static func digest(_ path: String) throws -> String {
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        guard isFolder.boolValue else { return try FileHash.of(path).sha256 }
        let names = try FileManager.default.subpathsOfDirectory(atPath: path).filter { name in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder)
            return !isFolder.boolValue
        }
        var list = ""
        for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            list += "\(try FileHash.of(path + "/" + name).sha256)  \(name)\n"
        }
        return ContentHash(of: Array(list.utf8)).hexadecimal
    }
}
