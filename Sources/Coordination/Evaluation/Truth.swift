package import Corpus
package import Records

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
    /// Names that several accounts of the input bear: they are left out, since nobody said which is meant.
    package private(set) var ambiguous: [Ambiguity] = []
    /// Accounts of which two rows say different things under different names: the first of them counts.
    package private(set) var contradictions: [Contradiction] = []

    /// An account of a truth.
    package struct Member: Sendable, Equatable {
        /// The account's key as the input has it, or its handle.
        package var account: String
        /// Nil where the truth does not say, and the name alone decides.
        package var platform: Platform?
        /// Nil for an account that is known to be ordinary.
        package var group: String?
        package var label: String?
        /// Its record in the truth, from 1; 0 where there is none.
        package var row: Int

        package init(
            account: String, platform: Platform? = nil, group: String?, label: String? = nil, row: Int = 0
        ) {
            self.account = account
            self.platform = platform
            self.group = group
            self.label = label
            self.row = row
        }

        /// Whether another row about the same account can be true as well.
        package func agrees(with other: Member) -> Bool {
            group == other.group && (label == nil || other.label == nil || label == other.label)
        }
    }

    /// A name that several accounts bear, and the platforms they are on.
    package struct Ambiguity: Sendable, Equatable {
        package var member: Member
        package var platforms: [Platform]
    }

    /// Two rows that cannot both be true.
    package struct Contradiction: Sendable, Equatable {
        package var first: Member
        package var second: Member

        package init(first: Member, second: Member) {
            self.first = first
            self.second = second
        }
    }

    /// Finds the members among the accounts of an input, by value first and else by handle: as they are written, without
    /// a leading `@`, and in lower case where the platform folds handles. Everybody who is not named is taken to be
    /// ordinary.
    package init(_ members: [Member], accounts: AccountTable) {
        groups = Array(repeating: nil, count: accounts.count)
        labels = Array(repeating: nil, count: accounts.count)
        let register = NameRegister(members, accounts: accounts)
        var numbers: [String: Int] = [:]
        var told: [UInt32: Member] = [:]
        for member in members {
            let found = register.accounts(of: member, in: accounts)
            guard let place = found.first else {
                absent += 1
                continue
            }
            if found.count > 1 {
                let platforms = Set(found.map { accounts.platform($0) }).sorted { $0.name < $1.name }
                ambiguous.append(Ambiguity(member: member, platforms: platforms))
                continue
            }
            if let before = told[place] {
                if !before.agrees(with: member) {
                    contradictions.append(Contradiction(first: before, second: member))
                    continue
                }
                if member.label == nil { continue }
            }
            told[place] = member
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

/// The accounts of an input that bear the names of a truth, and no others.
private struct NameRegister {
    private var byValue: [String: [UInt32]] = [:]
    private var byHandle: [String: [UInt32]] = [:]

    init(_ members: [Truth.Member], accounts: AccountTable) {
        var wanted: Set<String> = []
        for member in members {
            for spelling in Self.spellings(member) { wanted.formUnion([spelling, spelling.lowercased()]) }
        }
        for index in 0..<UInt32(accounts.count) {
            let value = accounts.value(index)
            if wanted.contains(value) { byValue[value, default: []].append(index) }
            if let handle = accounts.handle(index), wanted.contains(handle) {
                byHandle[handle, default: []].append(index)
            }
        }
    }

    private static func spellings(_ member: Truth.Member) -> [String] {
        member.account.hasPrefix("@") ? [member.account, String(member.account.dropFirst())] : [member.account]
    }

    func accounts(of member: Truth.Member, in accounts: AccountTable) -> [UInt32] {
        func isThere(_ account: UInt32) -> Bool {
            member.platform == nil || accounts.platform(account) == member.platform
        }
        func isFolded(_ account: UInt32) -> Bool { isThere(account) && accounts.platform(account).foldsHandles }
        for spelling in Self.spellings(member) {
            let lower = spelling.lowercased()
            for (names, name, isMeant) in [
                (byValue, spelling, isThere), (byHandle, spelling, isThere),
                (byValue, lower, isFolded), (byHandle, lower, isFolded),
            ] {
                let found = (names[name] ?? []).filter(isMeant)
                if !found.isEmpty { return found }
            }
        }
        return []
    }
}
