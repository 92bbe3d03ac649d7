import ArgumentParser
import Intake
import Oversight
import Records

/// By which days periods run, beside the calendars that are built in.
struct CalendarOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Another calendar, as ro=FILE: a table with the columns date and name; repeat it for more.",
            discussion: """
                Days begin and end as in Brussels and periods run by European rules; ro@eastern_europe=FILE says otherwise: \
                utc, central_europe, eastern_europe, western_europe, eastern_australia. An id that is built in (eu, au, \
                plain) is replaced.
                """, valueName: "id=file"))
    var holidays: [String] = []

    /// Reads the files.
    func read() throws -> Calendars {
        var calendars = Calendars()
        for text in holidays {
            guard let match = text.wholeMatch(of: /([A-Za-z0-9_-]+)(@([a-z_]+))?=(.+)/) else {
                throw ValidationError("--holidays: '\(text)' is not of the form ro=FILE or ro@eastern_europe=FILE.")
            }
            let zone = match.3.map { CivilZone(rawValue: String($0)) } ?? .centralEurope
            guard let zone else {
                let known = CivilZone.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("--holidays: '\(match.3 ?? "")' is no zone; known are \(known).")
            }
            try calendars.add(String(match.1).lowercased(), zone, RegisterFile(String(match.4)))
        }
        return calendars
    }
}

/// Calendars by their ids, those of files before those that are built in.
struct Calendars {
    private(set) var all = HolidayCalendar.builtIn
    /// SHA-256 of the file, by the calendar's id.
    private(set) var files: [String: String] = [:]
    private(set) var read: [RegisterFile] = []

    fileprivate mutating func add(_ id: String, _ zone: CivilZone, _ file: RegisterFile) throws {
        var file = file
        let (calendar, faults) = HolidayCalendar.listed(
            id: id, title: "holidays of \(file.path)", rows: file.table.rows, counting: Self.counting(zone), zone: zone)
        for (row, fault) in faults {
            file.table.rejected.append(
                Rejection(
                    file: file.path, row: row, field: fault.field, reason: fault.reason, detail: fault.detail))
        }
        if calendar.years == nil {
            throw ValidationError("--holidays: \(file.path) names no holiday; a column 'date' with days is wanted.")
        }
        all.insert(calendar, at: 0)
        files[id] = file.table.sha256
        read.append(file)
    }

    /// The law by which periods are counted goes with the place.
    private static func counting(_ zone: CivilZone) -> PeriodCounting {
        switch zone {
        case .utc: .plain
        case .centralEurope, .easternEurope, .westernEurope: .european
        case .easternAustralia: .australian
        }
    }

    /// Tells of rows that were not taken.
    /// - Throws: exit code 3 where there are any.
    func conclude() throws {
        for file in read { try file.conclude() }
    }
}
