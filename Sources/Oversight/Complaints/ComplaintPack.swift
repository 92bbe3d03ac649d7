package import Records

/// A complaint ready to be read, with the list of what is there and what is missing.
package struct ComplaintPack: Codable, Hashable, Sendable {
    /// The complaint's text, in Markdown.
    package let text: String
    package let checklist: ComplaintChecklist

    /// - Parameter date: the day that stands under it.
    package init(_ draft: ComplaintDraft, date: Day) {
        checklist = ComplaintChecklist(draft, on: date)
        var page = ComplaintPage()
        page.head(draft, checklist, date)
        page.matter(draft)
        page.findings(draft)
        page.documents(draft)
        page.end(draft, checklist)
        text = page.text
    }
}

/// Puts a complaint's parts one under the other.
private struct ComplaintPage {
    private(set) var text = ""

    mutating func head(_ draft: ComplaintDraft, _ checklist: ComplaintChecklist, _ date: Day) {
        let complainant = draft.complainant
        line("# \(draft.procedure.title)")
        if checklist.verdict == .incomplete {
            let missing = checklist.missing.filter(\.isRequired).count
            line("**DRAFT: INCOMPLETE. \(missing) \(missing == 1 ? "item is" : "items are") missing; see the end.**")
        }
        rows([
            ("Date", date.description),
            ("Complainant", complainant.name),
            ("Contact", complainant.contact ?? "(missing)"),
            ("Capacity", complainant.capacity.rawValue.replacing("_", with: " ")),
            ("Country", complainant.country ?? (draft.procedure == .dsaArticle53 ? "(missing)" : "(not stated)")),
        ])
        if draft.procedure == .dsaArticle53 { rows([("Addressed to", complainant.coordinator ?? "(missing)")]) }
        rows([
            ("Service", draft.platform.name),
            ("Provider", draft.provider ?? (draft.procedure == .dsaArticle53 ? "(missing)" : "(not stated)")),
        ])
        text += "\n"
    }

    mutating func matter(_ draft: ComplaintDraft) {
        line("## Provisions")
        if let commitment = draft.commitment, !commitment.isBlank { line("Commitment: \(Self.plain(commitment))") }
        for rule in draft.provisions {
            item("[\(rule.status.mark)] \(rule.framework.title), \(rule.provision): \(rule.duty) (\(rule.id))")
        }
        if draft.provisions.isEmpty { item("(missing)") }
        text += "\n"
        line("## Breach, in the complainant's words")
        line(Self.plain(draft.breach.isBlank ? "(missing)" : draft.breach ?? ""))
        line("## Facts")
        for (index, allegation) in draft.allegations.enumerated() {
            let date = allegation.date.map { "\($0): " } ?? ""
            let exhibits = allegation.exhibits.isEmpty ? "no exhibit" : allegation.exhibits.joined(separator: ", ")
            text += "\(index + 1). \(Self.plain("\(date)\(allegation.fact) [\(exhibits)]"))\n"
        }
        if draft.allegations.isEmpty { item("(missing)") }
        text += "\n"
    }

    mutating func findings(_ draft: ComplaintDraft) {
        line("## Measured findings")
        for finding in draft.findings {
            item(
                "\(finding.metric.rawValue) \(finding.metric.title): \(finding.verdict.rawValue): \(finding.statement)"
                    + (finding.metric == .originScreen ? " (a screen, never a finding by itself)" : ""))
            let inputs = finding.inputs.joined(separator: ", ")
            text += "  - from \(inputs.isEmpty ? "(missing)" : Self.plain(inputs))\n"
        }
        if draft.findings.isEmpty { item("(none)") }
        text += "\n"
        if let harm = draft.harm, !harm.isBlank {
            line("## Harm, in the complainant's words")
            line(Self.plain(harm))
        }
        if let remedy = draft.remedy, !remedy.isBlank {
            line("## What is asked for")
            line(Self.plain(remedy))
        }
    }

    mutating func documents(_ draft: ComplaintDraft) {
        line("## Correspondence with the platform")
        let letters = draft.correspondence.sorted { ($0.date.earliest, $0.summary) < ($1.date.earliest, $1.summary) }
        for letter in letters {
            item(
                "\(letter.date), \(letter.direction.rawValue): \(letter.summary) (SHA-256 \(letter.sha256 ?? "missing"))"
            )
        }
        if letters.isEmpty { item("(missing)") }
        text += "\n"
        line("## Exhibits")
        for exhibit in draft.exhibits {
            item("\(exhibit.name): \(exhibit.title) (SHA-256 \(exhibit.sha256 ?? "missing"))")
        }
        if draft.exhibits.isEmpty { item("(missing)") }
        text += "\n"
    }

    mutating func end(_ draft: ComplaintDraft, _ checklist: ComplaintChecklist) {
        line("## Declaration")
        line(
            draft.isDeclaredTrue
                ? "I declare that all of this is true and correct. Signed: \(Self.plain(draft.complainant.name))"
                : "(not signed)")
        line("## Checklist: \(checklist.verdict.rawValue)")
        for entry in checklist.items {
            let box = entry.state == .present ? "x" : " "
            let need = entry.isRequired ? "" : " (useful)"
            let remark = entry.remark.isEmpty ? "" : ": \(entry.remark)"
            item("[\(box)] \(entry.id)\(need), \(entry.asks)\(remark) — \(entry.basis)", isBox: true)
        }
        text += "\n"
        for advice in self.advice(draft) { line("> \(Self.plain(advice))") }
        while text.hasSuffix("\n\n") { text.removeLast() }
    }

    private func advice(_ draft: ComplaintDraft) -> [String] {
        switch draft.procedure {
        case .digi:
            ["Keep the substance from the press until the committee has decided: in 2024 it objected to the contrary."]
        case .dsaArticle53: draft.adviceForArticle53
        }
    }

    private mutating func line(_ line: String) { text += line + "\n\n" }

    private mutating func rows(_ rows: [(String, String)]) {
        for (name, value) in rows { item("\(name): \(value)") }
    }

    private mutating func item(_ content: String, isBox: Bool = false) {
        text +=
            "- \(isBox ? "\(content.prefix(3)) \(Self.plain(String(content.dropFirst(4))))" : Self.plain(content))\n"
    }

    /// Text of others as text: on one line, and without what Markdown or HTML would act on.
    private static func plain(_ text: String) -> String {
        var plain = ""
        for character in text {
            if character.isNewline || character.unicodeScalars.allSatisfy({ $0.properties.generalCategory == .control })
            {
                plain += plain.hasSuffix(" ") ? "" : " "
            } else if "<`*_|\\".contains(character) {
                plain += "\\\(character)"
            } else {
                plain.append(character)
            }
        }
        return plain
    }
}
