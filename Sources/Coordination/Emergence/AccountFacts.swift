import Corpus
import Records

/// What does not change of each account, by index: nothing in it tells what an account will do.
struct AccountFacts: Sendable {
    /// Stands where no creation date is known.
    static let unknownDay = Int32.min

    let platforms: [Platform]
    /// The day each was made; `unknownDay` where nobody says, and in an input without creation dates no entries at all.
    let createdDays: [Int32]
    /// The day each was first seen. Asked only for accounts that were met already.
    let firstDays: [Int32]
    /// 0 for a chosen name, 1 for a generated one, 2 where no name is known.
    let names: [UInt8]

    static let noName: UInt8 = 2

    init(_ accounts: AccountTable) {
        let indexes = 0..<UInt32(accounts.count)
        platforms = indexes.map { accounts.platform($0) }
        createdDays =
            accounts.createdTimes.isEmpty
            ? [] : indexes.map { accounts.created($0).map { Day(of: $0).number } ?? Self.unknownDay }
        firstDays = accounts.firstTimes.map { Day(of: Instant(milliseconds: $0)).number }
        names = indexes.map { index in
            accounts.withName(index) { NameShape($0).isGenerated ? 1 : 0 } ?? Self.noName
        }
    }

    /// The day an account was made, as far as it is known and not contradicted by what the account did.
    @inline(__always)
    func created(_ account: UInt32, by day: Int32) -> Int32? {
        if createdDays.isEmpty { return nil }
        let created = createdDays[Int(account)]
        return created == Self.unknownDay || created > day ? nil : created
    }
}
