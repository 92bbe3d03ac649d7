import Records

/// The densest stretch of a network's activity: the most members on one object within one window.
struct Episode: Equatable {
    /// The object, by place in the activity's list.
    var object: Int
    /// Who took part, by place in the activity's rows, and when they first did: in the order of those times.
    var participants: [(row: Int, time: Instant)]

    var first: Instant { participants.first?.time ?? Instant(milliseconds: 0) }
    var last: Instant { participants.last?.time ?? Instant(milliseconds: 0) }

    static func == (left: Episode, right: Episode) -> Bool {
        left.object == right.object && left.participants.elementsEqual(right.participants, by: ==)
    }

    /// The stretch with the most members; among equals the shortest, then the earliest. Nil where nobody co-acted.
    init?(_ activity: ActivityView) {
        // At any time is no stretch; then an hour is looked at.
        let length = activity.window.isUnlimited ? 3_600_000 : activity.window.milliseconds
        var marks: [(object: Int, time: Int64, row: Int)] = []
        for (row, member) in activity.rows.enumerated() {
            for mark in member.marks where activity.objects.indices.contains(mark.object) {
                marks.append((mark.object, mark.time.milliseconds, row))
            }
        }
        marks.sort { ($0.object, $0.time, $0.row) < ($1.object, $1.time, $1.row) }

        var best: (members: Int, length: Int64, range: Range<Int>)?
        var counts = [Int](repeating: 0, count: activity.rows.count)
        var members = 0
        var start = 0
        for end in marks.indices {
            while marks[start].object != marks[end].object || marks[end].time - marks[start].time > length {
                counts[marks[start].row] -= 1
                if counts[marks[start].row] == 0 { members -= 1 }
                start += 1
            }
            if counts[marks[end].row] == 0 { members += 1 }
            counts[marks[end].row] += 1
            let span = marks[end].time - marks[start].time
            if let known = best, (known.members, -known.length) >= (members, -span) { continue }
            best = (members, span, start..<(end + 1))
        }
        guard let best, best.members > 1 else { return nil }

        object = marks[best.range.lowerBound].object
        var seen = Set<Int>()
        participants = marks[best.range]
            .filter { seen.insert($0.row).inserted }
            .map { ($0.row, Instant(milliseconds: $0.time)) }
    }
}
