package import Exchange
import Oversight
package import Records
package import Reporting
import Seals
package import Workspace

/// What a case holds, for its first page.
package struct OverviewFilling: Sendable {
    private let totals: CaseTotals
    private let unfinished: [String]
    private let runs: [CaseRun]
    private let registers: [RegisterKind: Int]
    private let events: [RegisterEvent]
    private let clocks: [Registered<ObligationClock>]

    package init(_ folder: CaseFolder, _ readers: CaseReaders) throws(CaseError) {
        totals = try readers.totals()
        unfinished = try readers.imports().filter { $0.summary == nil }.map(\.name)
        runs = try folder.runs()
        registers = try readers.registerCounts()
        events = try readers.registerEvents(last: 40)
        clocks = try folder.current(ObligationClock.self)
    }

    /// What one reader sees of it.
    /// - Parameters:
    ///   - sees: whether they may see something of this marking.
    ///   - isWhole: whether they may see what is about the whole case; otherwise its counts are left out.
    /// - Returns: the view, and how many things are left out.
    package func view(
        at now: Instant, markings: Markings, isWhole: Bool, sees: (TrafficLight?) -> Bool
    ) -> (view: OverviewView, leftOut: Int) {
        var leftOut = 0
        func isShown(_ kind: ObjectReference.Kind, _ name: String) -> Bool {
            if sees(markings.light(of: ObjectReference(kind, name))) { return true }
            leftOut += 1
            return false
        }
        let shown = events.filter { event in
            if event.kind == .marking {
                // Its name is that of what is marked.
                if sees(.red) { return isWhole }
                leftOut += 1
                return false
            }
            guard let kind = Self.object(event.kind) else { return isWhole }
            return isShown(kind, event.name)
        }
        let open = clocks.filter { isShown(.obligation, $0.entry.name) }
        if !isWhole { leftOut += 1 }
        let view = OverviewView(
            material: isWhole ? material : [], findings: isWhole ? findings : [],
            lastRun: isWhole ? runs.last.map { ($0.number, $0.made) } : nil,
            registers: isWhole ? registerFigures : [], changes: isWhole ? changes(shown) : changes(shown, runs: []),
            duties: duties(open, at: now),
            notes: isWhole
                ? unfinished.map { "\($0) was imported only in part; import it again, and it goes on from there." }
                : [])
        return (view, leftOut)
    }

    /// Which kind of thing a register's entries are marked as; nil for what has no marking of its own.
    private static func object(_ kind: RegisterKind) -> ObjectReference.Kind? {
        switch kind {
        case .notice: .notice
        case .response: .response
        case .obligation: .obligation
        case .exposure: .exposure
        case .assessment, .question, .evidenceRow, .rating, .approval: .assessment
        case .report: .disclosure
        default: nil
        }
    }

    private var material: [OverviewView.Figure] {
        [
            OverviewView.Figure(totals.imports == 1 ? "import" : "imports", Int(totals.imports), link: "/imports"),
            OverviewView.Figure("accounts", Int(totals.accounts), link: "/search?in=accounts"),
            OverviewView.Figure("posts", Int(totals.posts), link: "/search?in=posts"),
            OverviewView.Figure("share events", Int(totals.events), link: "/imports"),
            OverviewView.Figure("shared objects", Int(totals.objects), link: "/search?in=objects"),
            OverviewView.Figure("rejected records", Int(totals.rejects), link: "/imports"),
        ]
    }

    private var findings: [OverviewView.Figure] {
        guard let run = runs.last else { return [] }
        let counts = run.manifest.counts
        return [
            OverviewView.Figure("networks", counts.networks, link: "/networks"),
            OverviewView.Figure("ties between accounts", counts.edges, link: "/runs/\(run.number)/files/edges.csv"),
            OverviewView.Figure("accounts searched", counts.accounts, link: "/runs/\(run.number)"),
            OverviewView.Figure("posts searched", counts.posts, link: "/runs/\(run.number)"),
        ]
    }

    private var registerFigures: [OverviewView.Figure] {
        let pages: [(RegisterKind, one: String, many: String, String)] = [
            (.cohort, "cohort", "cohorts", "/cohorts"), (.seal, "seal", "seals", "/cohorts"),
            (.notice, "notice", "notices", "/notices"),
            (.response, "answer to notices", "answers to notices", "/notices"),
            (.report, "report in the ledger", "reports in the ledger", "/ledger"),
            (.claim, "claim", "claims", "/claims"), (.obligation, "obligation", "obligations", "/obligations"),
            (.question, "question", "questions", "/assessments"),
            (.assessment, "assessment", "assessments", "/assessments"),
            (.exhibit, "exhibit", "exhibits", "/exhibits"),
        ]
        return pages.map { kind, one, many, link in
            let count = registers[kind] ?? 0
            return OverviewView.Figure(count == 1 ? one : many, count, link: link)
        }
    }

    private func changes(_ events: [RegisterEvent], runs: [CaseRun]? = nil) -> [OverviewView.Event] {
        let pages: [RegisterKind: String] = [
            .cohort: "/cohorts", .seal: "/cohorts", .notice: "/notices", .response: "/notices", .report: "/ledger",
            .claim: "/claims", .obligation: "/obligations", .question: "/assessments", .assessment: "/assessments",
            .exhibit: "/exhibits",
        ]
        var changes = events.map { event in
            OverviewView.Event(
                time: event.entered, what: "\(event.kind.rawValue.replacing("_", with: " ")) \(event.name)",
                link: pages[event.kind])
        }
        changes += (runs ?? self.runs).suffix(10).compactMap { run in
            run.made.map {
                OverviewView.Event(
                    time: $0,
                    what: "run \(run.number): \(FigureText.count(run.manifest.counts.networks, "network", "networks"))",
                    link: "/runs/\(run.number)")
            }
        }
        return Array(changes.sorted { ($1.time, $0.what) < ($0.time, $1.what) }.prefix(20))
    }

    private func duties(_ clocks: [Registered<ObligationClock>], at now: Instant) -> [OverviewView.Duty] {
        let readings = clocks.compactMap { try? ObligationReading($0.entry, at: now) }
        let open = readings.compactMap { reading -> OverviewView.Duty? in
            switch reading.state {
            case .met, .late: return nil
            case .open, .extended, .missed, .unknown: break
            }
            guard let due = reading.due else { return nil }
            let left = due.latest.milliseconds - now.milliseconds
            let length = TimeText.duration(milliseconds: Double(left.magnitude))
            return OverviewView.Duty(
                name: reading.clock.name, due: due.latest, left: left < 0 ? "\(length) over" : "in \(length)",
                isLate: left < 0, link: "/obligations")
        }
        return Array(open.sorted { ($0.due, $0.name) < ($1.due, $1.name) }.prefix(12))
    }
}
