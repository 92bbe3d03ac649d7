import Exchange
import Records
import Reporting
import Seals
import Workspace

/// What one visitor sees of a case, by how things in it are marked.
struct Sight: Sendable {
    let visitor: Visitor
    let markings: Markings
    /// How the whole case is marked, and what has no marking of its own: cohorts, claims, the log.
    let caseLight: TrafficLight

    var seesCase: Bool { visitor.sees(caseLight) }

    func sees(_ kind: ObjectReference.Kind, _ name: String) -> Bool {
        visitor.sees(markings.light(of: ObjectReference(kind, name)))
    }

    func shown<Entry: RegisterEntry>(
        _ entries: [Registered<Entry>], _ kind: ObjectReference.Kind
    ) -> [Registered<Entry>] {
        entries.filter { sees(kind, $0.entry.name) }
    }
}

extension Desk {
    func sight(_ visit: Visit) throws -> Sight {
        Sight(
            visitor: visit.visitor, markings: try markings(at: visit.now), caseLight: try marking(at: visit.now))
    }

    /// Refuses what is marked above the visitor's clearance.
    func require(_ visit: Visit, _ kind: ObjectReference.Kind, _ name: String) throws {
        guard try sight(visit).sees(kind, name) else {
            throw Refusal.forbidden(
                "This is marked above your clearance, which is \(visit.visitor.clearance.label).",
                help: "Whoever keeps the people can say who may see it.")
        }
    }
}

extension Desk {
    /// The last entry of a name, where the visitor may see it. Where there is none, nobody is told what there is instead:
    /// names say something, too.
    func entry<Entry: RegisterEntry>(
        _ type: Entry.Type, called name: String, _ kind: ObjectReference.Kind, _ visit: Visit
    ) throws -> Registered<Entry> {
        let found: Registered<Entry>
        do {
            found = try folder.entry(type, called: name)
        } catch CaseError.noEntry(_, let word, _, _) {
            throw Refusal.notFound(
                "There is no \(word) '\(name.prefix(120))' in this case.", help: "The list has those that you may see.")
        }
        try require(visit, kind, found.entry.name)
        return found
    }
}

extension Visit {
    /// The page's own address with what narrows it, for links to its other parts.
    var narrowed: String {
        let parts = query.text.split(separator: "&").filter { !$0.hasPrefix("from=") && !$0.hasPrefix("done=") }
        return parts.isEmpty ? path : path + "?" + parts.joined(separator: "&")
    }

    /// A part of a list, and where it lies in it.
    func part<Element>(_ all: [Element]) throws(Refusal) -> (shown: ArraySlice<Element>, part: TwinTable.Part) {
        let part = try part()
        return (
            all.dropFirst(part.lowerBound).prefix(part.count),
            TwinTable.Part(first: part.lowerBound, total: all.count, size: part.count)
        )
    }
}
