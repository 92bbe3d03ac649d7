import Oversight
import Records

// What a dossier holds, in sentences, for formats that have no field for it.

extension Dossier.Assessment {
    /// Who is named behind it: only a signed assessment of more than who belongs together names anybody.
    var namedActor: String? { isSigned && layer != .assetToNetwork ? actor : nil }

    /// Likelihood and confidence, in sentences of their own.
    var calibration: String { "Likelihood: \(likelihood). The confidence in this is \(confidence.rawValue)." }

    /// All of it.
    var report: String {
        let state = isSigned ? "Signed by \(signers.joined(separator: ", "))." : "A draft, which nobody has signed."
        return """
            \(text)
            \(calibration)
            Step: \(layer.rawValue). Limits: \(limits)
            Written by \(author). \(state)
            """
    }
}

extension Dossier.Edge {
    /// What it rests on.
    var words: String {
        let distance = window == "none" ? "at any distance in time" : "within \(window) s"
        var text = "Both acted on \(weight) same \(weight == 1 ? "object" : "objects") (\(trace)) \(distance), "
        text += "\(pairs) times."
        if let qValue { text += " At this rate of false discoveries it would still be reported: q = \(qValue)." }
        return text
    }
}

extension Dossier.Network {
    /// What it is, and is not.
    var words: String {
        var text = "\(members.count) assets of \(source)."
        if !edges.isEmpty { text += " \(edges.count) ties." }
        if withheldMembers > 0 { text += " \(withheldMembers) more are left out because of their marking." }
        if !rivals.isEmpty { text += " Signs of other explanations: \(rivals.joined(separator: ", "))." }
        return text + " A finding of a program: it names nobody, and accuses nobody."
    }
}

extension Notice {
    /// - Parameter count: of the assets that are spoken of.
    func words(about count: Int) -> String {
        "\(sender) sent \(platform.title) a \(channel.title) on \(sent) about \(count) assets."
            + (reference.map { " Its reference there: \($0)." } ?? "") + (note.map { " \($0)" } ?? "")
    }
}

extension Response {
    var words: String {
        "To the notice '\(notice)' came a \(content.rawValue) on \(received)." + (note.map { " \($0)" } ?? "")
    }
}

extension Exposure {
    var words: String {
        "\(by) made assets known on \(at) (\(source.rawValue))." + (address.map { " \($0)" } ?? "")
    }
}

extension Disclosure {
    var words: String {
        let numbers = counts.sorted { $0.key < $1.key }.map { "\($0.key.column) \($0.value)" }.joined(separator: ", ")
        return "\(platform) reports: \(operation ?? "a \(unit.rawValue)")"
            + (origins.isEmpty ? "" : " from \(origins.joined(separator: ", "))")
            + (numbers.isEmpty ? "." : ": \(numbers).") + " Read at: \(source)"
    }
}

extension ObligationClock {
    var words: String {
        let debtor = platform?.title ?? debtor
        let last = events.last.map { " Last: \($0.kind.rawValue), \($0.time)." } ?? ""
        return "\(debtor ?? "Nobody is named as the one who owes it"): \(provision ?? rule ?? name). "
            + "The clock starts \(start), and \(allowed) is allowed." + last + " Source: \(source)"
    }
}

extension AvailabilitySpan {
    /// How often an asset was looked at, and what was found first and last; nil where nobody looked.
    static func words(_ spans: [AvailabilitySpan]) -> String? {
        guard let first = spans.first, let last = spans.last else { return nil }
        return "Looked at \(spans.reduce(0) { $0 + $1.readings }) times from \(first.first) to \(last.last): "
            + "first \(first.state.name), last \(last.state.name) (\(last.vantage.text))."
    }
}
