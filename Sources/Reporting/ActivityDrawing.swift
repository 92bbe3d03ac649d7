import Records

/// When accounts co-acted: all of it on one time axis, and the closest episode to the second.
struct ActivityDrawing {
    private static let width = 960.0
    private static let gutter = 172.0
    private static let rowHeight = 15.0
    /// Rows that a reader can still tell apart.
    static let mostRows = 40
    private static let histogramHeight = 34.0

    let activity: ActivityView
    let palette: TracePalette
    /// Distinguishes the ids of these drawings from those of others on the page.
    let identifier: Markup
    /// Whose activity it is, for titles: "network N1".
    let subject: String
    /// What a row stands for.
    var rowNouns = (one: "account", many: "accounts")
    /// How finely the input states its times: where inputs differ, the coarsest.
    var resolution = TimeResolution.millisecond
    /// How many rows there are where not all were given.
    var rowsInAll = 0
    /// The form on the same page whose fields `since` and `until` an interval of the strip fills; nil where there is none.
    var form: String?

    /// All networks on one axis, a row for each.
    static func networks(_ networks: [NetworkView], of all: Int, palette: TracePalette) -> ActivityDrawing {
        var objects: [TracedObject] = []
        var rows: [ActivityView.Row] = []
        for network in networks.prefix(mostRows) where !network.activity.rows.isEmpty {
            let base = objects.count
            objects += network.activity.objects
            let marks = network.activity.rows.flatMap(\.marks).map {
                ActivityView.Mark(time: $0.time, object: $0.object + base)
            }
            let name = "\(network.identifier) · \(NumberText.grouped(network.accounts))"
            let key = AccountKey(platform: .unstated, kind: .id, value: network.identifier)
            rows.append(ActivityView.Row(account: AccountView(label: name, key: key), marks: marks))
        }
        return ActivityDrawing(
            activity: ActivityView(objects: objects, rows: rows, window: .unlimited), palette: palette,
            identifier: "overview", subject: "all networks", rowNouns: ("network", "networks"), rowsInAll: all)
    }

    /// The whole span and the closest episode; nothing where there are no marks.
    func figures() -> Markup {
        let episode = Episode(activity)
        return strip(episode) + (episode.map { closeUp($0) } ?? "")
    }

    // MARK: The whole span

    /// All rows from the first mark to the last, with the episode's place marked; nothing where there are no marks.
    func strip(_ episode: Episode? = nil) -> Markup {
        let rows = Array(activity.rows.prefix(Self.mostRows))
        let times = rows.flatMap { $0.marks.map(\.time) }
        guard let first = times.min(), let last = times.max() else { return "" }
        let plot = Plot(left: Self.gutter, right: Self.width - 44, axis: TimeAxis(from: first, to: last, most: 12))
        let top = Self.histogramHeight + 12
        let bottom = top + Double(rows.count) * Self.rowHeight
        let height = bottom + 40
        let title = "When the accounts of \(subject) co-acted"
        let all = max(rowsInAll, activity.rows.count)
        let shown =
            all > rows.count
            ? "The first \(NumberText.grouped(rows.count)) of \(NumberText.grouped(all)) \(rowNouns.many). " : ""
        let description =
            "\(Words.count(rows.count, "row", "rows")), one for each \(rowNouns.one); a mark is a co-acting post; from "
            + "\(TimeText.stamp(first)) to \(TimeText.stamp(last))."
        var content = plot.grid(top: 4, bottom: bottom)
        if let episode {
            let x = plot.x(episode.first)
            let width = max(3, plot.x(episode.last) - x)
            content += """
                <rect class="episode" x="\(at: x - width / 2)" y="4" width="\(at: width + 2)" \
                height="\(at: bottom - 4)"/>

                """
        }
        content += histogram(rows, plot: plot)
        for (index, row) in rows.enumerated() {
            content += rowLabel(row.account, y: top + (Double(index) + 0.5) * Self.rowHeight)
        }
        content += marks(rows, plot: plot, top: top)
        let band = episode == nil ? "" : " The shaded band is the closest episode, drawn below."
        let caption: Markup = """
            <span class="keys">Marks: \(legend(rows))</span> \(shown)A row is one \(rowNouns.one), a mark a co-acting post; \
            the bars above count them. Times are UTC.\(band)
            """
        return figure(
            "strip", attributes: brush(plot), title: title, description: description, height: height, content: content,
            caption: caption)
    }

