/// M05: how much of what a platform removed, it removed after somebody named part of it, and how much larger that was
/// than what had been named.
package enum PromptedShare {
    /// - Parameters:
    ///   - named: assets that the prompt named.
    ///   - after: assets of the same network that the platform removed after the prompt.
    ///   - removed: all assets of the network that it removed; nil where it did not say.
    ///   - isApproximate: whether a number is only stated as "about".
    package static func measurement(
        of subject: String, named: Int, removedAfter after: Int, removed: Int?, isApproximate: Bool = false,
        inputs: [String] = []
    ) -> Measurement {
        guard named > 0, after >= 0, removed.map({ $0 >= after }) ?? true else {
            return Measurement(
                .promptedShare, of: subject,
                refusal: named <= 0
                    ? "the prompt named no asset: there is nothing to compare with"
                    : "fewer assets were removed in all than after the prompt: the numbers contradict each other",
                inputs: inputs)
        }
        let factor = Double(after) / Double(named)
        var figures = [
            Figure("expansion factor", factor, unit: "ratio", count: after, of: named)
        ]
        if let removed { figures.append(.share("removed after the prompt", after, of: removed)) }
        var notes: [String] = []
        if factor > 1 {
            notes.append(
                "more was removed than had been named: what the prompt named was not all that the platform could find")
        }
        if isApproximate { notes.append("a number is stated as an approximation only") }
        return Measurement(.promptedShare, of: subject, figures: figures, notes: notes, inputs: inputs)
    }
}
