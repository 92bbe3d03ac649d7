import Statistics

extension DisclosureCompleteness {
    /// M09 of all of a platform's rows together: what they say was handed over, of what they say was removed. Rows that say
    /// nothing of a release may have released nothing or all.
    /// - Parameters:
    ///   - rows: of one platform.
    ///   - countsOnly: whether it is known that the platform publishes counts and no assets: rows that do not say have then
    ///     released nothing.
    package static func measure(
        _ rows: [Disclosure], of platform: String, countsOnly: Bool, inputs: [String] = []
    ) -> Measurement {
        var result = Measurement(.disclosureCompleteness, of: platform, inputs: inputs)
        var (removed, released, silent) = (0, 0, 0)
        var (counted, unstated, withoutNumber, faulty) = (0, 0, 0, 0)
        for row in rows where row.sameAs == nil && row.unit != .report && row.unit != .aggregate {
            guard let all = row.counts[.accounts] ?? row.counts[.channels], all.number > 0 else {
                withoutNumber += 1
                continue
            }
            let part = row.counts[.accountsReleased]
            guard all.number <= Shares.mostAssets, part.map({ $0.number <= all.number }) ?? true else {
                faulty += 1
                continue
            }
            if let part {
                released += Int(part.number)
            } else {
                unstated += 1
                if !countsOnly { silent += Int(all.number) }
            }
            removed += Int(all.number)
            counted += 1
        }
        guard removed > 0 else {
            result.refusal = "no row of \(platform) states how many accounts or channels were removed"
            return result
        }
        let label = "released of stated removed, all rows"
        if silent == 0 {
            var figure = Figure.share(label, released, of: removed)
            if countsOnly, unstated > 0 {
                figure.remark =
                    "\(unstated) of \(counted) rows state no release and count as none: counts only, as given"
            }
            result.figures = [figure]
        } else {
            let low = ProportionIntervals.wilson(successes: released, trials: removed).lowerBound
            let high = ProportionIntervals.wilson(successes: released + silent, trials: removed).upperBound
            result.figures = [
                Figure(
                    label, nil, unit: "share", low: low, high: high, count: released, of: removed,
                    remark:
                        "\(unstated) of \(counted) rows do not say what was handed over; --counts-only says that nothing was"
                )
            ]
        }
        if withoutNumber > 0 {
            result.notes.append("\(withoutNumber) rows state no number of removed and are left out")
        }
        if faulty > 0 {
            result.notes.append(
                "\(faulty) rows state numbers that cannot be, such as more released than removed, and are left out")
        }
        result.notes.append(
            "rows of different reports may count the same assets: the share is over rows, not over assets")
        return result
    }
}
