import Bytes

/// Places the accounts of one network: ties pull, accounts push, and in the end none lies on another.
///
/// Springs are linear and divided by the degrees at their ends, so that a network in which everybody is tied to
/// everybody spreads into a disc instead of a clot (after Jacomy et al., "ForceAtlas2", PLoS ONE 9(6), 2014). The start
/// is a sunflower with the strongest in the middle and there is no randomness: the same network gives the same drawing.
enum ForceLayout {
    /// A spring between two bodies.
    struct Tie {
        var a: Int
        var b: Int
        var weight: Double
    }

    /// The places of `radii.count` discs around the origin, at least `gap` apart. `order` lists them strongest first.
    static func places(radii: [Double], order: [Int], ties: [Tie], gap: Double) -> [Point] {
        let count = radii.count
        guard count > 1 else { return radii.map { _ in .zero } }
        let spacing = 2 * (radii.reduce(0, +) / Double(count)) + gap
        var places = [Point](repeating: .zero, count: count)
        for (index, point) in zip(order, Sunflower(spacing: spacing)) { places[index] = point }

        relax(&places, ties: ties, spacing: spacing)
        turnAndCentre(&places)
        separate(&places, radii: radii, gap: gap)
        return places
    }

    private static func relax(_ places: inout [Point], ties: [Tie], spacing: Double) {
        let count = places.count
        let heaviest = max(1, ties.reduce(0) { max($0, $1.weight) })
        var degrees = [Double](repeating: 0, count: count)
        for tie in ties {
            degrees[tie.a] += 1
            degrees[tie.b] += 1
        }
        let springs = ties.map { tie in
            // The square root keeps light ties from being lost beside heavy ones.
            (tie.a, tie.b, 2 * (tie.weight / heaviest).squareRoot() / (degrees[tie.a] * degrees[tie.b]).squareRoot())
        }
        let rounds = count > 400 ? 60 : count > 60 ? 100 : 200
        let warmest = spacing * Double(count).squareRoot() / 8
        var forces = [Point](repeating: .zero, count: count)
        for round in 0..<rounds {
            let tree = QuadTree(places)
            for index in 0..<count {
                // A little gravity holds together what no tie does.
                forces[index] = tree.repulsion(at: places[index], strength: spacing * spacing / 2)
                forces[index] -= places[index] * 0.3
            }
            for (a, b, stiffness) in springs {
                let pull = (places[b] - places[a]) * stiffness
                forces[a] += pull
                forces[b] -= pull
            }
            let warmth = warmest * (1 - Double(round) / Double(rounds))
            for index in 0..<count {
                let length = forces[index].length
                guard length > 0 else { continue }
                places[index] += forces[index] * (min(length * 0.3, warmth) / length)
            }
        }
    }

    /// Turns the longest extent to the horizontal, as pages are read, and puts the middle at the origin.
    private static func turnAndCentre(_ places: inout [Point]) {
        let middle = places.reduce(.zero, +) * (1 / Double(places.count))
        var (xx, xy, yy) = (0.0, 0.0, 0.0)
        for index in places.indices {
            places[index] -= middle
            let place = places[index]
            xx += place.x * place.x
            xy += place.x * place.y
            yy += place.y * place.y
        }
        // The eigenvector of the larger eigenvalue of the covariance.
        let half = (xx - yy) / 2
        let root = (half * half + xy * xy).squareRoot()
        var axis = Point(x: half + root, y: xy)
        if axis.length < 1e-9 { axis = xx >= yy ? Point(x: 1, y: 0) : Point(x: 0, y: 1) }
        axis = axis * (1 / axis.length)
        for index in places.indices {
            let place = places[index]
            places[index] = Point(x: place.x * axis.x + place.y * axis.y, y: place.y * axis.x - place.x * axis.y)
        }
    }

    /// Pushes discs apart that overlap; what many rounds leave is cured by enlarging the whole.
    private static func separate(_ places: inout [Point], radii: [Double], gap: Double) {
        let reach = 2 * (radii.max() ?? 0) + gap
        for _ in 0..<120 {
            var moved = false
            for (a, b) in neighbours(places, within: reach) {
                let wanted = radii[a] + radii[b] + gap
                var away = places[b] - places[a]
                let distance = away.length
                guard distance < wanted else { continue }
                moved = true
                away = distance > 1e-6 ? away * (1 / distance) : Point(x: 1, y: Double(b - a))
                let push = away * ((wanted - distance) / 2 * 1.01)
                places[a] -= push
                places[b] += push
            }
            if !moved { return }
        }
        var enlargement = 1.0
        for (a, b) in neighbours(places, within: reach) {
            let distance = max((places[b] - places[a]).length, 1e-3)
            enlargement = max(enlargement, (radii[a] + radii[b] + gap) / distance)
        }
        for index in places.indices { places[index] = places[index] * enlargement }
    }

    /// All pairs that may lie within `reach` of one another, in a fixed order: found in cells of that size.
    private static func neighbours(_ places: [Point], within reach: Double) -> [(Int, Int)] {
        let box = Box(around: places, radii: places.map { _ in 0 })
        let most = 4 * Double(places.count).squareRoot() + 1
        let size = max(reach, max(box.width, box.height) / most)
        let columns = Int(box.width / size) + 1
        let rows = Int(box.height / size) + 1
        let cells = places.map { UInt32(Int(($0.y - box.top) / size) * columns + Int(($0.x - box.left) / size)) }
        let (order, starts) = RadixSort.group(
            places.indices.map { UInt32($0) }, by: cells, bucketCount: columns * rows)
        var pairs: [(Int, Int)] = []
        func note(_ a: Int, _ b: Int) {
            let away = places[b] - places[a]
            if away.x.magnitude < reach && away.y.magnitude < reach { pairs.append((min(a, b), max(a, b))) }
        }
        for row in 0..<rows {
            for column in 0..<columns {
                let cell = row * columns + column
                let own = Int(starts[cell])..<Int(starts[cell + 1])
                for position in own {
                    let a = Int(order[position])
                    for other in position + 1..<own.upperBound { note(a, Int(order[other])) }
                    // The cell to the right and the three below: the others have met this one already.
                    for (right, down) in [(1, 0), (-1, 1), (0, 1), (1, 1)]
                    where (0..<columns).contains(column + right) && row + down < rows {
                        let beside = cell + down * columns + right
                        for other in Int(starts[beside])..<Int(starts[beside + 1]) { note(a, Int(order[other])) }
                    }
                }
            }
        }
        return pairs
    }
}
