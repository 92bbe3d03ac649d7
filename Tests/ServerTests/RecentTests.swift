import Dispatch
import Records
import Synchronization
import Testing

@testable import Server

@Suite("Values that are kept for a while")
struct RecentTests {
    private struct Unmade: Error {}

    @Test("those asked for last are kept, and the one asked for longest ago goes")
    func leastRecent() throws {
        let kept = Recent<String, Int>(most: 2)
        var made: [String] = []
        for key in ["a", "b", "a", "c", "a", "b"] {
            _ = try kept.value(key) {
                made.append(key)
                return made.count
            }
        }
        #expect(made == ["a", "b", "c", "b"])
    }

    @Test("a value is good for its age, and not where the clock stands before it was made")
    func age() throws {
        let kept = Recent<String, Int64>(most: 2, age: 60_000)
        func value(at time: Int64) throws -> Int64 {
            try kept.value("a", at: Instant(milliseconds: time)) { time }
        }
        #expect(try [1000, 60_999, 61_000, 60_000].map(value) == [1000, 1000, 61_000, 60_000])
    }

    @Test("what could not be made is tried again, and takes nobody's place")
    func failures() throws {
        let kept = Recent<Int, String>(most: 2)
        #expect(try kept.value(1) { "one" } == "one")
        for number in 2...9 { #expect(throws: Unmade.self) { try kept.value(number) { throw Unmade() } } }
        #expect(try kept.value(1) { "again" } == "one")
        #expect(try kept.value(2) { "two" } == "two")
    }

    @Test("many who want the same at once have it made once")
    func together() {
        let kept = Recent<String, Int>(most: 2)
        let made = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 16) { _ in
            _ = try? kept.value("a") {
                made.withLock { $0 += 1 }
                return 1
            }
        }
        #expect(made.withLock { $0 } == 1)
    }
}
