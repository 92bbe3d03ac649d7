import Bytes
import Coordination
import Corpus
import Intake
package import Records
package import Workspace

/// What some members of a network did together, read from their own posts alone.
package struct NetworkActivity: Sendable {
    /// An object on which members co-acted.
    package struct Object: Sendable {
        package var object: TracedObject
        /// Members that co-acted on it, and their co-acting posts.
        package var members: Int
        package var posts: Int
        package var first: Instant
        package var last: Instant
    }

    /// A co-acting post.
    package struct Mark: Sendable {
        package var time: Instant
        /// Place in `objects`: the most telling of those on which it co-acted.
        package var object: Int
        /// Place in `members`.
        package var member: Int
        package var citation: Citation
    }

    /// The members that were read, the strongest first.
    package var members: [AccountKey]
    /// Members that were not read: those who were read have posts enough for a page.
    package var omitted: Int
    /// Particular ones before common property, then those of the most members first.
    package var objects: [Object]
    /// In order of time.
    package var marks: [Mark]
    /// The widest window of the run, under which they co-act.
    package var window: Window

    package var first: Instant? { marks.first?.time }
    package var last: Instant? { marks.last?.time }

    /// Distinct UTC days with a co-act.
    package var days: Int { Set(marks.lazy.map { Day(of: $0.time) }).count }

    /// Posts of members that are read for one network.
    package static let mostPosts = 200_000
}

extension StoredRun {
    /// Reads what members of one network did together, as the run had it.
    /// - Parameters:
    ///   - members: the strongest first.
    ///   - readers, index: of the case that the run is of.
    ///   - limit: the most posts that are read.
    /// - Throws: `altered` where the case's imports are not those of the run.
    package func activity(
        of members: [AccountKey], in readers: CaseReaders, index: SearchIndex,
        limit: Int = NetworkActivity.mostPosts
    ) throws(InquiryError) -> NetworkActivity {
        guard manifest.parameters.isOfCase ?? false else {
            throw .noRun(folder: folder, reason: "it is a run over files, whose posts are not in the case")
        }
        let traces = TraceSet(manifest.parameters.traces.compactMap { Trace(name: $0) }.map { TraceSet($0) })
        let reading: GroupReading
        do throws(CaseError) {
            reading = try readers.group(
                members, traces: traces, rows: manifest.inputs.map(\.rows), index: index, limit: limit)
        } catch {
            throw .storage(error)
        }
        if reading.files != manifest.inputs.map(\.sha256) { throw .altered(path: readers.path + "/case.sqlite") }
        let window = manifest.parameters.windows.compactMap { Window($0) }.max() ?? .unlimited
        return NetworkActivity(reading, window: window, leavingOut: cappedObjects)
    }

    /// The objects that the run left out because too many used them, by trace.
    private var cappedObjects: [Trace: Set<String>] {
        var capped: [Trace: Set<String>] = [:]
        for search in manifest.searches {
            guard let trace = Trace(name: search.trace), !search.cappedObjects.isEmpty else { continue }
            capped[trace] = Set(search.cappedObjects.keys)
        }
        return capped
    }
}

extension NetworkActivity {
    init(_ reading: GroupReading, window: Window, leavingOut capped: [Trace: Set<String>]) {
        var corpus = reading.corpus
        for place in corpus.layers.indices {
            guard let names = capped[corpus.layers[place].trace] else { continue }
            let layer = corpus.layers[place]
            corpus.layers[place].drop(
                (0..<UInt32(layer.objects.count)).filter { names.contains(layer.objects.string($0)) })
        }
        // The columns name some by the account that stands for a handle.
        var places: [AccountKey: UInt32] = [:]
        for account in 0..<UInt32(corpus.accounts.count) { places[corpus.accounts.key(account)] = account }
        let known = reading.accounts.enumerated().compactMap { place, key in places[key].map { (place, $0) } }
        let network = Network(identifier: "", members: known.map(\.1), links: [])
        let anatomy = NetworkAnatomy.anatomies([network], corpus: corpus, window: window)[0]
        members = reading.accounts
        omitted = reading.omitted
        self.window = window
        objects = anatomy.objects.map { use in
            Object(
                object: TracedObject(
                    trace: use.trace, value: corpus.layer(use.trace)?.objects.string(use.object) ?? ""),
                members: use.members, posts: use.posts, first: Instant(milliseconds: use.first),
                last: Instant(milliseconds: use.last))
        }
        marks = zip(known, anatomy.members).flatMap { member, use in
            use.marks.map { mark in
                Mark(
                    time: Instant(milliseconds: mark.time), object: Int(mark.object), member: member.0,
                    citation: corpus.citations[mark.post])
            }
        }.sorted { ($0.time.milliseconds, $0.citation) < ($1.time.milliseconds, $1.citation) }
    }
}
