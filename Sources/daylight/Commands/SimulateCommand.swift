import ArgumentParser
import Coordination
import Exchange
import Records

/// `daylight simulate`: an invented platform with planted groups, to try things on.
struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Write invented TikTok data with planted groups or a herd, and a file that names them.")

    @Option(help: "The folder to write posts.json and truth.csv into.", completion: .directory)
    var out = "daylight-simulation"

    @Option(help: "Posts in all, at least 1000.")
    var posts = 20_000

    @Option(help: "Planted groups; at most one to 500 posts.")
    var groups = 12

    @Option(
        help: """
            Instead of groups, a herd of so many accounts that wake before a vote (try 250), among about so many \
            ordinary posts as --posts says: something for 'daylight emergence'.
            """)
    var herd: Int?

    @Option(help: "The same seed gives the same bytes.")
    var seed: UInt64 = 7

    @Flag(help: "Write a post a line (posts.ndjson) instead of pages.")
    var lines = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if !(1000...100_000_000).contains(posts) { throw ValidationError("--posts must be from 1000 to 100000000.") }
        if let herd, !(0...posts / 10).contains(herd) {
            throw ValidationError("--herd must be from 0 to a tenth of --posts.")
        }
        if groups < 0 { throw ValidationError("--groups must not be negative.") }
        if groups > posts / 500 {
            throw ValidationError("--groups must be at most \(posts / 500) with --posts \(posts): one to 500 posts.")
        }
    }

    func run() throws {
        if let herd { return try writeHerd(herd) }
        let world = SimulatedWorld(SimulationPlan(posts: posts, groups: groups, seed: seed))
        try Folder.make(at: out)
        let file = out + (lines ? "/posts.ndjson" : "/posts.json")
        try write(file) { sink throws(ExchangeError) in
            try lines ? ResearchAPIWriter.writeLines(world, to: sink) : ResearchAPIWriter.writePages(world, to: sink)
        }
        try write(out + "/truth.csv") { sink throws(ExchangeError) in
            try ResearchAPIWriter.writeTruth(world, to: sink)
        }
        output.tell(
            "\(world.posts.count) invented posts, \(world.groups.count) planted groups with "
                + "\(world.groups.reduce(0) { $0 + $1.members.count }) accounts: \(file), \(out)/truth.csv")
    }

    private func writeHerd(_ herd: Int) throws {
        // An ordinary account makes four to five posts in the simulated two months.
        let plan = HerdPlan(accounts: posts * 10 / 43, herd: herd, seed: seed)
        let world = HerdWorld(plan)
        try Folder.make(at: out)
        let file = out + "/posts.csv"
        try write(file) { sink throws(ExchangeError) in try HerdWorldWriter.writePosts(world, to: sink) }
        try write(out + "/truth.csv") { sink throws(ExchangeError) in
            try HerdWorldWriter.writeTruth(world, to: sink)
        }
        output.tell(
            "\(plan.accounts) invented accounts and a herd of \(plan.herd) for #\(world.candidate), who wakes from "
                + "\(plan.wake) on, before a vote on \(plan.vote): \(file), \(out)/truth.csv. Try:")
        output.tell(
            "daylight emergence \(file) --backtest --peak \(plan.vote) --map '\(HerdWorldWriter.mapping)'")
    }

    private func write(_ path: String, _ body: (TextSink) throws(ExchangeError) -> Void) throws {
        let sink = try TextSink.file(at: path)
        try body(sink)
        try sink.finish()
    }
}
