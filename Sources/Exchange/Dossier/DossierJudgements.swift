package import Records

extension Dossier {
    /// Something by whose name a judgement goes: where that may not be shown, neither may the judgement.
    package struct Named: Sendable, Hashable {
        package var reference: ObjectReference
        package var marking: TrafficLight?

        package init(_ reference: ObjectReference, marking: TrafficLight? = nil) {
            self.reference = reference
            self.marking = marking
        }
    }

    /// A network that a person has assessed, with a name.
    package struct Operation: Sendable, Hashable {
        package enum Kind: String, Sendable {
            /// Acts with one aim over some time.
            case campaign
            /// Whoever is behind several campaigns, while nobody knows who that is.
            case intrusionSet = "intrusion-set"
        }

        package var name: String
        package var kind: Kind
        package var aliases: [String]
        package var description: String
        package var first: Instant?
        package var last: Instant?
        /// Identifiers of its networks, ascending.
        package var networks: [String]
        package var marking: TrafficLight?

        package init(
            name: String, kind: Kind = .campaign, aliases: [String] = [], description: String = "",
            first: Instant? = nil, last: Instant? = nil, networks: [String] = [], marking: TrafficLight? = nil
        ) {
            self.name = name
            self.kind = kind
            self.aliases = aliases
            self.description = description
            self.first = first
            self.last = last
            self.networks = networks
            self.marking = marking
        }
    }

    /// What a person says, never the program.
    package struct Assessment: Sendable, Hashable {
        /// A step from what is seen to who is behind it; none is skipped.
        package enum Layer: String, Sendable, CaseIterable {
            case assetToNetwork = "asset-to-network"
            case networkToOperator = "network-to-operator"
            case operatorToSponsor = "operator-to-sponsor"
        }

        package enum Confidence: String, Sendable, CaseIterable {
            case low, moderate, high
        }

        package var name: String
        /// The digest of its entry.
        package var digest: String
        package var layer: Layer
        /// The sentence that is signed.
        package var text: String
        /// The likelihood in words, a span where it spans several: `likely`, `unlikely to roughly even`.
        package var likelihood: String
        /// Never in one sentence with the likelihood.
        package var confidence: Confidence
        /// What was not seen; never empty.
        package var limits: String
        /// The network that is spoken of, or else the question that was asked.
        package var subject: String
        /// What the subject's name stands for in the case.
        package var named: [Named]
        /// Who is named behind it; nil where nobody is.
        package var actor: String?
        package var author: String
        package var written: Instant
        /// Who signed it; empty for a draft.
        package var signers: [String]
        package var marking: TrafficLight?

        package init(
            name: String, digest: String, layer: Layer, text: String, likelihood: String, confidence: Confidence,
            limits: String, subject: String, named: [Named] = [], actor: String? = nil, author: String,
            written: Instant, signers: [String], marking: TrafficLight? = nil
        ) {
            self.name = name
            self.digest = digest
            self.layer = layer
            self.text = text
            self.likelihood = likelihood
            self.confidence = confidence
            self.limits = limits
            self.subject = subject
            self.named = named
            self.actor = actor
            self.author = author
            self.written = written
            self.signers = signers
            self.marking = marking
        }

        package var isSigned: Bool { !signers.isEmpty }
    }

    /// A way of acting by a published taxonomy.
    package struct Technique: Sendable, Hashable, Comparable {
        package enum Framework: String, Sendable, CaseIterable {
            case disarm = "DISARM"
            case metaKillChain = "Meta Online Operations Kill Chain"
        }

        package var framework: Framework
        /// `T0019.002`; `3.1.4`
        package var id: String
        package var name: String
        /// Of the framework: `1.6`. An id says nothing without it.
        package var version: String
        /// The phase or tactic as the framework names it: `develop-content`.
        package var phase: String?
        /// What acts so, in the words of whoever says it: a cohort, `N1`.
        package var subject: String
        /// The network that is meant, where it is one of the dossier's.
        package var network: String?
        /// What the subject's name stands for in the case.
        package var named: [Named]
        package var marking: TrafficLight?

        package init(
            framework: Framework, id: String, name: String, version: String, phase: String? = nil, subject: String,
            network: String? = nil, named: [Named] = [], marking: TrafficLight? = nil
        ) {
            self.framework = framework
            self.id = id
            self.name = name
            self.version = version
            self.phase = phase
            self.subject = subject
            self.network = network
            self.named = named
            self.marking = marking
        }

        /// What other lists of the dossier call its subject.
        var about: String { network ?? subject }

        package static func < (left: Technique, right: Technique) -> Bool {
            (left.framework.rawValue, left.id, left.version, left.subject)
                < (right.framework.rawValue, right.id, right.version, right.subject)
        }
    }
}
