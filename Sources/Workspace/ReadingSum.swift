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
