/// Fewer than five assets, each on a line of its own: no percentage and no curve can be drawn of so few.
struct FewAssetsDrawing {
    let assets: FewAssets

    private static let row = 34.0
    private static let top = 16.0
    private static let left = 230.0
    private static let right = 930.0

    private var axis: DayAxis { DayAxis(span: max(1, assets.watched), left: Self.left, right: Self.right) }

    private var bottom: Double { Self.top + Self.row * Double(max(1, assets.strips.count)) }

    func figure() -> Markup {
        """
        <figure>
        <div class="scroll" tabindex="0" role="region" aria-label="Assets one by one: \(assets.title)">
        <svg viewBox="0 0 960 \(at: bottom + 50)" role="img" aria-label="\(spoken)">
        \(axis.markup(top: Self.top, bottom: bottom))\(strips())</svg>
        </div>
        <figcaption><strong>\(assets.title)</strong>: \(assets.acted) of \(raw: assets.strips.count) acted on; too few for a \
        curve of percentages. The solid line is how long each asset was seen up, the box the stretch in which it went, an open \
        end that it was last seen up there.</figcaption>
        </figure>

        """
    }

    /// The drawing in words, for those who cannot see it.
    private var spoken: String {
        "Of \(Words.count(assets.strips.count, "asset", "assets")) \(assets.acted) \(assets.acted == 1 ? "was" : "were") acted on: "
            + assets.strips.map { strip in
                guard let gone = strip.gone else {
                    return "\(strip.name) was last seen up after \(days(strip.up)) days"
                }
                return "\(strip.name) went between \(days(strip.up)) and \(days(gone)) days (\(strip.cause))"
            }.joined(separator: "; ") + "."
    }

    private func days(_ days: Double) -> String { NumberText.fixed(days, places: days == days.rounded() ? 0 : 1) }

    private func strips() -> Markup {
        var markup = Markup()
        for (index, strip) in assets.strips.enumerated() {
            let y = Self.top + Self.row * (Double(index) + 0.5)
            let up = axis.x(strip.up)
            markup += """
                <text class="row-name" x="\(at: Self.left - 10)" y="\(at: y + 4)" text-anchor="end">\(shortened(strip.name))</text>
                <line class="takedown early" x1="\(at: Self.left)" x2="\(at: up)" y1="\(at: y)" y2="\(at: y)"/>

                """
            if let gone = strip.gone {
                let end = axis.x(gone)
                // Next to the right edge there is no room for words behind the box.
                let isLate = end > Self.right - 120
                markup += """
                    <rect class="takedown-between" x="\(at: up)" y="\(at: y - 7)" width="\(at: max(2, end - up))" height="14"/>
                    <text class="soft tick" x="\(at: isLate ? up - 8 : end + 8)" y="\(at: isLate ? y - 8 : y + 4)" \
                    text-anchor="\(isLate ? "end" as Markup : "start")">\(strip.cause)</text>

                    """
            } else {
                markup += """
                    <circle class="mark t0" cx="\(at: up)" cy="\(at: y)" r="4"/>

                    """
            }
        }
        return markup
    }

    private func shortened(_ name: String) -> String { name.count > 30 ? name.prefix(29) + "…" : name }
}
