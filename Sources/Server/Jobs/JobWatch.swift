import Records
import Synchronization
import Workspace

/// Looks on while one job runs: writes down how far it is, not more often than the disk likes, tells those who follow, and
/// hears that it is to stop.
final class JobWatch: Sendable {
    private struct State {
        var job: Job
        var noted: Instant?
        var told: Instant?
    }

    /// Milliseconds between two notes on the disk, and between two events.
    private static let noteEvery: Int64 = 1_000
    private static let tellEvery: Int64 = 250

    private let state: Mutex<State>
    private let cancelled = Atomic<Bool>(false)
    private let store: ServerStore
    private let followers: JobFollowers
    private let clock: @Sendable () -> Instant
    private let isStopping: @Sendable () -> Bool

    /// - Parameter isStopping: whether the server ends.
    init(
        _ job: Job, store: ServerStore, followers: JobFollowers, clock: @escaping @Sendable () -> Instant,
        isStopping: @escaping @Sendable () -> Bool
    ) {
        state = Mutex(State(job: job))
        self.store = store
        self.followers = followers
        self.clock = clock
        self.isStopping = isStopping
        if job.isCancelled { cancel() }
    }

    /// Asks the job to stop.
    func cancel() { cancelled.store(true, ordering: .relaxed) }

    /// Whether somebody asked it to stop.
    var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

    /// What the work is given.
    var progress: Records.Progress {
        Records.Progress(
            report: { self.report($0) }, note: { _ in }, isCancelled: { self.isCancelled || self.isStopping() })
    }

    private func report(_ step: Records.Progress.Step) {
        let now = clock()
        let advance = Job.Advance(step)
        let (told, isNoted) = state.withLock { state -> (Job?, Bool) in
            let isOther = state.job.advance?.label != advance.label
            state.job.advance = advance
            func isDue(_ last: Instant?, _ pause: Int64) -> Bool {
                last.map { now.milliseconds - $0.milliseconds >= pause || now < $0 } ?? true
            }
            let isNoted = isDue(state.noted, Self.noteEvery)
            if isNoted { state.noted = now }
            guard isOther || isDue(state.told, Self.tellEvery) else { return (nil, isNoted) }
            state.told = now
            return (state.job, isNoted)
        }
        // A note that cannot be written costs nothing but itself: the work goes on.
        if isNoted, (try? store.note(advance, of: told?.id ?? state.withLock { $0.job.id })) == true { cancel() }
        if let told { followers.tell(told) }
    }
}
