import Dispatch
import Exchange
import Inquiry
import Records
import Reporting
import Synchronization
import Workspace

/// A run that is open: its tables in memory.
final class OpenRun: Sendable {
    let number: Int64
    let index: RunIndex
    /// The widest window of its search, at which ties are drawn and counted once.
    let widest: Window
    /// Positions of the edges inside of networks at that window, by network, the heaviest first: narrower windows hold the
    /// same once more.
    let ties: [UInt32]
    /// Where the ties of each network lie in `ties`.
    let tiesOfNetworks: [Range<Int>]
    /// The same ties, the heaviest of all first.
    let heaviest: [UInt32]

    init(number: Int64, index: RunIndex) {
        self.number = number
        self.index = index
        let widest = index.run.manifest.parameters.windows.compactMap { Window($0) }.max() ?? .unlimited
        var ties: [UInt32] = []
        tiesOfNetworks = index.networks.map { network in
            let first = ties.count
            for position in network.edges where index.edge(position).window == widest { ties.append(UInt32(position)) }
            return first..<ties.count
        }
        self.widest = widest
        self.ties = ties
        let weights = ties.map { index.edge(Int($0)).weight }
        heaviest = ties.indices.sorted { (weights[$1], ties[$0]) < (weights[$0], ties[$1]) }.map { ties[$0] }
    }
}

/// What the pages of findings work with beside the desk: runs in memory, the index of words, and what takes long.
final class Findings: Sendable {
    let desk: Desk
    /// Runs are never changed once they are there. Large ones take hundreds of megabytes: the last few are kept.
    private let opened = Recent<Int64, OpenRun>(most: 3)
    private let drawings = Prepared<RunDrawing.Key, RunDrawing>(most: 24, label: "drawings")
    private let activities = Prepared<RunDrawing.Key, NetworkActivity>(most: 24, label: "activities")
    private let words = Mutex<SearchIndex?>(nil)
    private let isIndexing = Mutex(false)

    init(_ desk: Desk) {
        self.desk = desk
    }

    // MARK: Runs

    /// A run with its tables; the last where no number is given, and nil where there is none at all.
    func run(_ number: Int64?) throws -> OpenRun? {
        let runs = try desk.runs.list()
        guard let number = number ?? runs.last?.number else { return nil }
        guard runs.contains(where: { $0.number == number }) else {
            throw Refusal.notFound("There is no run \(number) in this case.", help: "The page of runs lists them.")
        }
        return try opened.value(number) {
            OpenRun(number: number, index: try desk.runs.run(number))
        }
    }

    /// The run that an address names.
    func run(_ visit: Visit) throws -> OpenRun {
        guard let run = try run(visit.number("run")) else {
            throw Refusal.notFound("There is no run in this case yet.")
        }
        return run
    }

    /// A network by its name, where the visitor may see it.
    func network(_ name: String, in run: OpenRun, _ sight: FindingSight) throws -> Int {
        guard let network = run.index.network(named: name) else {
            throw Refusal.notFound(
                "There is no network '\(name.prefix(40))' in run \(run.number).",
                help: "The page of networks lists them.")
        }
        guard sight.network(run.number, name) else {
            throw Refusal.forbidden("This network is marked above your clearance.")
        }
        return network
    }

    func sight(_ visit: Visit) throws -> FindingSight {
        FindingSight(visit.visitor, try desk.markings(at: visit.now))
    }

    // MARK: What takes long

    /// What tells one sight from another: nothing where everything is seen.
    private func name(_ sight: FindingSight) throws -> String {
        sight.seesAll ? "" : "\(sight.clearance.rawValue) \(try desk.readers.version().registerEntries)"
    }

    /// The drawing of a run or of one network; nil while it is being laid out.
    func drawing(_ run: OpenRun, network: Int? = nil, _ sight: FindingSight, patience: Double = 1.5) throws
        -> RunDrawing?
    {
        let key = RunDrawing.Key(run: run.number, network: network, sight: try name(sight))
        return try drawings.value(key, patience: patience) { RunDrawing(run, network: network, sight) }
    }

