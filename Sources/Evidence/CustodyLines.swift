/// The lines of a custody log that comes in pieces of any size.
package struct CustodyLines {
    private var rest: [UInt8] = []
    private var number = 0

    package init() {}

    /// Hands over the lines that are whole now.
    /// - Parameter body: is given a line without its end, and its number from 1.
    package mutating func take(_ chunk: [UInt8], _ body: (_ number: Int, _ line: [UInt8]) throws -> Void) rethrows {
        var start = 0
        while let end = chunk[start...].firstIndex(of: 0x0A) {
            number += 1
            try body(number, rest + chunk[start..<end])
            rest = []
            start = end + 1
        }
        rest += chunk[start...]
    }
}
