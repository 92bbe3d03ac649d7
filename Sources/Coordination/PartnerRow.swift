/// The dense row in which one account's partners are counted.
struct PartnerRow {
    private let plan: RowPlan
    /// While counting: stamp of the object last counted in the upper half, number of objects in the lower.
    /// While pairs are gathered: the partner's slot plus one, or zero.
    private var cells: [UInt64]
    private var touched: [UInt32] = []

    init(plan: RowPlan) {
        self.plan = plan
        cells = [UInt64](repeating: 0, count: plan.rowCount)
    }

    /// Partners of account `number`, less active than it, with at least `minimum` distinct objects at the widest window.
    mutating func partners(of number: UInt32, minimum: UInt64) -> [UInt32] {
        Self.count(number, plan: plan, cells: &cells, touched: &touched)
        var found: [UInt32] = []
        for partner in touched {
            if cells[Int(partner)] & 0xFFFF_FFFF >= minimum { found.append(partner) }
            cells[Int(partner)] = 0
        }
        touched.removeAll(keepingCapacity: true)
        return found
    }

    private static func count(_ number: UInt32, plan: RowPlan, cells: inout [UInt64], touched: inout [UInt32]) {
        var stamp: UInt64 = 0
        var object = UInt32.max
        var walked = 0
        let accounts = plan.rows.span
        var cells = cells.mutableSpan
        for index in Int(plan.starts[Int(number)])..<Int(plan.starts[Int(number) + 1]) {
            let position = Int(plan.positions[index])
            if plan.actions.objects[position] != object {
                object = plan.actions.objects[position]
                stamp &+= 1 << 32
                walked = 0
            }
            // Windows of the account's own repeated actions overlap: what was walked need not be walked again.
            var neighbour = max(Int(plan.lower[position]), walked)
            walked = Int(plan.upper[position])
            while neighbour < walked {
                let partner = accounts[neighbour]
                neighbour &+= 1
                if partner <= number { continue }
                let cell = cells[Int(partner)]
                if cell & 0xFFFF_FFFF_0000_0000 == stamp { continue }
                cells[Int(partner)] = stamp | ((cell & 0xFFFF_FFFF) &+ 1)
                if cell == 0 { touched.append(partner) }
            }
        }
    }

    /// Gives each of `partners` a slot, in their order, for `forEachPair`.
    mutating func assignSlots(_ partners: [UInt32]) {
        for (slot, partner) in partners.enumerated() { cells[Int(partner)] = UInt64(slot) + 1 }
    }

    mutating func clearSlots(_ partners: [UInt32]) {
        for partner in partners { cells[Int(partner)] = 0 }
    }

    /// Every pair (own position, partner's position) within the widest window whose partner has a slot.
    func forEachPair(_ number: UInt32, _ body: (_ slot: Int, _ own: UInt32, _ other: UInt32) -> Void) {
        let accounts = plan.rows.span
        let cells = self.cells.span
        for index in Int(plan.starts[Int(number)])..<Int(plan.starts[Int(number) + 1]) {
            let position = plan.positions[index]
            for neighbour in Int(plan.lower[Int(position)])..<Int(plan.upper[Int(position)]) {
                let partner = accounts[neighbour]
                if partner <= number { continue }
                let cell = cells[Int(partner)]
                if cell != 0 { body(Int(cell) - 1, position, UInt32(neighbour)) }
            }
        }
    }
}
