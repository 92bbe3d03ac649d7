import Records

/// A complaint under Article 53 of the DSA. It goes to the coordinator of the State where the recipient is located or
/// established, who passes it to the coordinator of the provider's establishment; duties of very large platforms
/// (Articles 33 to 43) are the Commission's. There is no common form: the items are what coordinators' pages ask for.
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
                found: complainant.coordinator ?? "", lack: coordinatorLack, basis: Self.article),
            item(
                "service", "the service and the company that provides it", found: provider ?? "",
                lack: provider.isBlank ? "name the company that provides \(platform.name)" : nil, basis: Self.practice),
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
        if complainant.country.isBlank { return "say in which Member State you are located or established" }
        return complainant.coordinator.isBlank
            ? "name the Digital Services Coordinator of \(complainant.country ?? "")" : nil
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
                "\(commission.joined(separator: "; ")): duties of very large platforms are supervised by the Commission, to"
                    + " which the coordinator passes the complaint.")
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
