package import Oversight
package import Records
package import Workspace

/// What a case says of one cohort version on one platform: every metric of availability, with what it was made of.
package struct CohortExamination: Sendable {
    /// What is asked.
    package struct Question: Sendable {
        package var cohort: String
        /// Nil for all platforms of the cohort, each by itself.
        package var platform: Platform?
        package var zero: ClockZero
        package var jurisdiction: Jurisdiction
        /// Days after the clock zero at which the residual-up rate is stated.
        package var days: [Int]
        /// Counters of exposure.
        package var counters: [String]
        /// Networks that others documented, for what the platform's reports leave out.
        package var registry: NetworkRegistry
        package var now: Instant

        package init(
            cohort: String, platform: Platform? = nil, zero: ClockZero = .notice,
            jurisdiction: Jurisdiction = .anywhere,
            days: [Int] = [7, 30, 90], counters: [String] = ["views"], registry: NetworkRegistry = NetworkRegistry(),
            now: Instant
        ) {
            self.cohort = cohort
            self.platform = platform
            self.zero = zero
            self.jurisdiction = jurisdiction
            self.days = days
            self.counters = counters
            self.registry = registry
            self.now = now
        }
    }

    /// One platform, one membership scope.
    package struct Part: Sendable {
        package var platform: Platform
        package var scope: CohortScope
        /// Whether the platform's other scope says it all: no asset is probable, or none is confirmed.
        package var isRedundant: Bool
        package var histories: Histories
        package var times: TimeToAction
        package var notice: NoticeToAction
        package var territory: TerritorialEffect
        package var measurements: [Measurement]
    }

    package let question: Question
    package let cohort: Registered<Cohort>
    /// Its first seal.
    package let seal: Registered<SealedCohort>?
    package let notices: [Registered<Notice>]
    package let responses: [Registered<Response>]
    package let exposures: [Registered<Exposure>]
    /// Files that hold observations of the cohort's assets, in the order of their import.
    package let files: [CaseFolder.FileOfReadings]
    package let parts: [Part]

    package var measurements: [Measurement] { parts.flatMap(\.measurements) }

    /// The parts that people are shown: of two scopes with the same assets one.
    package var shown: [Part] { parts.filter { !$0.isRedundant } }

    /// Puts a question to a case.
    package static func examine(
        _ folder: CaseFolder, _ question: Question
    ) throws(CaseError) -> CohortExamination {
        let cohort = try folder.entry(Cohort.self, called: question.cohort)
        let versions = Dictionary(
            try folder.entries(Cohort.self, named: cohort.entry.name).map { ($0.digest, $0.entry) }
        ) { first, _ in first }
        // What is dated after the present is not known yet. What was sent about a whole cohort, in an earlier version too,
        // was about the assets that it had then.
        var notices: [Registered<Notice>] = []
        for var notice in try folder.current(Notice.self) {
            guard let version = versions[notice.entry.cohort], notice.entry.sent.earliest <= question.now else {
                continue
            }
            notice.entry = notice.entry.naming(version)
            notices.append(notice)
        }
        let names = Set(notices.map(\.entry.name))
        var exposures: [Registered<Exposure>] = []
        for var exposure in try folder.current(Exposure.self) {
            guard let version = versions[exposure.entry.cohort], exposure.entry.at.earliest <= question.now else {
                continue
            }
            exposure.entry = exposure.entry.naming(version)
            exposures.append(exposure)
        }
        let seal = try folder.seal(of: cohort)
        let (table, files) = try folder.observationsWithFiles(
            of: Set(cohort.entry.assets.map(\.key)), until: question.now)
        let contradictions = try folder.contradictionCounts()
        var series: [(counter: String, series: [ExposureAfter.Series])] = []
        for counter in question.counters { series.append((counter, try folder.counters(named: counter))) }
        let platforms = Set(cohort.entry.assets.map(\.key.platform)).sorted { $0.name < $1.name }
            .filter { question.platform == nil || $0 == question.platform }
        let ledger = LedgerSelection(try CaseLedger(folder), withShipped: true)
        let evidence = Evidence(
            cohort: cohort, seal: seal, notices: notices, exposures: exposures, table: table,
            contradictions: contradictions, files: files.map(\.sha256), series: series, ledger: ledger)
        return CohortExamination(
            question: question, cohort: cohort, seal: seal, notices: notices,
            responses: try folder.current(Response.self).filter { names.contains($0.entry.notice) },
            exposures: exposures, files: files,
            parts: platforms.flatMap { platform in
                CohortScope.allCases.map { part(platform, $0, question, evidence) }
            })
    }

    /// What the parts are made of.
    private struct Evidence {
        var cohort: Registered<Cohort>
        var seal: Registered<SealedCohort>?
        var notices: [Registered<Notice>]
        var exposures: [Registered<Exposure>]
        var table: ObservationTable
        /// Readings that were left out, by asset.
        var contradictions: [AssetKey: Int]
        var files: [String]
        var series: [(counter: String, series: [ExposureAfter.Series])]
        var ledger: LedgerSelection
    }

    /// What was seen otherwise and is counted nowhere.
    private static func contradictionNotes(_ assets: [Asset], _ counts: [AssetKey: Int]) -> [String] {
        let counts = assets.compactMap { counts[$0.key] }
        if counts.isEmpty { return [] }
        let (readings, count) = (counts.reduce(0, +), counts.count)
        return [
            "\(readings) \(readings == 1 ? "reading" : "readings") of \(count) \(count == 1 ? "asset" : "assets") say otherwise"
                + " than what was read first, and are left out: 'daylight observe contradictions' lists both"
        ]
    }

    private static func part(
        _ platform: Platform, _ scope: CohortScope, _ question: Question, _ evidence: Evidence
    ) -> Part {
        let cohort = evidence.cohort
        let own = cohort.entry.assets.filter { $0.key.platform == platform }
        let assets = own.filter { $0.grade <= scope.grade }
        let (confirmed, probable) = (own.count { $0.grade == .confirmed }, own.count { $0.grade == .probable })
        let alike = probable == 0 ? ", none is probable" : confirmed == 0 ? ", none is confirmed" : ""
        let subject =
            "\(cohort.entry.name) v\(cohort.entry.version) on \(platform.name), \(scope.rawValue) (\(assets.count) assets\(alike)),"
            + " seen from \(question.jurisdiction.name)"
        let histories = Histories(assets, observed: evidence.table, in: question.jurisdiction)
        // What a platform names of its own assets is not named by another.
        let exposures = evidence.exposures.filter {
            $0.entry.source != .peerNamed || CrossPlatformGap.isPeer($0.entry, of: platform)
        }
        let clocks = Clocks(
            question.zero, of: assets, notices: evidence.notices.map { ($0.digest, $0.entry) },
            exposures: exposures.map { ($0.digest, $0.entry) })
        let inputs = [cohort.digest] + clocks.inputs + evidence.files
        let notes = histories.notes + contradictionNotes(assets, evidence.contradictions)
        let times = TimeToAction(histories, clocks)
        let notice = NoticeToAction(times)
        let residual = ResidualUp.measurement(
            of: subject, histories, clocks, days: question.days, inputs: inputs, notes: notes
        ).measurement
        let contacts =
            evidence.exposures.map(\.entry.at)
            + evidence.notices.filter { $0.entry.platform == platform }.map(\.entry.sent)
        var measurements = [
            times.measurement(of: subject, inputs: inputs, notes: notes),
            notice.measurement(of: subject, zero: question.zero, inputs: inputs, notes: notes),
            residual,
            BlindRecall.measurement(
                of: subject, histories, sealed: evidence.seal?.entry.sealed, contacts: contacts,
                inputs: [cohort.digest] + [evidence.seal?.digest].compactMap { $0 } + evidence.files, notes: notes),
        ]
        measurements += gap(subject, platform, histories, question, evidence)
        for (counter, series) in evidence.series {
            measurements.append(
                ExposureAfter.measurement(
                    of: subject, counter: counter, series, histories, clocks, inputs: inputs))
        }
        let territory = TerritorialEffect(assets, observed: evidence.table, at: question.now)
        measurements.append(
            territory.measurement(of: subject, at: question.now, inputs: [cohort.digest] + evidence.files))
        return Part(
            platform: platform, scope: scope,
            isRedundant: scope == .confirmed ? confirmed == 0 && probable > 0 : probable == 0, histories: histories,
            times: times, notice: notice, territory: territory, measurements: measurements)
    }

    /// M12, where somebody named assets of the platform.
    private static func gap(
        _ subject: String, _ platform: Platform, _ histories: Histories, _ question: Question, _ evidence: Evidence
    ) -> [Measurement] {
        let assets = histories.assets
        func clocks(_ exposures: [Registered<Exposure>]) -> Clocks {
            Clocks(.peerNamed, of: assets, notices: [], exposures: exposures.map { ($0.digest, $0.entry) })
        }
        let named = clocks(evidence.exposures.filter { CrossPlatformGap.isPeer($0.entry, of: platform) })
        let all = clocks(evidence.exposures)
        let own = zip(all.ofAsset, named.ofAsset).count { $0 != nil && $1 == nil }
        let inputs = [evidence.cohort.digest] + named.inputs + evidence.files
        guard named.ofAsset.contains(where: { $0 != nil }) else {
            if own == 0 { return [] }
            return [
                Measurement(
                    .crossPlatformGap, of: subject,
                    refusal: "only the platform itself named its assets: that is its own disclosure, and no gap",
                    inputs: [evidence.cohort.digest] + all.inputs)
            ]
        }
        return CrossPlatformGap.measurements(
            of: subject, histories, named, own: own, days: question.days,
            omission: omission(subject, platform, histories, named, question, evidence), inputs: inputs)
    }

    /// M10 of a platform whose assets another named: of the networks in the registry, or of the cohort as those who named it
    /// documented it.
    private static func omission(
        _ subject: String, _ platform: Platform, _ histories: Histories, _ named: Clocks, _ question: Question,
        _ evidence: Evidence
    ) -> Measurement? {
        if question.registry.hasNetworks(on: platform) {
            return question.registry.omission(on: platform, in: evidence.ledger, now: question.now)
        }
        var keys: [AssetKey] = []
        var days: [Day] = []
        for (index, time) in named.ofAsset.enumerated() {
            guard let time else { continue }
            let (asset, history) = (histories.assets[index], histories.ofAsset[index])
            keys.append(asset.key)
            days += [time.firstDay, time.lastDay] + [asset.firstPost?.firstDay].compactMap { $0 }
            days += [history.lastUp, history.lastUpEver].compactMap { $0 }.map { Day(of: Instant(milliseconds: $0)) }
        }
        let concerned = Set(keys)
        let exposures = evidence.exposures.filter { exposure in
            exposure.entry.assets.map { !concerned.isDisjoint(with: $0) } ?? true
        }
        guard let first = days.min(), let last = days.max(), let period = ReportingPeriod(first, last) else {
            return nil
        }
        let network = CrossPlatformGap.network(
            evidence.cohort.entry.name, on: platform, assets: keys, exposures: exposures.map(\.entry), days: period)
        var registry = question.registry
        registry.networks = [network]
        var measurement = registry.omission(on: platform, in: evidence.ledger, now: question.now)
        measurement.subject = subject
        measurement.inputs += [evidence.cohort.digest] + exposures.map(\.digest)
        measurement.notes.append(
            "the cohort is taken for the network, and those who named it for independent: "
                + Set(network.sources.map(\.name)).sorted().joined(separator: ", "))
        return measurement
    }
}
