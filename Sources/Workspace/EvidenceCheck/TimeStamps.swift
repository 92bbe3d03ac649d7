import Bytes
import Evidence
import Foundation
import Seals

/// Whether each time-stamp is of a checkpoint that holds, by an authority that was trusted.
extension EvidenceVerification {
    mutating func checkTimeStamps() throws {
        let files = try names(in: "timestamps")
        var stems: Set<TimeStampName> = []
        for file in files {
            guard let ending = TimeStampName.endings.first(where: file.hasSuffix),
                let name = TimeStampName(file.dropLast(ending.count))
            else {
                if !file.hasSuffix(".part") { problem("timestamps/" + file, "it is no time-stamp's") }
                continue
            }
            if ending == ".tsr" { stems.insert(name) }
        }
        for name in stems.sorted() {
            do {
                try checkTimeStamp(name)
            } catch {
                problem(name.response, "\(error)")
            }
        }
    }

    /// What the log says of a time-stamp; nil where it says nothing, or cannot be read, which was told.
    private func stampNote(_ digest: String) -> String? {
        guard let entry = ContentKey(digest).flatMap({ brought[$0] }), entry.action == .stamped,
            let line = try? evidence.custody().line(entry.entry)
        else { return nil }
        return try? ByteView.with(line) { line throws(EvidenceError) in try CustodyLine(line).event.draft.note }
    }

    private mutating func checkTimeStamp(_ name: TimeStampName) throws {
        guard let answer = try ReadableFile(evidence.file(name.response)) else { return }
        let bytes = try answer.bytes(at: 0, count: answer.count)
        mark(ContentHash(of: bytes).hexadecimal)
        guard let checkpoint = stored.first(where: { $0.checkpoint.size == name.size }) else {
            problem(name.response, "it stamps a checkpoint of \(name.size) entries, and there is none that holds")
            return
        }
        let response = try TimeStampResponse(bytes: bytes)
        guard let source = try ReadableFile(evidence.file(name.request)) else {
            problem(name.request, "it is not there")
            return
        }
        let request = try TimeStampRequest(bytes: source.bytes(at: 0, count: source.count))
        if request.imprint != checkpoint.imprint {
            problem(name.request, "it asks about something else than \(checkpoint.file)")
            return
        }
        try response.check(answers: request)
        let hasChain = FileManager.default.fileExists(atPath: evidence.file(name.chain))
        if let note = stampNote(ContentHash(of: bytes).hexadecimal),
            let stated = note.range(of: "certificates ", options: .backwards)
        {
            let roots = FileManager.default.contents(atPath: evidence.file(name.roots)).map(Array.init) ?? []
            let chain = FileManager.default.contents(atPath: evidence.file(name.chain)).map(Array.init)
            if note[stated.lowerBound...] != TimeStampName.trust(roots: roots, chain: chain) {
                problem(name.roots, "the certificates are not those that the custody log says were trusted")
            }
        }
        if let fault = try TimeStampSignature.fault(
            answer: evidence.file(name.response), request: evidence.file(name.request),
            roots: evidence.file(name.roots),
            chain: hasChain ? evidence.file(name.chain) : nil, at: response.time)
        {
            problem(name.response, fault)
            return
        }
        check.timeStamps.append(StoredTimeStamp(file: name.response, response: response))
    }
}
