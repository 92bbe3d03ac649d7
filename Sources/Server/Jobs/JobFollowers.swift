import HTTPTypes
import Synchronization
import Workspace

/// Those who look on while jobs run. Each gets what was told since, from where they left off if that is not long ago, and
/// otherwise how the job stands.
final class JobFollowers: Sendable {
    private struct Channel {
        /// Counts what was told of one attempt, from 1.
        var serial = 0
        var attempt = 0
        /// What was told last.
        var told: [ServerEvent] = []
        var followers: [Int: AsyncStream<ServerEvent>.Continuation] = [:]
    }

    private struct State {
        var channels: [Int64: Channel] = [:]
        var nextFollower = 0
    }

    /// Events that are kept for whoever comes back.
    private static let kept = 64
    /// Readers of one job at a time.
    private static let mostFollowers = 100

    private let state = Mutex(State())

    /// Tells how a job stands.
    func tell(_ job: Job) {
        // A stream that is finished calls `forget` at once, in the same thread: that must happen outside the lock.
        let done = state.withLock { state -> [AsyncStream<ServerEvent>.Continuation] in
            var channel = state.channels[job.id] ?? Channel()
            if channel.attempt != job.attempt { (channel.serial, channel.attempt, channel.told) = (0, job.attempt, []) }
            channel.serial += 1
            let event = Self.event(job, "\(job.attempt).\(channel.serial)")
            channel.told = Array((channel.told + [event]).suffix(Self.kept))
            for follower in channel.followers.values { follower.yield(event) }
            state.channels[job.id] = job.state.isFinal ? nil : channel
            return job.state.isFinal ? Array(channel.followers.values) : []
        }
        for follower in done { follower.finish() }
    }

    /// How a job stands, and what is told of it from now on.
    /// - Parameters:
    ///   - last: the id of the event that the reader had last; nil for a new one.
    ///   - job: as it stands; asked once the reader is on the list, so that nothing falls between.
    func follow(_ id: Int64, after last: String?, job: () throws -> Job) throws -> AsyncStream<ServerEvent> {
        let (stream, follower) = AsyncStream.makeStream(
            of: ServerEvent.self, bufferingPolicy: .bufferingNewest(Self.kept * 2))
        let number = try state.withLock { state throws(Refusal) -> Int in
            var channel = state.channels[id] ?? Channel()
            guard channel.followers.count < Self.mostFollowers else {
                throw Refusal(
                    .tooManyRequests, "too-many", "Too many look on already.", help: "Ask for the job itself instead.",
                    fields: [.retryAfter: "5"])
            }
            state.nextFollower += 1
            if let place = channel.told.firstIndex(where: { $0.id == last }), last != nil {
                for event in channel.told[(place + 1)...] { follower.yield(event) }
            }
            channel.followers[state.nextFollower] = follower
            state.channels[id] = channel
            return state.nextFollower
        }
        follower.onTermination = { [weak self] _ in self?.forget(number, of: id) }
        do {
            let job = try job()
            let isKnown = state.withLock { $0.channels[id]?.told.contains { $0.id == last } ?? false }
            if !isKnown || job.state.isFinal {
                follower.yield(Self.event(job, "\(job.attempt).0"))
                if job.state.isFinal { follower.finish() }
            }
        } catch {
            follower.finish()
            throw error
        }
        return stream
    }

    private func forget(_ follower: Int, of id: Int64) {
        state.withLock { state in
            state.channels[id]?.followers[follower] = nil
            if let channel = state.channels[id], channel.followers.isEmpty, channel.told.isEmpty {
                state.channels[id] = nil
            }
        }
    }

    private static func event(_ job: Job, _ id: String) -> ServerEvent {
        ServerEvent(
            job.state.isFinal ? "end" : "progress", data: String(decoding: JobDocument.bytes(job), as: UTF8.self),
            id: id)
    }
}
