import Records

/// DIGI's form, as its page on complaints describes it: eligibility, a signatory and its commitment, correspondence to
/// date, where the commitment was breached, each with documents, and a declaration. Single items of content are not
/// taken. A complaint of 2024 was dismissed for want of convincing evidence.
extension ComplaintDraft {
    private static var form: String { "DIGI complaint form" }
    private static var dismissal: String { "decision of 15 April 2024" }

    func itemsForDIGI(on day: Day?) -> [ComplaintChecklist.Item] {
        [
            contactItem(basis: Self.form),
            item(
                "eligibility", "a complaint from the Australian public",
                lack: complainant.capacity == .australianPublic
                    ? nil : "the facility is open to the Australian public: say in which capacity you complain",
                basis: Self.form),
            item(
                "signatory", "one signatory of the code, named",
                found: provider ?? platform.name, lack: signatoryLack(on: day),
                basis: Self.form),
            item(
                "commitment", "the specific commitment of the code",
                found: commitment ?? codeProvisions.joined(separator: "; "),
                lack: commitmentLack, basis: Self.form),
            breachItem("how the commitment was materially breached", basis: Self.form),
            evidenceItem("documents that show the breach", basis: Self.form),
            findingItem(basis: Self.dismissal),
            correspondenceItem("correspondence with the signatory to date, with documents", basis: Self.form),
            item(
                "scope", "conduct, not single items of content",
                lack: concernsSingleItem
                    ? "single items of content are not taken: report them to the platform, and complain of the pattern"
                    : nil,
                basis: Self.form),
            item(
                "declaration", "a declaration that all of it is true and correct",
                lack: isDeclaredTrue ? nil : "sign the declaration", basis: Self.form),
            item(
                "remedy", "what would put it right",
                lack: remedy.isBlank ? "say what you ask for: offers are weighed" : nil,
                isRequired: false, basis: Self.dismissal),
        ]
    }

    private func signatoryLack(on day: Day?) -> String? {
        if platform == .unstated { return provider.isBlank ? "name the signatory" : nil }
        guard let day else { return nil }
        let signed = PlatformStanding.shipped.filter {
            $0.platform == platform && $0.jurisdiction == .australia && $0.role == .signatory
        }
        if signed.contains(where: { $0.holds(on: day) }) { return nil }
        if let last = signed.last, let until = last.until, until <= day {
            return
                "\(platform.name) has been no signatory since \(until) (\(last.source)): the facility does not take it"
        }
        return "the register does not know \(platform.name) as a signatory on \(day): compare DIGI's list"
    }

    private var codeProvisions: [String] {
        provisions.filter { $0.framework == .auCode && $0.bound != .anyone }.map(\.provision)
    }

    private var commitmentLack: String? {
        if codeProvisions.isEmpty {
            return "name a commitment of the Australian code: the law of others does not count here"
        }
        // The register's provisions are objectives; the form wants the outcome under them.
        return commitment.isBlank ? "name the very outcome or commitment, such as 'Outcome 1C'" : nil
    }
}
