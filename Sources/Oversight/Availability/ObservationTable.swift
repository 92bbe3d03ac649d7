import Bytes
import Records

/// Readings of assets' states, as columns in order of asset and time.
package struct ObservationTable: Sendable {
    /// The assets that were looked at, in the order of their keys.
    package private(set) var assets: [AssetKey] = []
    package private(set) var vantages: [Vantage] = []
    /// Parallel columns; asset `a` has the positions `starts[a]..<starts[a + 1]`, ascending in time.
    package private(set) var times: [Int64] = []
    package private(set) var vantageNumbers: [UInt16] = []
    package private(set) var states: [UInt8] = []
    package private(set) var starts: [UInt32] = [0]

    package var count: Int { times.count }

    /// Nothing seen.
    package init() {}

    /// Collects readings in any order; the table they make does not depend on it.
    package struct Builder: Sendable {
        private var keys: [AssetKey] = []
        private var numbers: [AssetKey: UInt32] = [:]
        private var vantages: [Vantage] = []
        private var vantageNumbers: [Vantage: UInt16] = [:]
        private var assetColumn: [UInt32] = []
        private var timeColumn: [Int64] = []
        private var vantageColumn: [UInt16] = []
        private var stateColumn: [UInt8] = []

        package init() {}

        /// The number under which an asset's readings are added.
        package mutating func number(of asset: AssetKey) -> UInt32 {
            if let known = numbers[asset] { return known }
            let number = UInt32(keys.count)
            keys.append(asset)
            numbers[asset] = number
            return number
        }

        /// The number under which a vantage's readings are added; nil when there are more than 65,535.
        package mutating func number(of vantage: Vantage) -> UInt16? {
            if let known = vantageNumbers[vantage] { return known }
            guard let number = UInt16(exactly: vantages.count) else { return nil }
            vantages.append(vantage)
            vantageNumbers[vantage] = number
            return number
        }

        package mutating func add(asset: UInt32, time: Int64, vantage: UInt16, state: AvailabilityState) {
            assetColumn.append(asset)
            timeColumn.append(time)
            vantageColumn.append(vantage)
            stateColumn.append(state.rawValue)
        }

        package func finish() -> ObservationTable {
            var table = ObservationTable()
            let assetOrder = keys.indices.sorted { keys[$0] < keys[$1] }
            let vantageOrder = vantages.indices.sorted { vantages[$0] < vantages[$1] }
            table.assets = assetOrder.map { keys[$0] }
            table.vantages = vantageOrder.map { vantages[$0] }
            var assetRanks = [UInt32](repeating: 0, count: keys.count)
            for (rank, index) in assetOrder.enumerated() { assetRanks[index] = UInt32(rank) }
            var vantageRanks = [UInt16](repeating: 0, count: vantages.count)
            for (rank, index) in vantageOrder.enumerated() { vantageRanks[index] = UInt16(rank) }
            let (order, starts) = RadixSort.group(
                (0..<UInt32(timeColumn.count)).map { $0 }, by: assetColumn.map { assetRanks[Int($0)] },
                bucketCount: keys.count)
            table.starts = starts
            table.times = order.map { timeColumn[Int($0)] }
            table.vantageNumbers = order.map { vantageRanks[Int(vantageColumn[Int($0)])] }
            table.states = order.map { stateColumn[Int($0)] }
            for asset in 0..<keys.count { table.sort(Int(starts[asset])..<Int(starts[asset + 1])) }
            return table
        }
    }

    /// Puts one asset's readings in order of time; ties come in a lasting order, whatever the file's. Most come sorted.
    private mutating func sort(_ range: Range<Int>) {
        func precedes(_ left: Int, _ right: Int) -> Bool {
            if times[left] != times[right] { return times[left] < times[right] }
            return (vantageNumbers[left], states[left]) < (vantageNumbers[right], states[right])
        }
        if range.dropFirst().allSatisfy({ !precedes($0, $0 - 1) }) { return }
        let sorted = range.sorted(by: precedes).map { (times[$0], vantageNumbers[$0], states[$0]) }
        for (position, reading) in zip(range, sorted) {
            (times[position], vantageNumbers[position], states[position]) = reading
        }
    }

    /// Where an asset's readings stand; empty where it was never looked at.
    package func positions(of asset: AssetKey) -> Range<Int> {
        var low = 0
        var high = assets.count
        while low < high {
            let middle = (low + high) / 2
            if assets[middle] < asset { low = middle + 1 } else { high = middle }
        }
        guard low < assets.count, assets[low] == asset else { return 0..<0 }
        return Int(starts[low])..<Int(starts[low + 1])
    }
}
