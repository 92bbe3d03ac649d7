import Records

/// M08: how long after the period that it covers a platform's report appears, and how far apart its periods end.
package enum DisclosureLag {
    /// Days from the period's last day to the publication, for each report of a platform, or of one of its series.
    /// Where a day is not known there are bounds and no value.
    /// - Parameters:
    ///   - series: a series' name (`Ledger.series`); nil for all of the platform's reports.
    ///   - days: only reports whose period ends in them.
    package static func measure(
        _ ledger: Ledger, platform: String, series: String? = nil, days: ReportingPeriod? = nil, inputs: [String] = []
    ) -> Measurement {
        let name = PlatformName.normalised(platform)
        let reports = reports(ledger, name, series, days)
        var result = Measurement(
            .disclosureLag, of: name + (series.map { ": " + $0 } ?? ""), inputs: inputs)
        result.figures = reports.compactMap(lag) + actionLags(ledger, reports: reports, platform: name)
        let undated = undated(reports)
        if !undated.isEmpty {
            result.notes.append(
                "of \(undated.count) \(undated.count == 1 ? "report" : "reports") no publication is stated: "
                    + undated.joined(separator: "; "))
        }
        guard !result.figures.isEmpty else {
            result.refusal = "no report of \(name) states both its period and its publication"
            return result
        }
        let (cadence, gaps) = cadence(reports)
        result.figures += cadence
        if !gaps.isEmpty {
            result.notes.append(
                "the ledger holds no report between \(gaps.joined(separator: "; ")): how often reports came is not told"
                    + " across that")
        }
        return result
    }

    /// The longest lag of a platform's reports, whichever series they belong to: what a threshold is held against.
    ///
    /// An exact lag of one report is not hidden by another's wide bounds. While a report's publication is not stated its lag
    /// may be any: then there is no value, and nothing is known above.
    /// - Parameters:
    ///   - measured: what `measure` gave of each series.
    ///   - undated: the reports without a stated publication (`undated`).
    /// - Returns: nil where no report's lag is known.
    package static func longest(_ measured: [Measurement], undated: [String]) -> Figure? {
        let lags = measured.flatMap(\.figures).filter {
            $0.unit == "days" && $0.low != nil && !$0.label.hasPrefix(actionLabel)
        }
        guard let most = lags.max(by: { ($0.high ?? 0) < ($1.high ?? 0) }),
            let surest = lags.max(by: { ($0.low ?? 0) < ($1.low ?? 0) })
        else { return nil }
        guard undated.isEmpty else {
            return Figure(
                "longest lag", nil, unit: "days", low: surest.low,
                remark: "by \(surest.label), and of \(undated.count)"
                    + " \(undated.count == 1 ? "report" : "reports") no publication is stated")
        }
        return Figure(
            "longest lag", surest.low == most.high ? most.high : nil, unit: "days", low: surest.low, high: most.high,
            remark: surest.label == most.label
                ? most.label : "the least by \(surest.label), the most by \(most.label)")
    }

    /// Reports that cover a period and of which no publication is stated, by name.
    package static func undated(
        _ ledger: Ledger, platform: String, series: String? = nil, days: ReportingPeriod? = nil
    ) -> [String] {
        undated(reports(ledger, PlatformName.normalised(platform), series, days))
    }

    private static func undated(_ reports: [ReportTimes]) -> [String] {
        reports.filter { $0.periodEnd != nil && $0.published == nil }.map(\.report)
    }

    private static func reports(
        _ ledger: Ledger, _ platform: String, _ series: String?, _ days: ReportingPeriod?
    ) -> [ReportTimes] {
        ledger.reports(of: platform, series: series).filter { report in
            guard let days else { return true }
            return report.periodEnd.map { days.first <= $0 && $0 <= days.last } ?? false
        }
    }

    /// How labels of lags begin that are no report's.
    private static let actionLabel = "after the action: "

    private static func lag(_ report: ReportTimes) -> Figure? {
        guard let end = report.periodEnd, let published = report.published else { return nil }
        let (low, high) = (published.lowerBound - end, published.upperBound - end)
        var remarks: [String] = []
        if report.isBound { remarks.append("known is only that it had appeared by \(published.upperBound)") }
        if report.hasConflict { remarks.append("several publications are stated") }
        if high < 0 { remarks.append("appeared before its period ended: it may have grown since") }
        return Figure(
            report.report, low == high ? Double(low) : nil, unit: "days", low: Double(low), high: Double(high),
            remark: remarks.isEmpty ? nil : remarks.joined(separator: "; "))
    }

    /// Days from an action to its disclosure, of rows that state both.
    private static func actionLags(
        _ ledger: Ledger, reports: [ReportTimes], platform: String
    ) -> [Figure] {
        let names = Set(reports.map(\.report))
        return ledger.rows.compactMap { row in
            guard row.platform == platform, names.contains(ReportTitle.canonical(row.report, platform: platform)),
                let acted = row.acted, let published = row.published
            else { return nil }
            let (low, high) = (published.firstDay - acted.lastDay, published.lastDay - acted.firstDay)
            return Figure(
                actionLabel + "\(row.label), \(row.report)", low == high ? Double(low) : nil, unit: "days",
                low: Double(low), high: Double(high))
        }
    }

    /// Days between the ends of periods that follow each other; where days lie between two that no report in the ledger
    /// covers, it is the ledger that may lack one.
    private static func cadence(_ reports: [ReportTimes]) -> (figures: [Figure], gaps: [String]) {
        var (figures, gaps): ([Figure], [String]) = ([], [])
        let starts = Dictionary(reports.compactMap(\.period).map { ($0.last, $0.first) }, uniquingKeysWith: min)
        let ends = starts.keys.sorted()
        for (first, second) in zip(ends, ends.dropFirst()) {
            if let start = starts[second], start > first + 1 {
                gaps.append("\(first) and \(start)")
            } else {
                figures.append(
                    Figure("between period ends \(first) and \(second)", Double(second - first), unit: "days"))
            }
        }
        return (figures, gaps)
    }
}
