import Glibc

/// Finds the records in a stream of JSON documents without holding a document: one big array, pages that wrap their
/// records (`{"data":{"videos":[…]}}`), arrays of pages, documents one after another, pretty-printed or a line each.
///
/// It goes into arrays, and into objects through the names in `Plan.entered`; any other object met on the way is a
/// record, and is given whole and checked. Blanks and commas between values are not checked. An object that is broken
/// inside, but whose brackets match, is stepped over; after any other fault, reading goes on with the next line that
/// begins with a bracket.
package final class JSONElementScanner {
    /// How documents of a format wrap their records.
    package struct Plan {
        /// Members to go into: their value is a wrapper, or an array of records.
        package var entered: [StaticString]
        /// Members of wrappers that report an error instead of records.
        package var errors: [StaticString]
        /// Members that only records have: an object that shows one of them first need not be searched for wrapping.
        package var records: [StaticString]
        /// Entered members whose value may also be one record, without an array around it.
        package var single: [StaticString]
        /// Members of wrappers that say what the records beside them belong to.
        package var context: [StaticString]
        /// Whether only the outermost object of a document is a wrapper: the members of its records may be called
        /// anything.
        package var wrapsOnce: Bool

        package init(
            entered: [StaticString], errors: [StaticString], records: [StaticString] = [], single: [StaticString] = [],
            context: [StaticString] = [], wrapsOnce: Bool = false
        ) {
            self.wrapsOnce = wrapsOnce
            self.entered = entered
            self.errors = errors
            self.records = records
            self.single = single
            self.context = context
        }

        /// What a member of that name makes of the object that has it; nil where it tells nothing.
        @inline(__always)
        func role(of name: ByteView) -> Role? {
            if records.contains(where: { name.equals($0) }) { return .record }
            if entered.contains(where: { name.equals($0) }) || errors.contains(where: { name.equals($0) }) {
                return .wrapper
            }
            return nil
        }

        enum Role {
            case record
            case wrapper
        }
    }

    package enum Event {
        /// A record, valid until the next call.
        case record(JSONValue)
        /// The value of an error member, valid until the next call.
        case error(JSONValue)
        /// The name and value of a context member, valid until the next call.
        case context(ByteView, JSONValue)
        case fault(JSONFault)
        case end
    }

    private enum Container {
        case array
        case wrapper
    }

    private let source: ByteSource
    private let plan: Plan
    private let maximum: Int
    private let tape = JSONTape()
    /// What is open around the current place. An array's elements and a wrapper's members are read alike.
    private var open: [Container] = []
    /// Bytes of content that the last fault cost: from where the value began that it is about to where reading goes on.
    package private(set) var skipped: UInt64 = 0

    package init(_ source: ByteSource, plan: Plan, maximumRecordBytes: Int = 16 << 20) {
        self.source = source
        self.plan = plan
        maximum = min(max(1, maximumRecordBytes), Int(UInt32.max))
    }

    /// The next record, error or fault.
    package func next() -> Event {
        while true {
            guard let byte = significantByte() else { return atEnd() }
            let start = source.offset
            defer { skipped = source.offset - start }
            let isInWrapper = open.last == .wrapper
            switch byte {
            case 0x7D, 0x5D:
                source.start += 1
                _ = open.popLast()
            case 0x22 where isInWrapper:
                if let event = member() { return event }
            case 0x5B where !isInWrapper:
                guard enter(.array) else { return fault(.malformed) }
            case 0x7B where !isInWrapper:
                if let event = object() { return event }
            default:
                return fault(.malformed)
            }
        }
    }

    /// The next byte that is neither blank nor comma; nil at the end.
    private func significantByte() -> UInt8? {
        while true {
            while source.start < source.end {
                let byte = source.base[source.start]
                if byte != 0x2C, byte > 0x20 { return byte }
                source.start += 1
            }
            if !source.more() { return nil }
        }
    }

    private func atEnd() -> Event {
        skipped = 0
        if open.isEmpty { return .end }
        open.removeAll()
        return .fault(.cut)
    }

    private func enter(_ container: Container) -> Bool {
        guard open.count < JSONTapeWriter.maximumDepth else { return false }
        source.start += 1
        open.append(container)
        return true
    }

    /// An object among records: a wrapper to go into (nil), or a record.
    private func object() -> Event? {
        let isRecord = plan.wrapsOnce && open.contains(.wrapper)
        while true {
            let held = source.end - source.start
            let start = UnsafePointer(source.base + source.start)
            switch tape.write(from: start, to: start + min(held, maximum), plan: isRecord ? nil : plan) {
            case .value(let end):
                source.start += end - start
                return .record(tape.root(at: start))
            case .wrapper: return enterValue(.wrapper)
            case .malformed: return brokenObject(isRecord: isRecord)
            case .ranOut:
                if let reason = extend(held) { return fault(reason) }
            }
        }
    }

    /// An object that is broken inside: a wrapper that is whole up to what makes it one (nil), or nothing.
    private func brokenObject(isRecord: Bool) -> Event? {
        if !isRecord {
            switch read({ self.isWrapper(&$0) }) {
            case .done(true): return enterValue(.wrapper)
            case .done(false), .fault(.malformed): break
            case .fault(let reason): return fault(reason)
            }
        }
        var isTooDeep = false
        let outcome = read { walker -> ByteView? in
            let start = walker.position
            if let value = walker.value() { return value }
            guard walker.isTooDeep else { return nil }
            isTooDeep = true
            walker.position = start
            return walker.balanced()
        }
        switch outcome {
        case .done: return .fault(isTooDeep ? .tooDeep : .broken)
        case .fault(let reason): return fault(reason)
        }
    }

    /// A member of a wrapper: gone into or passed over (nil), or an error report.
    private func member() -> Event? {
        let outcome: Outcome<Member> = read { walker in
            guard let name = walker.string() else { return nil }
            guard walker.colon() else { return nil }
            let opening = walker.position.pointee
            if opening == 0x7B || opening == 0x5B, self.plan.entered.contains(where: { name.equals($0) }) {
                if opening == 0x7B, self.plan.single.contains(where: { name.equals($0) }) { return .single }
                return opening == 0x7B ? .wrapper : .array
            }
            let isError = self.plan.errors.contains { name.equals($0) }
            guard let value = walker.value() else { return nil }
            if isError { return .error(value) }
            let isContext = self.plan.context.contains { name.equals($0) }
            return isContext ? .context(name, value) : .other
        }
        switch outcome {
        case .done(.wrapper): return enterValue(.wrapper)
        case .done(.array): return enterValue(.array)
        case .done(.single): return object()
        case .done(.error(let bytes)): return tape.parse(bytes).map { .error($0) } ?? .fault(.broken)
        case .done(.context(let name, let bytes)):
            return tape.parse(bytes).map { .context(name, $0) } ?? .fault(.broken)
        case .done(.other): return nil
        case .fault(let reason): return fault(reason)
        }
    }

    private enum Member {
        case wrapper
        case array
        case single
        case error(ByteView)
        case context(ByteView, ByteView)
        case other
    }

    private func enterValue(_ container: Container) -> Event? {
        enter(container) ? nil : fault(.malformed)
    }

    /// Whether the object that begins here has a member to go into or an error to report, and none of a record before.
    private func isWrapper(_ walker: inout JSONWalker) -> Bool? {
        let start = walker.position
        defer { walker.position = start }
        _ = walker.take(0x7B)
        while true {
            walker.skipBlanks()
            if walker.take(0x7D) { return false }
            _ = walker.take(0x2C)
            walker.skipBlanks()
            guard let name = walker.string() else { return nil }
            if let role = plan.role(of: name) { return role == .wrapper }
            guard walker.colon(), walker.value() != nil else { return nil }
        }
    }

    private enum Outcome<Result> {
        case done(Result)
        case fault(JSONFault)
    }

    /// Runs `step` at the window's start, with more content as long as it runs out of it, and goes on behind it.
    private func read<Result>(_ step: (inout JSONWalker) -> Result?) -> Outcome<Result> {
        while true {
            let held = source.end - source.start
            let reach = min(held, maximum)
            let base = UnsafePointer(source.base)
            let end = base + source.start + reach
            var walker = JSONWalker(position: base + source.start, end: end)
            let wasEnded = source.ended && reach == held
            // A number is whole only when something follows it.
            if let result = step(&walker), walker.position < end || wasEnded {
                source.start = walker.position - base
                return .done(result)
            }
            if walker.position < end, !walker.ranOut {
                source.start = walker.position - base
                return .fault(.malformed)
            }
            if let reason = extend(held) { return .fault(reason) }
        }
    }

    /// Gets more content behind the `held` bytes that begin with an unfinished value. Where there is none, or the value
    /// is too long already, steps over them and says so.
    private func extend(_ held: Int) -> JSONFault? {
        if held >= maximum {
            source.start += maximum
            return .tooLong
        }
        if source.ended {
            source.start = source.end
            return .cut
        }
        _ = source.more()
        return nil
    }

    /// Leaves everything that is open and goes to the next line that begins with a bracket.
    private func fault(_ reason: JSONFault) -> Event {
        open.removeAll()
        while true {
            while source.start < source.end,
                let hit = memchr(source.base + source.start, 0x0A, source.end - source.start)
            {
                source.start += hit - UnsafeMutableRawPointer(source.base + source.start) + 1
                if source.start == source.end { _ = source.more() }
                if source.start < source.end {
                    let byte = source.base[source.start]
                    if byte == 0x7B || byte == 0x5B { return .fault(reason) }
                }
            }
            source.start = source.end
            if !source.more() { return .fault(reason) }
        }
    }
}

/// Why a stretch of a JSON stream gave no record.
package enum JSONFault: Sendable, Equatable {
    /// It is not JSON, or nested too deeply.
    case malformed
    /// Its brackets match, but what is between them is no JSON. Reading goes on right behind it.
    case broken
    /// It is nested more deeply than anything of this field. Reading goes on right behind it.
    case tooDeep
    /// It is larger than the largest record.
    case tooLong
    /// The stream ends inside a document.
    case cut
}
