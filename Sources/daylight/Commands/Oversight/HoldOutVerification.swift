import ArgumentParser
import Oversight
import Records
import Workspace

/// `daylight notice hold-out-verify`: were the arms dealt by the seed that was committed to?
struct HoldOutVerification: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold-out-verify",
        abstract:
            "Deal a hold-out experiment again by its revealed seed, and compare the arms with those committed to.",
        discussion: """
            Within each stratum assets are ordered by HMAC-SHA256(seed, asset) and go to the arms in turn, the first by the
            lowest bit of the first byte of HMAC-SHA256(seed, "stratum:" and the stratum's name). Exit code 2 where the seed is
            not the one whose SHA-256 stands in the experiment, where an asset stands in another arm, or where the entry is
            not the one whose digest was noted (--digest); the assets are listed.
            """)

    @Argument(help: "The experiment's name.")
    var name: String
    @Option(help: "The file with the secret bytes, as it was given to 'notice hold-out'.", completion: .file())
    var seedFile: String
    @Option(
        help:
            "The digest of the experiment's entry, or its first eight digits or more, as it was noted when it was dealt."
    )
    var digest: String?
    @OptionGroup var target: CaseOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let digest, !(8...64).contains(digest.utf8.count) || !digest.allSatisfy(\.isHexDigit) {
            throw ValidationError("--digest: '\(digest)' is no digest; it has 8 to 64 hexadecimal digits.")
        }
    }

    func run() throws {
        let folder = try target.open()
        // Named by its digest, that dealing is compared; by its name, the first.
        let found = try folder.entry(HoldOut.self, called: name)
        let dealings = try folder.entries(HoldOut.self, named: found.entry.name)
        let experiment = found.entry.name == name ? dealings.first ?? found : found
        let cohort = try folder.entry(Cohort.self, called: experiment.entry.cohort)
        let verification = try experiment.entry.verification(
            seed: try FileText.bytes(seedFile), cohort: cohort.entry, cohortDigest: cohort.digest)
        try output.print(header: ["asset", "committed", "dealt_by_seed"]) { rows in
            for difference in verification.differences {
                try rows.write([.text(difference.asset), .text(difference.committed), .text(difference.dealt)])
            }
        }
        var problems: [String] = []
        if !verification.isSeedCommitted {
            problems.append("the seed is not the one that was committed to (SHA-256 \(experiment.entry.seedSHA256))")
        }
        if !verification.differences.isEmpty {
            problems.append("\(verification.differences.count) assets stand in other arms than the seed gives")
        }
        if let digest, !experiment.digest.hasPrefix(digest.lowercased()) {
            problems.append("the entry has the digest \(experiment.digest), and not \(digest)")
        }
        if dealings.count > 1 {
            problems.append("the experiment was dealt \(dealings.count) times; the first dealing is compared")
        }
        for problem in problems { Terminal.tell("the experiment '\(name)': \(problem)") }
        if !problems.isEmpty { throw Failure.unverified }
        output.tell(
            "the arms of \(experiment.entry.assignments.count) assets are those that the seed deals from cohort"
                + " '\(cohort.entry.name)' version \(cohort.entry.version); entered \(experiment.entered) as \(experiment.digest)"
        )
        if let days = experiment.entry.days {
            let elections = (experiment.entry.elections ?? []).map(\.description).joined(separator: ", ")
            output.tell(
                "committed to with them: \(days) days"
                    + (elections.isEmpty ? ", and no election near" : ", clear of the elections on \(elections)"))
        }
        output.tell(
            "note: that the arms stood before the notice is shown by the registers' head of that time, noted elsewhere"
                + " ('daylight case check --expect-head').")
    }
}
