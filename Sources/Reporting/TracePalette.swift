import Records

/// How each trace is drawn throughout a report: a colour, and for those who see none a dash pattern for ties and a
/// shape for marks.
struct TracePalette {
    /// As many as people tell apart.
    static let slots = 6

    /// The traces drawn, in the order of their slots.
    let traces: [Trace]

    /// Traces that tie networks come first, so that they get slots of their own.
    init(_ view: ReportView) {
        var traces: [Trace] = []
        for trace in view.networks.flatMap({ $0.layers.map(\.trace) }) + view.question.traces
        where !traces.contains(trace) {
            traces.append(trace)
        }
        self.traces = traces
    }

    func slot(_ trace: Trace) -> Int {
        (traces.firstIndex(of: trace) ?? Int(trace.rawValue)) % Self.slots
    }

    /// The mark of a slot in an activity strip, as path data around a point.
    static func glyph(_ slot: Int, at place: Point) -> Markup {
        let (x, y) = (place.x, place.y)
        return switch slot {
        case 0: "M\(at: x) \(at: y - 5)v10"
        case 1: "M\(at: x - 3) \(at: y)a3 3 0 1 0 6 0a3 3 0 1 0-6 0"
        case 2: "M\(at: x) \(at: y - 4)l4 4l-4 4l-4-4z"
        case 3: "M\(at: x) \(at: y - 4)l4 7h-8z"
        case 4: "M\(at: x - 3) \(at: y - 3)l6 6m0-6l-6 6"
        default: "M\(at: x - 3) \(at: y - 3)h6v6h-6z"
        }
    }

    /// The legend's entry for a trace as it is drawn between accounts.
    func tieSample(_ trace: Trace) -> Markup {
        """
        <span class="key"><svg class="sample" viewBox="0 0 34 12" aria-hidden="true"><path \
        class="tie t\(raw: slot(trace)) w2" d="M1 6h32"/></svg>\(trace.nouns.one)</span>
        """
    }

    /// The legend's entry for a trace as it is marked in a strip.
    func markSample(_ trace: Trace) -> Markup {
        """
        <span class="key"><svg class="sample narrow" viewBox="0 0 14 14" aria-hidden="true"><path \
        class="mark t\(raw: slot(trace))" d="\(Self.glyph(slot(trace), at: Point(x: 7, y: 7)))"/></svg>\
        \(trace.nouns.one)</span>
        """
    }
}

/// How each platform's accounts are drawn: by shape, since colour already tells traces apart.
enum PlatformShape {
    /// The corners of the shape around the origin, about as large as a disc of radius one; none for a disc.
    static func corners(_ platform: Platform) -> [(Double, Double)] {
        switch platform {
        case .tiktok, .unstated: []
        case .x: [(-0.87, -0.87), (0.87, -0.87), (0.87, 0.87), (-0.87, 0.87)]
        case .facebook: [(0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)]
        case .telegram: [(0, -1.2), (1.1, 0.8), (-1.1, 0.8)]
        case .youtube: [(-1.1, -0.8), (1.1, -0.8), (0, 1.2)]
        case .instagram: [(-0.55, -1), (0.55, -1), (1.1, 0), (0.55, 1), (-0.55, 1), (-1.1, 0)]
        case .vk: [(0, -1.1), (1.05, -0.34), (0.65, 0.9), (-0.65, 0.9), (-1.05, -0.34)]
        case .bluesky: [(-1.2, -0.8), (0, -0.1), (1.2, -0.8), (1.2, 0.8), (0, 0.1), (-1.2, 0.8)]
        case .mastodon: [(-1, -1), (0, -0.5), (1, -1), (1, 0.8), (-1, 0.8)]
        case .reddit: [(-0.8, 1), (-1.1, -0.2), (0, -1.2), (1.1, -0.2), (0.8, 1)]
        case .threads: [(-0.5, -1.2), (0.5, -1.2), (0.5, 1.2), (-0.5, 1.2)]
        }
    }

    /// The outline around a point, about as large as a disc of the radius.
    static func outline(_ platform: Platform, at place: Point, radius: Double) -> Markup {
        let corners = corners(platform)
        guard let first = corners.first else {
            return "<circle cx=\"\(at: place.x)\" cy=\"\(at: place.y)\" r=\"\(at: radius)\"/>"
        }
        var path: Markup = "M\(at: place.x + first.0 * radius) \(at: place.y + first.1 * radius)"
        for corner in corners.dropFirst() {
            path += "L\(at: place.x + corner.0 * radius) \(at: place.y + corner.1 * radius)"
        }
        return "<path d=\"\(path)z\"/>"
    }

    static func sample(_ platform: Platform) -> Markup {
        """
        <span class="key"><svg class="sample narrow" viewBox="0 0 14 14" aria-hidden="true"><g class="node">\
        \(outline(platform, at: Point(x: 7, y: 7), radius: 4.5))</g></svg>\(platform.title)</span>
        """
    }
}
