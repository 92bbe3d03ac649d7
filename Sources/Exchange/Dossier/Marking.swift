package import Records
package import Seals

/// Who said to whom something may be shown. Nothing is ever unmarked again: a later entry supersedes this one.
package struct Marking: RegisterEntry {
    package static var kind: RegisterKind { .marking }

    package var name: String
    package var object: ObjectReference
    package var light: TrafficLight
    /// Who decided it.
    package var by: String
    package var reason: String

    package init(_ object: ObjectReference, _ light: TrafficLight, by: String, reason: String) {
        name = Self.name(of: object)
        self.object = object
        self.light = light
        self.by = by
        self.reason = reason
    }

    /// The object in words; its digest where it is too long for a name, or holds what no name may.
    private static func name(of object: ObjectReference) -> String {
        let words = "\(object.kind.rawValue) \(object.id)"
        let isPlain = words.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
            default: true
            }
        }
        if isPlain, words.count <= 150 { return words }
        return "\(object.kind.rawValue) sha256:\(CanonicalJSON.digest(object.id))"
    }
}

/// The markings of a case, as a dossier asks for them.
package struct Markings: Sendable {
    private let lights: [ObjectReference: TrafficLight]

    /// - Parameter entries: the last of each name.
    package init(_ entries: [Marking] = []) {
        lights = Dictionary(entries.map { ($0.object, $0.light) }) { _, last in last }
    }

    /// The marking of the object itself; nil where nobody has marked it by name.
    package func own(of object: ObjectReference) -> TrafficLight? { lights[object] }

    /// The object's own marking, or else its kind's, or else the case's; nil where nobody has marked any of them.
    package func light(of object: ObjectReference) -> TrafficLight? {
        lights[object] ?? lights[ObjectReference(object.kind, ObjectReference.all)]
            ?? lights[ObjectReference(.wholeCase, ObjectReference.all)]
    }

    /// For how few people one of a kind may be marked at most.
    package func narrowest(_ kind: ObjectReference.Kind) -> TrafficLight {
        let general = light(of: ObjectReference(kind, ObjectReference.all)) ?? .unmarked
        return lights.reduce(general) { $1.key.kind == kind ? max($0, $1.value) : $0 }
    }
}

extension Dossier {
    /// Gives everything that lies in lists its marking; posts and imported objects are marked as they pass.
    package mutating func mark(by markings: Markings) {
        for index in assets.indices { assets[index].marking = markings.light(of: assets[index].reference) }
        for index in networks.indices { networks[index].marking = markings.light(of: networks[index].reference) }
        for index in observables.indices {
            observables[index].marking = markings.light(of: observables[index].reference)
        }
        for index in operations.indices { operations[index].marking = markings.light(of: operations[index].reference) }
        for index in assessments.indices {
            assessments[index].marking = markings.light(of: assessments[index].reference)
            Self.mark(&assessments[index].named, markings)
        }
        for index in techniques.indices {
            techniques[index].marking = markings.light(of: techniques[index].reference)
            Self.mark(&techniques[index].named, markings)
        }
        Self.mark(&notices, .notice, markings)
        Self.mark(&responses, .response, markings)
        Self.mark(&exposures, .exposure, markings)
        Self.mark(&obligations, .obligation, markings)
        Self.mark(&disclosures, .disclosure, markings)
    }

    private static func mark(_ named: inout [Named], _ markings: Markings) {
        for index in named.indices { named[index].marking = markings.light(of: named[index].reference) }
    }

    private static func mark<Entry: RegisterEntry>(
        _ entries: inout [Entered<Entry>], _ kind: ObjectReference.Kind, _ markings: Markings
    ) {
        for index in entries.indices {
            entries[index].marking = markings.light(of: ObjectReference(kind, entries[index].value.name))
        }
    }
}
