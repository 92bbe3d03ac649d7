/// What somebody published of an operation: a trace of it, or a number.
package enum Statement: Sendable, Hashable {
    case indicator(Indicator)
    case claim(Claim)
    case object(PublishedObject)
}

/// An object of a document in one of the field's own formats, as it stands there: it can be handed on unchanged.
package struct PublishedObject: Sendable, Hashable {
    /// The format's name: `stix`.
    package var standard: String
    /// The object's own id.
    package var id: String
    /// Its type, as it says itself.
    package var type: String
    /// When it was changed last, as it says itself: several versions of one object may be known.
    package var version: String?
    /// Its JSON: every token as it stood, the blanks between them left out.
    package var text: String
    /// SHA-256 of the object's canonical JSON, hexadecimal: two spellings of one object have one digest.
    package var digest: String
    /// To whom it may be shown, as it says itself; nil where it does not.
    package var marking: TrafficLight?

    package init(
        standard: String, id: String, type: String, version: String? = nil, text: String, digest: String,
        marking: TrafficLight? = nil
    ) {
        self.standard = standard
        self.id = id
        self.type = type
        self.version = version
        self.text = text
        self.digest = digest
        self.marking = marking
    }
}

/// Where a statement was published.
package struct Publication: Sendable, Hashable {
    /// Who says it: `Meta`, `Sekoia`.
    package var speaker: String
    /// The report or list, as its file or folder names it.
    package var report: String
    /// The quarter or half-year of the report, such as `2023-Q2`, where it is known.
    package var period: String?
    /// The day that the source gives for it, `YYYY-MM-DD`.
    package var date: String?

    package init(speaker: String, report: String, period: String? = nil, date: String? = nil) {
        self.speaker = speaker
        self.report = report
        self.period = period
        self.date = date
    }
}

/// A trace of an operation that somebody published: an account, a domain, a hash …
package struct Indicator: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case account
        case url
        case domain
        case hash
        case ip
        case hashtag
        /// A program's package name or store id.
        case app
        /// Words: a title, a description. Kept, and matched with nothing.
        case text
    }

    package var kind: Kind
    /// Refanged: it can be compared with what posts hold.
    package var value: String
    /// As it was written, to the letter.
    package var original: String
    /// The platform that the address leads to, by its registrable domain and not by what its publisher calls it.
    package var platform: Platform?
    /// The registrable domain, of urls, domains and accounts.
    package var domain: String?
    /// The account's handle, folded where its platform folds.
    package var handle: String?
    /// What stands beside it.
    package var comment: String
    /// The step of the kill chain, `d.d.d`, and what its publisher calls it.
    package var procedure: String?
    package var procedureLabel: String
    package var publication: Publication

    package init(
        kind: Kind, value: String, original: String, platform: Platform? = nil, domain: String? = nil,
        handle: String? = nil, comment: String = "", procedure: String? = nil, procedureLabel: String = "",
        publication: Publication
    ) {
        self.kind = kind
        self.value = value
        self.original = original
        self.platform = platform
        self.domain = domain
        self.handle = handle
        self.comment = comment
        self.procedure = procedure
        self.procedureLabel = procedureLabel
        self.publication = publication
    }
}

/// A number that somebody stated: `658 accounts`. It is what a speaker says, never a fact of ours.
package struct Claim: Sendable, Hashable {
    package var publication: Publication
    /// As it was written, to the letter.
    package var statement: String
    package var number: Int64
    /// What was counted, as it was written: `accounts`, `followers`.
    package var unit: String
    /// The platform that the statement names, where it names one.
    package var platform: Platform?
    package var procedure: String?
    package var comment: String

    package init(
        publication: Publication, statement: String, number: Int64, unit: String, platform: Platform? = nil,
        procedure: String? = nil, comment: String = ""
    ) {
        self.publication = publication
        self.statement = statement
        self.number = number
        self.unit = unit
        self.platform = platform
        self.procedure = procedure
        self.comment = comment
    }
}
