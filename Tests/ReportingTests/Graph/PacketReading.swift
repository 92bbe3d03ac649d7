/// Reads a packet as the page's script does, by the written form alone.
struct PacketReading {
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func skip(to place: Int) { offset = place }

    mutating func number<Number: FixedWidthInteger & UnsignedInteger>(_ type: Number.Type) -> Number {
        var value: Number = 0
        for index in 0..<Number.bitWidth / 8 { value |= Number(bytes[offset + index]) << Number(8 * index) }
        offset += Number.bitWidth / 8
        return value
    }

    mutating func count() -> Int { Int(number(UInt32.self)) }
    mutating func float() -> Float { Float(bitPattern: number(UInt32.self)) }
    mutating func double() -> Double { Double(bitPattern: number(UInt64.self)) }
    mutating func counts(_ length: Int) -> [Int] { (0..<length).map { _ in count() } }
    mutating func floats(_ length: Int) -> [Float] { (0..<length).map { _ in float() } }

    mutating func octets(_ length: Int) -> [UInt8] {
        let found = (0..<length).map { _ in number(UInt8.self) }
        offset = (offset + 3) / 4 * 4
        return found
    }

    var isAtEnd: Bool { offset == bytes.count }
}
