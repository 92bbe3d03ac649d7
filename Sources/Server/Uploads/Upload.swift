import Bytes
import Crypto
import Foundation
import Glibc
import HTTPTypes
import Records
import Synchronization
import Workspace

/// A file that somebody sent, as it lies among the uploads until it is imported.
struct UploadedFile: Codable, Sendable, Equatable {
    /// What it lies under: random, so that nothing of a sender's name becomes a path.
    var upload: String
    /// What the sender calls it: a label.
    var name: String
    var bytes: Int
    /// SHA-256 of its bytes, hexadecimal.
    var sha256: String

    /// A label from what a sender calls a file: without folders, on one line, and without what cannot be seen.
    static func label(_ name: String) -> String {
        // By scalars: a mark behind a slash makes another letter of the two.
        let last = name.unicodeScalars.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let plain = VisibleText.clipped(VisibleText.line(last), to: 200).text.trimmed
        return plain.isEmpty || plain == "." || plain == ".." ? "upload" : plain
    }
}

/// The files of one request on their way to the disk. What is not kept in the end leaves nothing behind.
///
/// It writes files: call it off the threads that serve connections, one call at a time.
final class Upload: Sendable {
    private struct State {
        var files: [UploadedFile] = []
        /// Those of `files`, locked until somebody else answers for them: whoever clears up leaves them alone.
        var descriptors: [Int32] = []
        /// The file that is just coming.
        var open: (id: String, name: String, descriptor: Int32, bytes: Int, hash: SHA256)?
        var isKept = false
    }

    private let state = Mutex(State())
    private let store: ServerStore
    private let rules: UploadRules
    private let person: String
    private let held: HeldBytes

    /// - Parameter held: what everybody's uploads hold.
    init(into store: ServerStore, by person: String, rules: UploadRules, held: HeldBytes) {
        self.store = store
        self.rules = rules
        self.person = person
        self.held = held
    }

    deinit { abandon() }

    /// Begins a file.
    func begin(_ name: String) throws {
        try state.withLock { state in
            precondition(state.open == nil, "a file is open already")
            guard state.files.count < rules.mostFiles else {
                throw Refusal(
                    .contentTooLarge, "too-many-files", "More than \(rules.mostFiles) files were sent at once.",
                    help: "Send them in several goes.")
            }
            let id = Secrets.hexadecimal(16)
            let path = try store.makeUpload(id)
            let descriptor = Glibc.open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC)
            guard descriptor >= 0 else { throw Self.refusal(errno) }
            flock(descriptor, LOCK_EX | LOCK_NB)
            state.open = (id, UploadedFile.label(name), descriptor, 0, SHA256())
        }
    }

    /// Writes bytes of the file that was begun.
    func take(_ bytes: ArraySlice<UInt8>) throws {
        try state.withLock { state in
            guard var open = state.open else { return }
            open.bytes += bytes.count
            guard open.bytes <= rules.perFile else {
                throw Refusal(
                    .contentTooLarge, "too-large", "'\(open.name)' is larger than \(rules.perFile) bytes.",
                    help: "Import it on the command line: 'daylight import FILE --case CASE'.",
                    fields: [.connection: "close"])
            }
            try held.add(bytes.count, to: person, most: rules.perPerson)
            guard Array(bytes).writeWhole(to: open.descriptor) else { throw Self.refusal(errno) }
            open.hash.update(data: bytes)
            state.open = open
        }
    }

    /// Ends the file that was begun: it is on the disk.
    func end() throws {
        try state.withLock { state in
            guard let open = state.open else { return }
            guard fsync(open.descriptor) == 0 else { throw Self.refusal(errno) }
            state.open = nil
            state.descriptors.append(open.descriptor)
            state.files.append(
                UploadedFile(
                    upload: open.id, name: open.name, bytes: open.bytes,
                    sha256: open.hash.finalize().hexadecimal))
        }
    }

    /// What has come whole.
    var files: [UploadedFile] { state.withLock { $0.files } }

    /// Leaves the files where they are: somebody else answers for them from now on.
    func keep() {
        state.withLock { state in
            state.isKept = true
            for descriptor in state.descriptors { close(descriptor) }
            state.descriptors = []
        }
    }

    /// Takes away what came, unless it is kept.
    func abandon() {
        state.withLock { state in
            if let open = state.open {
                close(open.descriptor)
                try? store.removeUpload(open.id)
                held.remove(open.bytes, of: person)
            }
            for descriptor in state.descriptors { close(descriptor) }
            if !state.isKept {
                for file in state.files {
                    try? store.removeUpload(file.upload)
                    held.remove(file.bytes, of: person)
                }
            }
            state = State()
        }
    }

    /// Why the system does not take more.
    private static func refusal(_ code: Int32) -> Refusal {
        switch code {
        case ENOSPC, EDQUOT: full
        case EFBIG:
            Refusal(.contentTooLarge, "too-large", "The file is larger than this machine's disk allows.")
        default: .inner
        }
    }

    static let full = Refusal(
        .init(code: 507, reasonPhrase: "Insufficient Storage"), "full",
        "There is no room on the server's disk for what was sent; nothing of it was kept.",
        help: "Whoever keeps the machine must make room.", fields: [.connection: "close"])
}

/// How much everybody's uploads hold on the disk.
final class HeldBytes: Sendable {
    private let bytes = Mutex<[String: Int]>([:])

    /// - Throws: where the person would hold more than they may; nothing is added then.
    func add(_ count: Int, to person: String, most: Int) throws(Refusal) {
        try bytes.withLock { bytes throws(Refusal) in
            let now = bytes[person, default: 0] + count
            guard now <= most else {
                throw Refusal(
                    .contentTooLarge, "upload-quota",
                    "Your uploads that wait to be imported hold more than \(most) bytes.",
                    help: "Wait until some are imported; the page of jobs shows them.", fields: [.connection: "close"])
            }
            bytes[person] = now
        }
    }

    func remove(_ count: Int, of person: String) {
        bytes.withLock { bytes in
            let now = bytes[person, default: 0] - count
            bytes[person] = now > 0 ? now : nil
        }
    }

    /// What one person's uploads hold.
    func count(of person: String) -> Int { bytes.withLock { $0[person] ?? 0 } }
}

/// Room on the disk of a folder.
enum DiskRoom {
    /// Bytes that a program may still write; nil where the system does not say.
    static func free(at path: String) -> Int? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        return Int(
            clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue)
    }
}
