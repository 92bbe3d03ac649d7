package import Coordination
package import Corpus
package import Intake
package import Records
import Workspace

/// What a run found.
package struct Answer: Sendable {
    package var question: Question
    package var intake: IntakeSummary
    package var corpus: Corpus
    /// A result a trace, in the order of traces.
    package var searches: [SearchResult]
    package var networks: [Network]
    /// What the members of each network did together, in the order of `networks`.
    package var anatomies: [NetworkAnatomy]
    /// What else could explain each network, in the order of `networks`: counted, never subtracted.
    package var rivals: [[RivalFinding]] = []
    /// What became of the networks of the run that was followed.
    package var lineage: Lineage?
    /// How the probabilities fared on shuffled accounts, where that was asked for.
    package var calibration: Calibration?
    /// What becomes of the main networks when settings change, where that was asked for.
    package var stability: Stability?
    /// The pair that chance explains least, where none is reported.
    package var nearest: Link?
    /// Facts that a reader of the results must know.
    package var notes: [String]

    /// Every edge layer: by trace, then by window.
    package var layers: [EdgeLayer] { searches.flatMap(\.layers) }

    package var edgeCount: Int { layers.reduce(0) { $0 + $1.edges.count } }
}

/// What reading gave, before anything is searched.
package struct Reading: Sendable {
    package var corpus: Corpus
    package var summary: IntakeSummary
    package var notes: [String]
}

extension Question {
    /// Reads the sources, or the case.
    /// - Parameter reject: is given each rejection, under the source's name in `sourceNames`.
    package func read(
        reject: (Rejection) -> Void, progress: Progress
    ) throws(InquiryError) -> Reading {
        if let caseFolder { return try read(caseFolder, progress: progress) }
        let names = Dictionary(zip(sources.map(\.path), sourceNames)) { first, _ in first }
        var builder = CorpusBuilder()
        let summary: IntakeSummary
        do throws(IntakeError) {
            summary = try withoutActuallyEscaping(reject) { reject throws(IntakeError) in
                try Intake.read(
                    sources, options: intake, into: &builder,
                    reject: { rejection in
                        var named = rejection
                        named.file = names[rejection.file] ?? rejection.file
                        reject(named)
                    }, progress: progress)
            }
        } catch {
            throw .intake(error)
        }
        if summary.accepted == 0 { throw .nothingAccepted(summary) }
        return Reading(corpus: builder.finish(), summary: summary, notes: try notes(summary))
    }

    private func read(_ folder: CaseFolder, progress: Progress) throws(InquiryError) -> Reading {
        if sources.isEmpty { throw .emptyCase(folder: folder.path) }
        let reading: CaseReading
        do throws(CaseError) {
            reading = try folder.corpus(
                traces: intake.traces, rows: rowsOfImports, keepsDetails: intake.keepsDetails, progress: progress)
        } catch {
            throw .storage(error)
        }
        let halves = reading.unfinished.map {
            "INCOMPLETE: \($0) was imported only in part; everything below is found without the rest. Import it again, "
                + "and it goes on from there."
        }
        return Reading(corpus: reading.corpus, summary: reading.summary, notes: halves + (try notes(reading.summary)))
    }

    private func notes(_ summary: IntakeSummary) throws(InquiryError) -> [String] {
        var notes = caseFolder == nil ? incomplete(summary) : []
        notes += try coarseTimes(summary)
        for (file, name) in zip(summary.files, sourceNames) {
            for note in file.notes { notes.append("\(name): \(note.count) \(note.meaning)") }
        }
        return notes
    }

    /// Posts that were cited, read again, in the order of `citations`.
    /// - Parameter digests: the SHA-256 of each source as it was when it was searched.
    package func posts(
        _ citations: [Citation], expecting digests: [String], progress: Progress
    ) throws(InquiryError) -> [CitedPost] {
        if citations.isEmpty { return [] }
        if let caseFolder {
            do throws(CaseError) {
                return try caseFolder.posts(citations, traces: intake.traces)
            } catch {
                throw .storage(error)
            }
        }
        do throws(IntakeError) {
            return try Intake.resolve(
                citations, sources: sources, options: intake, expecting: digests, progress: progress)
        } catch {
            throw .intake(error)
        }
    }

    /// What is missing: files that were not read to their end, and files that are one file.
    private func incomplete(_ summary: IntakeSummary) -> [String] {
        var notes: [String] = []
        var seen: [String: String] = [:]
        for (file, name) in zip(summary.files, sourceNames) {
            if file.format == nil {
                notes.append("INCOMPLETE: \(name) could not be read at all; everything below is found without it.")
            } else if file.rejectedByReason.contains(where: { Self.endings.contains($0.name) }) {
                notes.append(
                    "INCOMPLETE: \(name) was read only in part, \(file.rows) records, because the file is cut off or "
                        + "damaged; everything below is found without the rest.")
            }
            guard let digest = file.sha256 else { continue }
            if let first = seen[digest] { notes.append("\(name) is the same file as \(first), byte for byte.") }
            seen[digest] = seen[digest] ?? name
        }
        return notes
    }

