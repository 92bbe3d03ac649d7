import HTTPTypes
import NIOCore
import NIOPosix
import Workspace

/// Takes files from whoever sends them, and enters the job that imports them.
struct Receiving {
    let desk: Desk

    /// A form with files.
    func form(_ visit: Visit, _ incoming: Incoming) async throws -> Job {
        let upload = try await begin(visit, incoming)
        let (gate, visitor, headers) = (desk.gate, visit.visitor, visit.headers)
        let fields = try await UploadForm.receive(
            incoming, type: visit.headers[.contentType] ?? "", into: upload
        ) { token in
            try gate.checkOrigin(visitor, headers, token: headers[.formToken] ?? token)
        }
        return try await enter(upload, visit) { files in try ImportOrder(files, form: fields) }
    }

    /// One file that is the whole body.
    func file(
        _ name: String, _ visit: Visit, _ incoming: Incoming,
        order: @escaping @Sendable ([UploadedFile]) throws -> ImportOrder
    ) async throws -> Job {
        let upload = try await begin(visit, incoming)
        let threads = SiteService.writing
        do {
            try await threads.runIfActive { try upload.begin(name) }
            try await incoming.each { buffer in
                try await threads.runIfActive { try upload.take(Array(buffer.readableBytesView)[...]) }
            }
            try await threads.runIfActive { try upload.end() }
        } catch {
            _ = try? await threads.runIfActive { upload.abandon() }
            throw error
        }
        return try await enter(upload, visit, order: order)
    }

    /// Refuses what could not end well before any of it is taken.
    private func begin(_ visit: Visit, _ incoming: Incoming) async throws -> Upload {
        let (desk, name) = (desk, visit.visitor.name)
        try await SiteService.writing.runIfActive {
            try desk.requireCase(visit)
            let expected = incoming.expected ?? 0
            if let free = DiskRoom.free(at: desk.store.path), free - desk.uploads.spare < expected { throw Upload.full }
            guard desk.jobs.held.count(of: name) < desk.uploads.perPerson else {
                throw Refusal(
                    .contentTooLarge, "upload-quota",
                    "Your uploads that wait to be imported hold \(desk.uploads.perPerson) bytes already.",
                    help: "Wait until some are imported; the page of jobs shows them.", fields: [.connection: "close"])
            }
        }
        return Upload(into: desk.store, by: name, rules: desk.uploads, held: desk.jobs.held)
    }

    private func enter(
        _ upload: Upload, _ visit: Visit, order: @escaping @Sendable ([UploadedFile]) throws -> ImportOrder
    ) async throws -> Job {
        let desk = desk
        return try await SiteService.writing.runIfActive {
            do {
                let files = upload.files.filter { $0.bytes > 0 }
                guard !files.isEmpty else {
                    throw Refusal.bad("No file was sent, or only empty ones.", help: "Choose at least one file.")
                }
                let job = try desk.jobs.begin(.bring, try order(files), by: visit.visitor.name, at: visit.now)
                upload.keep()
                for empty in upload.files where empty.bytes == 0 { try desk.store.removeUpload(empty.upload) }
                return job
            } catch {
                upload.abandon()
                throw error
            }
        }
    }
}
