package import Records

/// How much time a duty allows.
package enum AllowedTime: Hashable, Sendable {
    case hours(Int)
    case days(Int)
    case workingDays(Int)
    case weeks(Int)
    case months(Int)
    case years(Int)
    /// "Without undue delay", "timely": a duty without a number. Time that has passed is shown, lateness never.
    case unstated

    /// Reads `24 h`, `90 days`, `60 working days`, `2 weeks`, `1 month`, `1 year`, `unstated`.
    /// - Throws: what is wrong with it.
    package init(reading text: String) throws(FieldFault) {
        let words = text.lowercased().split { $0 == " " || $0 == "_" || $0 == "-" }.map(String.init)
        if ["unstated", "none"].contains(words.joined(separator: " ")) {
            self = .unstated
            return
        }
        let isWorking = words.count == 3 && ["working", "business"].contains(words[1])
        guard words.count == 2 || isWorking, !text.hasPrefix("-"), let unit = words.last, let count = Int(words[0])
        else {
            throw Self.fault(text)
        }
        let (time, most): (AllowedTime, Int)
        switch unit {
        case "day", "days": (time, most) = isWorking ? (.workingDays(count), 10_000) : (.days(count), 36_500)
        case _ where isWorking: throw Self.fault(text)
        case "h", "hour", "hours": (time, most) = (.hours(count), 876_000)
        case "week", "weeks": (time, most) = (.weeks(count), 5_200)
        case "month", "months": (time, most) = (.months(count), 1_200)
        case "year", "years": (time, most) = (.years(count), 100)
        default: throw Self.fault(text)
        }
        guard (1...most).contains(count) else {
            throw FieldFault("bad-allowed", field: "allowed", "'\(text)' is not between 1 and \(most) \(unit)")
        }
        self = time
    }

    private static func fault(_ text: String) -> FieldFault {
        FieldFault(
            "bad-allowed", field: "allowed",
            "'\(text)' is no period; write such as '24 h', '90 days', '60 working days', '2 months', or 'unstated'")
    }
}

extension AllowedTime: CustomStringConvertible {
    package var description: String {
        switch self {
        case .hours(let count): "\(count) h"
        case .days(let count): count == 1 ? "1 day" : "\(count) days"
        case .workingDays(let count): count == 1 ? "1 working day" : "\(count) working days"
        case .weeks(let count): count == 1 ? "1 week" : "\(count) weeks"
        case .months(let count): count == 1 ? "1 month" : "\(count) months"
        case .years(let count): count == 1 ? "1 year" : "\(count) years"
        case .unstated: "unstated"
        }
    }
}

extension AllowedTime: Codable {
    /// As text, `60 working days`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do throws(FieldFault) {
            self = try AllowedTime(reading: text)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.detail)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
