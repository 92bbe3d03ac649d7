import Dispatch
import Evidence
import Logging
import Records
import Seals
import ServiceLifecycle
import Synchronization
import Workspace

/// Does jobs, one after the other in each lane, on threads of its own.
///
/// What was asked for is on the disk before anybody is told so, and a job that a dead server was doing is begun again by
/// the next one, or says that it was interrupted.
package final class JobRunner: Sendable {
    private let path: String
    private let readers: CaseReaders
    private let store: ServerStore
    private let audit: AuditTrail
    private let version: String
    private let clock: @Sendable () -> Instant
    private let followers = JobFollowers()
    /// The jobs that run, by number.
    private let running = Mutex<[Int64: JobWatch]>([:])
    private let stopping = Atomic<Bool>(false)
    /// Held while jobs are done here.
    private let lock = Mutex<JobsLock?>(nil)
    private let calls: [JobKind.Lane: (stream: AsyncStream<Void>, continuation: AsyncStream<Void>.Continuation)]
    /// What everybody's uploads hold.
    let held = HeldBytes()

    /// - Parameters:
    ///   - path: the case's folder.
    ///   - version: of the program: `0.1.0`.
    init(
        path: String, readers: CaseReaders, store: ServerStore, audit: AuditTrail, version: String,
        clock: @escaping @Sendable () -> Instant
    ) {
        self.path = path
        self.readers = readers
        self.store = store
        self.audit = audit
        self.version = version
        self.clock = clock
        calls = Dictionary(
            uniqueKeysWithValues: JobKind.Lane.allCases.map {
                ($0, AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1)))
            })
    }

    // MARK: For those who ask

    /// Enters a job and has it begun as soon as its lane is free. It is on the disk when this returns.
    func begin(_ kind: JobKind, _ order: some Encodable, by person: String, at now: Instant) throws -> Job {
        let job = try store.enqueue(
            kind: kind.rawValue, parameters: Array(CanonicalJSON.encode(order).utf8), askedBy: person, at: now)
        call(kind.lane)
        return job
    }

    /// A job by number.
    func job(_ number: Int64) throws(Refusal) -> Job {
        guard let job = try? store.job(number) else {
            throw .notFound("There is no job \(number).", help: "The page of jobs lists them.")
        }
        return job
    }

    /// Asks a job to stop.
    func cancel(_ number: Int64, at now: Instant) throws -> Job {
        let before = try job(number)
        guard !before.state.isFinal else {
            throw Refusal.conflict("Job \(number) has ended already: it is \(before.state.rawValue).")
        }
        let job = try store.cancel(job: number, at: now)
        running.withLock { $0[number] }?.cancel()
        if job.state.isFinal { conclude(job) }
        return job
    }

    /// What is told of a job from now on, and how it stands.
    /// - Parameter last: the id of the event that the reader had last.
    func follow(_ number: Int64, after last: String?) throws -> AsyncStream<ServerEvent> {
        try followers.follow(number, after: last) { try job(number) }
    }

    private func call(_ lane: JobKind.Lane) { calls[lane]?.continuation.yield() }

    // MARK: Running

    /// Takes the right to do the jobs of this case, and brings in order what a server that ended left: to be done before
    /// anybody is let in.
    /// - Parameter patience: how long to wait for a server that is just ending.
    /// - Throws: where another server of the case goes on.
    func prepare(within patience: Duration, _ logger: Logger) async throws {
        let clock = ContinuousClock()
        let until = clock.now + patience
        while true {
            if let taken = try JobsLock(of: store) {
                lock.withLock { $0 = taken }
                break
            }
            guard clock.now < until, !isStopping else {
                throw Refusal.conflict(
                    "Another server of this case runs already (\(JobsLock.holder(store) ?? "it does not say where")).",
                    help: "Open the address that it printed, or stop it first.")
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        try await off(.global()) { try self.recover(logger) }
    }

    /// Does jobs until the server stops; what runs then goes back among those that wait.
    func run(_ logger: Logger) async throws {
        try await withGracefulShutdownHandler {
            if lock.withLock({ $0 == nil }) { try await prepare(within: .zero, logger) }
            await withTaskGroup { group in
                for lane in JobKind.Lane.allCases { group.addTask { await self.serve(lane, logger) } }
            }
            lock.withLock { $0 = nil }
        } onGracefulShutdown: {
            self.stop()
        }
    }

    private func stop() {
        stopping.store(true, ordering: .relaxed)
        for (_, call) in calls.values { call.finish() }
    }

    private var isStopping: Bool { stopping.load(ordering: .relaxed) }

    /// Brings what a server that ended left in order: jobs that ran, uploads that nobody waits for, and runs that nobody
    /// entered.
    private func recover(_ logger: Logger) throws {
        for job in try store.resumeAfterRestart(resumable: JobKind.resumable, at: clock()) {
            logger.notice("job \(job.id) ran when the server ended: it is \(job.state.rawValue) now.")
        }
        try store.removeUploads {
            var wanted: Set<String> = []
            for job in try store.jobs(states: [.waiting, .running], limit: 1_000_000) {
                for file in job.uploads {
                    wanted.insert(file.upload)
                    // Those that are there already may exceed what a new limit allows.
                    try? held.add(file.bytes, to: job.askedBy, most: .max)
                }
            }
            return wanted
        }
        for run in try CaseFolder.open(at: path).unlistedRuns() {
            logger.warning("\(CaseFolder.words(ofUnlisted: run)).")
        }
    }

    private func serve(_ lane: JobKind.Lane, _ logger: Logger) async {
        guard let (stream, call) = calls[lane] else { return }
        let queue = DispatchQueue(label: "daylight.jobs", qos: .utility)
        call.yield()
        for await _ in stream {
            do {
                while !isStopping,
                    let job = try await off(queue, { try self.store.claimJob(of: lane.kinds, at: self.clock()) })
                {
                    try await off(queue) { self.perform(job, logger) }
                }
            } catch {
                logger.error("jobs cannot be taken: \(error)")
                try? await Task.sleep(for: .seconds(2))
                if !isStopping { call.yield() }
            }
        }
    }

    private func perform(_ job: Job, _ logger: Logger) {
        let watch = JobWatch(
            job, store: store, followers: followers, clock: clock,
            isStopping: { [weak self] in self?.isStopping ?? true })
        running.withLock { $0[job.id] = watch }
        defer { running.withLock { $0[job.id] = nil } }
        followers.tell(job)
        do {
            let outcome: Job.Outcome
            do {
                let work = JobWork(
                    folder: try CaseFolder.open(at: path), readers: readers, store: store, version: version,
                    clock: clock)
                outcome = .done(result: try work.result(of: job, progress: watch.progress))
            } catch {
                if JobFailure.isCancelled(error) {
                    // Nobody asked: the server ends, and the next one goes on.
                    if !watch.isCancelled { return try store.putBack(job: job.id) }
                    outcome = .cancelled
                } else {
                    logger.error("job \(job.id): \(error)")
                    outcome = .failed(message: JobFailure.words(error))
                }
            }
            try finish(job, outcome, logger)
            conclude(try store.job(job.id))
            if job.kind == JobKind.bring.rawValue { try indexAfter(job) }
        } catch {
            logger.error("job \(job.id) could not be ended: \(error)")
        }
    }

    /// Writes down how a job ended. Where there is no room for it, again and again until there is, or until the server
    /// stops: the next one then finds a job that ran.
    private func finish(_ job: Job, _ outcome: Job.Outcome, _ logger: Logger) throws {
        while true {
            do {
                return try store.finish(job: job.id, outcome, at: clock())
            } catch {
                if isStopping { throw error }
                logger.error("job \(job.id) ended, and that cannot be written down yet: \(error)")
                _ = DispatchSemaphore(value: 0).wait(timeout: .now() + 2)
            }
        }
    }

    /// Takes away what a job held, tells its followers, and writes down in the log that it ended.
    private func conclude(_ job: Job) {
        for file in job.uploads {
            try? store.removeUpload(file.upload)
            held.remove(file.bytes, of: job.askedBy)
        }
        followers.tell(job)
        audit.note(
            AuditTrail.Act(
                person: job.askedBy, role: "job", action: .entered,
                note: "job \(job.id), \(job.kind): \(job.state.rawValue)"))
    }

    /// What was imported can be found by words soon, without anybody asking for it.
    private func indexAfter(_ job: Job) throws {
        let index = JobKind.index
        guard try !store.jobs(states: [.waiting], limit: 1_000).contains(where: { $0.kind == index.rawValue }) else {
            return
        }
        _ = try begin(index, NoOrder(), by: job.askedBy, at: clock())
    }

    private func off<Value: Sendable>(
        _ queue: DispatchQueue, _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: work)) }
        }
    }
}

/// Does the jobs of a case for as long as its server runs.
struct JobService: Service {
    let runner: JobRunner
    let logger: Logger

    func run() async throws { try await runner.run(logger) }
}

/// What jobs are given that need no settings.
struct NoOrder: Codable, Sendable {}
