/// Why a field cannot be taken.
package struct FieldFault: Error, Hashable, Sendable {
    /// What kind of trouble: a short lasting word for counting.
    package var reason: String
    /// The field at fault, as the table names it; nil where it is the whole row.
    package var field: String?
    /// The sentence for people: what was found, and what to do.
    package var detail: String

    package init(_ reason: String, field: String? = nil, _ detail: String) {
        self.reason = reason
        self.field = field
        self.detail = Self.readable(detail)
    }

    /// What is quoted may be megabytes: as much is kept of it as a person reads, and what was said around it.
    private static func readable(_ detail: String) -> String {
        guard detail.utf8.count > 2000 else { return detail }
        return detail.unicodeScalars.prefix(400).reduce(into: "") { $0.unicodeScalars.append($1) }
            + " […] " + detail.unicodeScalars.suffix(400).reduce(into: "") { $0.unicodeScalars.append($1) }
    }
}

/// A row of a table that people keep by hand (ledger, notices, claims …), by the names of its columns.
package struct NamedRow: Sendable, Hashable {
    /// From 1, headers not counted.
    package let number: UInt64
    /// Without blanks at the ends; only what is not empty. Names in lower case, blanks and hyphens as `_`.
    package let values: [String: String]

    package init(number: UInt64, values: [String: String]) {
        self.number = number
        self.values = values
    }

    /// A column's name as rows know it.
    package static func key(_ name: String) -> String {
        String(name.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
    }

    /// The first of the columns that holds something.
    package func text(_ names: String...) -> String? {
        for name in names {
            if let value = values[name] { return value }
        }
        return nil
    }

    package func required(_ name: String) throws(FieldFault) -> String {
        guard let value = values[name] else {
            throw FieldFault("missing-\(name)", field: name, "the row has no '\(name)'")
        }
        return value
    }

    /// A whole number; commas and blanks between its digits are taken for grouping.
    package func integer(_ name: String) throws(FieldFault) -> Int64? {
        guard let value = values[name] else { return nil }
        let digits = value.filter { $0 != "," && $0 != " " && $0 != "_" }
        guard let number = Int64(digits) else {
            throw FieldFault("bad-number", field: name, "'\(value)' is no whole number")
        }
        if number.magnitude > 1 << 53 {
            throw FieldFault("bad-number", field: name, "'\(value)' is beyond 2^53, which no count reaches")
        }
        return number
    }

    package func time(_ name: String) throws(FieldFault) -> StatedTime? {
        guard let value = values[name] else { return nil }
        do throws(FieldFault) {
            return try StatedTime(reading: value)
        } catch {
            throw FieldFault(error.reason, field: name, error.detail)
        }
    }

    package func day(_ name: String) throws(FieldFault) -> Day? {
        guard let value = values[name] else { return nil }
        guard let day = Day(value) else {
            throw FieldFault("bad-day", field: name, "'\(value)' is no day; write YYYY-MM-DD")
        }
        return day
    }

    /// A SHA-256 in hexadecimal, in lower case.
    package func digest(_ name: String) throws(FieldFault) -> String? {
        guard let text = values[name]?.lowercased() else { return nil }
        guard text.isSHA256 else {
            throw FieldFault("bad-digest", field: name, "'\(text)' is no SHA-256; 64 hexadecimal digits are wanted")
        }
        return text
    }

    package func platform(_ name: String) throws(FieldFault) -> Platform? {
        guard let value = values[name] else { return nil }
        guard let platform = Platform(name: value) else {
            throw FieldFault(
                "unknown-platform", field: name,
                "'\(value)' is no platform; known are \(Platform.allCases.map(\.name).joined(separator: ", "))")
        }
        return platform
    }

    /// One of a list of words.
    package func word<Word: RawRepresentable & CaseIterable>(
        _ name: String, as type: Word.Type
    ) throws(FieldFault) -> Word? where Word.RawValue == String {
        guard let value = values[name] else { return nil }
        guard let word = Word(rawValue: NamedRow.key(value)) ?? Word(rawValue: value) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw FieldFault("unknown-\(name)", field: name, "'\(value)' is not one of \(known)")
        }
        return word
    }

    /// The parts of a list, separated by semicolons.
    package func list(_ name: String) -> [String] {
        (values[name] ?? "").split(separator: ";").map { part in
            var part = part[...]
            while part.first == " " { part.removeFirst() }
            while part.last == " " { part.removeLast() }
            return String(part)
        }.filter { !$0.isEmpty }
    }
}

extension String {
    /// Whether it is a SHA-256 in lower-case hexadecimal digits.
    package var isSHA256: Bool {
        utf8.count == 64 && utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
