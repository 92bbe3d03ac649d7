import HTTPTypes
import NIOPosix
import Workspace

/// Jobs for programs: begun, listed, followed, stopped.
struct JobInterface {
    let desk: Desk

    static let job = Endpoint.Parameter.path("job", .number, "The job's number.")
    private static let one = Endpoint.Output("application/json", "The job.", schema: JobDocument.schema)
    private static let begun = Endpoint.Output(
        "application/json", "The job, which waits for its turn.", status: 202, schema: JobDocument.schema)

    var endpoints: [Endpoint] { [list, one, events, cancel, detect] + [begin(.index), begin(.verify)] }

    private var list: Endpoint {
        Endpoint(
            .get, "/api/jobs", kind: .interface, name: "listJobsForPrograms", "The jobs, the newest first.", .read,
            parameters: [
                .query("state", .choice(Job.State.allCases.map(\.rawValue)), "Only those in this state."),
                .query("before", .number, "Only those with a smaller number: 'next' of the page before."),
                .query("count", .number, "How many at most, to 1,000."),
            ],
            outputs: [
                .init(
                    "application/json", "Jobs, and where the next page begins.",
                    schema:
                        #"{"type":"object","required":["jobs","next"],"properties":{"jobs":{"type":"array","items":"#
                        + JobDocument.schema.trimmed + #"},"next":{"type":["integer","null"]}}}"#)
            ],
            work: .plain { visit in
                try desk.requireCase(visit)
                var states: Set<Job.State>?
                if let name = visit.query["state"] {
                    guard let state = Job.State(rawValue: name) else {
                        throw Refusal.bad("No job is ever '\(name.prefix(40))'.")
                    }
                    states = [state]
                }
                let count = min(1_000, max(1, try visit.query.number("count") ?? 100))
                let jobs = try desk.store.jobs(
                    before: visit.query.number("before").map(Int64.init), states: states, limit: count)
                return .json(JobDocument.bytes(jobs, next: jobs.count == count ? jobs.last?.id : nil))
            })
    }

    private var one: Endpoint {
        Endpoint(
            .get, "/api/jobs/{job}", kind: .interface, name: "getJob", "One job: how far it is, or what came of it.",
            .read, parameters: [Self.job], outputs: [Self.one], isUnrecorded: true,
            work: .plain { visit in
                try desk.requireCase(visit)
                return .json(JobDocument.bytes(try desk.jobs.job(visit.number("job"))))
            })
    }

    private var events: Endpoint {
        Endpoint(
            .get, "/api/jobs/{job}/events", kind: .interface, name: "followJob",
            """
            What is told of a job while it runs, as server-sent events: 'progress' with the job as data, and 'end' in the \
            end. With Last-Event-ID the reader goes on where it was.
            """, .read,
            parameters: [Self.job, .header("Last-Event-ID", "The id of the last event that came.")],
            outputs: [.init("text/event-stream", "The events.", schema: #"{"type":"string"}"#)], isUnrecorded: true,
            work: .waiting { visit in
                .events(
                    try await NIOThreadPool.singleton.runIfActive {
                        try desk.requireCase(visit)
                        return try desk.jobs.follow(visit.number("job"), after: visit.headers[.lastEventID])
                    })
            })
    }

    private var cancel: Endpoint {
        Endpoint(
            .post, "/api/jobs/{job}/cancel", kind: .interface, name: "cancelJobForPrograms",
            "Asks a job to stop: one that waits is cancelled, one that runs stops when it next looks.", .bring,
            parameters: [Self.job], outputs: [Self.one],
            work: .plain { visit in
                let job = try desk.jobs.job(visit.number("job"))
                try JobRules.checkCancel(job, by: visit.visitor)
                return .json(JobDocument.bytes(try desk.jobs.cancel(job.id, at: visit.now)))
            })
    }

    private var detect: Endpoint {
        Endpoint(
            .post, "/api/jobs/detect", kind: .interface, name: "startDetectJob",
            "Searches the case for accounts that act together, and leaves a run.", .analyse,
            input: .json(DetectOrder.schema), outputs: [Self.begun],
            work: .plain { visit in
                try desk.requireCase(visit)
                let order = visit.body.isEmpty ? DetectOrder() : try DetectOrder(json: visit.body)
                return try Self.accepted(JobRules.detect(order, desk: desk, visit))
            })
    }

    private func begin(_ kind: JobKind) -> Endpoint {
        Endpoint(
            .post, PathTemplate("/api/jobs/\(kind.rawValue)"), kind: .interface,
            name: "start\(kind.rawValue.prefix(1).uppercased())\(kind.rawValue.dropFirst())Job", kind.summary, .bring,
            outputs: [Self.begun],
            work: .plain { visit in
                try Self.accepted(desk.jobs.begin(kind, NoOrder(), by: visit.visitor.name, at: visit.now))
            })
    }

    static func accepted(_ job: Job) throws -> Answer {
        var answer = Answer.json(JobDocument.bytes(job), status: .accepted)
        answer.fields[.location] = "/api/jobs/\(job.id)"
        return answer
    }
}

extension JobKind {
    /// What beginning one does, in a sentence.
    var summary: String {
        switch self {
        case .bring: "Imports files into the case."
        case .detect: "Searches the case for accounts that act together, and leaves a run."
        case .index: "Indexes the words of what was imported since the last time."
        case .verify: "Looks at everything in the case, and says what is not as it was left."
        }
    }
}

/// What holds for jobs, whoever asks for them.
enum JobRules {
    /// One's own jobs may be stopped by oneself, all others by those who keep the case or its people.
    static func checkCancel(_ job: Job, by visitor: Visitor) throws(Refusal) {
        guard job.askedBy == visitor.name || visitor.may(.keep) || visitor.may(.administer) else {
            throw .forbidden(
                "Job \(job.id) was begun by \(job.askedBy).",
                help: "They can stop it, and whoever keeps the evidence or the people.")
        }
    }

    static func detect(_ order: DetectOrder, desk: Desk, _ visit: Visit) throws -> Job {
        if let follow = order.follow, try desk.readers.version().runs < follow {
            throw Refusal.bad("There is no run \(follow) to follow.", help: "The page of runs lists them.")
        }
        return try desk.jobs.begin(.detect, order, by: visit.visitor.name, at: visit.now)
    }
}
