/// Rows as this program and its sources write them, taken apart by a reader that shares nothing with ours.
package enum CSVText {
    /// The fields of a line without line ends in its fields.
    package static func fields(_ line: some StringProtocol) -> [String] {
        var fields = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: fields.append("")
            default: fields[fields.count - 1].append(character)
            }
        }
        return fields
    }
}
