import Oversight
import Records

/// Indicators as Meta publishes them (github.com/facebook/threat-research, since 2023): `Tactic, Technique, Procedure,
/// Indicator, Notes`, steps of the Online Operations Kill Chain, addresses broken so that nobody follows one by mistake.
///
/// A row says no more than what is known: that an account belongs to a network, that posts point to an address. Hashtags
/// stand without a step, since none says merely that they were used. Posts are not in it.
package enum IndicatorTable {
    package static let header = ["Tactic", "Technique", "Procedure", "Indicator", "Notes"]

    /// - Parameter dossier: cleared for its marking.
    package static func write(_ dossier: Dossier, to sink: TextSink) throws(ExchangeError) -> ExportOutcome {
        var table = try CSVWriter(sink, header: header)
        var rows = 0
        func row(_ step: Step, _ indicator: String, _ notes: [String?]) throws(ExchangeError) {
            table.field(step.tactic)
            table.field(step.technique)
            table.field(step.procedure)
            table.field(indicator)
            table.field(notes.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "; "))
            try table.endRow()
            rows += 1
        }
        var memberships: [AssetKey: [String]] = [:]
        for network in dossier.networks {
            for member in network.members { memberships[member, default: []].append(network.identifier) }
        }
        for asset in dossier.assets {
            let notes =
                [
                    asset.kind == .account || asset.kind == .domain ? nil : asset.kind.rawValue,
                    asset.key.isProvisional || asset.kind == .domain ? nil : "id \(asset.key.id)",
                    asset.name.map { "shown name: \($0)" }, asset.grade.map { "membership \($0.rawValue)" },
                    asset.created.map { "created \($0)" }, asset.reach.map { "reach \($0)" },
                ] + (memberships[asset.key] ?? [])
            try row(Step(asset), defanged(asset.kind == .domain ? asset.key.id : asset.page) ?? "\(asset.key)", notes)
        }
        for observable in dossier.observables {
            let seen = observable.posts == 0 ? nil : "in \(observable.posts) posts"
            let span = observable.first.flatMap { first in
                observable.last.map { "\(Day(of: first)) to \(Day(of: $0))" }
            }
            switch observable.kind {
            case .domain, .url: try row(.directing, defanged(observable.value) ?? "", [seen, span])
            case .hashtag: try row(.none, "#" + observable.value, [seen, span])
            }
        }
        for technique in dossier.techniques where technique.framework == .metaKillChain {
            let step = Step("", technique.phase ?? "", "\(technique.id) \(technique.name)")
            try row(step, "", ["of \(technique.subject)", "kill chain as of \(technique.version)"])
        }
        return ExportOutcome(written: rows, withheld: dossier.withheld)
    }

    /// The address with the dots of its host and its scheme broken, and without what a reader would take for that.
    static func defanged(_ address: String?) -> String? {
        guard let address, !address.isEmpty else { return nil }
        var rest = Substring(address)
        var text = ""
        if let scheme = address.firstRange(of: "://") {
            let name = address[..<scheme.lowerBound].lowercased()
            text = (name.hasPrefix("http") ? "hxxp" + name.dropFirst(4) : name) + "://"
            rest = address[scheme.upperBound...]
        }
        let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        text += rest[..<end].replacing(".", with: "[.]")
        for character in rest[end...] {
            switch character {
            case "(": text += "%28"
            case ")": text += "%29"
            case "[": text += "%5B"
            case "]": text += "%5D"
            case "{": text += "%7B"
            case "}": text += "%7D"
            default: text.append(character)
            }
        }
        return text
    }
}

extension IndicatorTable {
    /// A step of the kill chain, as the list that Meta publishes with its indicators spells it.
    private struct Step {
        let tactic: String
        let technique: String
        let procedure: String

        init(_ tactic: String, _ technique: String, _ procedure: String) {
            self.tactic = tactic
            self.technique = technique
            self.procedure = procedure
        }

        static let none = Step("", "", "")
        static let directing = Step(
            "7. Targeted engagement", "7.5 Directing online traffic", "7.5.2 Directing audience to website")

        /// By which an asset came to be one.
        init(_ asset: Dossier.Asset) {
            let tactic = "0. Acquiring assets"
            if asset.kind == .domain {
                self.init(tactic, "0.6 Acquiring domains", "0.6.2 Acquiring domains to support influence operations")
                return
            }
            let procedure =
                switch asset.key.platform {
                case .facebook: "0.9.1 Acquiring Facebook assets"
                case .instagram: "0.9.2 Acquiring Instagram accounts"
                case .threads: "0.9.3 Acquiring Threads accounts"
                case .x: "0.9.4 Acquiring X / Twitter accounts"
                case .youtube: "0.9.5 Acquiring YouTube channels"
                case .tiktok: "0.9.6 Acquiring TikTok accounts"
                case .telegram: "0.9.7 Acquiring Telegram channels"
                case .bluesky, .mastodon, .reddit, .vk, .unstated: "0.9.12 Acquiring other social media assets"
                }
            self.init(tactic, "0.9 Acquiring social media accounts", procedure)
        }
    }
}
