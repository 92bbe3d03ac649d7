import Bytes
package import Records
package import Statistics

/// An edge of a run, as its table has it.
package struct RunEdge: Sendable, Equatable {
    /// Its place in the order of networks and weights.
    package var position: Int
    package var a: UInt32
    package var b: UInt32
    package var trace: Trace
    package var window: Window
    package var weight: UInt32
    package var pairs: UInt64
    package var postsA: UInt32
    package var postsB: UInt32
    package var first: Instant
    package var last: Instant
    /// Seconds.
    package var medianGap: Double
    package var pValue: Probability?
    package var qValue: Probability?
}

/// The edges of a run, a column each.
struct RunEdges: Sendable {
    private(set) var a: [UInt32] = []
    private(set) var b: [UInt32] = []
    private(set) var weight: [UInt32] = []
    private var traces: [Trace] = []
    /// Indexes into `windows`.
    private var windowIndexes: [UInt8] = []
    private var windows: [Window] = []
    private var pairs: [UInt64] = []
    private var postsA: [UInt32] = []
    private var postsB: [UInt32] = []
    private var first: [Int64] = []
    private var last: [Int64] = []
    private var gap: [Double] = []
    /// Natural logarithms; NaN where chance was not asked about.
    private var pValues: [Double] = []
    private var qValues: [Double] = []

    var count: Int { a.count }

    subscript(index: Int) -> RunEdge {
        RunEdge(
            position: index, a: a[index], b: b[index], trace: traces[index], window: windows[Int(windowIndexes[index])],
            weight: weight[index], pairs: pairs[index], postsA: postsA[index], postsB: postsB[index],
            first: Instant(milliseconds: first[index]), last: Instant(milliseconds: last[index]), medianGap: gap[index],
            pValue: Self.probability(pValues[index]), qValue: Self.probability(qValues[index]))
    }

    private static func probability(_ logarithm: Double) -> Probability? {
        logarithm.isNaN ? nil : Probability(logarithm: logarithm)
    }

    mutating func read(_ run: StoredRun, _ accounts: inout RunAccounts) throws(InquiryError) {
        var columns: [Int] = []
        var reader = LastCells()
        reserve(run.manifest)
        try run.eachRow(of: "edges.csv") { row in
            if columns.isEmpty {
                columns = Self.columns.map { row.columns[$0] ?? .max }
                if columns.prefix(Self.needed).contains(.max) { return false }
            }
            return append(row.row, columns, &reader, &accounts)
        }
    }

    /// Makes room for what the manifest promises, if the table is large enough for it.
    private mutating func reserve(_ manifest: RunManifest) {
        let bytes = manifest.results.first { $0.name == "edges.csv" }?.bytes ?? 0
        let count = max(0, min(manifest.counts.edges, Int(clamping: bytes / Self.shortestRow)))
        a.reserveCapacity(count)
        b.reserveCapacity(count)
        weight.reserveCapacity(count)
        traces.reserveCapacity(count)
        windowIndexes.reserveCapacity(count)
        pairs.reserveCapacity(count)
        postsA.reserveCapacity(count)
        postsB.reserveCapacity(count)
        first.reserveCapacity(count)
        last.reserveCapacity(count)
        gap.reserveCapacity(count)
        pValues.reserveCapacity(count)
        qValues.reserveCapacity(count)
    }

    /// Bytes of a row of the table at the least: two times of 24, and what stands between them.
    private static let shortestRow: UInt64 = 70

    /// The last two are not in the tables of earlier versions.
    private static let columns = [
        "trace", "window_s", "platform_a", "account_a", "platform_b", "account_b", "weight", "pairs", "posts_a",
        "posts_b",
        "first", "last", "median_gap_s", "p_value", "q_value",
    ]
    private static let needed = 13

