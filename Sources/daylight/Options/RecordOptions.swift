import ArgumentParser
import Inquiry
import Oversight
import Records

/// What is asked of a platform's own reports, beside what was seen of a cohort.
struct RecordOptions: ParsableArguments {
    @Option(help: "For M11: the country for which the platform's networks are screened against those of peers.")
    var origin: String?
    @Flag(
        help: """
            For M09: it is known that the platform publishes counts and no assets, so that rows which say nothing of a \
            release released nothing.
            """)
    var countsOnly = false
    @OptionGroup(title: "Only reports of these days (M07 to M09, M11)") var period: PeriodOptions

    func question(
        _ selection: LedgerSelection, returned: ReturnOptions.Tables, calendars: Calendars
    ) throws -> PlatformRecord.Question {
        PlatformRecord.Question(
            disrupted: returned.networks, disruptedInputs: returned.inputs, countsOnly: countsOnly,
            days: try period.days,
            origin: try origin.map { try selection.origin($0, besides: ShippedLedger.ledger.origins) },
            calendars: calendars.all, calendarFiles: calendars.files)
    }
}
