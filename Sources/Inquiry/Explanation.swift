import Bytes
import Coordination
import Corpus
import Foundation
import Intake
package import Records
import Workspace

/// Every co-act of two accounts, with both posts, read again from the files of a run.
package struct Explanation: Sendable {
    /// A pair of posts on one object.
    package struct Item: Sendable {
        package var trace: Trace
        package var object: String
        /// The narrowest of the run's windows that holds the pair.
        package var window: Window
        /// The earlier post, and the later one.
        package var earlier: CitedPost
        package var later: CitedPost
    }

    package var a: AccountKey
    package var b: AccountKey
    /// By trace, then by object, then by time; at most `limit` in each trace.
    package var items: [Item]
    /// Co-acts beyond the limit.
    package var omitted: Int

    /// Co-acts listed in one trace: two accounts that flood one object have hundreds of millions.
    package static let limit = 100_000
}

/// A run that `investigate` left in a folder.
package struct StoredRun: Sendable {
    package let folder: String
    package let manifest: RunManifest

    /// Reads the manifest of a folder.
    package init(folder: String) throws(InquiryError) {
        guard let data = FileManager.default.contents(atPath: folder + "/run.json") else {
            throw .noRun(folder: folder, reason: "there is no run.json")
        }
        do {
            manifest = try RunManifest(json: data)
        } catch {
            throw .noRun(folder: folder, reason: "run.json cannot be read (\(error))")
        }
        self.folder = folder
    }

    /// The bytes of one of the run's results, after its hash was compared with the manifest's.
    package func contents(of name: String) throws(InquiryError) -> [UInt8] {
        guard let expected = manifest.results.first(where: { $0.name == name }),
            let data = FileManager.default.contents(atPath: folder + "/" + name)
        else { throw .noRun(folder: folder, reason: "there is no \(name)") }
        guard let found = try? ResultFolder.output(name, in: folder), found == expected else {
            throw .altered(path: folder + "/" + name)
        }
        return Array(data)
    }

    /// Where each input lies now: where it lay, or else under its name beside the folder, in it, or here.
    private var paths: [String] {
        zip(manifest.inputs, manifest.execution.paths).map { input, path in
            let candidates = [path, folder + "/../" + input.name, folder + "/" + input.name, input.name]
            return candidates.first { FileManager.default.fileExists(atPath: $0) } ?? path
        }
    }

    /// Reads the run's inputs again, after their hashes were compared.
    func inputsAgain(
        version: String, threads: Int, progress: Records.Progress
    ) throws(InquiryError) -> (question: Question, reading: Reading) {
        guard manifest.version == version else {
            throw .otherVersion(folder: folder, version: manifest.version)
        }
        var question: Question
        do throws(IntakeError) {
            question = try Question(manifest, paths: paths, threads: threads)
        } catch {
            throw .intake(error)
        }
        if manifest.parameters.isOfCase ?? false {
            guard FileManager.default.fileExists(atPath: folder + "/../../case.sqlite") else {
                throw .noRun(folder: folder, reason: "it is a run over a case, and lies outside of it; ask the case")
            }
            let opened: CaseFolder
            do throws(CaseError) {
                opened = try CaseFolder.open(at: folder + "/../..")
            } catch {
                throw .storage(error)
            }
            question = try Question(
                case: opened, rows: manifest.inputs.map(\.rows), traces: question.intake.traces,
                search: question.search,
                rule: question.rule, acceptsCoarseTime: question.acceptsCoarseTime)
        }
        let reading = try question.read(reject: { _ in }, progress: progress)
        for (file, input) in zip(reading.summary.files, manifest.inputs) where file.sha256 != input.sha256 {
            throw .intake(.changed(path: file.path, expected: input.sha256, found: file.sha256 ?? "unreadable"))
        }
        return (question, reading)
    }

    /// Lists every co-act of two accounts. The inputs are read again, after their hashes were compared.
    /// - Parameters:
    ///   - first, second: a handle, an id, or `platform:value`.
    package func explain(
        _ first: String, _ second: String, version: String, threads: Int, progress: Records.Progress
    ) throws(InquiryError) -> Explanation {
        let (question, reading) = try inputsAgain(version: version, threads: threads, progress: progress)
        let accounts = reading.corpus.accounts
        let a = try accounts.find(first)
        let b = try accounts.find(second)
        let cap = question.search.objectCap
        return try Explanation(
            reading.corpus, a, b, traces: question.intake.traces, windows: question.search.windows,
            leavingOut: { layer in
                cap.map { CoactionSearch.cappedObjects(in: layer, accounts: accounts, cap: $0) } ?? []
            }
        ) { citations throws(InquiryError) in
            try question.posts(citations, expecting: manifest.inputs.map(\.sha256), progress: progress)
        }
    }
}

