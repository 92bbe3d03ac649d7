import Oversight
import Records

/// What a platform was told, what it answered and did: objects of our own types, each with a plain note.
extension STIXDocument {
    func writeRegisters() throws(ExchangeError) {
        for notice in dossier.notices { try write(notice) }
        for response in dossier.responses { try write(response) }
        for exposure in dossier.exposures { try write(exposure) }
        try writeAvailability()
        for report in dossier.disclosures { try write(report) }
        for clock in dossier.obligations { try write(clock) }
    }

    private func begin(
        _ own: STIXExtension.Own, _ name: String, marking: TrafficLight?
    ) -> (id: STIXIdentifier, members: STIXMembers) {
        let id = STIXIdentifier(own.rawValue, [("name", name)])
        var members = self.members(id, marking: marking)
        members.text("name", name)
        return (id, members)
    }

    private func finish(
        _ own: STIXExtension.Own, _ object: (id: STIXIdentifier, members: STIXMembers)
    ) throws(ExchangeError) {
        var members = object.members
        members.isNew("new-sdo", by: own.identifier.description)
        try write(object.id, members)
    }

    /// The platform's identity, so that a note has something to stand at whatever a program knows.
    private func identity(_ name: String) throws(ExchangeError) -> STIXIdentifier {
        let id = STIXIdentifier(
            "identity", [("identity_class", "organization"), ("name", STIXIdentifier.folded(name))])
        if claim(id) {
            var members = self.members(id, marking: dossier.head.marking)
            members.text("name", name)
            members.text("identity_class", "organization")
            try writeClaimed(id, members)
        }
        return id
    }

    /// Those of the assets that are in the document.
    private func present(_ keys: [AssetKey]?, on platform: Platform?) -> [AssetKey] {
        guard let keys else {
            return dossier.assets.map(\.key).filter { platform == nil || $0.platform == platform }
        }
        return keys.filter { assetKeys.contains($0) }
    }

    private func write(_ entry: Entered<Notice>) throws(ExchangeError) {
        let notice = entry.value
        let concerned = present(notice.assets, on: notice.platform)
        var object = begin(.notice, notice.name, marking: entry.marking)
        object.members.text("platform", notice.platform.name)
        object.members.text("notice_channel", notice.channel.rawValue)
        object.members.text("sent", notice.sent.text)
        object.members.text("sender", notice.sender)
        object.members.text("platform_reference", notice.reference)
        object.members.text("cohort_sha256", notice.cohort)
        object.members.text("text_sha256", notice.textSHA256)
        object.members.text("remark", notice.note)
        object.members.references("asset_refs", concerned.map { identifier($0) })
        object.members.text("entry_sha256", entry.digest)
        object.members.time("entered", entry.entered)
        try finish(.notice, object)
        let platform = try identity(notice.platform.title)
        try annotate(
            [object.id, platform] + concerned.map { identifier($0) }, "Notice: \(notice.name)",
            notice.words(about: concerned.count), marking: entry.marking)
    }

    private func write(_ entry: Entered<Response>) throws(ExchangeError) {
        let response = entry.value
        let notice = dossier.notices.first { $0.value.name == response.notice }
        var object = begin(.response, response.name, marking: entry.marking)
        object.members.text("notice", response.notice)
        object.members.reference(
            "notice_ref", notice.map { STIXIdentifier(STIXExtension.Own.notice.rawValue, [("name", $0.value.name)]) })
        object.members.text("response_content", response.content.rawValue)
        object.members.text("received", response.received.text)
        object.members.text("text_sha256", response.textSHA256)
        object.members.text("remark", response.note)
        object.members.text("entry_sha256", entry.digest)
        object.members.time("entered", entry.entered)
        try finish(.response, object)
        var concerned = [object.id]
        if let notice { concerned.append(try identity(notice.value.platform.title)) }
        try annotate(concerned, "Response: \(response.name)", response.words, marking: entry.marking)
    }

    /// An exposure is an event: something happened in the world, and clocks start with it.
    private func write(_ entry: Entered<Exposure>) throws(ExchangeError) {
        let exposure = entry.value
        let id = STIXIdentifier("event", named: exposure.name)
        var members = self.members(id, marking: entry.marking)
        members.text("name", exposure.name)
        members.text("description", exposure.words)
        members.texts("event_types", [exposure.source.rawValue])
        members.time("start_time", exposure.at.earliest)
        if exposure.at.latest > exposure.at.earliest { members.time("stop_time", exposure.at.latest) }
        members.isNew("new-sdo", by: STIXExtension.openCTIObjects)
        try write(id, members)
        for key in present(exposure.assets, on: nil) {
            try relate(id, "related-to", identifier(key), marking: entry.marking)
        }
    }

