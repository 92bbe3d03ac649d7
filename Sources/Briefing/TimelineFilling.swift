package import Exchange
import Inquiry
import Intake
import Oversight
package import Records
package import Reporting
package import Workspace

/// Everything of a case that has a time and belongs on its timeline, each with what it is marked as.
package struct TimelineFilling: Sendable {
    package struct Dated: Sendable {
        package let event: TimelineView.Event
        /// What its marking goes by; nil for what stands under the case's.
        package let reference: ObjectReference?
    }

    /// In order of time.
    package let dated: [Dated]

    /// - Parameter encoded: a name as a part of an address.
    package init(_ folder: CaseFolder, at now: Instant, encoded: (String) -> String) throws {
        var dated = try Self.networks(folder, encoded)
        dated += try Self.dealings(folder, encoded)
        dated += try Self.takedowns(folder, at: now, encoded)
        dated += try Self.disclosures(folder, encoded)
        dated += try Self.claims(folder, encoded)
        dated += try Self.obligations(folder, at: now, encoded)
        self.dated = dated.sorted {
            ($0.event.first, $0.event.lane.rawValue, $0.event.title) < (
                $1.event.first, $1.event.lane.rawValue, $1.event.title
            )
        }
    }

    /// The networks of the last run, from their first to their last post.
    private static func networks(_ folder: CaseFolder, _ encoded: (String) -> String) throws -> [Dated] {
        guard let run = try folder.runs().last else { return [] }
        let stored = try StoredRun(folder: folder.folder(ofRun: run.number))
        let table = try RegisterTable.read(
            SourceFile(path: "networks.csv", contents: try stored.contents(of: "networks.csv")))
        var dated: [Dated] = []
        for row in table.rows {
            guard let name = row.text("network"), let begun = try row.time("first")?.earliest,
                let ended = try row.time("last")?.latest
            else { continue }
            dated.append(
                Dated(
                    event: TimelineView.Event(
                        .network, begun, ended, title: "\(name), \(row.text("accounts") ?? "?") accounts",
                        link: "/runs/\(run.number)/networks/\(encoded(name))"),
                    reference: ObjectReference(.network, "run \(run.number) \(name)")))
        }
        return dated
    }

    private static func dealings(_ folder: CaseFolder, _ encoded: (String) -> String) throws -> [Dated] {
        var dated = try folder.current(Notice.self).map { notice in
            event(
                .notice, notice.entry.sent,
                "\(notice.entry.name): \(notice.entry.channel.title), by \(notice.entry.sender)",
                "/notices/" + encoded(notice.entry.name), ObjectReference(.notice, notice.entry.name))
        }
        dated += try folder.current(Response.self).map { response in
            event(
                .answer, response.entry.received,
                "\(response.entry.name): \(response.entry.note ?? response.entry.content.rawValue)",
                "/notices/\(encoded(response.entry.notice))#answers", ObjectReference(.response, response.entry.name))
        }
        dated += try folder.current(Exposure.self).map { exposure in
            event(
                .exposure, exposure.entry.at, "\(exposure.entry.name), by \(exposure.entry.by)",
                "/notices?kind=exposure", ObjectReference(.exposure, exposure.entry.name))
        }
        return dated
    }

    /// When assets of cohorts were first found gone: between the last look that saw them and the first that did not.
    private static func takedowns(
        _ folder: CaseFolder, at now: Instant, _ encoded: (String) -> String
    ) throws -> [Dated] {
        var dated: [Dated] = []
        var seen: Set<AssetKey> = []
        for cohort in try folder.current(Cohort.self) {
            let assets = cohort.entry.assets.filter { seen.insert($0.key).inserted }
            let histories = Histories(
                assets, observed: try folder.observations(of: Set(assets.map(\.key)), until: now), in: .anywhere)
            for (asset, history) in zip(histories.assets, histories.ofAsset) {
                guard let down = history.firstDown else { continue }
                dated.append(
                    Dated(
                        event: TimelineView.Event(
                            .takedown, Instant(milliseconds: history.lastUp ?? down), Instant(milliseconds: down),
                            title: asset.key.description,
                            link: "/observations/\(encoded(cohort.entry.name))/\(encoded(asset.key.description))"),
                        reference: ObjectReference(.account, asset.key.description)))
            }
        }
        return dated
    }

    /// When reports appeared, of the platforms that cohorts of the case are on.
    private static func disclosures(_ folder: CaseFolder, _ encoded: (String) -> String) throws -> [Dated] {
        let selection = LedgerSelection(try CaseLedger(folder), withShipped: true)
        let captured = Set(selection.reports.map(\.name))
        let platforms = Set(
            try folder.current(Cohort.self).flatMap {
                $0.entry.assets.map { PlatformName.normalised($0.key.platform.name) }
            })
        return platforms.sorted().flatMap { platform in
            selection.ledger.reports(of: platform).compactMap { report -> Dated? in
                guard let days = report.published else { return nil }
                let name = platform + ": " + report.report
                let isCaptured = captured.contains(name)
                return Dated(
                    event: TimelineView.Event(
                        .disclosure, days.lowerBound.start, days.upperBound.end, title: name,
                        link: isCaptured ? "/ledger/reports/" + encoded(name) : "/ledger?platform=" + encoded(platform)),
                    reference: isCaptured ? ObjectReference(.disclosure, name) : nil)
            }
        }
    }

    private static func claims(_ folder: CaseFolder, _ encoded: (String) -> String) throws -> [Dated] {
        try folder.current(StatedClaim.self).map { claim in
            event(
                .claim, claim.entry.date, "\(claim.entry.speaker): \(claim.entry.statement) (\(claim.entry.quantity))",
                "/claims/" + encoded(claim.entry.name), nil)
        }
    }

    private static func obligations(
        _ folder: CaseFolder, at now: Instant, _ encoded: (String) -> String
    ) throws -> [Dated] {
        try folder.current(ObligationClock.self).compactMap { clock in
            guard let reading = try? ObligationReading(clock.entry, at: now), let due = reading.due else { return nil }
            return Dated(
                event: TimelineView.Event(
                    .obligation, due.earliest, due.latest, title: "\(clock.entry.name): \(reading.state.word)",
                    link: "/obligations/" + encoded(clock.entry.name), isLate: reading.verdict == .fail),
                reference: ObjectReference(.obligation, clock.entry.name))
        }
    }

    private static func event(
        _ lane: TimelineView.Lane, _ time: StatedTime, _ title: String, _ link: String, _ reference: ObjectReference?
    ) -> Dated {
        Dated(
            event: TimelineView.Event(lane, time.earliest, time.latest, title: title, link: link), reference: reference)
    }
}
