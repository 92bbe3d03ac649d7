import Bytes

/// A sum over readings by which a changed, added or missing one shows, whatever their order.
///
/// It guards against edits and mishaps, not against somebody who knows it and makes it fit: for that there are seals.
struct ReadingSum: Equatable {
    private(set) var count: Int64 = 0
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    /// - Parameters:
    ///   - asset: by `word`, of `tiktok:7123456`.
    ///   - vantage: by `word`, of `text`.
    mutating func add(asset: UInt64, time: Int64, vantage: UInt64, state: Int64) {
        count += 1
        let mixed = Self.mix(
            asset ^ Self.mix(UInt64(bitPattern: time)) &+ Self.mix(vantage &+ UInt64(bitPattern: state)))
        low &+= mixed
        high &+= Self.mix(mixed ^ 0x9E37_79B9_7F4A_7C15)
    }

    /// Adds a counter's reading to a sum over where readings come from.
    mutating func addCounter(asset: UInt64, counter: String, time: Int64, value: Double, row: Int64) {
        add(
            asset: asset, time: time, vantage: Self.word(counter),
            state: Self.source(row: row, evidence: .empty, Int64(bitPattern: value.bitPattern)))
    }

    /// What a row says beside its state, for a sum over where readings come from.
    /// - Parameters:
    ///   - row: nil where an earlier version read it.
    ///   - others: what else the row holds, in a lasting order.
    static func source(row: Int64?, evidence: ByteView, _ others: Int64...) -> Int64 {
        var word = mix(UInt64(bitPattern: row ?? -1))
        if !evidence.isEmpty { word = mix(word ^ evidence.hash(seed: 0x6461_796C)) }
        for other in others { word = mix(word &+ UInt64(bitPattern: other)) }
        return Int64(bitPattern: word)
    }

    var text: String { String(high, radix: 16) + "-" + String(low, radix: 16) }

    static func word(_ text: String) -> UInt64 { ByteView.with(text) { $0.hash(seed: 0x6461_796C) } }

    static func text(_ country: String, _ network: String, _ isLoggedIn: Int64?, _ client: String) -> String {
        [country, network, isLoggedIn.map { String($0) } ?? "-", client].joined(separator: "\n")
    }

    /// The finaliser of SplitMix64 (G. Steele, D. Lea, C. Flood, OOPSLA 2014).
    private static func mix(_ value: UInt64) -> UInt64 {
        var value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
