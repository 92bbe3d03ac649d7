import Records

/// Looks for networks in a platform's reports: in each series by its own calendar, and in single statements.
struct OmissionSearch {
    private typealias Candidate = (row: Disclosure, rung: MatchRung)

    private let platform: String
    private let expectation: DisclosureOmission.Expectation
    private let calendars: [ReportingCalendar]
    private let rows: [Disclosure]

    init(_ ledger: Ledger, platform: String, _ expectation: DisclosureOmission.Expectation) {
        self.platform = platform
        self.expectation = expectation
        // A sum of networks names none of them: its report is not one in which a network can be looked for.
        let told = Ledger(
            ledger.rows.filter { row in
                row.platform == platform && row.unit != .aggregate
                    && (expectation.series.map { row.series == $0 } ?? true)
            })
        rows = told.rows.filter { $0.unit != .report }
        let reports = Dictionary(grouping: told.reports(of: platform)) { ReportTitle.series($0.report) }
        let fewest = expectation.series == nil ? 2 : 1
        calendars = reports.keys.sorted().compactMap { name in
            ReportingCalendar(name, reports[name] ?? [], fewest: fewest)
        }
    }

    func finding(_ network: NetworkRecord) -> DisclosureOmission.Finding {
        let candidates = rows.map { row -> Candidate in
            (row, MatchRung(network, row, released: expectation.released[row.source] ?? []))
        }.filter { candidate in
            candidate.rung != .none && (candidate.row.days.map { $0.last >= network.days.first } ?? true)
        }
        let windows = calendars.compactMap { calendar in
            calendar.window(from: network.days.last, periods: DisclosureOmission.grace).map { (calendar.series, $0) }
        }
        // A statement outside the series is in time as long as any series is.
        let latest = windows.compactMap { $0.1.last?.period.last }.max()
        let ends = Dictionary(windows.map { ($0.0, $0.1.last?.period.last) }) { first, _ in first }
        let timely = candidates.filter { candidate in
            guard let first = candidate.row.days?.first else { return false }
            return (ends[candidate.row.series] ?? latest).map { first <= $0 } ?? true
        }
        // `min` takes the first of equals, and rows stand in the ledger's order.
        if let best = timely.min(by: { $0.rung < $1.rung }) {
            return DisclosureOmission.Finding(
                network: network.name,
                outcome: best.rung == .originTargetsPeriod ? .possiblyDisclosed : .disclosed, rung: best.rung,
                row: "\(best.row.label) in \(best.row.report)", detail: "")
        }
        let (outcome, detail) = absence(windows, from: network.days.last)
        let later = candidates.filter { $0.rung < .originTargetsPeriod }.min { $0.rung < $1.rung }
        var finding = DisclosureOmission.Finding(
            network: network.name, outcome: outcome, rung: .none, detail: detail)
        if let later {
            let name = "by rung \(later.rung.rawValue), in \(later.row.report)"
            if later.row.days == nil {
                finding.outcome = .unknown
                finding.detail = "named \(name), of which the ledger does not know the time; " + detail
            } else {
                finding.detail = "disclosed later, \(name); " + detail
            }
        }
        return finding
    }

    /// What it means that no row in time names the network.
    private func absence(
        _ windows: [(series: String, slots: [ReportingCalendar.Slot])], from day: Day
    ) -> (DisclosureOmission.Outcome, String) {
        var (searched, missing, lacking, open): ([String], [String], [String], [String]) = ([], [], [], [])
        for (series, slots) in windows {
            for slot in slots {
                let inPart = slot.reports.filter { expectation.inPart.contains(platform + ": " + $0) }
                if slot.period.last >= expectation.day {
                    open.append("\(series) on \(slot.period)")
                } else if slot.reports.isEmpty {
                    missing.append("\(series) on \(slot.period)")
                } else if !inPart.isEmpty {
                    lacking += inPart
                } else {
                    searched += slot.reports
                }
            }
        }
        let wanting = [("not in the ledger", missing), ("held in part", lacking)].filter { !$0.1.isEmpty }
        if !wanting.isEmpty {
            return (.unknown, wanting.map { "\($0.0): \($0.1.joined(separator: ", "))" }.joined(separator: "; "))
        }
        if !open.isEmpty { return (.notYetDue, "not ended by \(expectation.day): \(open.joined(separator: ", "))") }
        if windows.isEmpty {
            return (.unknown, "the ledger holds no series of reports that had begun by \(day)")
        }
        return (.omitted, "looked for in \(searched.joined(separator: ", "))")
    }
}
