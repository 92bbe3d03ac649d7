import Coordination
import Records

/// What a reader must know about one network beside its figures: counted, never subtracted.
enum NetworkNotes {
    static func notes(_ network: Network, _ anatomy: NetworkAnatomy, hasAllMarks: Bool) -> [String] {
        var notes: [String] = []
        let popular = anatomy.objects.reduce(0) { $0 + ($1.accountsInInput > ReportScope.popular ? 1 : 0) }
        if popular > 0 {
            notes.append(
                "\(FigureText.grouped(popular)) of its \(FigureText.grouped(anatomy.objects.count)) shared objects "
                    + "\(popular == 1 ? "was" : "were") used by more than \(ReportScope.popular) accounts of the whole "
                    + "input: see “Something popular”.")
        }
        let members = network.members.count
        let possible = members * (members - 1) / 2
        // From a handful on everybody can know everybody; a chain of many is something else than a ring.
        if members >= 20, network.links.count * 10 < possible {
            notes.append(
                "Of \(FigureText.grouped(possible)) pairs of its members \(FigureText.grouped(network.links.count)) are "
                    + "tied (\(FigureText.percent(network.links.count, of: possible))): it is held together by chains of "
                    + "pairs, and most of its members are not tied to one another directly.")
        }
        if !hasAllMarks {
            notes.append(
                "Its time axis holds the first \(FigureText.grouped(ReportScope.marks)) co-acting posts of its strongest "
                    + "members.")
        }
        return notes
    }
}

/// Where a person can open an object.
enum ObjectAddress {
    /// - Parameter platform: that of all accounts concerned; nil where they are of several.
    static func address(_ object: TracedObject, on platform: Platform?) -> String? {
        let isNumber = !object.value.isEmpty && object.value.utf8.allSatisfy { (0x30...0x39).contains($0) }
        switch (object.trace, platform) {
        case (.url, _): return object.value
        // The id decides; any words may stand before it.
        case (.sound, .tiktok?) where isNumber: return "https://www.tiktok.com/music/sound-\(object.value)"
        case (.replyTarget, .x?) where isNumber, (.repostTarget, .x?) where isNumber, (.quotedPost, .x?) where isNumber:
            return "https://x.com/i/status/\(object.value)"
        default: return nil
        }
    }
}
