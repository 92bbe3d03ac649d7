package import Bytes
package import Records

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
            let least = timeColumn.min() ?? 0
            // Ties in time come in a lasting order, whatever the file's.
            let byDetail = RadixSort.order(
                of: (0..<timeColumn.count).map {
                    UInt64(vantageRanks[Int(vantageColumn[$0])]) << 8 | UInt64(stateColumn[$0])
                })
            let byTime = RadixSort.order(of: byDetail.map { UInt64(bitPattern: timeColumn[Int($0)] &- least) })
            let sorted = byTime.map { byDetail[Int($0)] }
            let (order, starts) = RadixSort.group(
                sorted, by: assetColumn.map { assetRanks[Int($0)] }, bucketCount: keys.count)
            table.starts = starts
            table.times.reserveCapacity(order.count)
            table.vantageNumbers.reserveCapacity(order.count)
            table.states.reserveCapacity(order.count)
            for index in order {
                table.times.append(timeColumn[Int(index)])
                table.vantageNumbers.append(vantageRanks[Int(vantageColumn[Int(index)])])
                table.states.append(stateColumn[Int(index)])
            }
            return table
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
