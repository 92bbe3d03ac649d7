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

    /// The object's own marking, or else its kind's, or else the case's; nil where nobody has marked any of them.
    package func light(of object: ObjectReference) -> TrafficLight? {
        lights[object] ?? lights[ObjectReference(object.kind, ObjectReference.all)]
            ?? lights[ObjectReference(.wholeCase, ObjectReference.all)]
    }
}
