package import Records

/// Rows of disclosures, and the questions that are put to them. No answer depends on the order of the rows.
package struct Ledger: Sendable {
    package let rows: [Disclosure]

    /// Takes rows in any order and sorts them by platform, time, report and what they state.
    package init(_ rows: [Disclosure]) {
        let latest = ReportingPeriod(.latest)
        let keyed = rows.map { (row: $0, days: $0.days ?? latest, text: $0.sortingText) }
        self.rows = keyed.sorted {
            ($0.row.platform, $0.days, $0.text) < ($1.row.platform, $1.days, $1.text)
        }.map(\.row)
    }

    /// Rows of networks, not of sums of networks; what is stated in two forms of a report once.
    /// - Parameters:
    ///   - days: rows whose period lies in them, or where no period is stated their publication.
    ///   - counted: only networks of which the platform states a number.
    package func networks(
        of platform: String, in days: ReportingPeriod? = nil, counted: Bool = false
    ) -> [Disclosure] {
        let name = PlatformName.normalised(platform)
        return rows.filter { row in
            guard row.platform == name, row.unit.isNetwork, row.sameAs == nil else { return false }
            if counted, row.counts.isEmpty { return false }
            guard let days else { return true }
            return row.days.map(days.contains) ?? false
        }
    }

    /// How many of the rows name each origin, most first; a row of two origins counts for both, one that names none under
    /// `not stated`.
    package static func countsByOrigin(_ rows: [Disclosure]) -> [(origin: String, networks: Int)] {
        var counts: [String: Int] = [:]
        for row in rows {
            for origin in row.origins.isEmpty ? ["not stated"] : row.origins { counts[origin, default: 0] += 1 }
        }
        return counts.map { ($0.key, $0.value) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    }

    /// The platform's rows of networks and channels that name an origin, the earliest first; rows without any time last.
    package func appearances(of origin: String, on platform: String) -> [Disclosure] {
        let name = PlatformName.normalised(platform)
        let origin = CountryName.normalised(origin)
        return rows.filter { row in
            row.platform == name && row.origins.contains(origin) && row.sameAs == nil
                && (row.unit.isNetwork || row.unit == .channels)
        }
    }

    /// The countries and regions that rows name as origins, in order.
    package var origins: [String] { Set(rows.flatMap(\.origins)).sorted() }

    /// Of some rows the one whose publication is the earliest to be sure of, with the days on which it can have appeared.
    /// A row that does not say when it was published was published with its report.
    package func firstPublished(of rows: [Disclosure]) -> Appearance? {
        var times: [String: ReportTimes] = [:]
        for platform in Set(rows.map(\.platform)) {
            for report in reports(of: platform) { times[platform + ": " + report.report] = report }
        }
        let dated = rows.compactMap { row -> Appearance? in
            if let published = row.published {
                return Appearance(row: row, days: published.firstDay...published.lastDay, isBound: false)
            }
            guard let times = times[row.reportName], let days = times.published else { return nil }
            return Appearance(row: row, days: days, isBound: times.isBound)
        }
        return dated.min { one, other in
            (one.days.upperBound, one.days.lowerBound, one.row.sortingText)
                < (other.days.upperBound, other.days.lowerBound, other.row.sortingText)
        }
    }

    /// Reports of the platform, each with what its rows state of its time.
    package func reports(of platform: String, series: String? = nil) -> [ReportTimes] {
        let name = PlatformName.normalised(platform)
        let chosen = rows.filter { row in
            row.platform == name && (series.map { row.series == $0 } ?? true)
        }
        var reports: [String: [Disclosure]] = [:]
        for row in chosen { reports[ReportTitle.canonical(row.report, platform: name), default: []].append(row) }
        return reports.map { ReportTimes(report: $0.key, rows: $0.value) }.sorted()
    }

    /// Names of the platform's series of reports, and how many reports each has.
    package func series(of platform: String) -> [(name: String, reports: Int)] {
        let names = Dictionary(grouping: reports(of: platform)) { ReportTitle.series($0.report) }
        return names.map { ($0.key, $0.value.count) }.sorted { $0.0 < $1.0 }
    }
}

/// When a row came before the public.
package struct Appearance: Sendable, Hashable {
    package var row: Disclosure
    /// The earliest and the latest day that it can have been.
    package var days: ClosedRange<Day>
    /// What is known is only that it had appeared by the latest of these days.
    package var isBound: Bool
}

extension Appearance: CustomStringConvertible {
    /// `published 2023-08-31`, `published by 2023-04-13`, `published 2023-08-01 to 2023-08-31`
    package var description: String {
        if isBound { return "published by \(days.upperBound)" }
        return days.lowerBound == days.upperBound
            ? "published \(days.lowerBound)" : "published \(days.lowerBound) to \(days.upperBound)"
    }
}

/// When a report appeared, and which days it covers, as its rows state them.
package struct ReportTimes: Sendable, Hashable, Comparable {
    package var report: String
    /// From the first to the last day that any row of the report covers.
    package var period: ReportingPeriod?
    /// The last of these days.
    package var periodEnd: Day? { period?.last }
    /// The earliest and the latest day on which it can have appeared.
    package var published: ClosedRange<Day>?
    /// What is known is only that it had appeared by the latest of these days.
    package var isBound = false
    /// The rows state several publications: a document that lives, or a conflict.
    package var hasConflict = false

    init(report: String, rows: [Disclosure]) {
        self.report = report
        let periods = rows.compactMap(\.period)
        if let first = periods.map(\.first).min(), let last = periods.map(\.last).max() {
            period = ReportingPeriod(first, last)
        }
        let stated = Set(rows.compactMap(\.published)).sorted { ($0.earliest, $0.latest) < ($1.earliest, $1.latest) }
        if let first = stated.first, let last = stated.map(\.lastDay).max() {
            published = first.firstDay...max(first.firstDay, last)
            hasConflict = stated.count > 1
        } else if let latest = rows.compactMap(\.publishedNoLaterThan).min() {
            let earliest = periodEnd.map { min($0, latest) } ?? latest
            published = earliest...latest
            isBound = true
        }
    }

    package static func < (left: ReportTimes, right: ReportTimes) -> Bool {
        (left.periodEnd ?? .latest, left.report) < (right.periodEnd ?? .latest, right.report)
    }
}

extension Disclosure {
    /// What rows of the same time are put in order by.
    var sortingText: String {
        let numbers = CountKind.allCases.map { kind in
            counts[kind].map { count in
                let digits = String(count.number)
                return String(repeating: "0", count: max(0, 19 - digits.count)) + digits + count.wording.rawValue
            } ?? ""
        }
        let parts =
            [
                report, unit.rawValue, operation ?? "", origins.joined(separator: ";"), targets.joined(separator: ";"),
            ] + numbers + [detection.words, source, sameAs ?? "", published?.text ?? "", note]
        return parts.joined(separator: "\u{1F}")
    }
}
