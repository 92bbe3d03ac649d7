package import Oversight
package import Records

/// What is handed to somebody else: the one value that every exporter takes.
///
/// Every list is sorted and holds each thing once, so that the same dossier gives the same bytes. Posts are no list: a
/// case may have millions, and they are read one after another from where they are kept.
package struct Dossier: Sendable {
    /// What stands at the head of the document.
    package struct Head: Sendable, Hashable {
        package var title: String
        /// What it was made of, in a sentence: which case, run, cohort, and their digests.
        package var summary: String
        /// Who hands it out: an authority, a newsroom, a researcher.
        package var producer: String
        /// To whom the document may be shown.
        package var marking: TrafficLight
        /// The one thing that it is about, whose name stands in its head; nil where it is about several.
        package var subject: ObjectReference?
        /// When the case began: formats whose objects have a time of creation for good take this one.
        package var begun: Instant
        /// As of when it stands: when the case last changed, or what the caller says. Not the clock's time, by which the
        /// same case would give other bytes each time.
        package var now: Instant

        package init(
            title: String, summary: String, producer: String, marking: TrafficLight,
            subject: ObjectReference? = nil, begun: Instant, now: Instant
        ) {
            self.title = title
            self.summary = summary
            self.producer = producer
            self.marking = marking
            self.subject = subject
            self.begun = min(begun, now)
            self.now = now
        }
    }

    package var head: Head
    /// By key.
    package var assets: [Asset] = []
    /// By identifier.
    package var networks: [Network] = []
    /// By kind, then by value.
    package var observables: [Observable] = []
    package var posts = PostPass.none
    /// Operations that a person has assessed, by name.
    package var operations: [Operation] = []
    /// By name.
    package var assessments: [Assessment] = []
    /// By framework, id and what they are said of.
    package var techniques: [Technique] = []
    /// The last entry of each name, by name.
    package var notices: [Entered<Notice>] = []
    package var responses: [Entered<Response>] = []
    /// When somebody else made assets known.
    package var exposures: [Entered<Exposure>] = []
    package var obligations: [Entered<ObligationClock>] = []
    /// What platforms reported, an entry a capture, by name.
    package var disclosures: [Entered<LedgerReport>] = []
    /// In what state assets were met, and when.
    package var availability = ObservationTable()
    /// Objects of documents that were imported, as they stood in them.
    package var imported = ImportedPass.none
    /// What was left out because of its marking: nothing before `cleared`, and posts are counted as they pass.
    package var withheld = Withheld()

    package init(head: Head) {
        self.head = head
    }
}

/// An entry of a register in a dossier.
package struct Entered<Value: Sendable>: Sendable {
    /// SHA-256 of the entry's canonical JSON, hexadecimal.
    package var digest: String
    package var entered: Instant
    package var value: Value
    /// Nil where nobody has marked it.
    package var marking: TrafficLight?

    package init(digest: String, entered: Instant, value: Value, marking: TrafficLight? = nil) {
        self.digest = digest
        self.entered = entered
        self.value = value
        self.marking = marking
    }
}

/// How much was left out of a dossier, by kind.
package struct Withheld: Sendable, Hashable {
    package private(set) var counts: [ObjectReference.Kind: Int] = [:]

    package init() {}

    package mutating func add(_ kind: ObjectReference.Kind, _ count: Int = 1) {
        if count > 0 { counts[kind, default: 0] += count }
    }

    package var total: Int { counts.values.reduce(0, +) }

    /// `3 accounts, 12 posts`; empty where nothing was left out.
    package var words: String {
        ObjectReference.Kind.allCases.compactMap { kind in
            counts[kind].map { "\($0) \($0 == 1 ? kind.title : kind.plural)" }
        }.joined(separator: ", ")
    }
}
