import ArgumentParser
import Evidence
import Foundation
import Records
import Seals
import Workspace

/// `daylight measure-custody`: how fast a custody log takes entries, proves one and is checked. For
/// `Benchmarks/evidence.py`; not shown to users.
struct MeasureCustodyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure-custody", abstract: "Measure a custody log of many entries in a new case.",
        shouldDisplay: false)

    @Argument var folder: String
    @Option var entries = 1_000_000
    @Option(help: "Entries that share one flush to the disk.") var batch = 1000
    @Option var proofs = 1000

    func run() throws {
        let evidence = try CaseFolder.create(at: folder).evidence
        let custodian = try Custodian(name: "Ana Ionescu", role: "analyst")
        let key = try SigningKey.generated(name: "newsroom.example")
        let now = Instant(milliseconds: 1_732_471_200_000)
        try evidence.makeKey(key, passphrase: "only for measuring")
        var checkpoints = 0
        let began = Date()
        do {
            let writer = try evidence.writer()
            let object = try writer.keep(Array("measured".utf8)).sha256
            for start in stride(from: 0, to: entries, by: batch) {
                let drafts = try (start..<min(entries, start + batch)).map { number in
                    try CustodyDraft(
                        number % 10 == 0 ? .collected : .exported,
                        object: number % 10 == 0 ? object : ContentHash(of: Array("\(number)".utf8)).hexadecimal,
                        by: custodian, reason: "posts behind the edges of network N1", to: "a court")
                }
                try writer.append(drafts, at: Instant(milliseconds: now.milliseconds + Int64(start)))
            }
        }
        let appended = Date()
        do {
            let writer = try evidence.writer()
            checkpoints += try writer.checkpoint(with: key, by: custodian, at: now).isNew ? 1 : 0
        }
        let custody = try evidence.custody()
        let size = evidence.checkpointSizes().last ?? custody.size
        var generator = SeededNumbers()
        let beforeProofs = Date()
        for _ in 0..<proofs { _ = try custody.proof(of: 1 + generator.next(below: size), size: size) }
        let proved = Date()
        let before = Execution.cpuSeconds
        let check = try evidence.verify()
        let verified = Execution.cpuSeconds - before
        let line = [
            "\"entries\":\(check.entries)", "\"problems\":\(check.problems.count)",
            "\"checkpoints\":\(check.checkpoints.count)", "\"batch\":\(batch)",
            "\"appended_per_s\":\(Int(Double(entries) / appended.timeIntervalSince(began)))",
            "\"proof_ms\":\(Self.rounded(proved.timeIntervalSince(beforeProofs) * 1000 / Double(proofs)))",
            "\"verify_cpu_s\":\(Self.rounded(verified))", "\"peak_mb\":\(Execution.peakMegabytes)",
        ]
        print("{" + line.joined(separator: ",") + "}")
    }

    private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}

/// Numbers that are the same in each run.
private struct SeededNumbers {
    private var state: UInt64 = 1

    mutating func next(below limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
    }
}