    /// The reasons that end a file before its end.
    private static let endings: Set = ["truncated", "corrupt", "expansion", "unreadable"]

    /// Refuses a window that is finer than the data, or notes that it was asked for all the same.
    private func coarseTimes(_ summary: IntakeSummary) throws(InquiryError) -> [String] {
        guard let finest = search.windows.first else { return [] }
        var notes: [String] = []
        for (file, name) in zip(summary.files, sourceNames) {
            guard let resolution = file.resolution else { continue }
            guard finest.milliseconds < resolution.rawValue else {
                if resolution <= .second { continue }
                notes.append(
                    "\(name) states its times to the \(resolution.name): posts that it puts \(finest) apart can be up "
                        + "to one \(resolution.name) further apart, or nearer.")
                continue
            }
            if !acceptsCoarseTime { throw .coarseTime(file: name, resolution: resolution, window: finest) }
            notes.append(
                "\(name) states its times to the \(resolution.name): a window of \(finest) holds whatever lies in one "
                    + "\(resolution.name).")
        }
        return notes
    }

    /// What shuffling accounts within hours cannot show.
    private var wideWindow: [String] {
        guard let widest = search.windows.last, search.chance != nil, widest > Self.tasteWindow else { return [] }
        return [
            "a window of \(widest) is wide: accounts that like the same things meet within it without knowing of one "
                + "another. Read what only such a window shows as a shared interest."
        ]
    }

    /// Beyond it, shared taste alone ties ordinary accounts.
    private static let tasteWindow = Window(milliseconds: 3_600_000)

    /// Where occasions alone decide, whoever is tied at all is together, as ever.
    var detection: any CommunityDetection {
        search.chance == nil ? ConnectedComponents() : Leiden(seed: seed)
    }

    /// Searches over shuffled accounts as often as was asked for.
    private func calibration(_ corpus: Corpus, progress: Progress) throws(InquiryError) -> Calibration? {
        guard permutations > 0, search.chance != nil else { return nil }
        do throws(CoordinationError) {
            return try Calibration.calibrate(
                corpus.layers.filter { intake.traces.contains($0.trace) }, accounts: corpus.accounts,
                parameters: search, rule: rule, runs: permutations, seed: seed, progress: progress)
        } catch {
            throw .search(error)
        }
    }

    /// Reads the sources, searches every trace that was asked for, and draws the networks.
    package func answer(
        reject: (Rejection) -> Void, progress: Progress
    ) throws(InquiryError) -> Answer {
        let ancestors = try followed?.networks()
        let reading = try read(reject: reject, progress: progress)
        let heard = NoteKeeper(progress)
        var searches: [SearchResult] = []
        for layer in reading.corpus.layers where intake.traces.contains(layer.trace) {
            do throws(CoordinationError) {
                searches.append(
                    try CoactionSearch.search(
                        layer, accounts: reading.corpus.accounts, parameters: search, progress: heard.progress))
            } catch {
                throw .search(error)
            }
        }
        // What the search left out must not come back as evidence.
        var corpus = reading.corpus
        for search in searches {
            guard let layer = corpus.layers.firstIndex(where: { $0.trace == search.layers.first?.trace }) else {
                continue
            }
            corpus.layers[layer].drop(search.account.cappedObjects.map(\.index))
        }
        let calibration = try calibration(reading.corpus, progress: progress)
        try progress.checkCancelled()
        var networks = Network.networks(
            in: searches.flatMap(\.layers), accounts: reading.corpus.accounts, rule: rule,
            detection: detection)
        let lineage = ancestors.map {
            Lineage(
                from: $0, to: networks, accounts: reading.corpus.accounts,
                lastNumber: followed?.manifest.counts.lastNetwork ?? 0)
        }
        if let lineage { for index in networks.indices { networks[index].identifier = lineage.identifiers[index] } }
        let anatomies = NetworkAnatomy.anatomies(
            networks, corpus: corpus, window: search.windows.last ?? .unlimited)
        let others = ancestors.map { notes(following: $0, in: reading.corpus) } ?? []
        let capped = searches.compactMap { search in
            search.layers.first.flatMap { cappedNote($0.trace, search.account) }
        }
        var answer = Answer(
            question: self, intake: reading.summary, corpus: corpus, searches: searches, networks: networks,
            anatomies: anatomies, lineage: lineage, calibration: calibration,
            notes: reading.notes + heard.notes + others + capped + wideWindow)
        try progress.checkCancelled()
        answer.rivals = RivalSearch.findings(
            networks, anatomies, layers: searches.flatMap(\.layers), corpus: corpus,
            resolution: reading.summary.resolution)
        if networks.isEmpty { answer.nearest = try nearest(searches, in: reading.corpus, progress: progress) }
        if asksForStability {
            answer.stability = try stability(of: networks, in: reading.corpus, progress: progress)
        }
        answer.notes += answer.findingNotes
        return answer
    }
}

extension Progress {
    /// Ends a run that nobody wants any more, between its steps.
    package func checkCancelled() throws(InquiryError) {
        if isCancelled() { throw .search(.cancelled) }
    }
}
