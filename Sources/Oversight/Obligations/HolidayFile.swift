package import Records

extension HolidayCalendar {
    /// A country's calendar from a table of its holidays.
    ///
    /// Columns: `date` (`YYYY-MM-DD`) and `name`, which may be left out.
    /// - Parameter counting: by which law periods are counted; a Member State's authority that applies the DSA counts by
    ///   the European rule.
    /// - Returns: the calendar, and for each row that cannot be taken its number and what is wrong.
    package static func listed(
        id: String, title: String, rows: [NamedRow], counting: PeriodCounting, zone: CivilZone
    ) -> (calendar: HolidayCalendar, faults: [(row: UInt64, fault: FieldFault)]) {
        var days: [Day: String] = [:]
        var faults: [(row: UInt64, fault: FieldFault)] = []
        for row in rows {
            do throws(FieldFault) {
                guard let day = try row.day("date") else {
                    throw FieldFault("missing-date", field: "date", "the row has no 'date'; write YYYY-MM-DD")
                }
                if days[day] != nil {
                    throw FieldFault("repeated-date", field: "date", "\(day) stands in the list twice")
                }
                days[day] = row.text("name") ?? "holiday"
            } catch {
                faults.append((row.number, error))
            }
        }
        let calendar = HolidayCalendar(id: id, title: title, holidays: .listed(days), counting: counting, zone: zone)
        return (calendar, faults)
    }
}
