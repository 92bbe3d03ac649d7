import Records

/// A complaint under Article 53 of the DSA. It goes to the coordinator of the State where the recipient is located or
/// established, who assesses it and where appropriate passes it to the coordinator of the provider's establishment; the
/// further duties of very large platforms (Articles 33 to 43) the Commission alone enforces (Article 56(2)). There is no
/// common form: the items are what coordinators' pages ask for.
extension ComplaintDraft {
    private static var article: String { "DSA Art 53" }
    private static var practice: String { "coordinators' forms" }

    var itemsForArticle53: [ComplaintChecklist.Item] {
        [
            contactItem(basis: Self.practice),
            item(
                "standing", "a recipient of the service, or a body mandated by one",
                found: complainant.capacity.rawValue.replacing("_", with: " "), lack: standingLack,
                basis: "DSA Art 53, 86"),
            item(
                "coordinator", "the coordinator of the State where the recipient is located or established",
                found: "\(complainant.coordinator ?? ""), for \(complainant.country ?? "")", lack: coordinatorLack,
                basis: Self.article),
            item(
                "service", "the service and the company that provides it", found: provider ?? "",
                lack: provider.isBlank ? providerLack : nil, basis: Self.practice),
            item(
                "provision", "the provisions of the Regulation that are infringed",
                found: regulation.map(\.provision).joined(separator: "; "), lack: provisionLack, basis: Self.article),
            breachItem("what happened and how it infringes the provision", basis: Self.practice),
            evidenceItem("facts with the documents that show them", basis: Self.practice),
            item("dates", "when each fact occurred", lack: datesLack, basis: Self.practice),
            findingItem(basis: Self.practice),
            correspondenceItem("what was reported to the platform, and its answers", basis: Self.practice),
            item(
                "harm", "the harm, and to whom", lack: harm.isBlank ? "say what harm was done, and to whom" : nil,
                basis: Self.practice),
            item(
                "answers", "what the platform answered", found: "in the correspondence",
                lack: correspondence.contains { $0.direction == .received }
                    ? nil : "no answer is here: say whether there was one",
                isRequired: false, basis: Self.practice),
            item(
                "remedy", "what is asked for", lack: remedy.isBlank ? "say what the coordinator should do" : nil,
                isRequired: false, basis: Self.practice),
        ]
    }

    private var providerLack: String {
        let known = ServiceEstablishment.of(platform)
        let name = known?.provider.map { ": as far as the register goes \($0) (\(known?.source ?? ""))" } ?? ""
        return "name the company that provides \(platform.name)" + name
    }

    private var standingLack: String? {
        switch complainant.capacity {
        case .recipient: nil
        case .mandatedBody:
            exhibits.contains { $0.name.lowercased().contains("mandate") || $0.title.lowercased().contains("mandate") }
                ? nil : "add the recipient's mandate as an exhibit that is called so"
        case .australianPublic, .other: "say that you receive the service, or act under a recipient's mandate"
        }
    }

    private var coordinatorLack: String? {
        guard let country = complainant.country, !country.isBlank else {
            return "say in which Member State you are located or established"
        }
        guard let known = ServicesCoordinator.of(country) else {
            return "'\(country)' is no Member State: the article is for recipients located or established in the Union"
        }
        let register = "\(known.name) (\(known.title)), by \(Self.vouched(known.grade, known.source))"
        guard let coordinator = complainant.coordinator, !coordinator.isBlank else {
            return "name the Digital Services Coordinator of \(known.state): \(register)"
        }
        if known.isMeant(by: coordinator) { return nil }
        if let other = ServicesCoordinator.shipped.first(where: { $0.isMeant(by: coordinator) }) {
            return
                "\(coordinator) is the coordinator of \(other.state); that of \(known.state), where the recipient is,"
                + " is \(register)"
        }
        return "the register knows the Digital Services Coordinator of \(known.state) as \(register), and not as"
            + " '\(coordinator)'; where both are the same, write \(known.name)"
    }

    /// The address, or that nobody read it.
    private static func vouched(_ grade: ObligationRule.ProvisionGrade, _ source: String) -> String {
        grade == .memory ? "memory: check it at \(source)" : source
    }

    private var regulation: [ObligationRule] {
        provisions.filter { $0.framework == .dsa && $0.status == .inForce && $0.bound != .coordinator }
    }

    private var provisionLack: String? {
        if !regulation.isEmpty { return nil }
        return provisions.isEmpty
            ? "name the provisions of the DSA"
            : "name provisions of the DSA itself: a voluntary code or a bill that was not enacted cannot be infringed"
    }

    private var roles: Set<ObligationRule.BoundParty> {
        ProvisionMap().roles(of: platform, in: .europeanUnion)
    }

    private var datesLack: String? {
        let undated = allegations.indices.filter { allegations[$0].date == nil }.map { "\($0 + 1)" }
        if allegations.isEmpty { return "date the facts" }
        return undated.isEmpty ? nil : "no date for fact \(undated.joined(separator: ", "))"
    }

    /// What the complainant should know, apart from what is missing.
    var adviceForArticle53: [String] {
        let commission = regulation.filter { $0.bound == .veryLargePlatform }.map(\.provision)
        var advice: [String] = []
        if !commission.isEmpty {
            advice.append(
                "\(commission.joined(separator: "; ")): duties of very large platforms are supervised by the Commission"
                    + " alone (Art 56(2)); a coordinator can ask it to assess them (Art 65(2)).")
            if !roles.contains(.veryLargePlatform) {
                advice.append(
                    "As far as the register goes, \(platform.name) is no very large platform"
                        + " (\(commission.joined(separator: "; "))).")
            }
        }
        if let place = ServiceEstablishment.of(platform), let coordinator = place.coordinator {
            advice.append(
                "Yours passes it, where appropriate, to the coordinator of the provider's establishment: for \(platform.name)"
                    + " \(coordinator.name), \(coordinator.state) (\(Self.vouched(place.grade, place.source))).")
            if let known = place.provider, let provider, !provider.isBlank, known.lowercased() != provider.lowercased()
            {
                advice.append("The register knows the provider as \(known) (\(place.source)): compare the name.")
            }
        } else {
            advice.append(
                "Where in the Union the provider of \(platform.name) is established, the register does not know: look it up."
            )
        }
        let voluntary = provisions.filter { $0.status == .voluntary }.map { "\($0.framework.title), \($0.provision)" }
        if !voluntary.isEmpty {
            advice.append(
                "\(voluntary.joined(separator: "; ")): a voluntary commitment may show what can be expected, and is not"
                    + " infringed as the Regulation is.")
        }
        let unread = regulation.filter { $0.grade == .memory || $0.grade == .partly }.map(\.provision)
        if !unread.isEmpty {
            advice.append(
                "\(unread.joined(separator: "; ")): the register holds the wording from memory; read it before you sign."
            )
        }
        return advice
    }
}
