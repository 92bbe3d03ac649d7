import Coordination
import Corpus
package import Foundation
import Intake
package import Records

extension Answer {
    /// The manifest of this run, as far as the run itself knows it.
    /// - Parameters:
    ///   - results: the files that were written.
    package func manifest(
        command: String, version: String, results: [RunManifest.Output], execution: RunManifest.Execution
    ) -> RunManifest {
        RunManifest(
            version: version, command: command, parameters: question.manifestParameters,
            inputs: zip(intake.files, question.sourceNames).map { file, name in
                RunManifest.Input(
                    name: name, sha256: file.sha256 ?? "", bytes: file.bytes, format: file.format ?? "",
                    rows: file.rows, accepted: file.accepted, repeated: file.repeated,
                    rejected: Dictionary(uniqueKeysWithValues: file.rejectedByReason.map { ($0.name, $0.count) }))
            },
            counts: RunManifest.Counts(
                posts: corpus.postCount, accounts: corpus.accounts.count,
                actions: corpus.layers.reduce(0) { $0 + $1.actions.count }, edges: edgeCount,
                networks: networks.count, lastNetwork: lineage?.lastNumber),
            searches: searches.map { search in
                RunManifest.Search(
                    trace: search.layers.first?.trace.name ?? "", actions: search.account.actions,
                    repeats: search.account.repeats, searchedActions: search.account.searchedActions,
                    candidatePairs: search.account.candidatePairs,
                    edges: Dictionary(
                        uniqueKeysWithValues: search.layers.map { ($0.window.description, $0.edges.count) }),
                    found: Dictionary(
                        uniqueKeysWithValues: zip(search.layers, search.account.found).map {
                            ($0.window.description, $1.edges)
                        }),
                    tested: search.layers.contains { $0.tested != nil }
                        ? Dictionary(
                            uniqueKeysWithValues: search.layers.compactMap { layer in
                                layer.tested.map { (layer.window.description, $0.count) }
                            }) : nil,
                    cappedObjects: Dictionary(
                        search.account.cappedObjects.map { ($0.object, $0.accounts) }, uniquingKeysWith: max))
            },
            notes: notes, results: results, execution: execution)
    }
}

extension Question {
    var manifestParameters: RunManifest.Parameters {
        RunManifest.Parameters(
            traces: intake.traces.traces.map(\.name), windows: search.windows.map(\.description),
            minimumParticipation: search.minimumParticipation, minimumWeight: search.minimumWeight,
            minimumOccasions: Int(rule.minimumOccasions), minimumCommonOccasions: Int(rule.minimumCommonOccasions),
            falseDiscoveryRate: search.chance?.rate, chanceBin: search.chance?.bin.description,
            correction: search.chance.flatMap { $0.correction == .all ? nil : $0.correction.rawValue },
            permutations: permutations == 0 ? nil : permutations, seed: seed, stability: asksForStability ? true : nil,
            followed: followed?.manifest.results.first { $0.name == "accounts.csv" }?.sha256,
            maximumObjectAccounts: search.objectCap, acceptsCoarseTime: acceptsCoarseTime,
            allowsExpansion: intake.allowsAnyExpansion,
            platform: intake.platform?.name, mapping: intake.mapping?.pairs, isOfCase: caseFolder == nil ? nil : true,
            now: now?.description)
    }

    /// The question that a manifest tells of.
    init(_ manifest: RunManifest, paths: [String], threads: Int) throws(IntakeError) {
        let parameters = manifest.parameters
        var options = IntakeOptions(
            traces: TraceSet(parameters.traces.compactMap { Trace(name: $0) }.map { TraceSet($0) }),
            platform: parameters.platform.flatMap { Platform(name: $0) })
        options.allowsAnyExpansion = parameters.allowsExpansion
        if let pairs = parameters.mapping { options.mapping = try ColumnMapping(pairs: pairs) }
        self.init(
            sources: zip(manifest.inputs, paths).map { SourceFile(path: $1, format: $0.format) },
            intake: options,
            search: SearchParameters(
                windows: parameters.windows.compactMap { Window($0) },
                minimumParticipation: parameters.minimumParticipation, minimumWeight: parameters.minimumWeight,
                objectCap: parameters.maximumObjectAccounts, threads: threads,
                chance: parameters.chance),
            rule: NetworkRule(
                minimumOccasions: UInt32(clamping: parameters.minimumOccasions),
                minimumCommonOccasions: UInt32(clamping: parameters.minimumCommonOccasions)),
            acceptsCoarseTime: parameters.acceptsCoarseTime)
    }
}

extension RunManifest.Parameters {
    fileprivate var chance: ChanceModel? {
        guard let rate = falseDiscoveryRate, let bin = chanceBin.flatMap({ Window($0) }), rate > 0, rate < 1,
            bin.milliseconds > 0
        else { return nil }
        return ChanceModel(
            bin: bin, rate: rate, correction: correction.flatMap { .init(rawValue: $0) } ?? .all, keepsUnlikely: false)
    }
}

extension RunManifest {
    /// The manifest as `run.json` holds it: keys sorted, so that equal runs have equal bytes.
    package var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        // Strings, integers and the two strategies above are all there is: nothing is left that could be refused.
        guard let data = try? encoder.encode(self) else { return [] }
        return Array(data) + [0x0A]
    }

    /// Reads a `run.json`.
    package init(json: Data) throws {
        self = try JSONDecoder().decode(RunManifest.self, from: json)
    }
}