    /// What the script needs that chooses an interval on the strip.
    private func brush(_ plot: Plot) -> Markup {
        guard let form else { return "" }
        return """
             data-from="\(plot.axis.first.description)" data-to="\(plot.axis.last.description)" data-form="\(form)" \
            data-from-field="since" data-to-field="until" data-left="\(at: plot.left)" data-right="\(at: plot.right)"
            """
    }

    private func histogram(_ rows: [ActivityView.Row], plot: Plot) -> Markup {
        let binWidth = 4.0
        let bins = Int((plot.right - plot.left) / binWidth) + 1
        var counts = [Int](repeating: 0, count: bins)
        for mark in rows.flatMap(\.marks) {
            counts[min(bins - 1, Int((plot.x(mark.time) - plot.left) / binWidth))] += 1
        }
        let most = counts.max() ?? 0
        guard most > 0 else { return "" }
        let base = Self.histogramHeight + 4
        var bars = Markup()
        for (bin, count) in counts.enumerated() where count > 0 {
            let height = max(1, Double(count) / Double(most) * (Self.histogramHeight - 4))
            bars += "M\(at: plot.left + Double(bin) * binWidth) \(at: base)v-\(at: height)h3v\(at: height)z"
        }
        return """
            <path class="bars" d="\(bars)"/>
            <text class="row-name soft" text-anchor="end" x="\(at: plot.left - 10)" y="\(at: base - 8)">\
            all, at most \(most)</text>

            """
    }

    /// One path for each slot; marks that would fall on one another are drawn once.
    private func marks(_ rows: [ActivityView.Row], plot: Plot, top: Double) -> Markup {
        let step = rows.reduce(0) { $0 + $1.marks.count } > 4000 ? 2.0 : 1.0
        var paths = [Markup](repeating: Markup(), count: TracePalette.slots)
        for (index, row) in rows.enumerated() {
            let y = top + (Double(index) + 0.5) * Self.rowHeight
            var drawn = Set<SIMD2<Int>>()
            for mark in row.marks where activity.objects.indices.contains(mark.object) {
                let slot = palette.slot(activity.objects[mark.object].trace)
                let place = Int((plot.x(mark.time) / step).rounded())
                guard drawn.insert(SIMD2(slot, place)).inserted else { continue }
                paths[slot] += TracePalette.glyph(slot, at: Point(x: Double(place) * step, y: y))
            }
        }
        return paths.enumerated().filter { !$0.element.isEmpty }
            .map { "<path class=\"mark t\(raw: $0.offset)\" d=\"\($0.element)\"/>\n" }.joined()
    }

    private func legend(_ rows: [ActivityView.Row]) -> Markup {
        var used = Set<Trace>()
        for mark in rows.flatMap(\.marks) where activity.objects.indices.contains(mark.object) {
            used.insert(activity.objects[mark.object].trace)
        }
        return palette.traces.filter { used.contains($0) }.map { palette.markSample($0) }.joined(" ")
    }

    // MARK: The closest episode

