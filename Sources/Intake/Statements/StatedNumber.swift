/// A number that a publisher states in words: `658 accounts`, `About $1.2 million in spending for ads on Facebook`.
struct StatedNumber {
    let number: Int64
    /// What was counted, as it was written; of money the currency first.
    let unit: String

    /// Nil where the text states no number of things: it must begin with one (words such as "about" may go before), and
    /// what is counted must be one of the things that reports count. Titles that begin with a number are none.
    init?(_ text: String) {
        if let stated = Self.money(text) {
            self = stated
            return
        }
        var rest = Substring(text)
        Self.dropQualifiers(&rest)
        guard let number = Self.number(&rest), rest.first?.isWhitespace ?? false else { return nil }
        let unit = Self.untilSentenceEnds(rest)
        let words = unit.lowercased().split { !$0.isLetter }
        guard words.prefix(3).contains(where: { Self.things.contains(String($0)) }) else { return nil }
        self.init(number: number, unit: unit)
    }

    private init(number: Int64, unit: String) {
        self.number = number
        self.unit = unit
    }

    /// Money spent for advertisements, anywhere in a sentence: the one number that reports put into whole sentences.
    private static func money(_ text: String) -> StatedNumber? {
        let lower = text.lowercased()
        guard lower.contains("spending for ads") || lower.contains("ad spend") else { return nil }
        if let sign = text.firstIndex(of: "$") {
            var rest = text[text.index(after: sign)...]
            guard let number = number(&rest) else { return nil }
            return StatedNumber(number: number, unit: "$ " + untilSentenceEnds(rest))
        }
        var rest = Substring(text)
        dropQualifiers(&rest)
        guard let number = number(&rest) else { return nil }
        return StatedNumber(number: number, unit: untilSentenceEnds(rest))
    }

    private static let qualifiers = [
        "about ", "around ", "approximately ", "nearly ", "almost ", "over ", "more than ", "less than ",
        "fewer than ", "at least ", "up to ", "some ", "roughly ",
    ]

    /// What reports count; the third word in "7,704 Facebook accounts" at the latest.
    private static let things: Set<String> = [
        "account", "accounts", "acounts", "page", "pages", "group", "groups", "user", "users", "follower", "followers",
        "channel", "channels", "profile", "profiles", "event", "events", "domain", "domains", "website", "websites",
        "post", "posts", "video", "videos", "people", "subscriber", "subscribers", "member", "members", "ads", "asset",
        "assets",
    ]

    private static func dropQualifiers(_ text: inout Substring) {
        var isChanged = true
        while isChanged {
            isChanged = false
            for word in qualifiers where text.prefix(word.count).lowercased() == word {
                text = text.dropFirst(word.count)
                isChanged = true
            }
        }
    }

    /// Digits with commas between thousands, perhaps a decimal, perhaps "million": a whole number of things.
    private static func number(_ text: inout Substring) -> Int64? {
        var whole: Int64 = 0
        var decimals: [Int64] = []
        var hasDigits = false
        var isDecimal = false
        var rest = text
        while let character = rest.first {
            if let digit = character.wholeNumberValue, character.isASCII {
                hasDigits = true
                if isDecimal {
                    decimals.append(Int64(digit))
                } else {
                    guard whole < 1_000_000_000_000 else { return nil }
                    whole = whole * 10 + Int64(digit)
                }
            } else if character == ".", !isDecimal, rest.dropFirst().first?.isASCIIDigit ?? false {
                isDecimal = true
            } else if !(character == "," && !isDecimal && hasDigits && rest.dropFirst().first?.isASCIIDigit ?? false) {
                break
            }
            rest = rest.dropFirst()
        }
        guard hasDigits else { return nil }
        var scale: Int64 = 1
        for (word, factor) in [(" million", 1_000_000), (" thousand", 1000), (" billion", 1_000_000_000)]
        where rest.prefix(word.count).lowercased() == word {
            scale = Int64(factor)
            rest = rest.dropFirst(word.count)
        }
        var (total, overflows) = whole.multipliedReportingOverflow(by: scale)
        if overflows { return nil }
        for digit in decimals {
            scale /= 10
            (total, overflows) = total.addingReportingOverflow(digit * scale)
            if overflows { return nil }
        }
        text = rest
        return total
    }

    private static func untilSentenceEnds(_ text: Substring) -> String {
        let end = text.firstIndex { ".,;".contains($0) } ?? text.endIndex
        return Refanging.trimmed(String(text[..<end]))
    }
}

extension Character {
    /// Whether it is one of 0 to 9, and no digit of another script.
    var isASCIIDigit: Bool { isASCII && isNumber }
}