    /// What the members of a network did together, those that the sight allows; nil while it is being read.
    func activity(_ run: OpenRun, network: Int, _ sight: FindingSight) throws -> NetworkActivity? {
        let key = RunDrawing.Key(run: run.number, network: network, sight: try name(sight))
        let index = try indexed().index
        return try activities.value(key) { [desk] in
            let members = run.index.members[run.index.networks[network].members]
                .filter { sight.account($0.row.account) }
                .sorted { ($1.row.strength, $0.account) < ($0.row.strength, $1.account) }
            var activity = try run.index.run.activity(of: members.map(\.row.account), in: desk.readers, index: index)
            try activity.leaveOut(sight, desk.readers)
            return activity
        }
    }

    // MARK: Words

    /// The index of words; what is missing in it is added from now on, while pages are read.
    func index() throws -> SearchIndex {
        try words.withLock { known in
            if let known { return known }
            let index = try SearchIndex.open(of: desk.folder)
            known = index
            return index
        }
    }

    /// The index with how much of the case it has; brought up to date in the background where it lags behind.
    func indexed(patience: Double = 0) throws -> (index: SearchIndex, status: SearchStatus) {
        let index = try index()
        let status = try index.status(of: desk.readers)
        if status.isComplete { return (index, status) }
        guard
            isIndexing.withLock({ isBusy in
                defer { isBusy = true }
                return !isBusy
            })
        else { return (index, status) }
        let done = DispatchSemaphore(value: 0)
        DispatchQueue.global(qos: .utility).async { [self] in
            // Whoever asks next begins it again where it ended too early.
            try? index.update(from: desk.readers)
            isIndexing.withLock { $0 = false }
            done.signal()
        }
        if patience > 0, done.wait(timeout: .now() + patience) == .success {
            return (index, try index.status(of: desk.readers))
        }
        return (index, status)
    }

    /// What a page says while the index lags behind; nil where it does not.
    static func remark(_ status: SearchStatus) -> String? {
        if status.isComplete { return nil }
        return status.missing > 0
            ? "\(NumberText.grouped(Int(clamping: status.missing))) records are not indexed yet: what they hold is not found here until they are."
            : "What was imported last is being indexed: names and texts that it changed may not be found yet."
    }

    /// Up to this many posts are counted and drawn by day; more are told as `+`.
    static let mostCounted = 5_000
}

extension NetworkActivity {
    /// Leaves out posts and objects that are marked above the clearance.
    mutating func leaveOut(_ sight: FindingSight, _ readers: CaseReaders) throws {
        if !sight.seesPosts { marks = [] }
        var hidden: Set<Citation> = []
        for name in sight.hiddenPosts {
            let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2, let platform = Platform(name: parts[0]),
                let item = try readers.item(platform: platform, identifier: parts[1]),
                let post = try readers.post(item)
            else { continue }
            hidden.insert(post.line.post.citation)
        }
        marks.removeAll { hidden.contains($0.citation) || !sight.object(objects[$0.object].object) }
    }
}

/// Addresses of what the pages of findings show.
enum FindingAddress {
    static func account(_ number: Int64) -> String { "/accounts/\(number)" }

    /// Of an account whose number in the case is not at hand.
    static func account(_ key: AccountKey) -> String {
        "/accounts?key=" + PathText.encoded("\(key.platform.name):\(key.value)")
    }

    static func post(_ item: CaseItem) -> String { "/posts/\(item.isEvent ? "e" : "")\(item.number)" }
    static func object(_ number: Int64) -> String { "/objects/\(number)" }

    static func pair(_ run: Int64, _ a: AccountKey, _ b: AccountKey) -> String {
        "/runs/\(run)/pairs?a=" + PathText.encoded("\(a.platform.name):\(a.value)") + "&b="
            + PathText.encoded("\(b.platform.name):\(b.value)")
    }

    /// The address of a post as `post` writes it.
    static func item(_ text: String) -> CaseItem? {
        let isEvent = text.hasPrefix("e")
        let digits = isEvent ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int64(digits) else {
            return nil
        }
        return CaseItem(number: number, isEvent: isEvent)
    }
}
