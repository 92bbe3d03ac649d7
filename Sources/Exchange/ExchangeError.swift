package import Evidence
import Glibc
package import Records

/// Why a result could not be written. Each case names the file and says what to do.
package enum ExchangeError: Error, Equatable, Sendable {
    /// No space left on the device, or the user's quota is used up.
    case diskFull(path: String)
    /// The user may not write there.
    case notPermitted(path: String)
    /// The folder does not exist.
    case noSuchFolder(path: String)
    /// The path is a folder, or a part of it is a file.
    case notAFile(path: String)
    /// The folder holds something already.
    case occupied(path: String)
    /// Another run is writing into the folder.
    case inUse(path: String)
    /// Whoever read our output has stopped reading.
    case readerGone
    /// A file that was to be read cannot be.
    case unreadable(path: String, reason: String)
    /// A file became another while it was read.
    case changed(path: String)
    /// Something in the evidence that is to be packed is not as it was left; the file is its whole path.
    case evidenceAltered(EvidenceProblem)
    /// Something already stands where the result is to appear.
    case exists(path: String)
    /// A value cannot be put into the format that was asked for: what, and what to do.
    case unfit(String)
    /// A document's marking forbids objects in it: some of them by name, and how many there are.
    case marked(document: TrafficLight, objects: [String], count: Int)
    /// A document's marking forbids what the document is about.
    case subjectMarked(document: TrafficLight, subject: String)
    /// What was to be written could not be read where it is kept.
    case sourceUnreadable(reason: String)
    /// Any other refusal of the system.
    case system(path: String, code: Int32)

    /// The case for what the system said (`errno`).
    package init(code: Int32, path: String) {
        switch code {
        case ENOSPC, EDQUOT, EFBIG: self = .diskFull(path: path)
        case EACCES, EPERM, EROFS: self = .notPermitted(path: path)
        case ENOENT: self = .noSuchFolder(path: path)
        case EISDIR, ENOTDIR: self = .notAFile(path: path)
        case EPIPE: self = .readerGone
        default: self = .system(path: path, code: code)
        }
    }
}

extension ExchangeError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .diskFull(let path):
            "\(path): no space left to write it. Free some space, or choose another folder with --out."
        case .notPermitted(let path):
            "\(path): you may not write there. Choose a folder of your own with --out."
        case .noSuchFolder(let path):
            "\(path): the folder does not exist. Create it first, or choose another with --out."
        case .notAFile(let path):
            "\(path): a folder stands where a file is needed, or the other way round. Choose another name with --out."
        case .occupied(let path):
            "\(path): something stands there already, and nothing of it is overwritten. Name a folder that does not exist yet with --out."
        case .inUse(let path):
            "\(path): another run is writing into this folder. Wait until it is done, or choose another with --out."
        case .readerGone:
            "the program that read this output has stopped reading."
        case .unreadable(let path, let reason):
            "\(path) cannot be read: \(reason)."
        case .changed(let path):
            "\(path) changed while it was read. Try again when nobody writes to it."
        case .evidenceAltered(let problem):
            "\(problem). Nothing was packed; 'daylight evidence verify --case CASE' lists all that is wrong."
        case .exists(let path):
            "\(path) is there already, and is not overwritten. Take it away, or choose another name with --out."
        case .marked(let document, let objects, let count):
            "a \(document.label) document may not hold \(objects.joined(separator: ", "))"
                + (count > objects.count ? " and \(count - objects.count) more" : "")
                + ", which are marked for fewer people, or not marked at all, which counts as TLP:AMBER. Mark them with "
                + "'daylight case mark', leave them out with --leave-out-marked, or mark the document otherwise with --tlp."
        case .subjectMarked(let document, let subject):
            "a \(document.label) document may not be about \(subject), which is marked for fewer people, or not marked at all, "
                + "which counts as TLP:AMBER; nor can it be left out of what is about it. Mark it with 'daylight case mark', "
                + "or mark the document otherwise with --tlp."
        case .unfit(let reason), .sourceUnreadable(let reason):
            reason
        case .system(let path, let code):
            "\(path): could not be written: \(String(cString: strerror(code)))."
        }
    }
}
