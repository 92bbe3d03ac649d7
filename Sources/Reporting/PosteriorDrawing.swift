import Attribution

/// How likely the hypotheses are, before and after the evidence: a bar for what holds nine tenths of the draws, a dot for
/// the middle, over the bands of words.
struct PosteriorDrawing {
    let hypotheses: [Hypothesis]
    let prior: [Estimate]
    let posterior: [Estimate]

    private static let left = 130.0
    private static let right = 930.0
    private static let top = 46.0
    private static let step = 46.0

    private var bottom: Double { Self.top + Self.step * Double(hypotheses.count) }

    private func x(_ probability: Double) -> Double {
        Self.left + (Self.right - Self.left) * min(1, max(0, probability))
    }

    func figure() -> Markup {
        """
        <figure>
        <div class="scroll" tabindex="0" role="region" aria-label="How likely the hypotheses are">
        <svg viewBox="0 0 960 \(at: bottom + 34)" role="img" aria-label="\(spoken)">
        \(bands())\(rows())</svg>
        </div>
        <figcaption>Thick bars: after the evidence, nine tenths of the draws; the dot is their middle. Thin broken lines: \
        before it. The scale ends at 1 and 99 %.</figcaption>
        </figure>

        """
    }

    /// The drawing in words, for those who cannot see it.
    private var spoken: String {
        zip(hypotheses, posterior).map { "\($0.id): \($1.percentages), median \($1.percentage), \($1.wording)." }
            .joined(separator: " ")
    }

    private func bands() -> Markup {
        var markup = Markup()
        var lower = 0.01
        for (index, word) in ProbabilityWord.allCases.enumerated() {
            let middle = (x(lower) + x(word.upperEnd)) / 2
            // Neighbours of narrow bands would run into one another in one line.
            let line = index % 2 == 0 ? 14.0 : 30.0
            markup += """
                <text class="soft tick" x="\(at: middle)" y="\(at: line)" text-anchor="middle">\(word.rawValue)</text>

                """
            lower = word.upperEnd
        }
        for edge in [0.01] + ProbabilityWord.allCases.map(\.upperEnd) {
            let x = x(edge)
            markup += """
                <line class="grid" x1="\(at: x)" x2="\(at: x)" y1="\(at: Self.top - 8)" y2="\(at: bottom)"/>
                <text class="soft tick" x="\(at: x)" y="\(at: bottom + 18)" text-anchor="middle">\
                \(Int((edge * 100).rounded()))</text>

                """
        }
        return markup
    }

    private func rows() -> Markup {
        var markup = Markup()
        for (index, hypothesis) in hypotheses.enumerated() {
            let y = Self.top + Self.step * (Double(index) + 0.5)
            let (before, after) = (prior[index].shown, posterior[index].shown)
            markup += """
                <text class="row-name" x="\(at: Self.left - 14)" y="\(at: y + 4)" text-anchor="end">\(hypothesis.id)</text>
                <line class="span before" x1="\(at: x(before.low))" x2="\(at: x(before.high))" y1="\(at: y + 11)" \
                y2="\(at: y + 11)"/>
                <line class="span" x1="\(at: x(after.low) - 1)" x2="\(at: x(after.high) + 1)" y1="\(at: y - 3)" \
                y2="\(at: y - 3)"/>
                <circle class="node" cx="\(at: x(after.median))" cy="\(at: y - 3)" r="5"/>

                """
        }
        return markup
    }
}
