package import Bytes
package import Records

/// In what state an asset was met. The numbers stand in cases: they are never given anew.
package enum AvailabilityState: UInt8, Sendable, CaseIterable {
    case up = 0
    /// The platform says that it removed it.
    case removedPlatform
    case suspended
    /// Not shown in the country of the vantage.
    case geoBlocked
    case ageOrLoginGated
    case demotedOrLabelled
    case ownerDeleted
    /// The same native id under another handle.
    case renamed
    case isPrivate
    case notFoundUnexplained
    /// A fault of the network or of ours.
    case unreachable
    case unknown

    /// The word in files.
    package var name: String {
        switch self {
        case .up: "up"
        case .removedPlatform: "removed_platform"
        case .suspended: "suspended"
        case .geoBlocked: "geo_blocked"
        case .ageOrLoginGated: "age_or_login_gated"
        case .demotedOrLabelled: "demoted_or_labelled"
        case .ownerDeleted: "owner_deleted"
        case .renamed: "renamed"
        case .isPrivate: "private"
        case .notFoundUnexplained: "not_found_unexplained"
        case .unreachable: "unreachable"
        case .unknown: "unknown"
        }
    }

    /// Reads the word in files.
    package init?(bytes: ByteView) {
        // By far the most frequent, at millions of rows.
        if bytes.equals("up") {
            self = .up
            return
        }
        let word = NamedRow.key(bytes.string)
        guard let state = AvailabilityState.allCases.first(where: { $0.name == word }) else { return nil }
        self = state
    }

    /// What the reading says of whether the asset is there; nil where it says nothing.
    var isAvailable: Bool? {
        switch self {
        case .up, .ageOrLoginGated, .demotedOrLabelled, .renamed: true
        case .removedPlatform, .suspended, .geoBlocked, .ownerDeleted, .isPrivate, .notFoundUnexplained: false
        case .unreachable, .unknown: nil
        }
    }

    /// Whether two looks at the same moment from the same vantage cannot both be right. A look that says nothing contradicts
    /// none.
    package func contradicts(_ other: AvailabilityState) -> Bool {
        self != other && saysSomething && other.saysSomething
    }

    /// Whether a look that met this says anything of the asset: a fault of the network does not.
    package var saysSomething: Bool { isAvailable != nil }

    /// Who made it unavailable, as far as this reading tells.
    var cause: Cause? {
        switch self {
        case .removedPlatform, .suspended, .geoBlocked: .platform
        case .ownerDeleted, .isPrivate: .owner
        case .notFoundUnexplained: .unexplained
        case .up, .ageOrLoginGated, .demotedOrLabelled, .renamed, .unreachable, .unknown: nil
        }
    }
}

/// Why an asset is not there any more.
package enum Cause: UInt8, Codable, Sendable, CaseIterable {
    /// The event of interest: the platform acted.
    case platform = 1
    /// Competes with it: the owner deleted or hid the asset.
    case owner = 2
    /// It is gone, and nothing says why.
    case unexplained = 3
}

/// From where an asset was looked at.
package struct Vantage: Hashable, Comparable, Sendable, Codable {
    /// ISO 3166-1 alpha-2 in capitals.
    package var country: String
    /// `datacentre`, `residential`, `mobile` …; empty where it was not stated.
    package var network: String
    package var isLoggedIn: Bool?
    /// The program or browser; empty where it was not stated.
    package var client: String

    package init(country: String, network: String = "", isLoggedIn: Bool? = nil, client: String = "") {
        self.country = country
        self.network = network
        self.isLoggedIn = isLoggedIn
        self.client = client
    }

    package static func < (left: Vantage, right: Vantage) -> Bool { left.text < right.text }

    /// `RO residential logged-in client`.
    package var text: String {
        var parts = [country]
        if !network.isEmpty { parts.append(network) }
        if let isLoggedIn { parts.append(isLoggedIn ? "logged-in" : "logged-out") }
        if !client.isEmpty { parts.append(client) }
        return parts.joined(separator: " ")
    }
}

/// Where an action counts: the countries whose view is examined.
package struct Jurisdiction: Sendable, Hashable {
    package var name: String
    /// ISO 3166-1 alpha-2; nil for anywhere.
    package var countries: Set<String>?

    /// Anywhere: an asset that is blocked in some countries only still counts as there.
    package static let anywhere = Jurisdiction(name: "anywhere", countries: nil)

    /// The European Union's member states.
    package static let europeanUnion = Jurisdiction(
        name: "EU",
        countries: [
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
            "LV",
            "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
        ])

    package init(name: String, countries: Set<String>?) {
        self.name = name
        self.countries = countries
    }

    /// Reads `EU`, `anywhere` or countries separated by commas, `AU,NZ`.
    package init(reading text: String) throws(FieldFault) {
        switch text.uppercased() {
        case "ANYWHERE": self = .anywhere
        case "EU": self = .europeanUnion
        default:
            let countries = text.uppercased().split(separator: ",").map(String.init)
            guard !countries.isEmpty, countries.allSatisfy({ $0 == "EU" || CountryCode.isKnown($0) }) else {
                throw FieldFault(
                    "bad-jurisdiction",
                    "'\(text)' is no jurisdiction; write EU, anywhere, or countries as AU,NZ (ISO 3166-1; GB and GR, not UK and"
                        + " EL)")
            }
            let union = countries.contains("EU") ? Self.europeanUnion.countries ?? [] : []
            self.init(
                name: countries.sorted().joined(separator: ","), countries: union.union(countries).subtracting(["EU"]))
        }
    }

    func contains(_ country: String) -> Bool { countries?.contains(country) ?? true }
}
