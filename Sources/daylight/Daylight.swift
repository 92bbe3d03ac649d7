import ArgumentParser
import Glibc

// What belongs here: options, output, exit codes, and the choice of clocks, paths and threads. What does not: anything
// that another program would want to call.

@main
struct Daylight: ParsableCommand {
    /// The version that results are marked with.
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "daylight",
        abstract: "Find accounts that act together in platform data, with the posts that prove it.",
        discussion: """
            'daylight investigate FILE…' does everything with defaults and leaves a report in ./daylight-out/.
            Exit codes: 0 done, 1 failed, 2 verification failed, 3 done but part of the input was rejected, 64 wrong usage.
            """,
        version: "daylight \(version)",
        subcommands: [
            InvestigateCommand.self, InitCommand.self, ImportCommand.self, DetectCommand.self, NetworksCommand.self,
            EmergenceCommand.self, ReportCommand.self, EvaluateCommand.self, CaseCommand.self, CohortCommand.self,
            NoticeCommand.self, ObserveCommand.self, MetricsCommand.self, CardCommand.self, MeasureCommand.self,
            ClaimCommand.self, ObligationCommand.self, ComplaintCommand.self,
            TransparencyCommand.self,
            ReadCommand.self,
            LedgerCommand.self, AssessCommand.self, EvidenceCommand.self, ExportCommand.self,
            ServeCommand.self, PeopleCommand.self, TokenCommand.self, FormatsCommand.self, SimulateCommand.self,
            DoctorCommand.self, MeasureEmergenceCommand.self,
            MeasureCustodyCommand.self,
        ])

    static func main() {
        // A reader that stops early ('| head') ends the output, not the program.
        signal(SIGPIPE, SIG_IGN)
        var command: any ParsableCommand
        do {
            command = try parseAsRoot()
        } catch {
            Failure.exit(with: error)
        }
        do {
            try command.run()
        } catch {
            Failure.exit(with: error, of: command)
        }
    }
}
