package import Records

/// What a platform is before the law and the codes of one jurisdiction, from one day to another.
package struct PlatformStanding: Codable, Hashable, Sendable {
    package var platform: Platform
    package var jurisdiction: ObligationRule.Jurisdiction
    /// `vlop`, `platform`, `signatory` …; what a very large platform is besides goes without saying.
    package var role: ObligationRule.BoundParty
    /// Nil where it was so from the beginning of the framework.
    package var since: Day?
    /// The first day on which it was so no more.
    package var until: Day?

    package init(
        _ platform: Platform, _ jurisdiction: ObligationRule.Jurisdiction, _ role: ObligationRule.BoundParty,
        since: Day? = nil, until: Day? = nil
    ) {
        self.platform = platform
        self.jurisdiction = jurisdiction
        self.role = role
        self.since = since
        self.until = until
    }

    /// Whether it holds on a day; where no day is given, whether it holds still.
    package func holds(on day: Day?) -> Bool {
        guard let day else { return until == nil }
        return (since.map { $0 <= day } ?? true) && (until.map { day < $0 } ?? true)
    }

    /// Everything that a role is besides, in the steps of the DSA: a very large platform is a platform, a platform hosts,
    /// and who hosts is an intermediary. Who signed a code may have taken up its optional commitments.
    package var roles: Set<ObligationRule.BoundParty> {
        switch role {
        case .veryLargePlatform: [.veryLargePlatform, .platform, .hosting, .intermediary]
        case .platform: [.platform, .hosting, .intermediary]
        case .hosting: [.hosting, .intermediary]
        case .signatory: [.signatory, .signatoryByChoice]
        case .intermediary, .coordinator, .signatoryByChoice, .anyone: [role]
        }
    }

    /// What is known of the platforms that this program reads. Very large platforms were designated on 2023-04-25, with
    /// duties from 2023-08-25; X left the EU's code in May 2023 and lost its place in the Australian one on 2023-11-27.
    /// The rest is from memory: give your own table where it matters.
    package static let shipped: [PlatformStanding] = {
        let duties = Day("2023-08-25")
        let large: [Platform] = [.facebook, .instagram, .tiktok, .x, .youtube]
        let others: [Platform] = [.bluesky, .mastodon, .reddit, .telegram, .threads, .vk]
        var table = large.map { PlatformStanding($0, .europeanUnion, .veryLargePlatform, since: duties) }
        table += others.map { PlatformStanding($0, .europeanUnion, .platform, since: Day("2024-02-17")) }
        table += [.facebook, .instagram, .tiktok, .youtube].map { PlatformStanding($0, .europeanUnion, .signatory) }
        table.append(PlatformStanding(.x, .europeanUnion, .signatory, until: Day("2023-05-27")))
        table += (large + others).map { PlatformStanding($0, .australia, .platform) }
        table += [.facebook, .instagram, .tiktok, .youtube].map { PlatformStanding($0, .australia, .signatory) }
        table.append(PlatformStanding(.x, .australia, .signatory, until: Day("2023-11-27")))
        return table
    }()
}
