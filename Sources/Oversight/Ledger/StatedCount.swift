package import Records

/// What a platform's report counts of a network.
package enum CountKind: String, Codable, CodingKeyRepresentable, Sendable, CaseIterable, Comparable {
    case accounts
    case pages
    case groups
    case channels
    case instagramAccounts
    /// Accounts that followed the network's accounts or pages.
    case followers
    case groupMembers
    case instagramFollowers
    /// Spent on advertisements, in US dollars as the report converts it.
    case adSpendUSD
    /// Operations or networks that an aggregate row sums up.
    case operations
    /// Accounts that the platform says it handed to researchers.
    case accountsReleased
    /// Accounts that the handed file holds, counted by somebody who read it.
    case accountsInFile

    /// The column of the ledger's own table.
    package var column: String {
        switch self {
        case .accounts: "accounts"
        case .pages: "pages"
        case .groups: "groups"
        case .channels: "channels"
        case .instagramAccounts: "ig_accounts"
        case .followers: "followers"
        case .groupMembers: "group_members"
        case .instagramFollowers: "ig_followers"
        case .adSpendUSD: "ad_spend_usd"
        case .operations: "operations"
        case .accountsReleased: "accounts_released"
        case .accountsInFile: "accounts_in_file"
        }
    }

    package static func < (left: CountKind, right: CountKind) -> Bool { left.column < right.column }
}

/// A number with the wording that it was stated in: `about 7,800` is not 7,800.
package struct StatedCount: Codable, Hashable, Sendable {
    package enum Wording: String, Codable, Sendable {
        case exact
        case about
        case moreThan
        case lessThan
    }

    package var number: Int64
    package var wording: Wording

    package init(_ number: Int64, _ wording: Wording = .exact) {
        self.number = number
        self.wording = wording
    }

    /// Reads `7704`, `7,704`, `~7800`, `about 7800`, `>12800`, `over 12800`, `7,500+`, `<100`.
    /// - Throws: what is wrong; a placeholder such as `$xx` that its publisher forgot is no number.
    package init(reading text: String) throws(FieldFault) {
        var rest = text.lowercased()
        wording = .exact
        for (word, meaning) in Self.words where rest.hasPrefix(word) {
            wording = meaning
            rest.removeFirst(word.count)
            break
        }
        if rest.hasSuffix("+") {
            wording = .moreThan
            rest.removeLast()
        }
        let digits = rest.filter { !($0.isWhitespace || $0 == "," || $0 == "_" || $0 == "$") }
        if !digits.isEmpty, digits.allSatisfy({ $0 == "x" }) {
            throw FieldFault(
                "placeholder", "'\(text)' is a placeholder and no number; leave the field empty and say so in the notes"
            )
        }
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int64(digits) else {
            throw FieldFault(
                "bad-number", "'\(text)' is no count; write 7704, ~7800 for about, >7500 for more, or <100 for fewer")
        }
        guard number <= Self.most else {
            throw FieldFault(
                "bad-number", "'\(text)' is more than \(Self.most), and no count that anybody stated; mend the number")
        }
        self.number = number
    }

    /// 2⁵³: larger numbers are not the same in every program that reads them.
    package static let most: Int64 = 9_007_199_254_740_992

    private static let words: [(word: String, meaning: Wording)] = [
        ("~", .about), ("about ", .about), ("around ", .about), ("approximately ", .about), ("nearly ", .about),
        (">", .moreThan), ("more than ", .moreThan), ("over ", .moreThan), ("at least ", .moreThan),
        ("<", .lessThan), ("less than ", .lessThan), ("fewer than ", .lessThan),
    ]
}

extension StatedCount {
    private enum CodingKeys: CodingKey {
        case number
        case wording
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        number = try container.decode(Int64.self, forKey: .number)
        wording = try container.decode(Wording.self, forKey: .wording)
        guard (0...Self.most).contains(number) else {
            throw DecodingError.dataCorruptedError(
                forKey: .number, in: container, debugDescription: "\(number) is no count")
        }
    }
}

extension StatedCount: CustomStringConvertible {
    package var description: String {
        switch wording {
        case .exact: String(number)
        case .about: "about \(number)"
        case .moreThan: "more than \(number)"
        case .lessThan: "less than \(number)"
        }
    }
}
