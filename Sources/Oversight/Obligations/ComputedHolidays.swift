import Records

/// Holidays that a rule gives for any year.
enum Easter {
    /// Easter Sunday of the Gregorian calendar (J. Meeus, Astronomical Algorithms, chapter 8).
    static func sunday(_ year: Int64) -> Day? {
        let golden = year % 19
        let (century, ofCentury) = (year / 100, year % 100)
        let skipped = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * golden + century - century / 4 - skipped + 15) % 30
        let weekday = (32 + 2 * (century % 4) + 2 * (ofCentury / 4) - epact - ofCentury % 4) % 7
        let correction = (golden + 11 * epact + 22 * weekday) / 451
        let sum = epact + weekday - 7 * correction + 114
        return Day(year: year, month: Int(sum / 31), day: Int(sum % 31) + 1)
    }
}

/// The European Commission's public holidays in Brussels.
///
/// The Commission decides each year's list under Article 61 of the Staff Regulations. All lists that were compared (2002,
/// 2013, 2014, 2020, 2023 and 2025 whole, 2024 to May) follow one pattern without substitutes for days that fall on a
/// weekend, so that it is computed: 1 and 2 January, Maundy Thursday to Easter Monday, 1 and 9 May, Ascension Day and the day after, Whit
/// Monday, 21 July, 15 August, 1 and 2 November, 24 to 31 December. Luxembourg keeps 23 June in place of 21 July.
/// A list that departs from the pattern is used by way of a file.
enum InstitutionHolidays {
    /// The years that are answered for, each with the list that the pattern was compared with.
    static let years: [Int64: (grade: ObligationRule.ProvisionGrade, source: String)] = [
        2023: (.storedPage, "https://eur-lex.europa.eu/legal-content/EN/TXT/HTML/?uri=CELEX:32021D0528(01)"),
        2024: (.partly, "OJ C 440, 18.11.2022, p. 15: read to May"),
        2025: (.storedPage, "https://en.wikipedia.org/wiki/Public_holidays_in_the_European_Union"),
        2026: (.memory, "the pattern of earlier years"),
        2027: (.memory, "the pattern of earlier years"),
    ]

    static func name(_ day: Day) -> String? {
        let (year, month, date) = day.civil
        switch (month, date) {
        case (1, 1): return "New Year's Day"
        case (1, 2): return "Day after New Year's Day"
        case (5, 1): return "Labour Day"
        case (5, 9): return "Schuman Declaration"
        case (7, 21): return "Belgian National Day"
        case (8, 15): return "Assumption"
        case (11, 1): return "All Saints' Day"
        case (11, 2): return "All Souls' Day"
        case (12, 24...31): return "End of year"
        default: break
        }
        guard let easter = Easter.sunday(year) else { return nil }
        switch day - easter {
        case -3: return "Maundy Thursday"
        case -2: return "Good Friday"
        case 1: return "Easter Monday"
        case 39: return "Ascension Day"
        case 40: return "Day after Ascension Day"
        case 50: return "Whit Monday"
        default: return nil
        }
    }
}

/// Australia's national public holidays.
///
/// The days stand in section 115(1)(a) of the Fair Work Act 2009; substitutes are made by the States and Territories. Those
/// that all of them make are taken: New Year's Day and Australia Day on a weekend pass to the Monday, Christmas Day on a
/// weekend to 27 December, Boxing Day on a weekend to 28 December (where New Year's and Christmas are kept on both days).
/// Anzac Day has no substitute here, since only some give one.
enum AustralianHolidays {
    static func name(_ day: Day) -> String? {
        let (year, month, date) = day.civil
        let isMonday = day.weekday == 1
        switch (month, date) {
        case (1, 1): return "New Year's Day"
        case (1, 2...3) where isMonday: return "New Year's Day (additional)"
        // On a weekend the holiday itself moves; the weekend is no working day anyhow.
        case (1, 26): return "Australia Day"
        case (1, 27...28) where isMonday: return "Australia Day (substitute)"
        case (4, 25): return "Anzac Day"
        case (12, 25): return "Christmas Day"
        case (12, 26): return "Boxing Day"
        case (12, 27) where [1, 2].contains(day.weekday): return "Christmas Day (additional)"
        case (12, 28) where [1, 2].contains(day.weekday): return "Boxing Day (additional)"
        default: break
        }
        guard let easter = Easter.sunday(year) else { return nil }
        switch day - easter {
        case -2: return "Good Friday"
        case 1: return "Easter Monday"
        default: return nil
        }
    }
}
