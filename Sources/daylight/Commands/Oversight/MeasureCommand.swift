import ArgumentParser
import Foundation
import Intake
import Oversight
import Records
import Workspace

/// `daylight measure`: metrics of numbers that were published, or of cohorts side by side.
struct MeasureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure", abstract: "Work a metric out of published numbers, or of two cohorts.",
        discussion:
            "What can be measured on observations is 'daylight metrics'; this is for what platforms and others state.",
        subcommands: [Expansion.self, Size.self, Returns.self, Exposure.self])

    struct Expansion: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "M05: how much more was removed after a prompt than it had named.")

        @Argument(help: "What the figures are of.")
        var subject: String
        @Option(help: "Assets that the prompt named.")
        var named: Int
        @Option(help: "Assets of the same network removed after the prompt.")
        var removedAfter: Int
        @Option(help: "All assets of the network that were removed, where it is known.")
        var removed: Int?
        @Flag(help: "A number is stated as an approximation.")
        var approximate = false
        @OptionGroup var output: OutputOptions

        func run() throws {
            try MeasurementRows.print(
                [
                    PromptedShare.measurement(
                        of: subject, named: named, removedAfter: removedAfter, removed: removed,
                        isApproximate: approximate)
                ], output)
        }
    }

    struct Size: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "M06: how large a network is of which two lists hold a part each.",
            discussion: "Refused with fewer than seven assets on both lists, and where the lists share a source.")

        @Argument(help: "What the figures are of.")
        var subject: String
        @Option(help: "Assets on the first list.")
        var first: Int?
        @Option(help: "Assets on the second list.")
        var second: Int?
        @Option(help: "Assets on both; leave it out where it is not known.")
        var both: Int?
        @Option(help: "Two cohorts instead, separated by a comma; --case says where they are.")
        var cohorts: String?
        @Option(name: .customLong("case"), help: "The case that keeps the cohorts.", completion: .directory)
        var caseFolder: String?
        @Flag(help: "The lists share a source, or one was made with the help of the other.")
        var sharedSource = false
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if (cohorts == nil) == (first == nil || second == nil) {
                throw ValidationError("Give --first and --second, or --cohorts with --case.")
            }
            if cohorts != nil, caseFolder == nil { throw ValidationError("--cohorts needs --case.") }
        }

        func run() throws {
            if let cohorts, let caseFolder {
                let names = cohorts.split(separator: ",").map(String.init)
                guard names.count == 2 else { throw ValidationError("--cohorts takes two names with a comma between.") }
                let folder = try CaseFolder.open(at: caseFolder)
                let (one, other) = (
                    try folder.entry(Cohort.self, called: names[0]), try folder.entry(Cohort.self, called: names[1])
                )
                try MeasurementRows.print(
                    [
                        NetworkSize.measurement(
                            of: subject, one.entry, other.entry, sharesSource: sharedSource,
                            inputs: [one.digest, other.digest])
                    ], output)
            } else if let first, let second {
                try MeasurementRows.print(
                    [
                        NetworkSize.measurement(
                            of: subject, first: first, second: second, both: both, sharesSource: sharedSource)
                    ], output)
            }
        }
    }

    struct Returns: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "M07: whether disrupted networks come back.",
            discussion: """
                With --disrupted and --returns, two tables: new assets within 30, 90 and 365 days for each asset disrupted, and
                the time to each network's first return as a curve with its band. With --recurring and --removed: the crude
                ratio of a platform's own rows. Both may be asked together.
                """)

        @Argument(help: "What the figures are of.")
        var subject: String
        @OptionGroup var tables: ReturnOptions
        @Option(help: "How sure the tie of new assets to their network must be, and of rows without a grade is.")
        var grade: MembershipGrade = .probable
        @Option(help: "Removed again, in the platform's own rows.")
        var recurring: Int?
        @Option(help: "All removed in the period.")
        var removed: Int?
        @OptionGroup var clock: ClockOption
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if (recurring == nil) != (removed == nil) {
                throw ValidationError("--recurring and --removed go together.")
            }
            if recurring == nil, tables.disrupted == nil {
                throw ValidationError("Give --disrupted with --returns, or --recurring and --removed, or all.")
            }
        }

        func run() throws {
            let read = try tables.read(grade: grade, present: clock.instant)
            var stated: [Recurrence.Stated] = []
            if let recurring, let removed { stated.append(Recurrence.Stated(recurring: recurring, removed: removed)) }
            try MeasurementRows.print(
                [
                    Recurrence(read.networks, grade: grade).measurement(
                        of: subject, stated: stated, inputs: read.inputs)
                ], output)
            try RegisterFile.conclude(read.files)
        }
    }

    struct Exposure: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "M16: what was still seen, clicked or paid after a date, as somebody states it.",
            discussion: "Each total is label=number or label>=number with its unit: 'advertisements>=8000 ads'.")

        @Argument(help: "What the figures are of.")
        var subject: String
        @Option(help: "A stated total; repeat it for more.")
        var total: [String]
        @Option(help: "The date from which it counts, and what happened then: 2023-07-28 EU listing.")
        var since: String
        @OptionGroup var output: OutputOptions

        func run() throws {
            let totals = try total.map { text in
                guard let match = text.wholeMatch(of: /(.+?)\s*(>=|=)\s*([0-9][0-9,.]*)\s*(\S.*)/),
                    let value = Double(match.3.filter { $0 != "," })
                else {
                    throw ValidationError(
                        "--total: '\(text)' is no total; write 'clicks=123000 clicks' or 'spend>=338000 USD'.")
                }
                return (label: String(match.1), value: value, unit: String(match.4), isAtLeast: match.2 == ">=")
            }
            try MeasurementRows.print(
                [ExposureAfter.stated(of: "\(subject), since \(since)", totals: totals)], output)
        }
    }
}
