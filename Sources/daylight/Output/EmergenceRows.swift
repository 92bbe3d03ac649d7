import Coordination
import Foundation
import Inquiry
import Records

/// Alarms as rows: one an alarm, and one for each measure that cannot be computed.
enum EmergenceRows {
    static let header = [
        "status", "raised", "platform", "trace", "object", "alarm", "measure", "window_hours", "count", "total",
        "expected", "base_rate", "corrected_p", "log10_corrected_p", "created_from", "created_until", "last_raised",
        "strongest_day", "strongest_count", "strongest_total", "strongest_expected", "strongest_log10_corrected_p",
        "days_before_peak", "reach", "views_share", "reason",
    ]

    static func rows(_ result: EmergenceResult, peak: Day?) -> [[Cell]] {
        result.alarms.map { row($0, peak) } + result.notComputable.map(row)
    }

    private static func row(_ alarm: EmergenceAlarm, _ peak: Day?) -> [Cell] {
        let (first, strongest) = (alarm.first, alarm.strongest)
        func day(_ day: Day?) -> Cell { day.map { .text($0.description) } ?? .missing }
        return [
            .text("raised"), day(alarm.raised), .text(alarm.topic.platform.name),
            alarm.topic.trace.map { .text($0.name) } ?? .missing,
            alarm.topic.trace == nil ? .missing : .text(alarm.topic.object), .text(alarm.measure.kind.name),
            .text(alarm.measure.name), .integer(Int64(first.windowHours)), .integer(Int64(first.count)),
            .integer(Int64(first.total)), .number(rounded(first.expected)), .number(rounded(first.baseRate)),
            .number(rounded(exp(first.correctedLogP))), .number(rounded(first.correctedLogP / 2.302_585_093)),
            day(first.createdFrom), day(first.createdUntil), day(alarm.lastRaised), day(strongest.day),
            .integer(Int64(strongest.count)), .integer(Int64(strongest.total)), .number(rounded(strongest.expected)),
            .number(rounded(strongest.correctedLogP / 2.302_585_093)),
            peak.map { .integer(Int64($0.number - alarm.raised.number)) } ?? .missing,
            alarm.measure == .youngPosts ? .text("posts") : .missing,
            first.views.flatMap { views in first.youngViews.map { .number(rounded($0 / views)) } } ?? .missing,
            .missing,
        ]
    }

    private static func row(_ missing: NotComputable) -> [Cell] {
        var cells = [Cell](repeating: .missing, count: header.count)
        cells[0] = .text("not-computable")
        cells[2] = .text(missing.platform.name)
        cells[5] = .text(missing.measure.kind.name)
        cells[6] = .text(missing.measure.name)
        cells[header.count - 1] = .text(missing.reason)
        return cells
    }

    /// Four digits: more would be what one machine's logarithm says and another's does not.
    private static func rounded(_ value: Double) -> Double {
        if value == 0 || !value.isFinite { return value }
        let scale = pow(10, 3 - log10(abs(value)).rounded(.down))
        // A scale beyond the largest double is that of a number that is as good as zero.
        return scale.isFinite && scale > 0 ? (value * scale).rounded() / scale : 0
    }
}
