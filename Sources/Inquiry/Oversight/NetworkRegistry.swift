package import Oversight
import Records

/// Networks that others than the platform have documented, as whoever asks keeps them, and how the platform's reports are
/// asked for them (M10).
package struct NetworkRegistry: Sendable {
    package var networks: [NetworkRecord]
    /// Ids of assets that were published with a row of the ledger, by the row's source.
    package var released: [String: Set<String>]
    /// The one series of reports that is asked; nil for all.
    package var series: String?
    /// A network of fewer assets on the platform is not expected in a report.
    package var fewest: Int
    /// SHA-256 of the tables that all this was read from.
    package var inputs: [String]

    package init(
        networks: [NetworkRecord] = [], released: [String: Set<String>] = [:], series: String? = nil, fewest: Int = 3,
        inputs: [String] = []
    ) {
        self.networks = networks
        self.released = released
        self.series = series
        self.fewest = fewest
        self.inputs = inputs
    }

    func hasNetworks(on platform: Platform) -> Bool {
        let name = PlatformName.normalised(platform.name)
        return networks.contains { $0.platform == name }
    }

    /// M10 of a platform; refused where no network of it is documented.
    func omission(on platform: Platform, in selection: LedgerSelection, now: Instant) -> Measurement {
        let name = PlatformName.normalised(platform.name)
        guard hasNetworks(on: platform) else {
            return Measurement(
                .disclosureOmission, of: name,
                refusal:
                    "no network on \(name) that two independent sources confirm is given",
                inputs: selection.inputs(of: name) + inputs)
        }
        return DisclosureOmission.measure(
            networks, in: selection.ledger, platform: name,
            expecting: DisclosureOmission.Expectation(
                asOf: Day(of: now), series: series, released: released, inPart: selection.reportsInPart,
                fewestAssets: fewest), inputs: selection.inputs(of: name) + inputs)
    }
}
