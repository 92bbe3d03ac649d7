package import Bytes
package import Records

// What belongs here: the columns that a search runs over, and the builders that fill them from borrowed bytes.
// What does not: reading files, deciding what an object is, searching.

/// Who did what when, as interned columns: all that a search needs, and no text.
package struct Corpus: Sendable {
    /// Every account that posted at least once.
    package var accounts: AccountTable
    /// Where each post stands in the input, by post index.
    package var citations: [Citation]
    /// The actions, a layer a trace, in the order of `Trace`. Traces without an action have no layer.
    package var layers: [Layer]

    /// The layer of `trace`, where there is one.
    package func layer(_ trace: Trace) -> Layer? {
        layers.first { $0.trace == trace }
    }
}

/// The actions of one trace.
package struct Layer: Sendable {
    package var trace: Trace
    package var actions: ActionColumns
    /// The objects' values, by object index.
    package var objects: NameTable

    package init(trace: Trace, actions: ActionColumns, objects: NameTable) {
        self.trace = trace
        self.actions = actions
        self.objects = objects
    }
}

/// Actions side by side: entry `i` of each column belongs to action `i`. In input order.
package struct ActionColumns: Sendable {
    /// Object index, dense from 0.
    package var objects: [UInt32] = []
    /// Account index, dense from 0.
    package var accounts: [UInt32] = []
    /// Milliseconds since 1970 UTC.
    package var times: [Int64] = []
    /// Post index, dense from 0.
    package var posts: [UInt32] = []

    package init() {}

    package var count: Int { objects.count }

    @inlinable
    package mutating func append(object: UInt32, account: UInt32, time: Int64, post: UInt32) {
        objects.append(object)
        accounts.append(account)
        times.append(time)
        posts.append(post)
    }
}

/// The accounts of a corpus by index.
package struct AccountTable: Sendable {
    /// Platform byte, kind byte, value.
    var keys: NameTable
    var handleNames: NameTable
    /// Index into `handleNames`, or `UInt32.max`.
    var handles: [UInt32]
    /// Distinct posts of each account.
    package internal(set) var postCounts: [UInt32]
    /// First and last post of each account, milliseconds since 1970 UTC.
    package internal(set) var firstTimes: [Int64]
    package internal(set) var lastTimes: [Int64]

    package var count: Int { keys.count }

    package func platform(_ index: UInt32) -> Platform {
        keys.withBytes(index) { Platform(rawValue: $0[0]) ?? .unstated }
    }

    package func kind(_ index: UInt32) -> AccountKind {
        keys.withBytes(index) { AccountKind(rawValue: $0[1]) ?? .handle }
    }

    /// The id or handle that keys the account.
    package func value(_ index: UInt32) -> String {
        keys.withBytes(index) { $0[2..<$0.count].string }
    }

    /// The handle last seen, where the account is keyed by an id and the source gives one.
    package func handle(_ index: UInt32) -> String? {
        let handle = handles[Int(index)]
        return handle == .max ? nil : handleNames.string(handle)
    }

    package func key(_ index: UInt32) -> AccountKey {
        AccountKey(platform: platform(index), kind: kind(index), value: value(index))
    }

    /// What people call the account: its handle where known, its key otherwise.
    package func label(_ index: UInt32) -> String {
        handle(index) ?? value(index)
    }

    /// Whether `left` comes before `right`: by platform name, then by the UTF-8 bytes of the value, then by kind.
    package func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
        keys.withBytes(left) { first in
            keys.withBytes(right) { second in
                let platforms = (Platform(rawValue: first[0]), Platform(rawValue: second[0]))
                if let one = platforms.0, let other = platforms.1, one != other { return one.name < other.name }
                let (a, b) = (first[2..<first.count], second[2..<second.count])
                return a.equals(b) ? first[1] < second[1] : a.precedes(b)
            }
        }
    }

    /// The index of every account in the order of `precedes`, and each account's rank in it.
    package func ranks() -> [UInt32] {
        let order = (0..<UInt32(count)).sorted { precedes($0, $1) }
        var ranks = [UInt32](repeating: 0, count: count)
        for (rank, account) in order.enumerated() { ranks[Int(account)] = UInt32(rank) }
        return ranks
    }
}