    private mutating func append(
        _ row: CSVRow, _ columns: [Int], _ reader: inout LastCells, _ accounts: inout RunAccounts
    ) -> Bool {
        func cell(_ place: Int) -> ByteView { columns[place] < row.count ? row[columns[place]] : .empty }
        guard let trace = reader.trace(cell(0)), let window = window(cell(1), &reader),
            let platformA = reader.platform(cell(2)), let platformB = reader.platform(cell(4)),
            let weight = cell(6).int64, let pairs = cell(7).int64, let postsA = cell(8).int64,
            let postsB = cell(9).int64, weight >= 0, pairs >= 0, postsA >= 0, postsB >= 0,
            let first = TableCell.instant(cell(10)), let last = TableCell.instant(cell(11)),
            let gap = cell(12).double, let pValue = TableCell.logarithm(cell(13)),
            let qValue = TableCell.logarithm(cell(14)), !cell(3).isEmpty, !cell(5).isEmpty,
            count < Int(UInt32.max) / 2
        else { return false }
        a.append(accounts.insert(platformA, cell(3)))
        b.append(accounts.insert(platformB, cell(5)))
        traces.append(trace)
        windowIndexes.append(window)
        self.weight.append(UInt32(clamping: weight))
        self.pairs.append(UInt64(pairs))
        self.postsA.append(UInt32(clamping: postsA))
        self.postsB.append(UInt32(clamping: postsB))
        self.first.append(first.milliseconds)
        self.last.append(last.milliseconds)
        self.gap.append(gap)
        pValues.append(pValue)
        qValues.append(qValue)
        return true
    }

    private mutating func window(_ cell: ByteView, _ reader: inout LastCells) -> UInt8? {
        if let known = reader.window, cell.equals(known.text) { return known.index }
        guard let window = Window(cell.string) else { return nil }
        if !windows.contains(window) {
            // A search has 32 at most.
            if windows.count == 255 { return nil }
            windows.append(window)
        }
        guard let place = windows.firstIndex(of: window) else { return nil }
        reader.window = (Array(cell.string.utf8), UInt8(place))
        return UInt8(place)
    }

    /// Puts all columns in another order, one after another: no two are there twice at a time.
    mutating func reorder(_ order: [UInt32]) {
        func sort<Value>(_ column: inout [Value]) { column = order.map { column[Int($0)] } }
        sort(&a)
        sort(&b)
        sort(&weight)
        sort(&traces)
        sort(&windowIndexes)
        sort(&pairs)
        sort(&postsA)
        sort(&postsB)
        sort(&first)
        sort(&last)
        sort(&gap)
        sort(&pValues)
        sort(&qValues)
    }
}

/// What the row before said: the next mostly says the same.
private struct LastCells {
    var window: (text: [UInt8], index: UInt8)?
    private var lastTrace: (name: [UInt8], trace: Trace)?
    private var lastPlatform: (name: [UInt8], platform: Platform)?

    mutating func trace(_ cell: ByteView) -> Trace? {
        if let lastTrace, cell.equals(lastTrace.name) { return lastTrace.trace }
        guard let found = Trace(name: cell.string) else { return nil }
        lastTrace = (Array(cell.string.utf8), found)
        return found
    }

    mutating func platform(_ cell: ByteView) -> Platform? {
        if let lastPlatform, cell.equals(lastPlatform.name) { return lastPlatform.platform }
        guard let found = Platform(name: cell.string) else { return nil }
        lastPlatform = (Array(cell.string.utf8), found)
        return found
    }
}

/// The accounts of a run by index. The table of edges names them by platform and value alone.
struct RunAccounts: Sendable {
    private var names = Interner()
    private var platforms: [Platform] = []
    private var kinds: [AccountKind] = []
    /// Places in the lists of networks and members; `UInt32.max` where an account is in none.
    private var networks: [UInt32] = []
    private var members: [UInt32] = []

    var count: Int { names.count }

    mutating func insert(_ platform: Platform, _ value: ByteView, kind: AccountKind = .id) -> UInt32 {
        let (index, isNew) = names.insert(value, space: UInt32(platform.rawValue))
        if isNew {
            platforms.append(platform)
            kinds.append(kind)
            networks.append(.max)
            members.append(.max)
        }
        return index
    }

    mutating func insert(_ key: AccountKey) -> UInt32 {
        ByteView.with(key.value) { insert(key.platform, $0, kind: key.kind) }
    }

    mutating func note(_ account: UInt32, network: Int, member: Int) {
        networks[Int(account)] = UInt32(network)
        members[Int(account)] = UInt32(member)
    }

    func find(_ key: AccountKey) -> UInt32? {
        ByteView.with(key.value) { names.find($0, space: UInt32(key.platform.rawValue)) }
    }

    func key(_ account: UInt32) -> AccountKey {
        AccountKey(
            platform: platforms[Int(account)], kind: kinds[Int(account)], value: names.names.string(account))
    }

    func network(_ account: UInt32) -> Int? {
        networks[Int(account)] == .max ? nil : Int(networks[Int(account)])
    }

    func member(_ account: UInt32) -> Int? {
        members[Int(account)] == .max ? nil : Int(members[Int(account)])
    }
}
