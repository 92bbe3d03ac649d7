import Bytes
import Corpus
package import Records
package import Workspace

extension StoredRun {
    /// Lists every co-act of two accounts of a run over a case, as `explain` does, from the posts of the two alone.
    /// - Parameters:
    ///   - readers, index: of the case that the run is of.
    ///   - limit: the most that are listed in one trace.
    /// - Throws: `altered` where the case's imports are not those of the run.
    package func explain(
        _ first: AccountKey, _ second: AccountKey, in readers: CaseReaders, index: SearchIndex,
        limit: Int = Explanation.limit
    ) throws(InquiryError) -> Explanation {
        guard manifest.parameters.isOfCase ?? false else {
            throw .noRun(folder: folder, reason: "it is a run over files; 'daylight networks explain' reads them again")
        }
        let traces = TraceSet(manifest.parameters.traces.compactMap { Trace(name: $0) }.map { TraceSet($0) })
        let reading: PairReading?
        do throws(CaseError) {
            reading = try readers.pair(first, second, traces: traces, rows: manifest.inputs.map(\.rows), index: index)
        } catch {
            throw .storage(error)
        }
        guard let reading else { throw .noSuchAccount("\(first.platform.name):\(first.value)") }
        if reading.files != manifest.inputs.map(\.sha256) { throw .altered(path: readers.path + "/case.sqlite") }
        let corpus = reading.corpus
        let places = (0..<UInt32(corpus.accounts.count))
        guard let a = places.first(where: { corpus.accounts.key($0) == reading.a }),
            let b = places.first(where: { corpus.accounts.key($0) == reading.b })
        else { return Explanation(a: reading.a, b: reading.b, items: [], omitted: 0) }
        var capped: [String: Set<String>] = [:]
        for search in manifest.searches { capped[search.trace] = Set(search.cappedObjects.keys) }
        return try Explanation(
            corpus, a, b, traces: traces, windows: manifest.parameters.windows.compactMap { Window($0) },
            leavingOut: { layer in
                guard let names = capped[layer.trace.name], !names.isEmpty else { return [] }
                return (0..<UInt32(layer.objects.count)).filter { names.contains(layer.objects.string($0)) }
            }, limit: limit
        ) { citations throws(InquiryError) in
            do throws(CaseError) {
                return try readers.posts(citations, traces: traces)
            } catch {
                throw .storage(error)
            }
        }
    }
}