extension Explanation {
    /// Every co-act of two accounts of a corpus, with its posts.
    /// - Parameters:
    ///   - windows: of the run, ascending.
    ///   - leavingOut: the objects of a layer that the run left out.
    ///   - limit: the most that are listed in one trace.
    ///   - posts: gives posts of citations, in their order.
    init(
        _ corpus: Corpus, _ a: UInt32, _ b: UInt32, traces: TraceSet, windows: [Window],
        leavingOut: (Layer) -> [UInt32], limit: Int = Explanation.limit,
        posts: ([Citation]) throws(InquiryError) -> [CitedPost]
    ) throws(InquiryError) {
        let window = windows.last ?? .unlimited
        var found: [(layer: Layer, coact: Coact)] = []
        omitted = 0
        for layer in corpus.layers where traces.contains(layer.trace) {
            var layer = layer
            layer.drop(leavingOut(layer))
            var total = 0
            let coacts = CoactFinder(layer, accounts: [a, b])
                .coacts(a, b, window: window, limit: limit, total: &total)
            found += coacts.map { (layer, $0) }
            omitted += total - coacts.count
        }
        // A post stands in as many co-acts as it shares objects, and is read once.
        let needed = Set(found.flatMap { [$0.coact.postA, $0.coact.postB] }).sorted()
        let cited = Dictionary(uniqueKeysWithValues: zip(needed, try posts(needed.map { corpus.citations[$0] })))
        items = found.compactMap { layer, coact in
            guard let one = cited[coact.postA], let other = cited[coact.postB] else { return nil }
            return Item(
                trace: layer.trace, object: layer.objects.string(coact.object),
                window: windows.first { $0.milliseconds >= coact.gap } ?? window,
                earlier: coact.timeA <= coact.timeB ? one : other, later: coact.timeA <= coact.timeB ? other : one)
        }
        self.a = corpus.accounts.key(a)
        self.b = corpus.accounts.key(b)
    }
}

extension AccountTable {
    /// The account that somebody means: by its value or handle, as they are written or in lower case, with or without
    /// `@`, and with its platform in front where that is needed (`tiktok:name`).
    func find(_ name: String) throws(InquiryError) -> UInt32 {
        let bare = name.hasPrefix("@") ? String(name.dropFirst()) : name
        let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
        let platform = parts.count == 2 ? Platform(name: parts[0]) : nil
        let wanted = platform == nil ? bare : (parts[1].hasPrefix("@") ? String(parts[1].dropFirst()) : parts[1])
        var matches: [UInt32] = []
        for index in 0..<UInt32(count) {
            if let platform, self.platform(index) != platform { continue }
            let folds = self.platform(index).foldsHandles
            let names = [value(index), handle(index)].compactMap { $0 }
            let spellings = folds ? [wanted, wanted.lowercased()] : [wanted]
            // By bytes: as text, two spellings of one letter would be one name.
            if names.contains(where: { name in spellings.contains { $0.utf8.elementsEqual(name.utf8) } }) {
                matches.append(index)
            }
        }
        if matches.count > 1 {
            throw .ambiguousAccount(name, candidates: matches.map { "\(self.platform($0).name):\(value($0))" })
        }
        guard let match = matches.first else { throw .noSuchAccount(name) }
        return match
    }
}
