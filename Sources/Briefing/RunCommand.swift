import Bytes
package import Records
package import Workspace

/// The command that makes a run's results again, without what differs from machine to machine.
package enum RunCommand {
    package static func words(_ manifest: RunManifest) -> String {
        let parameters = manifest.parameters
        var words = ["daylight", "investigate"]
        if parameters.isOfCase == true { words += ["--case", "CASE"] } else { words += manifest.inputs.map(\.name) }
        if let mapping = parameters.mapping { words += ["--map", mapping.joined(separator: ",")] }
        if let platform = parameters.platform { words += ["--platform", platform] }
        words += ["--trace", parameters.traces.joined(separator: ",")]
        words += ["--window", parameters.windows.joined(separator: ",")]
        words += ["--min-participation", "\(parameters.minimumParticipation)"]
        words += ["--min-weight", "\(parameters.minimumWeight)"]
        words += ["--fdr", parameters.falseDiscoveryRate.map { "\($0)" } ?? "none"]
        if let bin = parameters.chanceBin { words += ["--chance-bin", bin] }
        if let correction = parameters.correction { words += ["--correction", correction] }
        if let permutations = parameters.permutations, permutations > 0 {
            words += ["--permutations", "\(permutations)"]
        }
        if let seed = parameters.seed, seed != 1 { words += ["--seed", "\(seed)"] }
        if let cap = parameters.maximumObjectAccounts { words += ["--max-object-accounts", "\(cap)"] }
        if parameters.acceptsCoarseTime { words.append("--accept-coarse-time") }
        words += ["--min-occasions", "\(parameters.minimumOccasions)"]
        words += ["--min-common-occasions", "\(parameters.minimumCommonOccasions)"]
        if parameters.stability == true { words.append("--stability") }
        if parameters.followed != nil { words += ["--follow", "RUN"] }
        if parameters.allowsExpansion { words.append("--allow-expansion") }
        if let now = parameters.now { words += ["--now", now] }
        return words.map(ShellWord.quoted).joined(separator: " ")
    }
}

/// Words as a shell reads them.
package enum ShellWord {
    package static func quoted(_ word: String) -> String {
        let isPlain =
            !word.isEmpty
            && word.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || "-_./,:=@%+".utf8.contains(byte)
            }
        return isPlain
            ? word
            : "'"
                + word.split(separator: "'", omittingEmptySubsequences: false)
                .joined(separator: "'\\''") + "'"
    }
}

extension CaseRun {
    /// When it was begun; nil where its manifest does not say it as a time.
    package var made: Instant? {
        ByteView.with(manifest.execution.started) { TimeParser.parse($0) }.map {
            Instant(milliseconds: $0.milliseconds)
        }
    }
}
