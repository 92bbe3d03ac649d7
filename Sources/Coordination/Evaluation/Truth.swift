package import Corpus

/// What is known about some accounts of an input: who belongs together, and who is ordinary.
package struct Truth: Sendable, Equatable {
    /// The group of each account, by account index; nil for those that belong to none.
    package private(set) var groups: [Int?]
    /// Names of the groups.
    package private(set) var names: [String] = []
    /// The further label of each account, where the source gives one: the speed of its group, its kind.
    package private(set) var labels: [String?]
    /// Accounts of the truth that do not occur in the input.
    package private(set) var absent = 0

    /// An account of a truth.
    package struct Member: Sendable, Equatable {
        /// The account's key as the input has it, or its handle.
        package var account: String
        /// Nil for an account that is known to be ordinary.
        package var group: String?
        package var label: String?

        package init(account: String, group: String?, label: String? = nil) {
            self.account = account
            self.group = group
            self.label = label
        }
    }

    /// Finds the members among the accounts of an input, by value first and else by handle. Everybody who is not named
    /// is taken to be ordinary.
    package init(_ members: [Member], accounts: AccountTable) {
        groups = Array(repeating: nil, count: accounts.count)
        labels = Array(repeating: nil, count: accounts.count)
        var places: [String: UInt32] = [:]
        for index in 0..<UInt32(accounts.count) {
            if let handle = accounts.handle(index) { places[handle] = index }
        }
        for index in 0..<UInt32(accounts.count) { places[accounts.value(index)] = index }
        var numbers: [String: Int] = [:]
        for member in members {
            guard let place = places[member.account] else {
                absent += 1
                continue
            }
            labels[Int(place)] = member.label
            guard let name = member.group else { continue }
            let number = numbers[name] ?? names.count
            if number == names.count {
                numbers[name] = number
                names.append(name)
            }
            groups[Int(place)] = number
        }
    }

    /// Accounts that belong to a group.
    package var positives: Int { groups.count { $0 != nil } }

    /// Pairs of accounts of one group.
    package var positivePairs: Int {
        var sizes = [Int](repeating: 0, count: names.count)
        for group in groups { if let group { sizes[group] += 1 } }
        return sizes.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
    }

    /// Whether two accounts belong to one group.
    package func isPair(_ a: UInt32, _ b: UInt32) -> Bool {
        guard let group = groups[Int(a)] else { return false }
        return group == groups[Int(b)]
    }
}

/// What a method says about accounts and pairs of them.
package struct Verdicts: Sendable {
    /// A pair that the method scores.
    package struct Pair: Sendable {
        package var a: UInt32
        package var b: UInt32
        package var score: Double

        package init(a: UInt32, b: UInt32, score: Double) {
            self.a = a
            self.b = b
            self.score = score
        }
    }

    /// The method, as a reader should see it named.
    package var method: String
    /// Pairs with their scores, the suspicious ones higher; pairs left out are scored below all of them. Nil where the
    /// method judges accounts only.
    package var pairs: [Pair]?
    /// From this score on a pair is reported.
    package var pairThreshold: Double
    /// The score of each account, by account index, and from which score on it is reported.
    package var accounts: [Double]
    package var accountThreshold: Double

    /// Of a method that judges pairs: an account has the highest score of its pairs.
    package init(method: String, pairs: [Pair], threshold: Double, accountCount: Int) {
        self.method = method
        self.pairs = pairs
        pairThreshold = threshold
        accounts = Array(repeating: -.infinity, count: accountCount)
        accountThreshold = threshold
        for pair in pairs {
            accounts[Int(pair.a)] = max(accounts[Int(pair.a)], pair.score)
            accounts[Int(pair.b)] = max(accounts[Int(pair.b)], pair.score)
        }
    }

    /// Of a method that judges accounts.
    package init(method: String, accounts: [Double], threshold: Double) {
        self.method = method
        pairs = nil
        pairThreshold = threshold
        self.accounts = accounts
        accountThreshold = threshold
    }
}
