import Records

/// Puts names beside the nodes of a drawing: the strongest first, each where it covers no node and no other name, or
/// nowhere.
struct LabelPlacement {
    /// A name in its place.
    struct Label: Equatable {
        var node: Int
        var text: String
        /// The start or the end of the base line, as `anchor` says.
        var place: Point
        var anchor: Anchor
        var box: Box
    }

    /// Which end of the text stands at its place.
    enum Anchor {
        case start
        case middle
        case end
    }

    /// The size of the drawing's letters.
    static let fontSize = 11.0
    private static let longest = 24

    /// Names for the first `most` of `order` that find room.
    static func labels(
        texts: [String], order: [Int], places: [Point], radii: [Double], canvas: Box, most: Int
    ) -> [Label] {
        let nodes = zip(places, radii).map { place, radius in
            Box(
                left: place.x - radius, top: place.y - radius, right: place.x + radius, bottom: place.y + radius)
        }
        var labels: [Label] = []
        for node in order {
            if labels.count == most { break }
            let clip = VisibleText.clipped(VisibleText.plain(texts[node]), to: longest)
            let text = clip.text + (clip.isClipped ? "…" : "")
            let candidates = self.candidates(text, node: node, place: places[node], radius: radii[node])
            let free = candidates.first { label in
                canvas.contains(label.box)
                    && !nodes.enumerated().contains { $0.offset != node && $0.element.overlaps(label.box) }
                    && !labels.contains { $0.box.overlaps(label.box) }
            }
            if let free { labels.append(free) }
        }
        return labels
    }

    /// About how wide a text is drawn: wide letters are as wide as high, others a little more than half.
    static func width(_ text: String) -> Double {
        text.reduce(0) { width, character in
            let scalar = character.unicodeScalars.first?.value ?? 0
            let isWide = (0x1100...0x115F).contains(scalar) || (0x2E80...0xFFEF).contains(scalar) || scalar >= 0x1F000
            return width + (isWide ? 1.05 : 0.6) * fontSize
        }
    }

    private static func candidates(_ text: String, node: Int, place: Point, radius: Double) -> [Label] {
        let width = width(text)
        let (rise, fall) = (fontSize * 0.8, fontSize * 0.25)
        func label(_ anchor: Anchor, _ point: Point) -> Label {
            let left =
                switch anchor {
                case .start: point.x
                case .middle: point.x - width / 2
                case .end: point.x - width
                }
            let box = Box(left: left, top: point.y - rise, right: left + width, bottom: point.y + fall)
            return Label(node: node, text: text, place: point, anchor: anchor, box: box)
        }
        let distance = radius + 4
        return [
            label(.start, Point(x: place.x + distance, y: place.y + 4)),
            label(.end, Point(x: place.x - distance, y: place.y + 4)),
            label(.middle, Point(x: place.x, y: place.y - distance)),
            label(.middle, Point(x: place.x, y: place.y + distance + rise)),
        ]
    }
}
