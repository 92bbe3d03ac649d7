import Bytes
import HTTPTypes
import NIOCore
import NIOPosix
import Synchronization

/// A form with files, taken as it comes: files go to the disk, the other fields are kept as text.
final class UploadForm: Sendable {
    private struct State {
        var scanner: MultipartScanner
        var fields: [(name: String, value: String)] = []
        /// The field that is just coming; nil while a file is.
        var field: (name: String, value: [UInt8])?
        var fieldBytes = 0
        var isFile = false
        var isPermitted: Bool
    }

    /// Bytes of all fields that are no files.
    private static let mostFieldBytes = 64 << 10

    private let state: Mutex<State>
    private let upload: Upload
    private let permit: @Sendable (_ token: String?) throws -> Void

    /// - Parameters:
    ///   - type: the body's media type.
    ///   - permit: is asked once, before the first file, whether the form came from a page of this server; with the token
    ///     that the form carries.
    init(type: String, into upload: Upload, permit: @escaping @Sendable (_ token: String?) throws -> Void) throws {
        do {
            state = Mutex(State(scanner: try MultipartScanner(type: type), isPermitted: false))
        } catch {
            throw Refusal(
                .unsupportedMediaType, "other-type", "Files are sent as a form: \(error).",
                help: "Send multipart/form-data, with the files in fields called 'file'.")
        }
        self.upload = upload
        self.permit = permit
    }

    /// Takes all that comes.
    /// - Returns: the fields that are no files.
    static func receive(
        _ incoming: Incoming, type: String, into upload: Upload, threads: NIOThreadPool = SiteService.writing,
        permit: @escaping @Sendable (_ token: String?) throws -> Void
    ) async throws -> Query {
        do {
            let form = try UploadForm(type: type, into: upload, permit: permit)
            try await incoming.each { buffer in
                try await threads.runIfActive { try form.take(buffer.readableBytesView) }
            }
            return try await threads.runIfActive { try form.finish() }
        } catch {
            _ = try? await threads.runIfActive { upload.abandon() }
            throw error
        }
    }

    /// Takes the next bytes of the body. It writes files.
    func take(_ bytes: some Collection<UInt8>) throws {
        try state.withLock { state in
            state.scanner.append(bytes)
            do {
                while let event = try state.scanner.next() { try take(event, &state) }
            } catch let fault as MultipartFault {
                throw Refusal.bad("What was sent is no form: \(fault).", help: "Nothing of it was kept.")
            }
        }
    }

    private func take(_ event: MultipartScanner.Event, _ state: inout State) throws {
        switch event {
        case .part(let part):
            state.isFile = part.fileName != nil
            if let name = part.fileName {
                guard part.name == "file" else {
                    throw Refusal.bad("A file came in the field '\(part.name.prefix(80))'; files come in 'file'.")
                }
                try allow(&state)
                try upload.begin(name)
            } else {
                state.field = (part.name, [])
            }
        case .bytes(let bytes):
            if state.isFile { return try upload.take(bytes) }
            state.fieldBytes += bytes.count
            guard state.fieldBytes <= Self.mostFieldBytes else {
                throw Refusal(
                    .contentTooLarge, "too-large",
                    "The fields of the form that are no files have more than \(Self.mostFieldBytes) bytes.")
            }
            state.field?.value += bytes
        case .end:
            if state.isFile { return try upload.end() }
            guard let field = state.field, let value = String(validating: field.value, as: UTF8.self) else {
                throw Refusal.bad("A field of the form is not UTF-8.")
            }
            state.fields.append((field.name, value))
            state.field = nil
        }
    }

    private func allow(_ state: inout State) throws {
        if state.isPermitted { return }
        try permit(state.fields.first { $0.name == "form_token" }?.value)
        state.isPermitted = true
    }

    private func finish() throws -> Query {
        try state.withLock { state in
            do {
                try state.scanner.finish()
            } catch {
                throw Refusal.bad("What was sent is no form: \(error).", help: "Nothing of it was kept; send it again.")
            }
            try allow(&state)
            return Query(fields: state.fields)
        }
    }
}
