import Bytes
import Records
import Seals
import Testing

@testable import Evidence

@Suite("Reading a custody log")
struct CustodyReadingTests {
    private static func read(
        _ log: [UInt8], chunk: Int = 1 << 20, checkpoints: [Int] = []
    ) throws -> (reading: CustodyReading, isTorn: Bool) {
        let leaves = try Samples.events().map(\.line)
        let stated = try checkpoints.map { size in
            (
                "checkpoints/\(size).txt",
                try Checkpoint(origin: "a", size: size, root: MerkleTree(leaves: leaves.prefix(size)).root)
            )
        }
        var reading = CustodyReading(checkpoints: stated)
        for start in stride(from: 0, to: log.count, by: chunk) {
            reading.take(Array(log[start..<min(log.count, start + chunk)]))
        }
        let isTorn = reading.finish()
        return (reading, isTorn)
    }

    @Test("finds nothing wrong with what was written, however it is cut", arguments: [1, 7, 100, 1 << 20])
    func sound(chunk: Int) throws {
        let events = try Samples.events()
        let (reading, isTorn) = try Self.read(
            Samples.log(events.map(\.line)), chunk: chunk, checkpoints: [0, 1, 4, 4, 8, 11])
        #expect(reading.problems == [] && reading.notes == [] && !isTorn)
        #expect(reading.size == 11)
        #expect(reading.root == MerkleTree(leaves: events.map(\.line)).root)
        #expect(reading.uses.map(\.entry) == [1, 3, 4, 6, 7, 9, 10])
        #expect(reading.uses[0].object.hexadecimal == Samples.digest("object 1"))
    }

    @Test("gives the nodes of the tree")
    func nodes() throws {
        let events = try Samples.events()
        var (reading, _) = try Self.read(Samples.log(events.map(\.line)))
        var frontier = MerkleFrontier()
        var nodes: [UInt8] = []
        for event in events { ByteView.with(event.line) { frontier.append($0, to: &nodes) } }
        #expect(reading.takeNodes() == nodes)
        #expect(reading.takeNodes() == [])
    }

    @Test("passes over a line without its end, and says so")
    func torn() throws {
        let lines = try Samples.events().map(\.line)
        let (reading, isTorn) = try Self.read(Samples.log(lines) + [0x7B, 0x22], checkpoints: [11])
        #expect(isTorn && reading.problems == [] && reading.size == 11)
    }

    @Test("finds every flipped bit before the last entry")
    func flips() throws {
        let log = Samples.log(try Samples.events().map(\.line))
        let last = try Samples.events()[10].line.count + 1
        for position in 0..<log.count - last {
            var other = log
            other[position] ^= 1 << UInt8(position % 8)
            let (reading, isTorn) = try Self.read(other)
            #expect(!reading.problems.isEmpty || isTorn, "byte \(position)")
        }
    }

    @Test("finds every flipped bit under a checkpoint")
    func flipsUnderCheckpoint() throws {
        let log = Samples.log(try Samples.events().map(\.line))
        for position in log.indices {
            var other = log
            other[position] ^= 1 << UInt8(position % 8)
            let (reading, _) = try Self.read(other, checkpoints: [11])
            #expect(!reading.problems.isEmpty, "byte \(position)")
        }
    }

    @Test("names swapped, missing and repeated entries")
    func moved() throws {
        var lines = try Samples.events().map(\.line)
        lines.swapAt(3, 4)
        #expect(try Self.read(Samples.log(lines)).reading.problems.compactMap(\.entry) == [4, 4, 5, 5, 6])
        lines = try Samples.events().map(\.line)
        lines.remove(at: 6)
        #expect(Set(try Self.read(Samples.log(lines)).reading.problems.compactMap(\.entry)) == [7, 8, 9, 10])
        lines = try Samples.events().map(\.line)
        lines.insert(lines[2], at: 3)
        #expect(try Self.read(Samples.log(lines)).reading.problems.first?.entry == 4)
        lines = try Samples.events().map(\.line)
        lines.removeFirst()
        #expect(try Self.read(Samples.log(lines)).reading.problems.first?.entry == 1)
        #expect(try Self.read([0x0A] + Samples.log(Samples.events().map(\.line))).reading.problems.first?.entry == 1)
    }

    @Test("finds a log that is shorter than a checkpoint, or was written anew")
    func history() throws {
        let events = try Samples.events()
        let (short, _) = try Self.read(Samples.log(events.prefix(9).map(\.line)), checkpoints: [8, 10, 11])
        #expect(
            short.problems.map(\.description) == [
                "custody.ndjson: it has 9 entries, and checkpoints/10.txt was signed over 10: entries were cut off",
                "custody.ndjson: it has 9 entries, and checkpoints/11.txt was signed over 11: entries were cut off",
            ])
        var previous = CustodyEvent.nothing
        let rewritten = try events.map { event in
            let draft = try CustodyDraft(
                event.draft.action, object: event.draft.object, by: Custodian(name: "Somebody", role: "else"))
            let other = CustodyEvent(number: event.number, time: event.time, draft: draft, previous: previous)
            previous = MerkleTree.leafHash(other.line).hexadecimal
            return other.line
        }
        let (anew, _) = try Self.read(Samples.log(rewritten), checkpoints: [4, 11])
        #expect(
            anew.problems.count == 2 && anew.problems.allSatisfy { $0.what.contains("are not those that checkpoints/") }
        )
    }

    @Test("notes that a clock was set back")
    func clock() throws {
        var previous = CustodyEvent.nothing
        let lines = try [Int64](arrayLiteral: 5, 3, 4).enumerated().map { index, time in
            let draft = try CustodyDraft(.viewed, object: Samples.digest("x"), by: Samples.custodian)
            let event = CustodyEvent(
                number: index + 1, time: Instant(milliseconds: time), draft: draft, previous: previous)
            previous = MerkleTree.leafHash(event.line).hexadecimal
            return event.line
        }
        let (reading, _) = try Self.read(Samples.log(lines))
        #expect(reading.problems == [])
        #expect(
            reading.notes == [
                "1 entries are dated earlier than the one before them, by 1 s at most: two programs wrote at once and one"
                    + " waited for the other, or a clock was set back"
            ])
    }

    @Test("keys hold digests and give them back")
    func keys() throws {
        let digest = Samples.digest("x")
        #expect(ContentKey(digest)?.hexadecimal == digest)
        #expect(ContentKey(CustodyEvent.nothing)?.hexadecimal == CustodyEvent.nothing)
        #expect(ContentKey("X" + digest.dropFirst()) == nil)
        #expect(ContentKey(digest) != ContentKey(Samples.digest("y")))
    }
}
