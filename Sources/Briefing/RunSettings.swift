package import Records

/// What a run was asked, in words.
package enum RunSettings {
    /// Each setting that the results depend on, with its name.
    package static func words(_ manifest: RunManifest) -> [(name: String, value: String)] {
        let parameters = manifest.parameters
        func stated(_ value: (some CustomStringConvertible)?) -> String { value.map { "\($0)" } ?? "none" }
        return [
            ("version", manifest.version), ("traces", parameters.traces.joined(separator: ", ")),
            ("windows", parameters.windows.joined(separator: ", ")),
            ("minimum participation", "\(parameters.minimumParticipation)"),
            ("minimum weight", "\(parameters.minimumWeight)"),
            ("minimum occasions", "\(parameters.minimumOccasions)"),
            ("minimum occasions on common property", "\(parameters.minimumCommonOccasions)"),
            ("false discovery rate", stated(parameters.falseDiscoveryRate)),
            ("chance bin", parameters.chanceBin ?? "none"), ("correction", parameters.correction ?? "all"),
            ("permutations", stated(parameters.permutations)), ("seed", stated(parameters.seed)),
            ("stability", parameters.stability == true ? "examined" : "not examined"),
            ("run that was followed", parameters.followed ?? "none"),
            ("maximum accounts of an object", stated(parameters.maximumObjectAccounts)),
            ("coarse times", parameters.acceptsCoarseTime ? "taken" : "refused"),
            ("platform", parameters.platform ?? "as stated"),
            ("columns", parameters.mapping?.joined(separator: ", ") ?? "the format's own"),
            ("inputs", "\(manifest.inputs.count)"),
        ]
    }

    /// What came out, in numbers.
    package static func counts(_ manifest: RunManifest) -> [(name: String, count: Int)] {
        let counts = manifest.counts
        return [
            ("posts", counts.posts), ("accounts", counts.accounts), ("actions", counts.actions), ("ties", counts.edges),
            ("networks", counts.networks),
        ]
    }
}
