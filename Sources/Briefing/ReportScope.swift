import Coordination
import Inquiry

/// How much of an answer is prepared for its page: as much as a page shows, so that a giant network costs no more than
/// a large one.
enum ReportScope {
    /// Networks with posts, pairs and a drawing of their own.
    static let detailedNetworks = 25
    /// Networks with marks on the common time axis.
    static let timedNetworks = 40
    /// Networks in the common drawing: with more of them their names would cover one another.
    static let drawnNetworks = 60
    /// Networks with a row in the list.
    static let listedNetworks = 200
    static let members = 100
    static let pairs = 50
    static let objects = 40
    static let evidence = EvidenceChoice.Scope(links: 60, coacts: 100_000, chosen: 12)
    /// Marks on a network's time axis.
    static let marks = 20_000
    /// Pairs given to one drawing, which shows the strongest of them.
    static let drawnLinks = 100_000
    /// Pairs that each network gives to the common drawing where all of them together would be too many.
    static let drawnLinksOfEach = 10_000
    /// An object that more accounts than this used in the whole input is called popular.
    static let popular = SignThresholds.popular
}
