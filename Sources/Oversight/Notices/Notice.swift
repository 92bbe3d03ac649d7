package import Records
package import Seals

/// What was sent to a platform about assets.
package struct Notice: RegisterEntry {
    package static var kind: RegisterKind { .notice }

    package enum Channel: String, Codable, Sendable, CaseIterable {
        case platformForm = "platform_form"
        case article16 = "dsa_art16"
        case trustedFlagger = "trusted_flagger"
        /// An authority orders the platform to act: DSA Art. 9, a court, a removal notice.
        case order
        /// An authority asks for measures without an order, or nobody knows in what form of law it did.
        case authorityRequest = "authority_request"
        /// An authority demands information: DSA Art. 10 or 67, Australia's Online Safety Act s 49 or 56. It asks for no
        /// action on assets.
        case informationRequest = "information_request"
        /// An authority orders that data be kept (under DSA Art. 72, for one). It asks for no action on assets.
        case retentionOrder = "retention_order"
        case pressQuestion = "press_question"
        case complaintDIGI = "complaint_digi"
        case complaintCoordinator = "complaint_dsc"

        /// For people.
        package var title: String {
            switch self {
            case .platformForm: "platform's form"
            case .article16: "notice under DSA Art. 16"
            case .trustedFlagger: "trusted flagger's notice"
            case .order: "order of an authority"
            case .authorityRequest: "request of an authority"
            case .informationRequest: "authority's request for information"
            case .retentionOrder: "authority's order to keep data"
            case .pressQuestion: "press question"
            case .complaintDIGI: "complaint to DIGI"
            case .complaintCoordinator: "complaint to a Digital Services Coordinator"
            }
        }

        /// Whether the platform itself was asked to act on assets: then the clock of notice runs. Questions, demands for
        /// information and orders to keep data ask for no action, and a complaint to an office may never reach the platform.
        package var asksToAct: Bool {
            switch self {
            case .platformForm, .article16, .trustedFlagger, .order, .authorityRequest: true
            case .informationRequest, .retentionOrder, .pressQuestion, .complaintDIGI, .complaintCoordinator: false
            }
        }
    }

    package var name: String
    package var platform: Platform
    package var channel: Channel
    package var sent: StatedTime
    package var sender: String
    /// The platform's own reference.
    package var reference: String?
    /// The digest of the cohort that it is about.
    package var cohort: String
    /// The assets that it names; nil for all of the cohort's on that platform.
    package var assets: [AssetKey]?
    /// SHA-256 of the full text as it was sent, hexadecimal.
    package var textSHA256: String?
    package var note: String?

    package init(
        name: String, platform: Platform, channel: Channel, sent: StatedTime, sender: String, reference: String? = nil,
        cohort: String, assets: [AssetKey]? = nil, textSHA256: String? = nil, note: String? = nil
    ) {
        self.name = name
        self.platform = platform
        self.channel = channel
        self.sent = sent
        self.sender = sender
        self.reference = reference
        self.cohort = cohort
        self.assets = assets.map { Array(Set($0)).sorted() }
        self.textSHA256 = textSHA256
        self.note = note
    }

    /// The same with its assets spelt out: a notice about a whole cohort is about those that the cohort had then.
    package func naming(_ cohort: Cohort) -> Notice {
        var notice = self
        notice.assets = assets ?? cohort.assets.map(\.key).filter { $0.platform == platform }
        return notice
    }

    /// The assets of its cohort that it is about.
    package func assets(of cohort: Cohort) -> [Asset] {
        let named = assets.map { Set($0) }
        return cohort.assets.filter { $0.key.platform == platform && named?.contains($0.key) ?? true }
    }
}

/// What a platform answered.
package struct Response: RegisterEntry {
    package static var kind: RegisterKind { .response }

    package enum Content: String, Codable, Sendable, CaseIterable {
        case acknowledgement
        case question
        /// The platform says what it did.
        case decision
        case refusal
        case statement
    }

    package var name: String
    /// The notice that it answers.
    package var notice: String
    package var content: Content
    package var received: StatedTime
    package var textSHA256: String?
    package var note: String?

    package init(
        name: String, notice: String, content: Content, received: StatedTime, textSHA256: String? = nil,
        note: String? = nil
    ) {
        self.name = name
        self.notice = notice
        self.content = content
        self.received = received
        self.textSHA256 = textSHA256
        self.note = note
    }
}

/// When somebody else made a network known: a newspaper, another platform, an authority.
package struct Exposure: RegisterEntry {
    package static var kind: RegisterKind { .exposure }

    package enum Source: String, Codable, Sendable, CaseIterable {
        /// Named in public by a third party.
        case exposed
        /// Another platform published the asset.
        case peerNamed = "peer_named"
        /// A journalist asked the platform.
        case press
        /// An authority ordered, sanctioned or listed.
        case order
    }

    package var name: String
    package var source: Source
    package var at: StatedTime
    /// Who did it.
    package var by: String
    package var address: String?
    package var cohort: String
    /// The assets concerned; nil for all of the cohort's.
    package var assets: [AssetKey]?

    package init(
        name: String, source: Source, at: StatedTime, by: String, address: String? = nil, cohort: String,
        assets: [AssetKey]? = nil
    ) {
        self.name = name
        self.source = source
        self.at = at
        self.by = by
        self.address = address
        self.cohort = cohort
        self.assets = assets.map { Array(Set($0)).sorted() }
    }

    /// The same with its assets spelt out, as of the cohort's version that it names.
    package func naming(_ cohort: Cohort) -> Exposure {
        var exposure = self
        exposure.assets = assets ?? cohort.assets.map(\.key)
        return exposure
    }
}