    private func writeAvailability() throws(ExchangeError) {
        for asset in dossier.assets {
            let spans = AvailabilitySpan.all(of: asset.key, in: dossier.availability)
            guard let words = AvailabilitySpan.words(spans) else { continue }
            var object = begin(.availability, asset.key.description, marking: asset.marking)
            object.members.reference("asset_ref", identifier(asset.key))
            object.members.objects("spans", spans) { span, members in
                members.text("state", span.state.name)
                members.text("country", span.vantage.country)
                members.text("vantage", span.vantage.text)
                members.time("first", span.first)
                members.time("last", span.last)
                members.integer("readings", Int64(span.readings))
            }
            try finish(.availability, object)
            try annotate(
                [object.id, identifier(asset.key)], "Availability: \(asset.key)", words, marking: asset.marking)
        }
    }

    private func write(_ entry: Entered<LedgerReport>) throws(ExchangeError) {
        for (index, row) in entry.value.rows.enumerated() {
            var object = begin(
                .disclosure, "\(entry.value.name), row \(index + 1)", marking: entry.marking)
            object.members.text("platform", row.platform)
            object.members.text("report", row.report)
            object.members.text("period_start", row.periodStart?.text)
            object.members.text("period_end", row.periodEnd?.text)
            object.members.text("published", row.published?.text)
            object.members.text("acted", row.acted?.text)
            object.members.text("operation", row.operation)
            object.members.texts("aliases", row.aliases)
            object.members.texts("origins", row.origins)
            object.members.texts("targets", row.targets)
            let counts = row.counts.sorted { $0.key < $1.key }
            object.members.objects("counts", counts) { count, members in
                members.text("counted", count.key.column)
                members.integer("number", count.value.number)
                members.text("wording", count.value.wording.rawValue)
            }
            object.members.text("unit", row.unit.rawValue)
            object.members.text("detection", row.detection.kind.rawValue)
            object.members.text("source", row.source)
            object.members.text("verification", row.verification.grade.rawValue)
            object.members.text("capture_sha256", row.captureSHA256)
            object.members.text("captured", entry.value.captured.text)
            object.members.text("remark", row.note)
            object.members.text("entry_sha256", entry.digest)
            try finish(.disclosure, object)
            try annotate(
                [object.id, try identity(row.platform)], "Disclosure: \(entry.value.name), row \(index + 1)",
                row.words, marking: entry.marking)
        }
    }

    private func write(_ entry: Entered<ObligationClock>) throws(ExchangeError) {
        let clock = entry.value
        let due = (try? ObligationReading(clock, at: dossier.head.now))?.due
        var object = begin(.obligation, clock.name, marking: entry.marking)
        object.members.text("rule", clock.rule)
        object.members.text("provision", clock.provision)
        object.members.text("platform", clock.platform?.name)
        object.members.text("debtor", clock.debtor)
        object.members.text("start", clock.start.text)
        object.members.text("allowed", clock.allowed.description)
        object.members.text("calendar", clock.calendar)
        object.members.time("due_earliest", due?.earliest)
        object.members.time("due_latest", due?.latest)
        object.members.objects("events", clock.events) { event, members in
            members.text("event_kind", event.kind.rawValue)
            members.text("time", event.time.text)
            members.text("evidence_sha256", event.evidence)
            members.text("source", event.source)
            members.text("remark", event.note)
        }
        object.members.text("source", clock.source)
        object.members.text("remark", clock.note)
        object.members.text("entry_sha256", entry.digest)
        try finish(.obligation, object)
        let debtor = clock.platform?.title ?? clock.debtor
        try annotate(
            [object.id] + (try debtor.map { name throws(ExchangeError) in [try identity(name)] } ?? []),
            "Obligation: \(clock.name)",
            clock.words, marking: entry.marking)
    }
}

/// Readings of an asset in a row that agree.
struct AvailabilitySpan {
    var state: AvailabilityState
    var vantage: Vantage
    var first: Instant
    var last: Instant
    var readings: Int

    static func all(of asset: AssetKey, in table: ObservationTable) -> [AvailabilitySpan] {
        var spans: [AvailabilitySpan] = []
        for position in table.positions(of: asset) {
            guard let state = AvailabilityState(rawValue: table.states[position]) else { continue }
            let vantage = table.vantages[Int(table.vantageNumbers[position])]
            let time = Instant(milliseconds: table.times[position])
            if let last = spans.last, last.state == state, last.vantage == vantage {
                spans[spans.count - 1].last = time
                spans[spans.count - 1].readings += 1
            } else {
                spans.append(
                    AvailabilitySpan(state: state, vantage: vantage, first: time, last: time, readings: 1))
            }
        }
        return spans
    }
}
