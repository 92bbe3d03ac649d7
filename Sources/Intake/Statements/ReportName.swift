import Records

/// What the name of a report's file, and of the folders around it, say of the report.
enum ReportName {
    /// The file's name without its ending, runs of blanks made one.
    static func report(_ path: String) -> String {
        var name = path.split(separator: "/").last.map(String.init) ?? path
        for packing in [".gz", ".zst"] where name.hasSuffix(packing) { name = String(name.dropLast(packing.count)) }
        if let dot = name.lastIndex(of: ".") { name = String(name[..<dot]) }
        return name.split { $0.isWhitespace }.joined(separator: " ")
    }

    /// The quarter, the quarters or the half-year of the report: `2023-Q2`, `2025-Q2-3`, `2026-H1`; nil where no name
    /// tells. The file's name goes before its folders', a half-year before quarters (a file of 2026 names both, and its
    /// report is the half-year's), and a stated quarter before the one that a publication's month lies in.
    static func period(_ path: String) -> String? {
        for name in path.split(separator: "/").reversed().prefix(3) {
            if let period = period(named: name) { return period }
        }
        return nil
    }

    private static func period(named name: Substring) -> String? {
        let words = name.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "-") }.flatMap(parts)
        var quarters: String?
        var year: String?
        var month: Int?
        for (index, word) in words.enumerated() {
            let isYear = word.count == 4 && (Int(word).map { $0 >= 2017 && $0 < 2100 } ?? false)
            if isYear {
                if year == nil { year = word }
                if index == 0, words.count > 1, words[1].count == 2 { month = Int(words[1]) }
            } else if word == "h1" || word == "h2", index + 1 < words.count, Int(words[index + 1]) != nil {
                return words[index + 1] + "-" + word.uppercased()
            } else if quarters == nil, isQuarters(word) {
                quarters = word.uppercased()
            }
        }
        guard let year else { return nil }
        if let quarters { return year + "-" + quarters }
        guard let month, (1...12).contains(month) else { return nil }
        return year + "-Q\((month + 2) / 3)"
    }

    /// `meta-h1-2026-…` is one word to those who look for `Q2-3`.
    private static func parts(_ word: Substring) -> [String] {
        isQuarters(String(word)) ? [String(word)] : word.split(separator: "-").map(String.init)
    }

    /// `q2`, or `q2-3`.
    private static func isQuarters(_ word: String) -> Bool {
        let bytes = Array(word.utf8)
        guard bytes.count == 2 || bytes.count == 4, bytes[0] == UInt8(ascii: "q"), isQuarter(bytes[1]) else {
            return false
        }
        return bytes.count == 2 || (bytes[2] == UInt8(ascii: "-") && isQuarter(bytes[3]))
    }

    private static func isQuarter(_ byte: UInt8) -> Bool { byte >= 0x31 && byte <= 0x34 }
}
