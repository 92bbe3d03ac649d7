package import Bytes
import Records
package import Seals

/// Reads a custody log from its beginning and checks all of it: that each line is canonical, that numbers count up, that
/// each entry names the hash of the one before it, and that at the size of each checkpoint the tree had its root.
///
/// Every entry is hashed again. That the list at one checkpoint is the beginning of the list at the next follows from
/// both roots coming out of one list, which proves more than a consistency proof does.
package struct CustodyReading {
    /// What an entry says of an object.
    package struct Use: Sendable {
        package var entry: Int
        package var action: CustodyAction
        package var object: ContentKey
    }

    /// What is wrong, in the order of the log.
    package private(set) var problems: [EvidenceProblem] = []
    /// What is odd and not wrong.
    package private(set) var notes: [String] = []
    /// Everything that was done with objects, in the order of the log; viewing is left out.
    package private(set) var uses: [Use] = []
    /// The nodes that the entries read so far completed and `takeNodes` did not take yet.
    private var nodes: [UInt8] = []
    private var frontier = MerkleFrontier()
    /// A line that a chunk ended in.
    private var rest: [UInt8] = []
    private var lastLeaf = [UInt8](repeating: 0x30, count: 64)
    private var lastTime = Instant(milliseconds: .min)
    private var setBack = 0
    /// In milliseconds.
    private var farthestBack: Int64 = 0
    private var expected: [(file: String, checkpoint: Checkpoint)]
    private let file: String

    /// - Parameters:
    ///   - file: what to call the log in problems.
    ///   - checkpoints: those whose roots the log must have, with the files they stand in.
    package init(file: String = "custody.ndjson", checkpoints: [(file: String, checkpoint: Checkpoint)] = []) {
        self.file = file
        expected = checkpoints.sorted { ($0.checkpoint.size, $0.file) > ($1.checkpoint.size, $1.file) }
        compareRoot()
    }

    /// How many entries were read.
    package var size: Int { frontier.size }
    /// The root over them.
    package var root: ContentHash { frontier.root }

    /// Takes the next bytes of the log.
    package mutating func take(_ chunk: [UInt8]) {
        ByteView.with(chunk) { chunk in
            var start = 0
            while let length = chunk[start..<chunk.count].firstIndex(of: 0x0A) {
                let part = chunk[start..<start + length]
                if rest.isEmpty {
                    entry(part)
                } else {
                    part.append(to: &rest)
                    let line = rest
                    rest = []
                    ByteView.with(line) { entry($0) }
                }
                start += length + 1
            }
            if rest.count <= CustodyEvent.longestLine { chunk[start..<chunk.count].append(to: &rest) }
        }
    }

    /// Ends the log.
    /// - Returns: whether a line without its end was left over: it was never acknowledged.
    package mutating func finish() -> Bool {
        for (file, checkpoint) in expected.reversed() {
            problems.append(
                EvidenceProblem(
                    file: self.file,
                    "it has \(size) entries, and \(file) was signed over \(checkpoint.size): entries were cut off"))
        }
        expected = []
        if setBack > 0 {
            let seconds = (farthestBack + 999) / 1_000
            notes.append(
                "\(setBack) entries are dated earlier than the one before them, by \(seconds) s at most: two programs wrote at"
                    + " once and one waited for the other, or a clock was set back")
        }
        return !rest.isEmpty
    }

    /// The nodes of the tree that were completed since the last time, in their order, 32 bytes each.
    package mutating func takeNodes() -> [UInt8] {
        let taken = nodes
        nodes.removeAll(keepingCapacity: true)
        return taken
    }

    private mutating func entry(_ line: ByteView) {
        let number = size + 1
        let first = nodes.count
        frontier.append(line, to: &nodes)
        do throws(EvidenceError) {
            let entry = try CustodyLine(line)
            if entry.number != number {
                problems.append(
                    EvidenceProblem(
                        file: file, entry: number,
                        "it says it is entry \(entry.number): entries were moved, added or taken out"))
            }
            if !entry.previous.equals(lastLeaf) {
                problems.append(
                    EvidenceProblem(
                        file: file, entry: number,
                        number == 1
                            ? "it is not the first entry that was written: entries before it were taken out"
                            : "it does not follow entry \(number - 1) as that stands there now: one of the two was changed,"
                                + " moved, added or taken out"))
            }
            if entry.time < lastTime {
                setBack += 1
                let back = lastTime.milliseconds.subtractingReportingOverflow(entry.time.milliseconds).partialValue
                farthestBack = max(farthestBack, back)
            }
            lastTime = entry.time
            if entry.action != .viewed {
                uses.append(Use(entry: number, action: entry.action, object: ContentKey(hexadecimal: entry.object)))
            }
        } catch {
            problems.append(EvidenceProblem(file: file, entry: number, "\(error)"))
        }
        lastLeaf.removeAll(keepingCapacity: true)
        for byte in nodes[first..<first + 32] {
            lastLeaf.append(Self.digits[Int(byte >> 4)])
            lastLeaf.append(Self.digits[Int(byte & 15)])
        }
        compareRoot()
    }

    private static let digits = Array("0123456789abcdef".utf8)

    private mutating func compareRoot() {
        while let (file, checkpoint) = expected.last, checkpoint.size == size {
            expected.removeLast()
            if checkpoint.root != root {
                problems.append(
                    EvidenceProblem(
                        file: self.file,
                        "its first \(size) entries are not those that \(file) was signed over: an entry up to \(size) was"
                            + " changed, moved, added or taken out"))
            }
        }
    }
}

/// A SHA-256 as four words, for tables of millions of them.
package struct ContentKey: Hashable, Sendable {
    private let words: InlineArray<4, UInt64>

    /// - Parameter hexadecimal: 64 digits.
    package init(hexadecimal: ByteView) {
        precondition(hexadecimal.count == 64)
        var words: InlineArray<4, UInt64> = [0, 0, 0, 0]
        for index in 0..<64 {
            words[index >> 4] = words[index >> 4] << 4 | UInt64(CanonicalCursor.nibble(hexadecimal[index]))
        }
        self.words = words
    }

    /// Nil for what is no SHA-256 in small letters.
    package init?(_ text: String) {
        guard (try? StatedText.checkDigest(text, "")) != nil else { return nil }
        self = ByteView.with(text) { ContentKey(hexadecimal: $0) }
    }

    /// 64 hexadecimal digits.
    package var hexadecimal: String {
        (0..<4).map { index in
            let digits = String(words[index], radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    package static func == (left: ContentKey, right: ContentKey) -> Bool {
        for index in 0..<4 where left.words[index] != right.words[index] { return false }
        return true
    }

    /// The words are evenly spread already: one is enough to tell them apart.
    package func hash(into hasher: inout Hasher) { hasher.combine(words[0]) }
}
