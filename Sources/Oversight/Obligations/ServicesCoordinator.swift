package import Records

/// A Member State's Digital Services Coordinator (DSA, Article 49).
package struct ServicesCoordinator: Codable, Hashable, Sendable {
    /// Two letters (ISO 3166-1).
    package let country: String
    /// The State's English name.
    package let state: String
    /// What it is known by: `ANCOM`.
    package let name: String
    package let title: String
    package let grade: ObligationRule.ProvisionGrade
    package let source: String

    /// The coordinator of a State that is given by its name or its two letters; nil where it is no Member State.
    package static func of(_ country: String) -> ServicesCoordinator? {
        let plain = country.split(separator: " ").joined(separator: " ")
        let letters = plain.uppercased() == "EL" ? "GR" : plain.uppercased()
        let name = CountryName.normalised(plain)
        return shipped.first { $0.country == letters || $0.state == name }
    }

    /// Whether somebody's words for an authority mean this one.
    package func isMeant(by text: String) -> Bool {
        let words = Self.words(text)
        return [name, title].map(Self.words).contains { wanted in
            words.indices.contains { words[$0...].starts(with: wanted) }
        }
    }

    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
    }

    /// As the Commission's page lists them, where what was stored of it shows them; the others from memory.
    package static let shipped: [ServicesCoordinator] = {
        let list = "https://digital-strategy.ec.europa.eu/en/policies/dsa-dscs"
        let listed = [
            ("AT", "Austria", "KommAustria", "Kommunikationsbehörde Austria"),
            ("BG", "Bulgaria", "CRC", "Communications Regulation Commission"),
            ("CY", "Cyprus", "CRTA", "Cyprus Radiotelevision Authority"),
            ("CZ", "Czechia", "ČTÚ", "Czech Telecommunication Office"),
            ("DK", "Denmark", "KFST", "Danish Competition and Consumer Authority"),
            ("ES", "Spain", "CNMC", "Comisión Nacional de los Mercados y la Competencia"),
            ("FI", "Finland", "Traficom", "Finnish Transport and Communications Agency"),
            ("HR", "Croatia", "HAKOM", "Croatian Regulatory Authority for Network Industries"),
            ("HU", "Hungary", "NMHH", "National Media and Infocommunications Authority"),
            ("IE", "Ireland", "Coimisiún na Meán", "Media Commission"),
            ("IT", "Italy", "AGCOM", "Autorità per le Garanzie nelle Comunicazioni"),
            ("LU", "Luxembourg", "Autorité de la concurrence", "Competition Authority"),
            ("NL", "Netherlands", "ACM", "Autoriteit Consument en Markt"),
            ("PT", "Portugal", "ANACOM", "Autoridade Nacional de Comunicações"),
            ("RO", "Romania", "ANCOM", "National Authority for Management and Regulation in Communications"),
            ("SE", "Sweden", "PTS", "Post- och telestyrelsen"),
        ].map { ServicesCoordinator($0, .storedPage, list) }
        let others = [
            ServicesCoordinator(
                ("BE", "Belgium", "BIPT", "Belgian Institute for Postal services and Telecommunications"), .storedPage,
                "https://hitechexpert.top/whatsapp-faces-the-strictest-eu-rules"),
            ServicesCoordinator(
                ("SI", "Slovenia", "AKOS", "Agency for Communication Networks and Services"), .storedPage,
                "https://akos-rs.si/en/digital-services/explore/for-government-authorities"),
        ]
        let remembered = [
            ("DE", "Germany", "Bundesnetzagentur", "Federal Network Agency"),
            ("EE", "Estonia", "TTJA", "Consumer Protection and Technical Regulatory Authority"),
            ("FR", "France", "Arcom", "Autorité de régulation de la communication audiovisuelle et numérique"),
            ("GR", "Greece", "EETT", "Hellenic Telecommunications and Post Commission"),
            ("LT", "Lithuania", "RRT", "Communications Regulatory Authority"),
            ("LV", "Latvia", "PTAC", "Consumer Rights Protection Centre"),
            ("MT", "Malta", "MCA", "Malta Communications Authority"),
            ("PL", "Poland", "UKE", "Office of Electronic Communications"),
            ("SK", "Slovakia", "RPMS", "Council for Media Services"),
        ].map { ServicesCoordinator($0, .memory, list) }
        return (listed + others + remembered).sorted { $0.country < $1.country }
    }()

    private init(
        _ row: (country: String, state: String, name: String, title: String), _ grade: ObligationRule.ProvisionGrade,
        _ source: String
    ) {
        (country, state, name, title) = row
        self.grade = grade
        self.source = source
    }
}

/// Where in the Union a platform's provider is established, or has its legal representative: the coordinator there
/// supervises it (DSA, Article 56), for very large platforms beside the Commission.
package struct ServiceEstablishment: Codable, Hashable, Sendable {
    package let platform: Platform
    /// The company, where it is known.
    package let provider: String?
    /// Two letters.
    package let country: String
    package let grade: ObligationRule.ProvisionGrade
    package let source: String

    package var coordinator: ServicesCoordinator? { ServicesCoordinator.of(country) }

    /// Nil where nothing is known.
    package static func of(_ platform: Platform) -> ServiceEstablishment? {
        shipped.first { $0.platform == platform }
    }

    package static let shipped: [ServiceEstablishment] = {
        let meta = "Meta Platforms Ireland Limited"
        let ruling = "https://www.siliconrepublic.com/business/meta-google-tiktok-eu-irish-law-austria"
        let large = "https://www.irishexaminer.com/news/arid-41749596.html"
        return [
            ServiceEstablishment(.facebook, meta, "IE", .storedPage, ruling),
            ServiceEstablishment(.instagram, meta, "IE", .storedPage, ruling),
            ServiceEstablishment(.threads, meta, "IE", .partly, ruling),
            ServiceEstablishment(.youtube, "Google Ireland Limited", "IE", .storedPage, ruling),
            ServiceEstablishment(
                .tiktok, "TikTok Technology Limited", "IE", .storedPage,
                "https://curia.europa.eu/juris/document/document.jsf?docid=284229&doclang=EN"),
            ServiceEstablishment(.x, nil, "IE", .storedPage, large),
            ServiceEstablishment(
                .telegram, nil, "BE", .storedPage, "https://hitechexpert.top/whatsapp-faces-the-strictest-eu-rules"),
        ]
    }()

    private init(
        _ platform: Platform, _ provider: String?, _ country: String, _ grade: ObligationRule.ProvisionGrade,
        _ source: String
    ) {
        self.platform = platform
        self.provider = provider
        self.country = country
        self.grade = grade
        self.source = source
    }
}