    private func closeUp(_ episode: Episode) -> Markup {
        let shown = Array(episode.participants.prefix(Self.mostRows))
        let plot = Plot(
            left: Self.gutter, right: Self.width - 96,
            axis: TimeAxis(from: episode.first, to: shown.last?.time ?? episode.last, most: 7))
        let top = 10.0
        let bottom = top + Double(shown.count) * Self.rowHeight
        let object = activity.objects[episode.object]
        let slot = palette.slot(object.trace)
        var content = plot.grid(top: 4, bottom: bottom)
        for (index, participant) in shown.enumerated() {
            let y = top + (Double(index) + 0.5) * Self.rowHeight
            let x = plot.x(participant.time)
            let offset = Double(participant.time.milliseconds - episode.first.milliseconds)
            let text =
                index == 0
                ? TimeText.clock(participant.time, to: max(resolution, .second))
                : offset == 0
                    ? "same \(max(resolution, .second).name)" : "+" + TimeText.duration(milliseconds: offset)
            content += rowLabel(activity.rows[participant.row].account, y: y)
            content += """
                <path class="leader" d="M\(at: plot.left) \(at: y)H\(at: x)"/>\
                <path class="mark t\(raw: slot)" d="\(TracePalette.glyph(slot, at: Point(x: x, y: y)))"/>\
                <text class="row-name" x="\(at: x + 9)" y="\(at: y + 4)">\(text)</text>

                """
        }
        let length = episode.last.milliseconds - episode.first.milliseconds
        let span =
            length == 0
            ? "in the same \(resolution.name)" : "within " + TimeText.duration(milliseconds: Double(length))
        let isCoarse = resolution > .second
        let stated = isCoarse ? " The input states its times only to the \(resolution.name)." : ""
        let members = NumberText.grouped(episode.participants.count)
        let value = VisibleText.clipped(object.value, to: 80)
        let rest =
            episode.participants.count > shown.count ? " The first \(NumberText.grouped(shown.count)) are drawn." : ""
        let caption: Markup = """
            <strong>The closest episode:</strong> \(members) accounts \(object.trace.deed) \(span), from \
            \(TimeText.statedElement(episode.first, to: resolution)): <q>\(foreign(value.text))\(value.isClipped ? "…" : "")</q>. \
            Each mark is an account’s first post on it in this stretch, with the time since the first.\(rest)\(stated)
            """
        return figure(
            "episode", title: "The closest episode of \(subject)",
            description:
                "\(members) accounts \(object.trace.deed) \(span), from "
                + "\(TimeText.stated(episode.first, to: resolution)).",
            height: bottom + 40, content: content, caption: caption)
    }

    // MARK: Common parts

    private func rowLabel(_ account: AccountView, y: Double) -> Markup {
        let clip = VisibleText.clipped(VisibleText.plain(account.label), to: 24)
        return """
            <text class="row-name" text-anchor="end" x="\(at: Self.gutter - 10)" y="\(at: y + 4)">\
            \(clip.text)\(clip.isClipped ? "…" : "")</text>

            """
    }

    private func figure(
        _ kind: Markup, attributes: Markup = "", title: String, description: String, height: Double, content: Markup,
        caption: Markup
    ) -> Markup {
        """
        <figure class="\(kind)"\(attributes)>
        <div class="scroll" tabindex="0" role="region" aria-label="\(title)">
        <svg viewBox="0 0 \(at: Self.width) \(at: height)" role="img" \
        aria-labelledby="\(identifier)-\(kind)-title \(identifier)-\(kind)-description">
        <title id="\(identifier)-\(kind)-title">\(title)</title>
        <desc id="\(identifier)-\(kind)-description">\(description)</desc>
        \(content)</svg>
        </div>
        <figcaption>\(caption)</figcaption>
        </figure>

        """
    }
}

/// The part of a drawing in which time runs from left to right.
private struct Plot {
    let left: Double
    let right: Double
    let axis: TimeAxis

    func x(_ time: Instant) -> Double { left + axis.position(time) * (right - left) }

    /// Upright lines at the ticks, with their labels below.
    func grid(top: Double, bottom: Double) -> Markup {
        var lines = Markup()
        var labels = Markup()
        for tick in axis.ticks {
            let x = x(tick.time)
            lines += "M\(at: x) \(at: top)V\(at: bottom)"
            labels += """
                <text class="tick" text-anchor="middle" x="\(at: x)" y="\(at: bottom + 15)">\(tick.label)</text>
                """
            if !tick.context.isEmpty {
                labels += """
                    <text class="tick soft" text-anchor="middle" x="\(at: x)" y="\(at: bottom + 29)">\
                    \(tick.context)</text>
                    """
            }
        }
        return "<path class=\"grid\" d=\"\(lines)M\(at: left) \(at: bottom)H\(at: right)\"/>\(labels)\n"
    }
}
