import Oversight
import Records

extension Dossier {
    /// The dossier with nothing in it that its head's marking forbids: the one place where that is decided.
    ///
    /// What nobody has marked counts as amber. What hangs on an object that is left out goes with it: an account's posts,
    /// ties and states, and its name in lists of notices; what only posts that are left out point to; the answers to a
    /// notice; what people said of a network. Where some posts may not be shown, they pass once more than they are written,
    /// so that what the others point to can be counted.
    /// - Parameter leavingOut: whether what is forbidden is left out and counted, instead of refusing the whole.
    /// - Throws: `marked`, naming objects, where something is forbidden and nothing is to be left out; `subjectMarked` where
    ///   it is what the document is about, in any case. Posts that point to nothing and imported objects are looked at as
    ///   they pass: theirs is thrown at the end of the pass, and nothing of the document may be kept then.
    package func cleared(leavingOut: Bool) throws(ExchangeError) -> Dossier {
        var sieve = Sieve(document: head.marking)
        var cleared = self
        cleared.assets = sieve.pass(assets) { ($0.reference, $0.marking) }
        var lost = Set(sieve.caught.filter { $0.kind == .account }.map(\.id))
        func isLost(_ key: AssetKey) -> Bool { !lost.isEmpty && lost.contains(key.description) }
        cleared.networks = sieve.pass(networks) { ($0.reference, $0.marking) }.map { network in
            var network = network
            network.members.removeAll(where: isLost)
            network.withheldMembers +=
                networks.first { $0.identifier == network.identifier }.map {
                    $0.members.count - network.members.count
                } ?? 0
            network.edges.removeAll { isLost($0.a) || isLost($0.b) }
            return network
        }.filter { network in
            // Of a network all of whose members are left out, nothing is left to show.
            if !network.members.isEmpty || network.withheldMembers == 0 { return true }
            cleared.withheld.add(.network)
            return false
        }
        let markedDomains = assets.filter { $0.kind == .domain && isLost($0.key) }
        let listed = Set(cleared.networks.flatMap(\.members))
        let unlisted = cleared.assets.filter { $0.isListedOnly && !listed.contains($0.key) }
        lost.formUnion(unlisted.map(\.key.description))
        cleared.assets.removeAll { isLost($0.key) }
        cleared.withheld.add(.account, unlisted.count)
        cleared.observables = sieve.pass(observables) { ($0.reference, $0.marking) }
        let hidden = Set(sieve.caught.filter { $0.kind == .observable }.map(\.id))
            .union(markedDomains.map { "domain:\($0.key.id)" })
        cleared.observables.removeAll { hidden.contains($0.reference.id) }
        cleared.operations = sieve.pass(operations) { ($0.reference, $0.marking) }
        cleared.assessments = sieve.pass(assessments, naming: \.named) { ($0.reference, $0.marking) }
        cleared.techniques = sieve.pass(techniques, naming: \.named) { ($0.reference, $0.marking) }
        cleared.notices = sieve.pass(notices) { (ObjectReference(.notice, $0.value.name), $0.marking) }.map { entry in
            var entry = entry
            entry.value.assets?.removeAll(where: isLost)
            return entry
        }
        let unsaid = Set(sieve.caught.filter { $0.kind == .notice }.map(\.id))
        cleared.responses = sieve.pass(responses) { (ObjectReference(.response, $0.value.name), $0.marking) }.filter {
            // Its words name the notice.
            if !unsaid.contains($0.value.notice) { return true }
            cleared.withheld.add(.response)
            return false
        }
        cleared.exposures = sieve.pass(exposures) { (ObjectReference(.exposure, $0.value.name), $0.marking) }.map {
            entry in
            var entry = entry
            entry.value.assets?.removeAll(where: isLost)
            return entry
        }
        cleared.obligations = sieve.pass(obligations) { (ObjectReference(.obligation, $0.value.name), $0.marking) }
        cleared.disclosures = sieve.pass(disclosures) { (ObjectReference(.disclosure, $0.value.name), $0.marking) }
        if let subject = head.subject, sieve.caught.contains(subject) {
            throw .subjectMarked(document: head.marking, subject: subject.description)
        }
        if !leavingOut { try sieve.refuse() }
        for object in sieve.caught + sieve.orphans { cleared.withheld.add(object.kind) }
        cleared.withheld.add(
            .observable, observables.count - cleared.observables.count - sieve.caught.count { $0.kind == .observable })
        cleared.posts = posts.cleared(
            for: head.marking, leavingOut: leavingOut, withoutAuthors: lost, withoutObjects: hidden)
        if !observables.isEmpty, !lost.isEmpty || !Sieve.isAllowed(posts.narrowest, in: head.marking) {
            if leavingOut {
                try cleared.recountObservables()
            } else {
                try posts.refusePointing(for: head.marking)
            }
        }
        cleared.imported = imported.cleared(for: head.marking, leavingOut: leavingOut)
        return cleared
    }
}

/// Keeps what may stand in a document, and remembers what may not.
private struct Sieve {
    let document: TrafficLight
    private(set) var caught: [ObjectReference] = []
    private(set) var count = 0
    /// What goes by the name of something that may not be shown.
    private(set) var orphans: [ObjectReference] = []
    /// What those names stand for, where the document does not hold it.
    private var namesakes: [ObjectReference] = []

