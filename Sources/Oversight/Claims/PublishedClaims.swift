package import Records

extension StatedClaim {
    /// The numbers that publishers state in their own files, as claims that are compared with others: one for each number
    /// of each file. Of one network in one period, a publisher's table and its page are two statements about one event.
    ///
    /// The files say of which period they are and not on which day they were published. A claim is dated by the year in
    /// which its period ends, and its note says so; without a period there is no date, and no claim.
    /// - Parameter statements: as they were read from the files.
    package static func published(_ statements: [Statement]) -> [StatedClaim] {
        StatedForm.forms(statements).flatMap { form -> [StatedClaim] in
            guard let period = form.canonicalPeriod, let covered = ReportingPeriod(period) else { return [] }
            let year = String(covered.last.civil.year)
            guard let date = try? StatedTime(reading: year) else { return [] }
            return form.counts.sorted { $0.key < $1.key }.map { kind, count in
                StatedClaim(
                    name: "\(form.place): \(kind.quantity)", speaker: form.speaker,
                    scope: ClaimScope(
                        platform: kind.platform(of: form.speaker), event: "\(period) \(form.network)", period: period),
                    quantity: kind.quantity, wording: ClaimWording(count.wording), number: Double(count.number),
                    date: date, source: form.place,
                    note: "the file gives no day of publication; dated by the year in which its period ends",
                    verification: "R: the publisher's file, as it was imported")
            }
        }
    }
}

extension CountKind {
    /// In words, as people enter it.
    fileprivate var quantity: String { column.split(separator: "_").joined(separator: " ") }

    /// Where what Meta counts is; nil where its files do not tell.
    fileprivate func platform(of speaker: String) -> Platform? {
        guard speaker == PlatformName.meta else { return nil }
        switch self {
        case .accounts, .pages, .groups, .followers, .groupMembers: return .facebook
        case .instagramAccounts, .instagramFollowers: return .instagram
        case .channels, .adSpendUSD, .operations, .accountsReleased, .accountsInFile: return nil
        }
    }
}

extension ClaimWording {
    fileprivate init(_ wording: StatedCount.Wording) {
        switch wording {
        case .exact: self = .exact
        case .about: self = .about
        case .moreThan: self = .moreThan
        case .lessThan: self = .lessThan
        }
    }
}
