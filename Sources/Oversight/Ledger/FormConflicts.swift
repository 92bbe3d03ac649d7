/// What two forms of the same report state differently of the same network. Both numbers stay; which is right is not
/// decided here.
package struct FormConflict: Codable, Sendable, Hashable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// Both state a number, and the numbers differ.
        case differs
        /// One states a number and the other none.
        case statedOnce
        /// The network stands in one form of the report, and the report has two.
        case oneForm
        /// A number was never filled in.
        case placeholder
        /// The forms call the report's period by different names.
        case periodNames
    }

    package var kind: Kind
    package var speaker: String
    package var period: String
    package var network: String
    package var count: CountKind?
    /// What each form states and where, in the order of the places.
    package var statements: [String]

    /// All conflicts among forms, whatever their order.
    package static func among(_ forms: [StatedForm]) -> [FormConflict] {
        let forms = Array(Set(forms)).sorted { ($0.place, $0.network) < ($1.place, $1.network) }
        var conflicts: [FormConflict] = []
        for form in forms where !form.placeholders.isEmpty {
            conflicts.append(
                FormConflict(.placeholder, form, nil, form.placeholders.sorted().map { "'\($0)' (\(form.place))" }))
        }
        let reports = Dictionary(grouping: forms) { [$0.speaker, $0.canonicalPeriod ?? ""] }
        for (key, forms) in reports where !key[1].isEmpty {
            let hasTwo = Set(forms.map(\.form)).isSuperset(of: [.table, .page])
            let networks = Dictionary(grouping: forms, by: \.network)
            for statements in networks.values {
                conflicts += compared(statements.sorted { $0.place < $1.place }, reportHasTwo: hasTwo)
            }
        }
        return conflicts.sorted {
            ($0.speaker, $0.period, $0.network, $0.kind.rawValue, $0.count?.column ?? "", $0.statements.first ?? "")
                < (
                    $1.speaker, $1.period, $1.network, $1.kind.rawValue, $1.count?.column ?? "",
                    $1.statements.first ?? ""
                )
        }
    }

    private init(_ kind: Kind, _ form: StatedForm, _ count: CountKind?, _ statements: [String]) {
        self.kind = kind
        speaker = form.speaker
        period = form.canonicalPeriod ?? form.period ?? ""
        network = form.network
        self.count = count
        self.statements = statements
    }

    /// Forms of one network.
    private static func compared(_ forms: [StatedForm], reportHasTwo: Bool) -> [FormConflict] {
        guard let first = forms.first else { return [] }
        let areTwo = Set(forms.map(\.form)).count > 1
        var conflicts: [FormConflict] = []
        if !areTwo, reportHasTwo {
            conflicts.append(FormConflict(.oneForm, first, nil, forms.map { "only in \($0.place)" }))
        }
        if areTwo, Set(forms.compactMap(\.period)).count > 1 {
            conflicts.append(
                FormConflict(.periodNames, first, nil, forms.map { "\($0.period ?? "no period") (\($0.place))" }))
        }
        // A form that counts nothing at all is a list of addresses, and contradicts nobody.
        let counting = forms.filter { !$0.counts.isEmpty }
        guard counting.count > 1 else { return conflicts }
        for kind in CountKind.allCases {
            let stated = counting.compactMap { $0.counts[kind] }
            guard let one = stated.first else { continue }
            let statements = counting.map { "\($0.counts[kind]?.description ?? "none") (\($0.place))" }
            if stated.contains(where: { $0.number != one.number }) {
                conflicts.append(FormConflict(.differs, first, kind, statements))
            } else if areTwo, stated.count < counting.count {
                conflicts.append(FormConflict(.statedOnce, first, kind, statements))
            }
        }
        return conflicts
    }
}
