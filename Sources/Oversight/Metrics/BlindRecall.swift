package import Records

/// M04: how much of a network that others found had the platform already acted on before the list was sealed or published.
package enum BlindRecall {
    /// - Parameters:
    ///   - sealed: when the cohort was sealed; without a seal nobody can show that the list was not made afterwards.
    ///   - contacts: when the network was made public, and when the platform was told of it: what it did afterwards it did
    ///     not do blindly.
    package static func measurement(
        of subject: String, _ histories: Histories, sealed: StatedTime?, contacts: [StatedTime], inputs: [String],
        notes: [String]
    ) -> Measurement {
        guard let sealed else {
            return Measurement(
                .blindRecall, of: subject,
                refusal:
                    "the cohort is not sealed: seal it before any contact with the platform (daylight cohort seal)",
                inputs: inputs)
        }
        let published = (contacts + [sealed]).min { $0.earliest < $1.earliest } ?? sealed
        let moment = published.earliest.milliseconds
        var (acted, gone, unknown) = (0, 0, 0)
        for history in histories.ofAsset {
            if let down = history.firstDown, down < moment, history.cause != .unexplained {
                if history.cause == .platform { acted += 1 } else { gone += 1 }
            } else if history.isUp(at: moment) != true {
                unknown += 1
            }
        }
        let total = histories.assets.count
        var figures = [Figure.share("acted on by the platform before \(published)", acted, of: total)]
        if unknown > 0, total >= Shares.fewest {
            figures.append(
                Figure(
                    "bounds: the \(unknown) of which nothing is known at that time not acted on … acted on", nil,
                    unit: "share",
                    low: Double(acted) / Double(total), high: Double(acted + unknown) / Double(total), count: unknown,
                    of: total))
        }
        if gone > 0 {
            figures.append(Figure.share("gone before, and not by the platform's word", gone, of: total))
        }
        return Measurement(
            .blindRecall, of: subject, figures: figures,
            notes: notes
                + (published.earliest < sealed.earliest
                    ? [
                        "the platform or the public knew of the network before it was sealed: only what was done before counts"
                    ]
                    : []) + ["recall against an independently found network, as it was known on \(published)"],
            inputs: inputs)
    }
}
