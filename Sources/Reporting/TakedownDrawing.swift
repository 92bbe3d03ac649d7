/// A takedown curve as a drawing: steps for the earliest and the latest possible times, what lies between them shaded,
/// and the confidence band of both together.
struct TakedownDrawing {
    let curve: TakedownCurve

    private static let width = 960.0
    private static let height = 340.0
    private static let left = 64.0
    private static let right = 930.0
    private static let top = 16.0
    private static let bottom = 290.0

    private var axis: DayAxis { DayAxis(span: max(1, curve.watched), left: Self.left, right: Self.right) }

    private var span: Double { axis.span }

    private func x(_ day: Double) -> Double { axis.x(day) }

    private func y(_ share: Double) -> Double { Self.bottom - (Self.bottom - Self.top) * min(1, max(0, share)) }

    func figure() -> Markup {
        """
        <figure>
        <div class="scroll" tabindex="0" role="region" aria-label="\(name): \(curve.title)">
        <svg viewBox="0 0 960 340" role="img" aria-label="\(spoken)">
        \(grid())\(bands())\(line(curve.earliest, "takedown early"))\(line(curve.latest, "takedown late"))</svg>
        </div>
        <figcaption><strong>\(curve.title)</strong>: share of \(subjects) \(happened) since \(start). \(lines) The pale \
        band is the confidence of 95 %\(isOne ? "" as Markup : " for both").</figcaption>
        </figure>

        """
    }

    private var name: String {
        switch curve.event {
        case .actedOn: "Takedown curve"
        case .cameBack: "Recurrence curve"
        }
    }

    private var subjects: String {
        switch curve.event {
        case .actedOn: Words.count(curve.atRisk, "asset", "assets")
        case .cameBack: Words.count(curve.atRisk, "network", "networks")
        }
    }

    private var happened: String {
        switch curve.event {
        case .actedOn: "acted on"
        case .cameBack: "that had come back"
        }
    }

    private var start: String {
        switch curve.event {
        case .actedOn: "the clock started"
        case .cameBack: "their disruption"
        }
    }

    /// Whether the earliest and the latest times are the same.
    private var isOne: Bool { curve.earliest == curve.latest }

    private var lines: Markup {
        isOne
            ? "The times are known to the day."
            : """
            The upper line takes each at the earliest time that the observations allow, the lower at the latest; the truth lies \
            between them.
            """
    }

    /// The curve in words, for those who cannot see it.
    private var spoken: String {
        func reached(_ steps: [TakedownCurve.Step]) -> String { NumberText.percent(steps.last?.share ?? 0) }
        return
            "Of \(subjects) between \(reached(curve.latest)) and \(reached(curve.earliest)) \(curve.event == .actedOn ? "were acted on" : "came back") "
            + "within \(NumberText.fixed(span, places: 0)) days."
    }

    private func grid() -> Markup {
        var markup = Markup()
        for percent in stride(from: 0, through: 100, by: 25) {
            let y = y(Double(percent) / 100)
            markup += """
                <line class="grid" x1="\(at: Self.left)" x2="\(at: Self.right)" y1="\(at: y)" y2="\(at: y)"/>
                <text class="soft tick" x="\(at: Self.left - 8)" y="\(at: y + 4)" text-anchor="end">\(percent) %</text>

                """
        }
        return markup + axis.markup(top: Self.top, bottom: Self.bottom)
    }

    private func bands() -> Markup {
        band(Self.widest(curve.earliest, curve.latest), "takedown-band")
            + band(Self.between(curve.latest, curve.earliest), "takedown-between")
    }

    /// A stretch of time with two limits.
    private typealias Limits = (day: Double, low: Double, high: Double)

    private static func merged(
        _ one: [TakedownCurve.Step], _ other: [TakedownCurve.Step],
        _ limits: (TakedownCurve.Step, TakedownCurve.Step) -> (Double, Double)
    ) -> [Limits] {
        let days = Set((one + other).map(\.day)).sorted()
        let none = TakedownCurve.Step(day: 0, share: 0, low: 0, high: 0)
        var (first, second) = (0, 0)
        return days.map { day in
            while first < one.count, one[first].day <= day { first += 1 }
            while second < other.count, other[second].day <= day { second += 1 }
            let (low, high) = limits(first > 0 ? one[first - 1] : none, second > 0 ? other[second - 1] : none)
            return (day, low, high)
        }
    }

    private static func widest(_ one: [TakedownCurve.Step], _ other: [TakedownCurve.Step]) -> [Limits] {
        merged(one, other) { (min($0.low, $1.low), max($0.high, $1.high)) }
    }

    private static func between(_ lower: [TakedownCurve.Step], _ upper: [TakedownCurve.Step]) -> [Limits] {
        merged(lower, upper) { (min($0.share, $1.share), max($0.share, $1.share)) }
    }

    private func band(_ limits: [Limits], _ kind: Markup) -> Markup {
        guard let first = limits.first else { return "" }
        var path: Markup = "M\(at: x(first.day)) \(at: y(first.low))"
        for (index, limit) in limits.enumerated() {
            let end = index + 1 < limits.count ? limits[index + 1].day : span
            path += "V\(at: y(limit.high))H\(at: x(end))"
        }
        for (index, limit) in limits.enumerated().reversed() {
            let end = index + 1 < limits.count ? limits[index + 1].day : span
            path += "L\(at: x(end)) \(at: y(limit.low))H\(at: x(limit.day))"
        }
        return "<path class=\"\(kind)\" d=\"\(path)Z\"/>\n"
    }

    private func line(_ steps: [TakedownCurve.Step], _ kind: Markup) -> Markup {
        var path: Markup = "M\(at: x(0)) \(at: y(0))"
        for step in steps { path += "H\(at: x(step.day))V\(at: y(step.share))" }
        return "<path class=\"\(kind)\" d=\"\(path)H\(at: x(span))\"/>\n"
    }
}
