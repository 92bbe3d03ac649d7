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
    /// How well the row is vouched for; the table of somebody's own is vouched for by that person.
    package var grade: ObligationRule.ProvisionGrade
    /// The page's address, or what the row was taken from.
    package var source: String

    package init(
        _ platform: Platform, _ jurisdiction: ObligationRule.Jurisdiction, _ role: ObligationRule.BoundParty,
        since: Day? = nil, until: Day? = nil, grade: ObligationRule.ProvisionGrade = .memory, source: String = ""
    ) {
        self.platform = platform
        self.jurisdiction = jurisdiction
        self.role = role
        self.since = since
        self.until = until
        self.grade = grade
        self.source = source
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

    /// What is known of the platforms that this program reads.
    package static let shipped: [PlatformStanding] = veryLarge + otherPlatforms + signatories + australianPlatforms

    /// Designated on 2023-04-25; the duties began four months later.
    private static let veryLarge = [Platform.facebook, .instagram, .tiktok, .x, .youtube].map {
        PlatformStanding(
            $0, .europeanUnion, .veryLargePlatform, since: Day("2023-08-25"), grade: .storedPage,
            source: "https://www.europedirectpp.eu/akt-o-digitalnych-sluzbach-2/")
    }

    /// Since the Regulation applies to all (Article 93). Threads had not been designated in what was read.
    private static let otherPlatforms =
        [Platform.bluesky, .mastodon, .reddit, .threads, .vk].map {
            PlatformStanding(
                $0, .europeanUnion, .platform, since: Day("2024-02-17"),
                source: "that it is an online platform and no small enterprise (Articles 3(i), 19): from memory")
        } + [
            PlatformStanding(
                .telegram, .europeanUnion, .platform, since: Day("2024-02-17"), grade: .storedPage,
                source: "https://hitechexpert.top/whatsapp-faces-the-strictest-eu-rules")
        ]

    private static let signatories: [PlatformStanding] = {
        let europe = "https://meganews.tv/twitter-quits-eu-disinformation-code-commissioner/"
        let australia = "https://digi.org.au/disinformation-code/"
        let adopted = Day("2021-02-22")
        // The code names companies: of Instagram and YouTube it is their owners' signatures that bind.
        let named: [(platform: Platform, grade: ObligationRule.ProvisionGrade)] = [
            (.facebook, .storedPage), (.instagram, .partly), (.tiktok, .storedPage), (.youtube, .partly),
        ]
        return named.map {
            PlatformStanding($0.platform, .europeanUnion, .signatory, grade: $0.grade, source: europe)
        } + [
            PlatformStanding(
                .x, .europeanUnion, .signatory, until: Day("2023-05-27"), grade: .storedPage, source: europe)
        ]
            + named.map {
                PlatformStanding(
                    $0.platform, .australia, .signatory, since: adopted, grade: $0.grade, source: australia)
            } + [
                PlatformStanding(
                    .x, .australia, .signatory, since: adopted, until: Day("2023-11-27"), grade: .storedPage,
                    source:
                        "https://digi.org.au/in-the-media/complaint-by-reset-australia-against-x-f-k-a-twitter-upheld-by-australian-code-of-practice-on-disinformation-and-misinformation-independent-complaints-sub-committee/"
                )
            ]
    }()

    private static let australianPlatforms = Platform.allCases.filter { $0 != .unstated }.map {
        PlatformStanding($0, .australia, .platform, source: "that it is a digital platform: from memory")
    }
}
