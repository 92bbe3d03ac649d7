package import Coordination
import Exchange
import Records

/// What became of the networks of one run in another, each under the name that its own run gave it.
package struct RunComparison: Sendable, Equatable {
    package struct Change: Sendable, Equatable {
        /// The network that carries the other on; nil where it is new.
        package var before: String?
        /// Nil where none carries it on.
        package var now: String?
        package var event: Lineage.Event
        /// The earlier networks that it has its members from, the largest share first.
        package var ancestors: [String]
        package var membersBefore: Int
        package var membersNow: Int
        package var stayed: Int
    }

    /// First the later run's networks in their order, then those that vanished, in theirs.
    package var changes: [Change]
    /// What was asked otherwise.
    package var settings: [Setting]

    /// Something that was asked of one run and not, or otherwise, of the other.
    package struct Setting: Sendable, Equatable {
        package var name: String
        package var before: String
        package var now: String
    }

    package init(from earlier: RunIndex, to later: RunIndex) {
        let before = earlier.networks.map { network in
            Lineage.Ancestor(
                identifier: network.row.network, members: network.members.map { earlier.members[$0].row.account })
        }
        let now = later.networks.map { network in network.members.map { later.members[$0].row.account } }
        let names = Set(before.map(\.identifier))
        changes = Lineage(from: before, to: now).changes.enumerated().map { place, change in
            Change(
                before: names.contains(change.identifier) ? change.identifier : nil,
                now: place < now.count ? later.networks[place].row.network : nil, event: change.event,
                ancestors: change.ancestors, membersBefore: change.membersBefore, membersNow: change.membersNow,
                stayed: change.stayed)
        }
        settings = Self.settings(earlier.run.manifest.parameters, later.run.manifest.parameters)
    }

    private static func settings(_ before: RunManifest.Parameters, _ now: RunManifest.Parameters) -> [Setting] {
        func stated(_ value: (some CustomStringConvertible)?) -> String { value.map(\.description) ?? "none" }
        let all: [(String, (RunManifest.Parameters) -> String)] = [
            ("traces", { $0.traces.joined(separator: " ") }), ("windows", { $0.windows.joined(separator: " ") }),
            ("minimum participation", { "\($0.minimumParticipation)" }), ("minimum weight", { "\($0.minimumWeight)" }),
            ("minimum occasions", { "\($0.minimumOccasions)" }),
            ("minimum common occasions", { "\($0.minimumCommonOccasions)" }),
            ("false discovery rate", { stated($0.falseDiscoveryRate) }), ("chance bin", { stated($0.chanceBin) }),
            ("correction", { stated($0.correction) }),
            ("maximum accounts of an object", { stated($0.maximumObjectAccounts) }),
            ("platform", { stated($0.platform) }),
        ]
        return all.compactMap { name, value in
            value(before) == value(now) ? nil : Setting(name: name, before: value(before), now: value(now))
        }
    }
}
