import Records
import Testing

@testable import Briefing

@Suite("What a run was asked, in words")
struct RunSettingsTests {
    private func manifest(windows: [String], networks: Int) -> RunManifest {
        RunManifest(
            version: "0.1.0", command: "investigate",
            parameters: RunManifest.Parameters(
                traces: ["url", "sound"], windows: windows, minimumParticipation: 2, minimumWeight: 2,
                minimumOccasions: 3, minimumCommonOccasions: 5, falseDiscoveryRate: 0.01, chanceBin: "1h", seed: 7,
                maximumObjectAccounts: nil, acceptsCoarseTime: false, allowsExpansion: false, platform: nil,
                mapping: nil, isOfCase: true, now: nil),
            inputs: [], counts: RunManifest.Counts(posts: 10, accounts: 5, actions: 20, edges: 3, networks: networks),
            searches: [], notes: [], results: [],
            execution: RunManifest.Execution(
                started: "2027-01-15T08:00:00Z", wallSeconds: 0, cpuSeconds: 0, threads: 1, host: "", paths: [],
                arguments: []))
    }

    @Test("Every setting that differs shows, and none that does not")
    func settings() {
        let (one, other) = (manifest(windows: ["60s"], networks: 3), manifest(windows: ["10s", "60s"], networks: 2))
        let settings = zip(RunSettings.words(one), RunSettings.words(other))
        #expect(
            settings.filter { $0.value != $1.value }.map { "\($0.name): \($0.value), \($1.value)" } == [
                "windows: 60s, 10s, 60s"
            ])
        #expect(
            zip(RunSettings.counts(one), RunSettings.counts(other)).filter { $0.count != $1.count }.map(\.0.name) == [
                "networks"
            ])
    }

    @Test("The command to have a run again says every setting that its results depend on")
    func command() {
        #expect(
            RunCommand.words(manifest(windows: ["10s", "60s"], networks: 1))
                == "daylight investigate --case CASE --trace url,sound --window 10s,60s --min-participation 2 "
                + "--min-weight 2 --fdr 0.01 --chance-bin 1h --seed 7 --min-occasions 3 --min-common-occasions 5")
    }

    @Test("Words are quoted as a shell reads them")
    func shellWords() {
        #expect(ShellWord.quoted("videos.csv") == "videos.csv")
        #expect(ShellWord.quoted("my $file's.csv") == "'my $file'\\''s.csv'")
        #expect(ShellWord.quoted("") == "''")
    }
}
