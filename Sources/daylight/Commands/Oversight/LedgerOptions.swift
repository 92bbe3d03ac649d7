import ArgumentParser
import Briefing
import Inquiry
import Oversight
import Records
import Workspace

/// Which rows are asked: the shipped ledger's, or a case's.
struct LedgerOptions: ParsableArguments {
    @Option(
        name: .customLong("case"), help: "The case whose captured reports are asked; the shipped ledger by default.",
        completion: .directory)
    var path: String?
    @Flag(help: "With --case: also the shipped ledger's rows, of reports that the case has not captured.")
    var withShipped = false

    func validate() throws {
        if withShipped, path == nil { throw ValidationError("--with-shipped goes with --case.") }
    }

    func selection() throws -> LedgerSelection {
        guard let path else { return .shipped }
        return LedgerSelection(try CaseLedger(try CaseFolder.open(at: path)), withShipped: withShipped)
    }

    /// Says where rows come from.
    func tell(_ selection: LedgerSelection, _ output: OutputOptions) {
        if path == nil {
            output.tell(
                "the shipped ledger: \(ShippedLedger.gatheredRows) rows gathered from reports + \(ShippedLedger.quarterlyRows)"
                    + " networks of TikTok's quarterly tables, \(ShippedLedger.matchedRows) matched,"
                    + " \(selection.shippedRows) shipped")
        } else {
            let own = selection.ledger.rows.count - selection.shippedRows
            output.tell(
                "the case: \(own) rows of \(FigureText.count(selection.reports.count, "report", "reports"))"
                    + (withShipped ? ", and \(selection.shippedRows) rows of the shipped ledger" : ""))
        }
    }
}

extension LedgerSelection {
    /// The platform's one spelling.
    /// - Throws: where no row is of it.
    func platform(_ text: String) throws -> String {
        let name = PlatformName.normalised(text)
        guard platforms.contains(name) else {
            throw ValidationError(
                platforms.isEmpty
                    ? "The case has captured no report yet; 'daylight ledger import' enters one."
                    : "No row is of '\(text)'; the rows are of \(platforms.joined(separator: ", ")).")
        }
        return name
    }

    /// The country's one spelling.
    /// - Parameter others: origins besides those of the rows that are asked.
    /// - Throws: where no row names it as an origin: none of a platform's networks from a misspelt country clears nobody.
    func origin(_ text: String, besides others: [String] = []) throws -> String {
        let name = CountryName.normalised(text)
        let known = Set(ledger.origins + others)
        if known.contains(name) { return name }
        let near = CountryName.nearest(to: name, among: known.sorted())
        throw ValidationError(
            near.isEmpty
                ? "No row names an origin."
                : "No row of any platform names '\(text)' as an origin. The rows name, what is spelt most like it first:"
                    + " \(near.prefix(200).joined(separator: ", ")).")
    }

    /// The one report that is meant.
    /// - Throws: where none is, or several may be.
    func reportName(_ text: String) throws -> String {
        let names = reportNames(matching: text)
        if let name = names.first, names.count == 1 { return name }
        let few = names.prefix(8).joined(separator: "; ")
        throw ValidationError(
            names.isEmpty
                ? "There is no report '\(text)'; 'daylight ledger list' shows all."
                : "'\(text)' may be one of \(names.count) reports: \(few)\(names.count > 8 ? " …" : "").")
    }
}

/// Which days are asked.
struct PeriodOptions: ParsableArguments {
    @Option(help: "The period: 2023-Q2, 2023-H1, 2023-07 or 2023.")
    var period: String?
    @Option(help: "The first period, in place of --period.")
    var from: String?
    @Option(help: "The last period, with --from.")
    var to: String?

    func validate() throws { _ = try days }

    /// Nil where all days are.
    var days: ReportingPeriod? {
        get throws {
            if let period {
                if from != nil || to != nil { throw ValidationError("--period stands for both --from and --to.") }
                return try Self.days("--period", period)
            }
            guard let from, let to else {
                if (from ?? to) != nil { throw ValidationError("--from and --to go together.") }
                return nil
            }
            let (first, last) = (try Self.days("--from", from), try Self.days("--to", to))
            guard let days = ReportingPeriod(first.first, last.last) else {
                throw ValidationError("--to \(to) ends before --from \(from) begins.")
            }
            return days
        }
    }

    /// A period or a day.
    static func days(_ option: String, _ text: String) throws -> ReportingPeriod {
        if let period = ReportingPeriod(text) { return period }
        if let day = Day(text) { return ReportingPeriod(day) }
        throw ValidationError(
            "\(option): '\(text)' is no period; write 2023-Q2, 2023-H1, 2023-07, 2023 or a day as 2023-07-31.")
    }
}

extension RegisterFile {
    /// Tells of what was not taken of several files.
    /// - Throws: exit code 3 where there is any.
    static func conclude(_ files: [RegisterFile]) throws {
        var isPartial = false
        for file in files {
            do {
                try file.conclude()
            } catch let code as ExitCode where code == Failure.partial {
                isPartial = true
            }
        }
        if isPartial { throw Failure.partial }
    }
}
