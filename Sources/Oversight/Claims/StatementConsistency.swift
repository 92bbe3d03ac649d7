import Records

/// Whether what was said about the same thing agrees (M13).
///
/// Claims are compared where platform, event and quantity are the same. They are called contradictory only where their
/// scopes are the same, no number satisfies both wordings, and the difference is above what counting itself explains.
package struct StatementConsistency: Codable, Hashable, Sendable {
    /// Half the width of "about", as a share of the number. A tenth is generous to speakers: people round to one or two
    /// leading digits, which moves a number by up to a quarter in the worst case and by a few in a hundred in most.
    package var aboutShare: Double
    /// Relative discrepancy up to which two numbers of the same scope count as one. Counts of one network that were made
    /// on different days or by subtraction differ by a handful: 1,682 and 1,704 − 18 by 0.24 %.
    package var tolerance: Double

    /// Shares outside [0, 1] are taken for the nearer end.
    package init(aboutShare: Double = 0.1, tolerance: Double = 0.005) {
        self.aboutShare = min(max(0, aboutShare), 1)
        self.tolerance = min(max(0, tolerance), 1)
    }

    /// Claims of one group that are compared pair by pair at most.
    package static let mostCompared = 200

    /// Every pair about the same platform, event and quantity, in the order of their dates; nothing depends on the order
    /// in which the claims are given.
    package func pairs(_ claims: [StatedClaim]) -> [ClaimPair] {
        groups(claims).filter { $0.count <= Self.mostCompared }.flatMap(pairs(ofGroup:))
    }

    /// One measurement for each pair; for a group that is too large to compare, one that says so.
    /// - Parameter input: the digest of a claim's entry in the register.
    package func measure(
        _ claims: [StatedClaim], input: (StatedClaim) -> String = { $0.name }
    ) -> [Measurement] {
        groups(claims).flatMap { group -> [Measurement] in
            if group.count > Self.mostCompared {
                return [
                    Measurement(
                        .statementConsistency, of: Self.subject(group[0]),
                        refusal:
                            "\(group.count) claims about one quantity are more than the \(Self.mostCompared) that are"
                            + " compared pair by pair; give them events or quantities of their own")
                ]
            }
            return pairs(ofGroup: group).map { $0.measurement(rule: self, input: input) }
        }
    }

    private func groups(_ claims: [StatedClaim]) -> [[StatedClaim]] {
        Dictionary(grouping: claims, by: GroupKey.init)
            .sorted { $0.key < $1.key }
            .map { $0.value.sorted(by: Self.isEarlier) }
    }

    private func pairs(ofGroup group: [StatedClaim]) -> [ClaimPair] {
        group.indices.flatMap { first in
            group.indices.dropFirst(first + 1).map { ClaimPair(group[first], group[$0], rule: self) }
        }
    }

    private static func isEarlier(_ left: StatedClaim, _ right: StatedClaim) -> Bool {
        if left.date.earliest != right.date.earliest { return left.date.earliest < right.date.earliest }
        if left.date.latest != right.date.latest { return left.date.latest < right.date.latest }
        return (left.name, left.speaker, left.statement) < (right.name, right.speaker, right.statement)
    }

    static func subject(_ claim: StatedClaim) -> String {
        let platform = claim.scope.platform.map { "\($0.name): " } ?? ""
        return "\(platform)\(claim.scope.event): \(claim.quantity)"
    }

    private struct GroupKey: Hashable, Comparable {
        let platform: String
        let event: String
        let quantity: String

        init(_ claim: StatedClaim) {
            platform = claim.scope.platform?.name ?? ""
            event = ClaimScope.folded(claim.scope.event)
            quantity = ClaimScope.folded(claim.quantity)
        }

        static func < (left: GroupKey, right: GroupKey) -> Bool {
            (left.platform, left.event, left.quantity) < (right.platform, right.event, right.quantity)
        }
    }
}
