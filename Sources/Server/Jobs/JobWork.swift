import Briefing
import Coordination
import Exchange
import Foundation
import Glibc
import Inquiry
import Intake
import Records
import Reporting
import Seals
import Workspace

/// Carries jobs out: one value for each that runs, with a case of its own, so that pages are read meanwhile.
struct JobWork {
    let folder: CaseFolder
    let readers: CaseReaders
    let store: ServerStore
    /// The program's version: `0.1.0`.
    let version: String
    let clock: @Sendable () -> Instant

    /// Does what a job asks.
    /// - Returns: what came of it, as JSON.
    func result(of job: Job, progress: Records.Progress) throws -> String {
        switch JobKind(rawValue: job.kind) {
        case .bring: try bring(JSONDecoder().decode(ImportOrder.self, from: Data(job.parameters.utf8)), progress)
        case .detect: try detect(JSONDecoder().decode(DetectOrder.self, from: Data(job.parameters.utf8)), progress)
        case .index: try index(progress)
        case .verify: try verify(progress)
        case nil: throw Refusal.conflict("No job is called '\(job.kind)' in this version.")
        }
    }

    // MARK: Import

    /// What became of one file.
    struct Brought: Codable, Sendable, Equatable {
        var name: String
        /// The import's number; nil where the file could not be read at all.
        var number: Int64?
        /// `imported`, `known`, `resumed` or `failed`.
        var state: String
        var rows: UInt64 = 0
        var accepted: UInt64 = 0
        var repeated: UInt64 = 0
        var rejected: UInt64 = 0
        /// Why it could not be read.
        var message: String?

        enum CodingKeys: String, CodingKey {
            case name, state, rows, accepted, repeated, rejected, message
            case number = "import"
        }
    }

    struct BroughtFiles: Codable, Sendable, Equatable {
        var files: [Brought]
    }

    /// Files that cannot be read do not keep the others out; where none can, the job has failed.
    private func bring(_ order: ImportOrder, _ progress: Records.Progress) throws -> String {
        var brought: [Brought] = []
        for file in order.files {
            var settings = ImportSettings(reading: try order.reading(), collected: order.collectedAt, now: clock())
            settings.waits = true
            settings.isCancelled = progress.isCancelled
            var source = SourceFile(path: try store.uploadPath(file.upload), format: order.format)
            source.label = file.name
            do throws(CaseError) {
                let outcome = try folder.importFile(source, settings, reject: { _ in }, progress: progress)
                brought.append(Brought(file.name, outcome))
            } catch {
                guard case .intake(let reason) = error else { throw error }
                brought.append(Brought(name: file.name, state: "failed", message: "\(reason)."))
            }
        }
        if brought.allSatisfy({ $0.state == "failed" }) {
            throw Refusal.bad(brought.compactMap(\.message).joined(separator: " "))
        }
        return try CanonicalJSON.encode(BroughtFiles(files: brought))
    }

    // MARK: Search

    struct Found: Codable, Sendable, Equatable {
        var run: Int64
        var networks: Int
        var accounts: Int
        var edges: Int
    }

    /// A search leaves a run, with a report, as `daylight investigate --case` does. The run's number is taken when the
    /// search is done, so that one that is stopped leaves nothing.
    private func detect(_ order: DetectOrder, _ progress: Records.Progress) throws -> String {
        let started = clock()
        let before = ProcessTime.seconds
        let threads = ProcessInfo.processInfo.activeProcessorCount
        let answer = try order.question(folder, threads: threads).answer(reject: { _ in }, progress: progress)
        try progress.checkCancelled()
        let number = try folder.reserveRun()
        do {
            let results = try ResultFolder(path: folder.folder(ofRun: number))
            let manifest = try results.leave(answer, version: version, progress: progress) {
                RunManifest.Execution(
                    started: started.description,
                    wallSeconds: Double(clock().milliseconds - started.milliseconds) / 1000,
                    cpuSeconds: ProcessTime.seconds - before, threads: threads,
                    host: ProcessInfo.processInfo.hostName, paths: [], arguments: ["daylight", "serve"])
            }
            try folder.enterRun(
                number, command: manifest.command, manifest: String(decoding: manifest.json, as: UTF8.self))
            return try CanonicalJSON.encode(
                Found(
                    run: number, networks: manifest.counts.networks,
                    accounts: answer.networks.reduce(0) { $0 + $1.members.count }, edges: manifest.counts.edges))
        } catch {
            folder.releaseRun(number)
            throw error
        }
    }

    // MARK: Index and verification

    struct Indexed: Codable, Sendable, Equatable {
        var posts: Int64
        var accounts: Int64
        var objects: Int64
        var events: Int64
    }

    private func index(_ progress: Records.Progress) throws -> String {
        let index = try SearchIndex.open(of: folder)
        try index.update(from: readers, isCancelled: progress.isCancelled, progress: progress)
        if progress.isCancelled() { throw CaseError.cancelled }
        let status = try index.status(of: readers)
        return try CanonicalJSON.encode(
            Indexed(posts: status.posts, accounts: status.accounts, objects: status.objects, events: status.events))
    }

    struct Verified: Codable, Sendable, Equatable {
        var problems: [String]
        var notes: [String]
        var digest: String
    }

    private func verify(_ progress: Records.Progress) throws -> String {
        let check = try folder.check(progress: progress)
        return try CanonicalJSON.encode(
            Verified(problems: check.problems, notes: check.notes, digest: check.digest))
    }
}

extension JobWork.Brought {
    fileprivate init(_ name: String, _ outcome: ImportOutcome) {
        let summary = outcome.summary
        let state =
            switch outcome.state {
            case .imported: "imported"
            case .known: "known"
            case .resumed: "resumed"
            }
        self.init(
            name: name, number: outcome.number, state: state, rows: summary.rows, accepted: summary.accepted,
            repeated: summary.repeated, rejected: summary.rejected)
    }
}

/// User and system time of this process, in which other requests have a part too.
private enum ProcessTime {
    static var seconds: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }
}

/// Why a job came to nothing, in words for whoever asked for it: no paths of this machine.
enum JobFailure {
    static func words(_ error: any Error) -> String {
        switch error {
        case InquiryError.storage(let error): words(error)
        case InquiryError.emptyCase: "Nothing was imported into the case yet; bring something in first."
        case InquiryError.search(let error): "\(error)"
        case InquiryError.intake(let error): "\(error)"
        case let error as InquiryError: "\(error)"
        case let error as IntakeError: "\(error)"
        case CaseError.intake(let error): "\(error)"
        case CaseError.changed(let file): "'\(file)' is not what was sent: the disk of the server may be damaged."
        default: words(Refusal(error))
        }
    }

    private static func words(_ refusal: Refusal) -> String {
        refusal.help.isEmpty ? refusal.message : "\(refusal.message) \(refusal.help)"
    }

    /// Whether the work ended because it was told to.
    static func isCancelled(_ error: any Error) -> Bool {
        switch error {
        case CaseError.cancelled, InquiryError.search(.cancelled), InquiryError.storage(.cancelled),
            CoordinationError.cancelled:
            true
        default: error is CancellationError
        }
    }
}
