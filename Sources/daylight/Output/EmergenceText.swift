import Coordination
import Foundation
import Inquiry
import Records

/// Alarms in plain words, for a person at a terminal.
struct EmergenceText {
    var peak: Day?
    var isBacktest: Bool

    /// As many as somebody reads; the other formats hold all.
    private static let limit = 100

    func text(_ result: EmergenceResult) -> String {
        var lines: [String] = []
        let stories = AlarmStory.stories(result.alarms)
        for story in stories.prefix(Self.limit) { lines += describe(story) }
        if stories.count > Self.limit {
            lines.append("… \(stories.count - Self.limit) more; --format csv shows all")
        } else if result.alarms.count > stories.count {
            lines.append("\(result.alarms.count) alarms told as \(stories.count); --format csv lists each by itself.")
        }
        if result.alarms.isEmpty, result.firstJudged != nil {
            lines.append(isBacktest ? "No alarm on any day." : "No alarm stands.")
        }
        for missing in grouped(result.notComputable) { lines.append(missing) }
        return lines.map { Terminal.visible($0) + "\n" }.joined()
    }

    private func describe(_ story: AlarmStory) -> [String] {
        guard let first = story.first, let last = story.last, let topic = story.topics.first else { return [] }
        var head = first == last ? "\(first)" : "\(first) to \(last)"
        head += "  " + story.kinds.map(\.name).joined(separator: ", ") + "  \(named(topic))"
        if let peak {
            let days = peak.number - first.number
            head += days >= 0 ? "  \(days) days before \(peak)" : "  \(-days) days after \(peak)"
        }
        var lines = [head]
        if story.topics.count > 1 {
            let others = story.topics.dropFirst().prefix(6).map { shortened($0.label) }.joined(separator: ", ")
            lines.append("    Also on \(others)\(story.topics.count > 7 ? " and \(story.topics.count - 7) more" : "").")
        }
        for alarm in story.leading {
            let place = alarm.topic == topic ? "" : " on \(shortened(alarm.topic.label))"
            var line = "    \(alarm.raised)  \(alarm.measure.kind.name)\(place): " + sentence(alarm, alarm.first)
            let strongest = alarm.strongest
            if strongest.day != alarm.first.day {
                line += " Strongest on \(strongest.day): \(strongest.count) of \(strongest.total)."
            }
            lines.append(line)
        }
        return lines
    }

    private func named(_ topic: Topic) -> String {
        let place = [topic.trace?.name, topic.platform.name].compactMap { $0 }.joined(separator: ", ")
        return "\(shortened(topic.label)) (\(place))"
    }

    private func sentence(_ alarm: EmergenceAlarm, _ evidence: EmergenceEvidence) -> String {
        let (count, total) = (evidence.count, evidence.total)
        let within = evidence.windowHours % 24 == 0 ? days(evidence.windowHours / 24) : "\(evidence.windowHours) h"
        let usual = "\(number(evidence.expected)) (\(percent(evidence.baseRate))) would be usual"
        let newcomers = alarm.topic.trace == nil ? "active accounts" : "accounts new to it"
        var counted: String
        switch alarm.measure {
        case .firstSeen:
            counted =
                "\(count) of \(total) accounts that took part within \(within) had not been seen in the input before"
        case .newlyCreated:
            counted = "\(count) of \(total) \(newcomers) within \(within) had been made less than a month before"
        case .dormant:
            counted =
                "\(count) of \(total) accounts that took part within \(within) had done nothing for half a year, as far "
                + "as the input shows"
        case .generatedName:
            counted = "\(count) of \(total) \(newcomers) within \(within) bear names as machines make them"
        case .youngPosts:
            counted =
                "\(count) of \(total) posts within \(within), repeated posting discounted, came from young accounts"
            if let views = evidence.views, let young = evidence.youngViews {
                counted += ", with \(percent(young / views)) of the views that they have now"
            }
        case .createdTogether:
            let from = evidence.createdFrom?.description ?? ""
            let until = evidence.createdUntil?.description ?? ""
            counted =
                "\(count) of the accounts new to it within \(within) were made "
                + (from == until ? "on \(from)" : "from \(from) to \(until)")
                + ", of \(total) made in the weeks around"
        }
        return "\(counted); \(usual). Corrected p \(probability(evidence.correctedLogP))."
    }

    private func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }

    private func number(_ value: Double) -> String {
        String(format: value < 10 ? "%.1f" : "%.0f", value)
    }

    private func percent(_ share: Double) -> String { String(format: share < 0.1 ? "%.1f %%" : "%.0f %%", share * 100) }

    private func probability(_ logP: Double) -> String {
        let exponent = (logP / 2.302_585_093).rounded(.up)
        return exponent > -3 ? String(format: "%.2g", exp(logP)) : "below 1e\(Int(exponent))"
    }

    private func shortened(_ text: String) -> String {
        let flat = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return flat.count > 70 ? flat.prefix(69) + "…" : flat
    }

    /// A line for each reason, with all that it keeps from being computed.
    private func grouped(_ missing: [NotComputable]) -> [String] {
        var reasons: [NotComputable] = []
        for entry in missing
        where !reasons.contains(where: { $0.reason == entry.reason && $0.platform == entry.platform }) {
            reasons.append(entry)
        }
        return reasons.map { reason in
            let same = missing.filter { $0.reason == reason.reason && $0.platform == reason.platform }
            let names = same.map { "\($0.measure.kind.name) (\($0.measure.name))" }.joined(separator: ", ")
            return "not computable on \(reason.platform.name): \(names): \(reason.reason)."
        }
    }
}
