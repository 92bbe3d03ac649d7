import Oversight

/// The time for which one asset's state was seen to hold from one vantage: spans that do not overlap, in order of time.
/// Spans of one state that meet are one.
struct StretchCover {
    struct Span: Equatable {
        var start: Int64
        var end: Int64
        var state: AvailabilityState
        /// Where the stretch that begins it stands.
        var file: Int64
        var row: Int64
    }

    private(set) var spans: [Span] = []

    /// The span within which another state is stated; its ends are readings of their own, and are compared as such.
    func conflict(at time: Int64, _ state: AvailabilityState) -> Span? {
        let place = spans.partitioningIndex { $0.end > time }
        guard place < spans.count, spans[place].start < time, spans[place].state.contradicts(state) else { return nil }
        return spans[place]
    }

    /// Whether a span begins or ends then.
    func hasEnd(at time: Int64) -> Bool {
        let place = spans.partitioningIndex { $0.end >= time }
        return place < spans.count && (spans[place].end == time || spans[place].start == time)
    }

    /// The span that begins then.
    func span(beginningAt time: Int64) -> Span? {
        let place = spans.partitioningIndex { $0.start >= time }
        return place < spans.count && spans[place].start == time ? spans[place] : nil
    }

    /// The span that ends then.
    func span(endingAt time: Int64) -> Span? {
        let place = spans.partitioningIndex { $0.end >= time }
        return place < spans.count && spans[place].end == time ? spans[place] : nil
    }

    /// The first span that a stretch in another state overlaps.
    func conflict(from start: Int64, to end: Int64, _ state: AvailabilityState) -> Span? {
        var place = spans.partitioningIndex { $0.end > start }
        // Those of its own state it joins when it is taken, so that they are not walked over twice.
        while place < spans.count, spans[place].start < end {
            if spans[place].state.contradicts(state) { return spans[place] }
            place += 1
        }
        return nil
    }

    /// What of a stretch is not covered yet: readings within the rest were compared before.
    func gaps(from start: Int64, to end: Int64) -> [(start: Int64, end: Int64)] {
        var gaps: [(start: Int64, end: Int64)] = []
        var position = start
        var place = spans.partitioningIndex { $0.end > start }
        while place < spans.count, spans[place].start < end, position < end {
            if spans[place].start > position { gaps.append((position, spans[place].start)) }
            position = spans[place].end
            place += 1
        }
        if position < end { gaps.append((position, end)) }
        return gaps
    }

    /// Takes a stretch that conflicts with none. States that say nothing cover nothing.
    mutating func insert(_ span: Span) {
        if !span.state.saysSomething || span.start >= span.end { return }
        var joined = span
        var first = spans.partitioningIndex { $0.end >= span.start }
        if first < spans.count, spans[first].end == span.start, spans[first].state != span.state { first += 1 }
        var last = first
        while last < spans.count, spans[last].start <= span.end, spans[last].state == span.state {
            if spans[last].start <= joined.start {
                (joined.start, joined.file, joined.row) = (spans[last].start, spans[last].file, spans[last].row)
            }
            joined.end = max(joined.end, spans[last].end)
            last += 1
        }
        spans.replaceSubrange(first..<last, with: [joined])
    }
}

extension Array {
    /// The first place from which on `belongs` holds, where it holds for all behind the first.
    fileprivate func partitioningIndex(_ belongs: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if belongs(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
