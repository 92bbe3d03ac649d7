/// An axis of days since a clock zero.
struct DayAxis {
    let span: Double
    let left: Double
    let right: Double

    func x(_ day: Double) -> Double { left + (right - left) * min(1, max(0, day / span)) }

    /// Two to eleven round days.
    static func ticks(_ span: Double) -> [Double] {
        let steps: [Double] = [0.25, 0.5, 1, 2, 5, 7, 14, 30, 60, 90, 180, 365, 730, 1825]
        let step = steps.first { span / $0 <= 10 } ?? span / 10
        return Array(stride(from: 0, through: span, by: step))
    }

    /// Lines from top to bottom with their days below.
    func markup(top: Double, bottom: Double) -> Markup {
        var markup = Markup()
        for day in Self.ticks(span) {
            let x = x(day)
            markup += """
                <line class="grid" x1="\(at: x)" x2="\(at: x)" y1="\(at: top)" y2="\(at: bottom)"/>
                <text class="soft tick" x="\(at: x)" y="\(at: bottom + 18)" text-anchor="middle">\
                \(NumberText.fixed(day, places: day == day.rounded() ? 0 : 2))</text>

                """
        }
        return markup + """
            <text class="soft tick" x="\(at: right)" y="\(at: bottom + 38)" text-anchor="end">days</text>

            """
    }
}
