// Draws from the distributions that simulations need. The standard library's `random(in:using:)` is not used, since how
// it turns bits into numbers is not promised to stay; here the way is written down, so that a seed keeps its meaning.

extension RandomNumberGenerator {
    /// A whole number in `0..<bound`, each equally likely (D. Lemire, "Fast random integer generation in an interval",
    /// 2019). `bound` must be above zero.
    package mutating func below(_ bound: Int) -> Int {
        precondition(bound > 0)
        let bound = UInt64(bound)
        var product = next().multipliedFullWidth(by: bound)
        if product.low < bound {
            let threshold = (0 &- bound) % bound
            while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
        }
        return Int(product.high)
    }

    /// A whole number in the closed range, each equally likely.
    package mutating func integer(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.count)
    }

    /// A number in 0..<1, a multiple of 2⁻⁵³.
    package mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// True with the given probability, 0 to 1.
    package mutating func chance(_ probability: Double) -> Bool {
        unit() < probability
    }

    /// An element of a collection that is not empty.
    package mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[below(elements.count)]
    }

    /// A normally distributed number, mean 0 and standard deviation 1 (G. Marsaglia's polar method; the second number
    /// of each pair is not kept, so that a draw depends on nothing drawn before).
    package mutating func normal() -> Double {
        while true {
            let x = 2 * unit() - 1
            let y = 2 * unit() - 1
            let square = x * x + y * y
            if square > 0, square < 1 { return x * (-2 * PlainMath.log(square) / square).squareRoot() }
        }
    }

    /// A lognormally distributed number.
    /// - Parameters:
    ///   - median: half of the draws lie below it.
    ///   - sigma: standard deviation of the logarithm.
    package mutating func logNormal(median: Double, sigma: Double) -> Double {
        median * PlainMath.exp(sigma * normal())
    }

    /// Rearranges `elements` into any order, each equally likely (Fisher and Yates).
    package mutating func shuffle<Element>(_ elements: inout [Element]) {
        for last in stride(from: elements.count - 1, to: 0, by: -1) {
            elements.swapAt(last, below(last + 1))
        }
    }
}

/// Ranks with the heavy tail that popularity has: rank `r` (from 0) has a weight of 1 / (r + 1 + offset), the
/// Zipf–Mandelbrot law with exponent 1. A larger offset flattens the head.
package struct ZipfRanks: Sendable {
    private let cumulative: [Double]

    /// - Parameters:
    ///   - count: number of ranks, at least 1.
    ///   - offset: Mandelbrot's q, at least 0.
    package init(count: Int, offset: Double) {
        precondition(count > 0 && offset >= 0)
        var sum = 0.0
        cumulative = (1...count).map { rank in
            sum += 1 / (Double(rank) + offset)
            return sum
        }
    }

    package var count: Int { cumulative.count }

    /// A rank in `0..<count`.
    package func draw(using generator: inout some RandomNumberGenerator) -> Int {
        let target = generator.unit() * cumulative[cumulative.count - 1]
        var low = 0
        var high = cumulative.count - 1
        while low < high {
            let middle = (low + high) / 2
            if cumulative[middle] <= target { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// Logarithm and exponential from the four operations alone. The C library's differ in the last bit between processors
/// (with and without fused multiply-add), and a simulation must give the same bytes everywhere.
package enum PlainMath {
    /// The natural logarithm of a positive, finite number; relative error below 10⁻¹⁴.
    package static func log(_ value: Double) -> Double {
        precondition(value > 0 && value.isFinite)
        var mantissa = value.significand
        var exponent = Double(value.exponent)
        if mantissa > 1.414_213_562_373_095_1 {
            mantissa /= 2
            exponent += 1
        }
        // log m = 2 artanh((m − 1) / (m + 1)); the argument is below 0.172, so eleven terms reach the last bit.
        let argument = (mantissa - 1) / (mantissa + 1)
        let square = argument * argument
        var sum = 0.0
        for term in stride(from: 21, through: 1, by: -2) { sum = sum * square + 1 / Double(term) }
        return exponent * 0.693_147_180_559_945_3 + 2 * argument * sum
    }

    /// e to the power of a number between −700 and 700; relative error below 10⁻¹⁴.
    package static func exp(_ value: Double) -> Double {
        precondition(value > -700 && value < 700)
        let halvings = (value / 0.693_147_180_559_945_3).rounded()
        // ln 2 in two parts: the first has trailing zeros, so that the product is exact.
        let rest = value - halvings * 0.693_147_180_369_123_8 - halvings * 1.908_214_929_270_587_7e-10
        var sum = 1.0
        for term in stride(from: 15.0, through: 1, by: -1) { sum = 1 + sum * rest / term }
        return sum * Double(sign: .plus, exponent: Int(halvings), significand: 1)
    }
}
