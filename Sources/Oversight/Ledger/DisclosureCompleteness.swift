/// M09: of the assets that a platform says it removed, how many it handed over so that others could examine them.
package enum DisclosureCompleteness {
    /// - Parameters:
    ///   - removed: what the platform states it removed.
    ///   - released: what it states it handed over; 0 where it publishes counts only; nil where it states nothing.
    ///   - inFile: what the handed file holds, by somebody's count.
    package static func measure(
        of subject: String, removed: StatedCount, released: StatedCount?, inFile: Int64? = nil, inputs: [String] = []
    ) -> Measurement {
        var result = Measurement(.disclosureCompleteness, of: subject, inputs: inputs)
        guard removed.number > 0 else {
            result.refusal = "nothing is stated to have been removed: there is no share of nothing"
            return result
        }
        guard released != nil || inFile != nil else {
            result.refusal =
                "neither a number of released assets nor a file is known; give 0 where the platform publishes counts only"
            return result
        }
        if let released { result.figures.append(share("released of stated removed", released.number, removed.number)) }
        if let inFile {
            result.figures.append(share("in the file of stated removed", inFile, removed.number))
            if let released, released.number > 0 {
                result.figures.append(share("in the file of stated released", inFile, released.number))
            }
        }
        if removed.wording != .exact { result.notes.append("the platform says \(removed) were removed") }
        if let released, released.wording != .exact {
            result.notes.append("the platform says \(released) were released")
        }
        if released?.number == 0 { result.notes.append("counts only: no asset was handed over") }
        return result
    }

    /// A row's own numbers.
    /// - Parameter released: taken where the row states none.
    package static func measure(
        of row: Disclosure, released: StatedCount? = nil, inputs: [String] = []
    ) -> Measurement {
        let subject = "\(row.platform): \(row.report), \(row.label)"
        guard let removed = row.counts[.accounts] ?? row.counts[.channels] else {
            return Measurement(
                .disclosureCompleteness, of: subject,
                refusal: "the row states no number of removed accounts or channels",
                inputs: inputs)
        }
        return measure(
            of: subject, removed: removed, released: row.counts[.accountsReleased] ?? released,
            inFile: row.counts[.accountsInFile]?.number, inputs: inputs)
    }

    private static func share(_ label: String, _ part: Int64, _ whole: Int64) -> Figure {
        guard (0...whole).contains(part) else {
            return Figure(
                label, Double(part) / Double(whole), unit: "ratio",
                remark: "\(part) is no part of \(whole): one of the numbers is wrong")
        }
        return Shares.figure(label, Int(part), of: Int(whole))
    }
}
