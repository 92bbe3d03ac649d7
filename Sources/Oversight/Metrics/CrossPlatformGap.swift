/// M12: what a platform did about assets that another platform had named: notice-to-action and the residual-up rate from
/// that naming on.
package enum CrossPlatformGap {
    /// - Parameter named: clocks of the kind `peer_named`.
    package static func measurements(
        of subject: String, _ histories: Histories, _ named: Clocks, days: [Int], inputs: [String]
    ) -> [Measurement] {
        let times = TimeToAction(histories, named)
        let notice = NoticeToAction(times).measurement(
            of: subject, zero: named.zero, inputs: inputs, notes: histories.notes)
        let residual = ResidualUp.measurement(
            of: subject, histories, named, days: days, inputs: inputs, notes: []
        ).measurement
        return [notice, residual].map { part in
            var part = part
            part.metric = .crossPlatformGap
            part.notes.append("the naming platform's publication is the latest time at which this platform could know")
            return part
        }
    }
}
