import Oversight
package import Records

/// What a dossier can hold, by its kind and what names it in a case: for markings, and for messages about them.
package struct ObjectReference: Hashable, Comparable, Codable, Sendable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// The whole case: whatever in it has no marking of its own.
        case wholeCase = "case"
        case account
        case post
        case observable
        case network
        case operation
        case assessment
        case technique
        case notice
        case response
        case exposure
        case obligation
        case disclosure
        /// An object of a document that was imported.
        case imported

        /// For people.
        var title: String { self == .imported ? "imported object" : rawValue }
        var plural: String { title + "s" }
    }

    package var kind: Kind
    /// `tiktok:7123456` for accounts and posts, `url:https://…` for observables, `run 3 N1` for networks, the name of an
    /// entry, the id of an imported object; `*` for all of the kind.
    package var id: String

    package init(_ kind: Kind, _ id: String) {
        self.kind = kind
        self.id = id
    }

    /// Stands for all of a kind.
    package static let all = "*"

    package static func < (left: ObjectReference, right: ObjectReference) -> Bool {
        (left.kind.rawValue, left.id) < (right.kind.rawValue, right.id)
    }
}

extension ObjectReference: CustomStringConvertible {
    package var description: String {
        switch (kind, id) {
        case (.wholeCase, _): "the case"
        case (_, Self.all): "every \(kind.title)"
        default: "\(kind.title) \(id)"
        }
    }
}

extension Dossier.Asset {
    package var reference: ObjectReference { ObjectReference(.account, key.description) }
}

extension Dossier.Network {
    package var reference: ObjectReference { ObjectReference(.network, identifier) }
}

extension Dossier.Observable {
    package var reference: ObjectReference { ObjectReference(.observable, "\(kind.rawValue):\(value)") }
}

extension Dossier.Operation {
    package var reference: ObjectReference { ObjectReference(.operation, name) }
}

extension Dossier.Assessment {
    package var reference: ObjectReference { ObjectReference(.assessment, name) }
}

extension Dossier.Technique {
    package var reference: ObjectReference { ObjectReference(.technique, "\(framework.rawValue) \(id) \(subject)") }
}

extension PublishedObject {
    package var reference: ObjectReference { ObjectReference(.imported, id) }
}
