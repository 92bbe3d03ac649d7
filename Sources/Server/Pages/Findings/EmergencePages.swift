import Coordination
import Foundation
import HTTPTypes
import Inquiry
import Records
import Reporting
import Statistics
import Workspace

/// What appears or wakes. The case is replayed whole, which takes long: once after each import, on a thread of its own.
struct EmergencePages {
    let desk: Desk
    let findings: Findings
    private let replayed = Prepared<CaseVersion, EmergenceAnswer>(most: 1, label: "emergence")

    private static let drawnItems = 20_000
    private static let columns: [TwinTable.Column] = [
        .init("topic", "Topic"), .init("platform", "Platform"), .init("counted", "What was counted"),
        .init("raised", "First told"), .init("last_raised", "Last told"),
        .init("count", "Counted", isNumber: true),
        .init("total", "Of", isNumber: true), .init("expected", "Expected", isNumber: true),
        .init("strongest_day", "Strongest on"), .init("p", "p, corrected", isNumber: true),
    ]

    init(_ findings: Findings) {
        self.findings = findings
        desk = findings.desk
    }

    var endpoints: [Endpoint] {
        Endpoint.table(
            "/emergence", name: "listAlarms", "What appears or wakes at a rate that the baseline does not explain.",
            .read,
            parameters: [.query("topic", .text, "Only of this topic: #tag, or a sound, domain, address or text.")],
            { visit in
                try desk.requireCase(visit)
                guard try holdsPosts() else {
                    return TwinTable(
                        "alarms", caption: "", columns: Self.columns, rows: [], empty: "Nothing was imported yet.")
                }
                guard let answer = try answer() else {
                    if !visit.path.hasSuffix(".csv"), !visit.path.hasSuffix(".json") {
                        return TwinTable("alarms", caption: "", columns: [], rows: [])
                    }
                    throw Refusal(
                        .serviceUnavailable, "busy", "The case is being replayed.", help: "Ask again in a moment.",
                        fields: [.retryAfter: "5"])
                }
                return try table(visit, answer)
            }, show: { visit, table in try page(visit, table) })
    }

    private func holdsPosts() throws -> Bool { try !desk.readers.imports().isEmpty }

    /// Of the case as it is after its last import; nil while it is being worked out.
    private func answer() throws -> EmergenceAnswer? {
        var version = try desk.readers.version()
        // Runs and register entries do not change what was posted.
        (version.runs, version.registerEntries) = (0, 0)
        return try replayed.value(version) { [desk] in
            var parameters = EmergenceParameters()
            parameters.threads = max(1, ProcessInfo.processInfo.activeProcessorCount / 2)
            let reading = try Question(case: desk.folder, search: SearchParameters(windows: []))
            return try EmergenceQuestion(reading, parameters: parameters, isBacktest: true)
                .answer(reject: { _ in }, progress: .silent)
        }
    }

    /// The alarms that are asked for and may be seen.
    private func alarms(_ visit: Visit, _ answer: EmergenceAnswer) throws -> (seen: [EmergenceAlarm], leftOut: Int) {
        let sight = try findings.sight(visit)
        let wanted = visit.query["topic"]?.lowercased()
        let asked = answer.result.alarms.filter { alarm in
            wanted.map { $0 == alarm.topic.label.lowercased() || $0 == alarm.topic.object.lowercased() } ?? true
        }
        let seen = asked.filter { alarm in
            alarm.topic.trace.map { sight.object(TracedObject(trace: $0, value: alarm.topic.object)) } ?? true
        }
        return (seen, asked.count - seen.count)
    }

    private func number(_ topic: Topic) throws -> Int64? {
        guard let trace = topic.trace else { return nil }
        return try desk.readers.objectNumber(TracedObject(trace: trace, value: topic.object), platform: topic.platform)
    }

    private func table(_ visit: Visit, _ answer: EmergenceAnswer) throws -> TwinTable {
        let (seen, leftOut) = try alarms(visit, answer)
        let part = try visit.part(usual: 50)
        return TwinTable(
            "alarms", caption: "Each with the first day at whose end it could have been raised.",
            columns: Self.columns,
            rows: try seen.dropFirst(part.lowerBound).prefix(part.count).map { alarm in
                let page = try number(alarm.topic).map { FindingAddress.object($0) }
                let strongest = alarm.strongest
                return [
                    .text(alarm.topic.label, link: page), .words(alarm.topic.platform.title),
                    .words(alarm.measure.words), .words(alarm.raised.description),
                    .words(alarm.lastRaised.description), .count(strongest.count, link: page),
                    .count(strongest.total, link: page), .number(strongest.expected, places: 1),
                    .words(strongest.day.description), .words(Self.probability(strongest.correctedLogP)),
                ]
            },
            empty: visit.query["topic"] == nil
                ? "Nothing appeared or woke that the baseline does not explain." : "No alarm is about this topic.",
            leftOut: leftOut, part: .init(first: part.lowerBound, total: seen.count, size: part.count))
    }

    private static func probability(_ logarithm: Double) -> String {
        "\(NumberText.probability(.init(logarithm: logarithm)))"
    }

    private func page(_ visit: Visit, _ table: TwinTable) throws -> SitePage {
        guard try holdsPosts() else { return EmergencePage.empty(frame: desk.frame(visit)) }
        guard let answer = try answer() else {
            return EmergencePage.underway(address: visit.whole, frame: desk.frame(visit))
        }
        let (seen, _) = try alarms(visit, answer)
        let words = try findings.indexed().index
        var shown: [EmergenceView.Alarm] = []
        for alarm in seen.prefix(4 * EmergencePage.drawn) {
            let number = try number(alarm.topic)
            let items = try number.map { try words.items(onObject: $0, limit: Self.drawnItems).items } ?? []
            shown.append(
                EmergenceView.Alarm(
                    alarm: alarm, label: alarm.topic.label, address: number.map { FindingAddress.object($0) },
                    days: DaySeriesDrawing.bars(items.lazy.map { Instant(milliseconds: $0.time) })))
        }
        return EmergencePage.page(
            EmergenceView(
                alarms: shown, table: table, notes: answer.notes, notComputable: answer.result.notComputable,
                judgedDays: answer.result.judgedDays, topics: answer.result.topics, tests: answer.result.tests,
                topic: visit.query["topic"] ?? ""), address: visit.withoutPart, frame: desk.frame(visit))
    }
}