    init(document: TrafficLight) {
        self.document = document
    }

    /// As many are named in a message.
    static let most = 5

    static func isAllowed(_ marking: TrafficLight?, in document: TrafficLight) -> Bool {
        (marking ?? .unmarked).isAllowed(in: document)
    }

    mutating func pass<Object>(
        _ objects: [Object], _ facts: (Object) -> (ObjectReference, TrafficLight?)
    ) -> [Object] {
        objects.filter { object in
            let (reference, marking) = facts(object)
            if Self.isAllowed(marking, in: document) { return true }
            caught.append(reference)
            count += 1
            return false
        }
    }

    /// Judgements, which name what they are about.
    mutating func pass<Object>(
        _ objects: [Object], naming: (Object) -> [Dossier.Named],
        _ facts: (Object) -> (ObjectReference, TrafficLight?)
    ) -> [Object] {
        pass(objects, facts).filter { object in
            let hidden = naming(object).filter { !Self.isAllowed($0.marking, in: document) }.map(\.reference)
            if hidden.isEmpty { return true }
            orphans.append(facts(object).0)
            for reference in hidden where !caught.contains(reference) && !namesakes.contains(reference) {
                namesakes.append(reference)
            }
            return false
        }
    }

    /// One that comes by itself; only the first are remembered.
    mutating func pass(_ reference: @autoclosure () -> ObjectReference, _ marking: TrafficLight?) -> Bool {
        if Self.isAllowed(marking, in: document) { return true }
        if caught.count < Self.most { caught.append(reference()) }
        count += 1
        return false
    }

    func refuse() throws(ExchangeError) {
        guard count + namesakes.count > 0 else { return }
        throw .marked(
            document: document, objects: (caught + namesakes).prefix(Self.most).map(\.description),
            count: count + namesakes.count)
    }
}

extension Dossier {
    /// Counts what posts point to again, by the posts that there are; what none points to goes.
    fileprivate mutating func recountObservables() throws(ExchangeError) {
        var places: [String: Int] = [:]
        for (place, observable) in observables.enumerated() { places[observable.reference.id] = place }
        var counted = observables
        for place in counted.indices {
            counted[place].posts = 0
            counted[place].first = nil
            counted[place].last = nil
        }
        _ = try posts.each { post throws(ExchangeError) in
            for place in Set(post.observableNames.compactMap { places[$0] }) {
                counted[place].posts += 1
                counted[place].first = min(counted[place].first ?? post.time, post.time)
                counted[place].last = max(counted[place].last ?? post.time, post.time)
            }
        }
        counted.removeAll { $0.posts == 0 }
        withheld.add(.observable, observables.count - counted.count)
        observables = counted
    }
}

extension Dossier.Post {
    /// The ids of the observables that it points to; shares of a table are not counted among them.
    fileprivate var observableNames: [String] {
        if isShare { return [] }
        return objects.compactMap { object in
            Dossier.Observable.Kind(object.trace).map { "\($0.rawValue):\(object.value)" }
        }
    }
}

extension PostPass {
    /// - Throws: `marked` where posts point to something and may not be shown: what they point to may be in the document
    ///   where they are not.
    fileprivate func refusePointing(for document: TrafficLight) throws(ExchangeError) {
        var sieve = Sieve(document: document)
        _ = try each { post throws(ExchangeError) in
            if !post.observableNames.isEmpty { _ = sieve.pass(post.reference, post.marking) }
        }
        try sieve.refuse()
    }

    fileprivate func cleared(
        for document: TrafficLight, leavingOut: Bool, withoutAuthors: Set<String>, withoutObjects: Set<String>
    ) -> PostPass {
        let all = each
        return PostPass(count: count, narrowest: min(narrowest, document)) { body throws(ExchangeError) in
            var sieve = Sieve(document: document)
            var orphans = 0
            let before = try all { post throws(ExchangeError) in
                guard sieve.pass(post.reference, post.marking) else { return }
                if !withoutAuthors.isEmpty, withoutAuthors.contains(post.author.description) {
                    orphans += 1
                    return
                }
                // Nothing more is written of a document that will be refused.
                if !leavingOut, sieve.count > 0 { return }
                guard !withoutObjects.isEmpty else { return try body(post) }
                var post = post
                post.objects.removeAll { object in
                    guard let kind = Dossier.Observable.Kind(object.trace) else { return false }
                    return withoutObjects.contains("\(kind.rawValue):\(object.value)")
                }
                try body(post)
            }
            if !leavingOut { try sieve.refuse() }
            return before + orphans + sieve.count
        }
    }
}

extension ImportedPass {
    fileprivate func cleared(for document: TrafficLight, leavingOut: Bool) -> ImportedPass {
        let all = each
        return ImportedPass(count: count) { body throws(ExchangeError) in
            var sieve = Sieve(document: document)
            let before = try all { object throws(ExchangeError) in
                guard sieve.pass(object.reference, object.marking) else { return }
                if !leavingOut, sieve.count > 0 { return }
                try body(object)
            }
            if !leavingOut { try sieve.refuse() }
            return before + sieve.count
        }
    }
}
