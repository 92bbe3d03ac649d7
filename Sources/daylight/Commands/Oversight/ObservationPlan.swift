import ArgumentParser
import Exchange
import Inquiry
import Oversight
import Records
import Workspace

/// `daylight observe plan`: when assets are looked at, fixed before the clock starts.
struct ObservationPlan: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract:
            "Fix and list when assets should be looked at: hourly for a day, six-hourly for a week, daily for ninety days, weekly.",
        discussion: """
            The plan is fixed before the clock starts, so that what is measured can be compared between platforms: with --case
            and --cohort it is entered in the case, and 'daylight observe status' compares with it what was looked at. A later
            plan of the cohort supersedes it from its own entry on. --show lists the plans that were entered; with --cohort the
            looks of the one in force. Without a case nothing is kept.
            """)

    @Option(help: "When the clock starts: a moment with its zone, or a day.")
    var zero: String?
    @Option(help: "The cohort that the plan is for.")
    var cohort: String?
    @Option(help: "From how many vantages each asset is looked at each time.")
    var vantages = PollingPlan.standard.vantages
    @Flag(help: "Enter nothing: list the plans of the case, or the looks of a cohort's plan.")
    var show = false
    @Option(help: "From when to list; the present by default.")
    var from: String?
    @Option(help: "Until when; a week later by default.")
    var to: String?
    @Option(name: .customLong("case"), help: "The case: a folder that 'daylight init' made.", completion: .directory)
    var casePath: String?
    @OptionGroup var clock: ClockOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if show, casePath == nil { throw ValidationError("--show lists the plans of a case; name it with --case.") }
        if show, zero != nil { throw ValidationError("--show enters nothing: leave --zero out, or --show.") }
        if !show, zero == nil {
            throw ValidationError("Say with --zero when the clock starts, or --show the plans of a case.")
        }
        if !show, (casePath == nil) != (cohort == nil) {
            throw ValidationError("A plan is entered for a cohort in a case: give --case and --cohort, or neither.")
        }
        if !(1...100).contains(vantages) { throw ValidationError("--vantages takes 1 to 100.") }
    }

    func run() throws {
        guard let casePath else {
            try list(PollingPlan(stretches: PollingPlan.standard.stretches, vantages: vantages), after: try start())
            return
        }
        let folder = try CaseOption.open(casePath)
        if !show {
            try enter(in: folder)
        } else if let cohort {
            let about = try folder.entry(Cohort.self, called: cohort)
            let plan = try folder.entry(FixedPlan.self, called: about.entry.name)
            tell(plan.entry, plan.digest, fixed: plan.entered)
            try list(plan.entry.plan, after: plan.entry.zero.earliest)
        } else {
            try listPlans(of: folder)
        }
    }

    private func start() throws -> Instant { try OptionValue.time("--zero", zero ?? "").earliest }

    private func enter(in folder: CaseFolder) throws {
        let about = try folder.entry(Cohort.self, called: cohort ?? "")
        let plan = FixedPlan(
            cohort: about.entry.name, digest: about.digest, zero: try OptionValue.time("--zero", zero ?? ""),
            plan: PollingPlan(stretches: PollingPlan.standard.stretches, vantages: vantages))
        for row in try EnteredRows([plan], in: folder, at: clock.instant, skipsKnown: false).rows {
            switch row.outcome {
            case .new: break
            case .supersedes:
                output.tell("note: from now on this plan is in force, and not the one that was entered before.")
            case .known, .outdated: output.tell("note: this plan stands in the register already.")
            }
        }
        let standing = try folder.entry(FixedPlan.self, called: plan.name)
        tell(plan, standing.digest, fixed: standing.entered)
        try list(plan.plan, after: plan.zero.earliest)
    }

    private func tell(_ plan: FixedPlan, _ digest: String, fixed: Instant) {
        output.tell("plan of '\(plan.name)': \(digest), fixed \(fixed), clock starts \(plan.zero)")
        if fixed > plan.zero.earliest {
            output.tell(
                "note: it was fixed after its clock started; what it measures is not as comparable as S3 asks, and looks that"
                    + " were due before are not counted as missed.")
        }
    }

    private func listPlans(of folder: CaseFolder) throws {
        try output.print(header: [
            "cohort", "cohort_digest", "zero", "fixed", "fixed_before_zero", "vantages", "looks", "digest",
        ]) { rows in
            for plan in try folder.entries(FixedPlan.self) {
                let looks = plan.entry.plan.stretches.map { stretch in
                    "every \(stretch.every / 3_600_000) h" + (stretch.times.map { " × \($0)" } ?? "")
                }
                try rows.write([
                    .text(plan.entry.name), .text(plan.entry.cohort), .text(plan.entry.zero.description),
                    .text(plan.entered.description), .text(plan.entered <= plan.entry.zero.earliest ? "yes" : "no"),
                    .integer(Int64(plan.entry.plan.vantages)), .text(looks.joined(separator: ", ")), .text(plan.digest),
                ])
            }
        }
    }

    private func list(_ plan: PollingPlan, after start: Instant) throws {
        let first = try from.map { try OptionValue.time("--from", $0).earliest } ?? clock.instant
        let last =
            try to.map { try OptionValue.time("--to", $0).latest }
            ?? Instant(milliseconds: first.milliseconds + 7 * Day.milliseconds)
        try output.print(header: ["time", "hours_after_zero", "vantages", "gap_h"]) { rows in
            for look in plan.looks(after: start, from: first, to: last) {
                let elapsed = look.milliseconds - start.milliseconds
                try rows.write([
                    .text(look.description), .number(Double(elapsed) / 3_600_000), .integer(Int64(plan.vantages)),
                    .number(Double(plan.gap(after: elapsed)) / 3_600_000),
                ])
            }
        }
    }
}

extension PlannedLooks {
    static let header = ["looks_due", "looks_on_time", "looks_late", "looks_short", "looks_missed"]

    func cells(of asset: AssetKey) -> [Cell] {
        guard let looks = adherence[asset] else { return Self.header.map { _ in .missing } }
        return [looks.due, looks.onTime, looks.late, looks.short, looks.missed].map { .integer(Int64($0)) }
    }
}
