import Glibc

extension ByteView {
    /// The bytes as a whole number: digits with an optional sign, nothing else; nil where they are not, or too large.
    package var int64: Int64? {
        var position = 0
        var isNegative = false
        if count > 0, base[0] == 0x2D || base[0] == 0x2B {
            isNegative = base[0] == 0x2D
            position = 1
        }
        guard position < count else { return nil }
        if count - position <= 18 {
            guard let value = digits(from: position) else { return nil }
            return isNegative ? -Int64(value) : Int64(value)
        }
        var value: Int64 = 0
        while position < count {
            let digit = base[position] &- 0x30
            guard digit <= 9 else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (difference, underflow) = product.subtractingReportingOverflow(Int64(digit))
            if overflow || underflow { return nil }
            value = difference
            position += 1
        }
        // Built downwards, since the smallest number has no positive twin.
        if isNegative { return value }
        return value == .min ? nil : -value
    }

    /// The bytes as a whole number without a sign: digits only; nil where they are not, or too large.
    package var uint64: UInt64? {
        guard count > 0 else { return nil }
        if count <= 19 { return digits(from: 0) }
        var value: UInt64 = 0
        for index in 0..<count {
            let digit = base[index] &- 0x30
            guard digit <= 9 else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
            if overflow || carry { return nil }
            value = sum
        }
        return value
    }

    /// The number that the digits from `start` on make, at most nineteen of them; nil where one is no digit.
    @inline(__always)
    private func digits(from start: Int) -> UInt64? {
        var value: UInt64 = 0
        var position = start
        while count - position >= 8 {
            let word = ByteSearch.load(base + position)
            guard ByteSearch.areDigits(word) else { return nil }
            value = value &* 100_000_000 &+ Self.eightDigits(word)
            position += 8
        }
        while position < count {
            let digit = base[position] &- 0x30
            guard digit <= 9 else { return nil }
            value = value &* 10 &+ UInt64(digit)
            position += 1
        }
        return value
    }

    /// The number that eight digits make, the first of them lowest in `word`: pairs, fours and eights at once.
    @inline(__always)
    private static func eightDigits(_ word: UInt64) -> UInt64 {
        let ones = word & 0x0F0F_0F0F_0F0F_0F0F
        let pairs = (ones &* 10 &+ ones >> 8) & 0x00FF_00FF_00FF_00FF
        let fours = (pairs &* 100 &+ pairs >> 16) & 0x0000_FFFF_0000_FFFF
        return (fours &* 10_000 &+ fours >> 32) & 0xFFFF_FFFF
    }

    /// The bytes as a whole number that is written as programs write it: no sign, no leading zeros. Two spellings are
    /// never one number.
    package var canonicalNumber: UInt64? {
        guard count > 0, base[0] != 0x30 || count == 1 else { return nil }
        return uint64
    }

    /// The bytes as a decimal number, exponent allowed, correctly rounded; nil where they are none or it is not finite.
    package var double: Double? {
        guard count > 0, count < 64 else { return nil }
        var mantissa: UInt64 = 0
        var digits = 0
        var fraction = 0
        var hasPoint = false
        var isPlain = true
        let start = base[0] == 0x2D || base[0] == 0x2B ? 1 : 0
        for index in start..<count {
            switch base[index] {
            case 0x30...0x39:
                if digits < 19 { mantissa = mantissa &* 10 &+ UInt64(base[index] - 0x30) }
                digits += 1
                if hasPoint { fraction += 1 }
            case 0x2E:
                if hasPoint { return nil }
                hasPoint = true
            case 0x45, 0x65:
                if digits == 0 { return nil }
                isPlain = false
            case 0x2B, 0x2D:
                guard base[index - 1] == 0x45 || base[index - 1] == 0x65 else { return nil }
            default: return nil
            }
        }
        guard digits > 0 else { return nil }
        // Both operands are exact, so that one division rounds once (W. D. Clinger 1990).
        if isPlain, mantissa < 1 << 53, digits < 19, fraction <= 22 {
            let value = Double(mantissa) / Self.powersOfTen[fraction]
            return base[0] == 0x2D ? -value : value
        }
        return roundedBySystem
    }

    private var roundedBySystem: Double? {
        var text = [CChar](repeating: 0, count: count + 1)
        for index in 0..<count { text[index] = CChar(bitPattern: base[index]) }
        var stop: UnsafeMutablePointer<CChar>?
        let (value, consumed) = text.withUnsafeMutableBufferPointer { buffer -> (Double, Int) in
            guard let start = buffer.baseAddress else { return (.nan, 0) }
            let value = strtod(start, &stop)
            return (value, stop.map { $0 - start } ?? 0)
        }
        return consumed == count && value.isFinite ? value : nil
    }

    /// Whether the bytes are an integer that some program wrote as a floating-point number (`9.06E+17`): its last
    /// digits are lost, so that it identifies nothing.
    package var isFloatNotation: Bool {
        var hasDigit = false
        var start = 0
        while count - start >= 8, ByteSearch.areDigits(ByteSearch.load(base + start)) {
            hasDigit = true
            start += 8
        }
        for index in start..<count {
            switch base[index] {
            case 0x30...0x39: hasDigit = true
            case 0x2E: continue
            case 0x45, 0x65:
                guard hasDigit, index + 1 < count else { return false }
                let exponent = self[index + 1..<count]
                return exponent.int64 != nil
            default: return false
            }
        }
        return false
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
}
