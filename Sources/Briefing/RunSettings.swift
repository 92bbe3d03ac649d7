package import Records

/// What runs were asked and what they counted, in words, so that two can stand beside each other.
package enum RunSettings {
    package static func settings(_ a: RunManifest, _ b: RunManifest) -> [(name: String, a: String, b: String)] {
        zip(settings(a), settings(b)).map { ($0.0, $0.1, $1.1) }
    }

    package static func counts(_ a: RunManifest, _ b: RunManifest) -> [(name: String, a: Int, b: Int)] {
        [
            ("posts", a.counts.posts, b.counts.posts), ("accounts", a.counts.accounts, b.counts.accounts),
            ("actions", a.counts.actions, b.counts.actions), ("ties", a.counts.edges, b.counts.edges),
            ("networks", a.counts.networks, b.counts.networks),
        ]
    }

    /// What was asked, in words: each with its name, in the order of the command line's options.
    package static func settings(_ manifest: RunManifest) -> [(name: String, value: String)] {
        let parameters = manifest.parameters
        func number(_ value: (some CustomStringConvertible)?) -> String { value.map { "\($0)" } ?? "none" }
        return [
            ("version", manifest.version), ("traces", parameters.traces.joined(separator: ", ")),
            ("windows", parameters.windows.joined(separator: ", ")),
            ("least participation", "\(parameters.minimumParticipation)"),
            ("least weight", "\(parameters.minimumWeight)"),
            ("least occasions", "\(parameters.minimumOccasions)"),
            ("least occasions on common property", "\(parameters.minimumCommonOccasions)"),
            ("false discovery rate", number(parameters.falseDiscoveryRate)),
            ("bin of chance", parameters.chanceBin ?? "none"), ("correction", parameters.correction ?? "all"),
            ("permutations", number(parameters.permutations)), ("seed", number(parameters.seed)),
            ("stability", parameters.stability == true ? "examined" : "not examined"),
            ("followed run", parameters.followed ?? "none"),
            ("largest object", number(parameters.maximumObjectAccounts)),
            ("coarse times", parameters.acceptsCoarseTime ? "taken" : "refused"),
            ("platform", parameters.platform ?? "as stated"),
            ("columns", parameters.mapping?.joined(separator: ", ") ?? "the format's own"),
            ("inputs", "\(manifest.inputs.count)"),
        ]
    }
}
