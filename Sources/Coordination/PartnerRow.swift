/// The dense row in which one account's partners are counted.
///
/// A cell packs three numbers into 64 bits, so that a visit touches one word: the stamp of the object last counted
/// (20 bits), the number of objects (22) and of pairs (22). What outgrows its bits is spilt and loses nothing.
struct PartnerRow {
    /// What the walk found out about one partner.
    struct Partner {
        var number: UInt32
        /// Distinct objects, and pairs of actions, at the widest window.
        var weight: UInt32
        var pairs: UInt64
    }

    private let plan: RowPlan
    /// While pairs are gathered a cell holds the partner's slot plus one instead.
    private var cells: [UInt64]
    private var touched: [UInt32] = []
    private var spilt: [UInt32: (weight: UInt32, pairs: UInt64)] = [:]

    private static let fieldBits: UInt64 = 22
    private static let fieldMask: UInt64 = (1 << fieldBits) - 1
    private static let stampShift: UInt64 = 2 * fieldBits
    private static let lastStamp: UInt64 = (1 << (64 - stampShift)) - 1

    init(plan: RowPlan) {
        self.plan = plan
        cells = [UInt64](repeating: 0, count: plan.rowCount)
    }

    /// Fills `found` with the partners of account `number`, less active than it, that share at least `minimum` objects.
    mutating func partners(of number: UInt32, minimum: UInt32, into found: inout [Partner]) {
        found.removeAll(keepingCapacity: true)
        count(number)
        for partner in touched {
            let cell = cells[Int(partner)]
            cells[Int(partner)] = 0
            var weight = UInt32(truncatingIfNeeded: cell >> Self.fieldBits & Self.fieldMask)
            var pairs = cell & Self.fieldMask
            if !spilt.isEmpty, let more = spilt[partner] {
                weight += more.weight
                pairs += more.pairs
            }
            if weight >= minimum { found.append(Partner(number: partner, weight: weight, pairs: pairs)) }
        }
        touched.removeAll(keepingCapacity: true)
        if !spilt.isEmpty { spilt.removeAll() }
    }

    private mutating func count(_ number: UInt32) {
        var stamp: UInt64 = 0
        var object = UInt32.max
        for index in Int(plan.starts[Int(number)])..<Int(plan.starts[Int(number) + 1]) {
            let position = Int(plan.positions[index])
            if plan.actions.objects[position] != object {
                object = plan.actions.objects[position]
                if stamp == Self.lastStamp {
                    for partner in touched { cells[Int(partner)] &= (1 << Self.stampShift) - 1 }
                    stamp = 0
                }
                stamp += 1
            }
            var neighbours = Int(plan.lower[position])..<Int(plan.upper[position])
            while let full = Self.visit(neighbours, of: number, stamp, plan.rows, &cells, &touched) {
                spill(plan.rows[full])
                neighbours = full..<neighbours.upperBound
            }
        }
    }

    /// The inner loop: counts the accounts of the positions in `neighbours`.
    /// - Returns: a position whose cell has no room for another pair; it and those behind it are not counted yet.
    private static func visit(
        _ neighbours: Range<Int>, of number: UInt32, _ stamp: UInt64, _ rows: [UInt32], _ cells: inout [UInt64],
        _ touched: inout [UInt32]
    ) -> Int? {
        let rows = rows.span
        var cells = cells.mutableSpan
        for position in neighbours {
            let partner = rows[position]
            if partner <= number { continue }
            let cell = cells[Int(partner)]
            if cell &>> stampShift == stamp {
                if cell & fieldMask == fieldMask { return position }
                cells[Int(partner)] = cell &+ 1
            } else {
                if cell & fieldMask == fieldMask { return position }
                if cell == 0 { touched.append(partner) }
                let counted = (cell & ((1 << stampShift) &- 1)) &+ (1 << fieldBits) &+ 1
                cells[Int(partner)] = stamp &<< stampShift | counted
            }
        }
        return nil
    }

    /// Makes room in a partner's cell, which keeps one object and one pair so that it stays marked as touched.
    private mutating func spill(_ partner: UInt32) {
        let cell = cells[Int(partner)]
        let known = spilt[partner] ?? (0, 0)
        spilt[partner] = (
            known.weight + UInt32(truncatingIfNeeded: cell >> Self.fieldBits & Self.fieldMask) - 1,
            known.pairs + (cell & Self.fieldMask) - 1
        )
        cells[Int(partner)] = ((cell >> Self.stampShift) << Self.stampShift) | 1 << Self.fieldBits | 1
    }

    /// Gives each of `partners` a slot, in their order, for `forEachPair`.
    mutating func assignSlots(_ partners: [Partner]) {
        for (slot, partner) in partners.enumerated() { cells[Int(partner.number)] = UInt64(slot) + 1 }
    }

    mutating func clearSlots(_ partners: [Partner]) {
        for partner in partners { cells[Int(partner.number)] = 0 }
    }

    /// Every pair (own position, partner's position) within the widest window whose partner has a slot.
    func forEachPair(_ number: UInt32, _ body: (_ slot: Int, _ own: UInt32, _ other: UInt32) -> Void) {
        let rows = plan.rows.span
        let cells = self.cells.span
        for index in Int(plan.starts[Int(number)])..<Int(plan.starts[Int(number) + 1]) {
            let position = plan.positions[index]
            for neighbour in Int(plan.lower[Int(position)])..<Int(plan.upper[Int(position)]) {
                let partner = rows[neighbour]
                if partner <= number { continue }
                let cell = cells[Int(partner)]
                if cell != 0 { body(Int(cell) - 1, position, UInt32(neighbour)) }
            }
        }
    }
}
