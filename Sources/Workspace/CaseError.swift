import GRDB
package import Intake
import Records
import Seals

/// Why something could not be done with a case.
package enum CaseError: Error, Sendable {
    /// The folder holds no case.
    case noCase(folder: String)
    /// A case, or something else, lies there already.
    case exists(folder: String)
    /// The file is a case of a later version of the program, or another program's.
    case foreign(folder: String, detail: String)
    /// The file was a case, and SQLite cannot read it any more.
    case damaged(folder: String, detail: String)
    /// Another program is writing to it.
    case busy(folder: String, holder: String)
    /// The disk is full; what was committed before is whole.
    case full(folder: String)
    /// The folder or its file cannot be written.
    case readOnly(folder: String)
    /// SQLite or the file system refused.
    case storage(folder: String, detail: String)
    case intake(IntakeError)
    /// The same bytes were begun with other settings, or the file changed while it was read.
    case changed(file: String)
    /// It was told to stop; what was committed stays.
    case cancelled
    /// There is no run, or none of that number.
    case noRun(folder: String, number: Int64?)
    /// An archive holds no case, or not the bytes that its list promises.
    case badArchive(path: String, detail: String)
    /// An entry of a register is not what was entered.
    case tampered(folder: String, what: String, digest: String)
    /// Something that was to be entered cannot be.
    case refused(String)
    /// A register has no entry of that name.
    case noEntry(folder: String, kind: String, name: String, known: [String])
    /// A file of an archive is not what the archive's own list says.
    case altered(path: String, file: String)
}

extension CaseError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noCase(let folder):
            "\(folder) holds no case; 'daylight init \(folder)' makes one."
        case .exists(let folder):
            "\(folder) is there already; choose another name."
        case .foreign(let folder, let detail):
            "\(folder)/case.sqlite cannot be opened as a case: \(detail)."
        case .damaged(let folder, let detail):
            "the case \(folder) is damaged: \(detail). Leave \(folder)/case.sqlite as it is, and restore the case from an "
                + "archive: 'daylight case restore ARCHIVE --case FOLDER'; where 'daylight case check --case \(folder)' still runs, it says "
                + "what is lost."
        case .busy(let folder, let holder):
            "the case \(folder) is being written to by \(holder); wait until it is done, or use --wait."
        case .full(let folder):
            "there is no room left for the case \(folder). Everything up to the last whole batch is kept; make room "
                + "and run the same command again: it goes on from there."
        case .readOnly(let folder):
            "the case \(folder) cannot be written: its folder is read-only, or belongs to somebody else. It can be read, "
                + "and 'investigate --case \(folder) --out FOLDER' leaves its results elsewhere."
        case .storage(let folder, let detail):
            "the case \(folder) cannot be read or written: \(detail)."
        case .intake(let error): error.description
        case .changed(let file):
            "\(file) changed while it was being imported; import it again when it is complete."
        case .cancelled: "stopped; the same command goes on from here."
        case .noRun(let folder, let number):
            number.map { "there is no run \($0) in the case \(folder); 'daylight case show' lists them." }
                ?? "there is no run in the case \(folder) yet; 'daylight investigate --case \(folder)' makes one."
        case .badArchive(let path, let detail):
            "\(path) is no archive of a case: \(detail)."
        case .tampered(let folder, let what, let digest):
            "the \(what) in the case \(folder) was altered: it is not what was entered"
                + (digest.isEmpty ? "" : " under the digest \(digest)") + ". Restore the case from an archive."
        case .refused(let reason): reason
        case .noEntry(let folder, let kind, let name, let known):
            "the case \(folder) has no \(kind) '\(name)'"
                + (known.isEmpty ? "; it has none at all yet." : "; it has \(known.joined(separator: ", ")).")
        case .altered(let path, let file):
            "\(path) was altered: \(file) is not what the archive's own list says."
        }
    }

    /// What SQLite said, as one of ours.
    init(_ error: any Error, folder: String) {
        switch error {
        case let error as CaseError: self = error
        case let error as IntakeError: self = .intake(error)
        case let error as FieldFault: self = .refused(error.detail)
        case let error as SealError: self = .refused(error.description)
        case is CancellationError: self = .cancelled
        case let error as DatabaseError where error.resultCode == .SQLITE_FULL: self = .full(folder: folder)
        case let error as DatabaseError where [.SQLITE_NOTADB, .SQLITE_CORRUPT].contains(error.resultCode):
            self = .damaged(folder: folder, detail: error.message ?? "SQLite cannot read it")
        case let error as DatabaseError where error.resultCode == .SQLITE_BUSY:
            self = .busy(folder: folder, holder: "another program")
        case let error as DatabaseError:
            self = .storage(folder: folder, detail: error.message ?? "SQLite error \(error.resultCode.rawValue)")
        default: self = .storage(folder: folder, detail: "\(error)")
        }
    }
}
