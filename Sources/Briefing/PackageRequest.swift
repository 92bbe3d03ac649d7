import Evidence
package import Exchange
import Inquiry
package import Records
import Seals
package import Workspace

/// A package that somebody asks for and somebody else allows: what would leave the house, as one name and one digest.
package struct PackageRequest: Sendable, Hashable {
    /// What requests of it are called among approvals.
    package static let kind = "package"

    package let marking: TrafficLight
    /// Labels; nil for all that the case has.
    package let exhibits: [String]?

    /// - Throws: `CaseError.noEntry` where the case has no such exhibit.
    package init(marking: TrafficLight, exhibits: [String]?, of folder: CaseFolder) throws {
        self.marking = marking
        self.exhibits = exhibits.map { Array(Set($0)).sorted() }
        _ = try order(folder, software: "")
    }

    /// Reads what `name` writes; nil for anything else.
    package init?(name: String) {
        let parts = name.split(separator: " ", maxSplits: 1)
        guard let first = parts.first, let marking = TrafficLight(String(first)) else { return nil }
        self.marking = marking
        exhibits = parts.count > 1 ? parts[1].split(separator: ",").map(String.init) : nil
    }

    /// `TLP:AMBER`, `TLP:AMBER EX-1,EX-2`
    package var name: String {
        marking.label + (exhibits.map { " " + $0.joined(separator: ",") } ?? "")
    }

    /// What goes in.
    package func order(_ folder: CaseFolder, software: String) throws -> PackageOrder {
        PackageOrder(
            exhibits: try chosen(folder).map(\.entry), onlyExhibits: exhibits != nil, marking: marking,
            markings: Markings(try folder.current(Marking.self).map(\.entry)), software: software)
    }

    private func chosen(_ folder: CaseFolder) throws -> [Registered<Exhibit>] {
        let current = try folder.current(Exhibit.self)
        guard let exhibits else { return current }
        return try exhibits.map { label in
            guard let found = current.first(where: { $0.entry.label == label }) else {
                throw CaseError.noEntry(
                    folder: folder.path, kind: "exhibit", name: label, known: current.map(\.entry.label))
            }
            return found
        }
    }

    /// What it would be made of now: the marking, the last checkpoint and the exhibits. Another checkpoint or exhibit makes
    /// another one, and what was allowed of the one before is void.
    /// - Throws: `CaseError.refused` where nothing was signed yet.
    package func digest(_ folder: CaseFolder) throws -> String {
        struct Contents: Encodable {
            var marking: String
            var checkpoint: String
            var exhibits: [String]
            var isOnlyExhibits: Bool
        }
        let checkpoint = ContentHash(of: try CasePackage(folder).source.checkpoint).hexadecimal
        let contents = Contents(
            marking: marking.rawValue, checkpoint: checkpoint, exhibits: try chosen(folder).map(\.digest).sorted(),
            isOnlyExhibits: exhibits != nil)
        return CanonicalJSON.digest(try CanonicalJSON.encode(contents))
    }
}
