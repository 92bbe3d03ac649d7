package import Records

/// How many posts there were on each day: bars on an axis of time, with days that are to be seen.
package struct DaySeriesDrawing: Sendable {
    package struct Bar: Sendable, Equatable {
        package var day: Day
        package var count: Int

        package init(day: Day, count: Int) {
            self.day = day
            self.count = count
        }
    }

    /// In order of days; days without any are left out.
    package var bars: [Bar]
    /// A second series, drawn downwards; empty for none.
    package var below: [Bar]
    /// Days that are marked, with the word for them.
    package var marked: [(day: Day, word: String)]
    /// What is counted, for titles: `posts with #tag`.
    package var subject: String
    package var identifier: String

    package init(
        bars: [Bar], below: [Bar] = [], marked: [(day: Day, word: String)] = [], subject: String, identifier: String
    ) {
        self.bars = bars
        self.below = below
        self.marked = marked
        self.subject = subject
        self.identifier = identifier
    }

    /// Counts moments by day.
    package static func bars(_ times: some Sequence<Instant>) -> [Bar] {
        var counts: [Day: Int] = [:]
        for time in times { counts[Day(of: time), default: 0] += 1 }
        return counts.sorted { $0.key < $1.key }.map { Bar(day: $0.key, count: $0.value) }
    }

    private static let width = 960.0
    private static let left = 52.0
    private static let top = 18.0
    private static let reach = 84.0

    package func figure(_ caption: Markup) -> Markup {
        let days = (bars + below).map(\.day) + marked.map(\.day)
        guard let first = days.min(), let last = days.max() else { return "" }
        let axis = TimeAxis(from: first.start, to: last.end, most: 10)
        let right = Self.width - 16
        func x(_ time: Instant) -> Double { Self.left + axis.position(time) * (right - Self.left) }
        let wide = max(1.2, (right - Self.left) / Double(last - first + 1) - 0.8)
        let most = max(1, (bars + below).map(\.count).max() ?? 1)
        let base = Self.top + Self.reach
        let bottom = below.isEmpty ? base : base + Self.reach
        var content = Markup()
        var lines = Markup()
        for tick in axis.ticks {
            lines += "M\(at: x(tick.time)) \(at: Self.top)V\(at: bottom)"
            content += """
                <text class="tick" text-anchor="middle" x="\(at: x(tick.time))" y="\(at: bottom + 15)">\(tick.label)</text>\
                <text class="tick soft" text-anchor="middle" x="\(at: x(tick.time))" y="\(at: bottom + 29)">\(tick.context)</text>

                """
        }
        content += "<path class=\"grid\" d=\"\(lines)M\(at: Self.left) \(at: base)H\(at: right)\"/>\n"
        for mark in marked {
            content += """
                <rect class="episode" x="\(at: x(mark.day.start) - 1)" y="\(at: Self.top)" width="\(at: wide + 2)" \
                height="\(at: bottom - Self.top)"><title>\(mark.day.description), \(mark.word)</title></rect>

                """
        }
        content += "<path class=\"bars\" d=\"\(path(bars, wide, most, base, -1, x))\"/>\n"
        if !below.isEmpty {
            content += "<path class=\"bars other\" d=\"\(path(below, wide, most, base, 1, x))\"/>\n"
        }
        content += """
            <text class="tick soft" text-anchor="end" x="\(at: Self.left - 8)" y="\(at: Self.top + 9)">\(most)</text>\
            <text class="tick soft" text-anchor="end" x="\(at: Self.left - 8)" y="\(at: base + 4)">0</text>

            """
        return """
            <figure class="days">
            <div class="scroll" tabindex="0" role="region" aria-label="\(title)">
            <svg viewBox="0 0 \(at: Self.width) \(at: bottom + 38)" role="img" aria-labelledby="\(identifier)-title">
            <title id="\(identifier)-title">\(title)</title>
            \(content)</svg>
            </div>
            <figcaption>\(caption)</figcaption>
            </figure>

            """
    }

    private var title: String { "\(Words.sentence(subject)), by day" }

    private func path(
        _ bars: [Bar], _ wide: Double, _ most: Int, _ base: Double, _ direction: Double, _ x: (Instant) -> Double
    ) -> Markup {
        var path = Markup()
        for bar in bars where bar.count > 0 {
            let height = max(1, Double(bar.count) / Double(most) * Self.reach)
            path += "M\(at: x(bar.day.start)) \(at: base)v\(at: direction * height)h\(at: wide)V\(at: base)z"
        }
        return path
    }
}
