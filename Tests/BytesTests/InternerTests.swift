import Testing

@testable import Bytes

@Suite("Interner")
struct InternerTests {
    @Test("distinct strings of any length get indexes in order of appearance, and keep them")
    func distinct() {
        var interner = Interner()
        let names = (0..<3000).map { String(repeating: "x", count: $0 % 300) + "\($0 / 300)" }
        let first = names.map { name in ByteView.with(name) { interner.insert($0) } }
        #expect(first.map(\.index) == Array(0..<3000))
        #expect(first.allSatisfy { $0.isNew })
        let again = names.map { name in ByteView.with(name) { interner.insert($0) } }
        #expect(again.map(\.index) == Array(0..<3000))
        #expect(again.allSatisfy { !$0.isNew })
        #expect(names.indices.allSatisfy { interner.names.string(UInt32($0)) == names[$0] })
    }

    @Test("a short string is not taken for a longer one that is padded with NUL")
    func padding() {
        var interner = Interner()
        let indexes = [[], [0], [0, 0], [65], [65, 0], [65, 0, 0, 0, 0, 0, 0, 0], [65, 0, 0, 0, 0, 0, 0, 0, 0]].map {
            (bytes: [UInt8]) in ByteView.with(bytes) { interner.intern($0) }
        }
        #expect(indexes == [0, 1, 2, 3, 4, 5, 6])
    }

    @Test("the same string in two spaces is two strings")
    func spaces() {
        var interner = Interner()
        ByteView.with("anna") { name in
            #expect(interner.insert(name, space: 1).index == 0)
            #expect(interner.insert(name, space: 2).index == 1)
            #expect(interner.insert(name, space: 1).index == 0)
            #expect(interner.find(name, space: 2) == 1)
            #expect(interner.find(name, space: 3) == nil)
        }
    }
}

@Suite("Radix sort")
struct RadixSortTests {
    @Test("orders and sorts agree with the standard library, and ties keep their order")
    func agreesWithStandardSort() {
        var generator = SystemRandomNumberGenerator()
        for range in [UInt64(1), 3, 2048, 1 << 22, .max] {
            let keys = (0..<5000).map { _ in UInt64.random(in: 0...range, using: &generator) }
            let expected = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.map { UInt32($0) }
            #expect(RadixSort.order(of: keys) == expected)
            var sorted = keys
            RadixSort.sort(&sorted)
            #expect(sorted == keys.sorted())
        }
        #expect(RadixSort.order(of: []) == [])
    }

    @Test("a second key sorts downwards and leaves the first its say among equals")
    func descending() {
        #expect(RadixSort.order(of: [5, 1, 4, 2], thenDescending: [7, 9, 9, 7]) == [1, 2, 3, 0])
    }

    @Test("grouping keeps the given order inside each bucket")
    func grouping() {
        let (order, starts) = RadixSort.group([3, 2, 1, 0], by: [1, 0, 1, 0], bucketCount: 3)
        #expect(order == [3, 1, 2, 0])
        #expect(starts == [0, 2, 4, 4])
    }
}
