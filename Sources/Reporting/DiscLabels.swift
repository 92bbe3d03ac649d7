/// Puts the names of networks to their discs in the overview: the largest first, above or inside, each where it covers
/// no other disc and no other name, or nowhere. Never below, where it would seem to name the next disc.
struct DiscLabels {
    /// A name in its place.
    struct Label: Equatable {
        var community: Int
        /// The middle of the base line.
        var place: Point
        var box: Box
    }

    /// The size of the letters of a disc's name.
    static let fontSize = 12.5
    /// By how much a disc is drawn larger than the reach of its accounts.
    static let rim = 6.0

    /// - Parameters:
    ///   - discs: the largest first.
    ///   - texts: by community; a disc without one gets no name.
    static func labels(_ discs: [GraphLayout.Disc], texts: [Int: String], canvas: Box) -> [Label] {
        let boxes = discs.map { disc in
            // The square inside the circle's box that a name would really cover.
            let reach = (disc.radius + rim) * 0.85
            return Box(
                left: disc.centre.x - reach, top: disc.centre.y - reach, right: disc.centre.x + reach,
                bottom: disc.centre.y + reach)
        }
        var labels: [Label] = []
        for (index, disc) in discs.enumerated() {
            guard let text = texts[disc.community] else { continue }
            let half = LabelPlacement.width(text) * fontSize / LabelPlacement.fontSize / 2
            let above = disc.centre.y - disc.radius - rim - 3
            let inside = disc.centre.y - disc.radius - rim + fontSize + 4
            let free = [above, inside].lazy.map { base in
                Label(
                    community: disc.community, place: Point(x: disc.centre.x, y: base),
                    box: Box(
                        left: disc.centre.x - half, top: base - fontSize * 0.8, right: disc.centre.x + half,
                        bottom: base + fontSize * 0.25))
            }.first { label in
                canvas.contains(label.box) && !labels.contains { $0.box.overlaps(label.box) }
                    && !boxes.enumerated().contains { $0.offset != index && $0.element.overlaps(label.box) }
            }
            if let free { labels.append(free) }
        }
        return labels
    }
}
