package import Records

/// What a procedure asks for, and what of it is there.
package struct ComplaintChecklist: Codable, Hashable, Sendable {
    package struct Item: Codable, Hashable, Sendable {
        package enum State: String, Codable, Sendable, CaseIterable {
            case present
            case missing
        }

        /// A short lasting word: `correspondence`.
        package var id: String
        package var asks: String
        package var state: State
        /// Whether the pack is incomplete without it.
        package var isRequired: Bool
        /// What was found, or what to add.
        package var remark: String
        /// Which text asks for it.
        package var basis: String
    }

    package enum Completeness: String, Codable, Sendable, CaseIterable {
        case complete
        case incomplete
    }

    package var procedure: ComplaintProcedure
    package var platform: Platform
    package var verdict: Completeness
    package var items: [Item]

    /// - Parameter day: when the complaint is made: nil leaves open whether the platform is a signatory then.
    package init(_ draft: ComplaintDraft, on day: Day? = nil) {
        procedure = draft.procedure
        platform = draft.platform
        items =
            switch draft.procedure {
            case .digi: draft.itemsForDIGI(on: day)
            case .dsaArticle53: draft.itemsForArticle53
            }
        verdict = items.contains { $0.isRequired && $0.state == .missing } ? .incomplete : .complete
    }

    /// What is wanted and not there.
    package var missing: [Item] { items.filter { $0.state == .missing } }
}

extension ComplaintDraft {
    /// An item; `lack` says what to add, and nil that nothing is missing.
    func item(
        _ id: String, _ asks: String, found: String = "", lack: String?, isRequired: Bool = true, basis: String
    ) -> ComplaintChecklist.Item {
        ComplaintChecklist.Item(
            id: id, asks: asks, state: lack == nil ? .present : .missing, isRequired: isRequired, remark: lack ?? found,
            basis: basis)
    }

    /// Items that every procedure has, under the texts that ask for them.
    func contactItem(basis: String) -> ComplaintChecklist.Item {
        let lack: String? =
            complainant.name.isBlank
            ? "name the complainant" : complainant.contact.isBlank ? "add an address for answers" : nil
        return item(
            "identity", "who complains, and where answers reach them", found: complainant.name, lack: lack, basis: basis
        )
    }

    func breachItem(_ asks: String, basis: String) -> ComplaintChecklist.Item {
        item("breach", asks, lack: breach.isBlank ? "describe how the platform breached it" : nil, basis: basis)
    }

    /// Facts count where each rests on an exhibit that is there, with its hash.
    func evidenceItem(_ asks: String, basis: String) -> ComplaintChecklist.Item {
        item(
            "evidence", asks, found: "\(allegations.count) facts on \(exhibits.count) exhibits", lack: evidenceLack,
            basis: basis)
    }

    private var evidenceLack: String? {
        if allegations.isEmpty { return "state the facts one by one, each with the exhibits that show it" }
        if exhibits.isEmpty { return "add the documents that show the facts" }
        var lacks: [String] = []
        let names = Set(exhibits.map(\.name))
        for (index, allegation) in allegations.enumerated() {
            let absent = allegation.exhibits.filter { !names.contains($0) }
            if allegation.exhibits.isEmpty {
                lacks.append("fact \(index + 1) names no exhibit")
            } else if !absent.isEmpty {
                lacks.append("fact \(index + 1) names what is not in the pack: \(absent.joined(separator: ", "))")
            }
        }
        let unhashed = exhibits.filter { !($0.sha256?.isSHA256 ?? false) }.map(\.name)
        if !unhashed.isEmpty { lacks.append("no SHA-256 for \(unhashed.joined(separator: ", "))") }
        return lacks.isEmpty ? nil : lacks.joined(separator: "; ")
    }

    /// A measured finding against the platform; the origin screen alone is none.
    func findingItem(basis: String) -> ComplaintChecklist.Item {
        let against = findings.filter { $0.verdict == .fail && $0.platform == platform }
        // What a number was made of is what anybody can check it by.
        let unfounded = findings.indices.filter { findings[$0].inputs.allSatisfy(\.isBlank) }.map { "\($0 + 1)" }
        var lacks: [String] = []
        if against.isEmpty {
            lacks.append("no measured finding is against \(platform.name): add one with its numbers")
        } else if against.allSatisfy({ $0.metric == .originScreen }) {
            lacks.append("the origin screen (M11) alone is never a finding: add another")
        }
        if !unfounded.isEmpty {
            lacks.append(
                "no inputs for finding \(unfounded.joined(separator: ", ")): add the digests that its figures were printed with"
            )
        }
        return item(
            "findings", "at least one measured finding with its numbers",
            found: "\(against.count) against the platform",
            lack: lacks.isEmpty ? nil : lacks.joined(separator: "; "), basis: basis)
    }

    func correspondenceItem(_ asks: String, basis: String) -> ComplaintChecklist.Item {
        let sent = correspondence.filter { $0.direction == .sent }.count
        let unhashed = correspondence.filter { !($0.sha256?.isSHA256 ?? false) }.map(\.date.text)
        let lack: String? =
            if sent == 0 {
                "nothing was sent to the platform, or it is not here: add the notices and letters"
            } else if !unhashed.isEmpty {
                "no SHA-256 of the text of \(unhashed.joined(separator: ", "))"
            } else {
                nil
            }
        return item(
            "correspondence", asks, found: "\(sent) sent, \(correspondence.count - sent) received", lack: lack,
            basis: basis)
    }
}

extension String {
    /// Whether nothing but blanks stands in it.
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
}

extension String? {
    /// Whether there is nothing but blanks.
    var isBlank: Bool { self?.isBlank ?? true }
}
