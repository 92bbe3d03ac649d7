import Oversight
import Records

extension Dossier {
    /// The dossier with nothing in it that its head's marking forbids: the one place where that is decided.
    ///
    /// What nobody has marked counts as amber. What hangs on an object that is left out goes with it: an account's posts,
    /// ties and states, and its name in lists of notices.
    /// - Parameter leavingOut: whether what is forbidden is left out and counted, instead of refusing the whole.
    /// - Throws: `marked`, naming objects, where something is forbidden and nothing is to be left out. Posts and imported
    ///   objects are looked at as they pass: theirs is thrown at the end of the pass, and nothing of the document may be
    ///   kept then.
    package func cleared(leavingOut: Bool) throws(ExchangeError) -> Dossier {
        var sieve = Sieve(document: head.marking)
        var cleared = self
        cleared.assets = sieve.pass(assets) { ($0.reference, $0.marking) }
        let lost = Set(sieve.caught.filter { $0.kind == .account }.map(\.id))
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
        cleared.observables = sieve.pass(observables) { ($0.reference, $0.marking) }
        cleared.operations = sieve.pass(operations) { ($0.reference, $0.marking) }
        cleared.assessments = sieve.pass(assessments) { ($0.reference, $0.marking) }
        cleared.techniques = sieve.pass(techniques) { ($0.reference, $0.marking) }
        cleared.notices = sieve.pass(notices) { (ObjectReference(.notice, $0.value.name), $0.marking) }.map { entry in
            var entry = entry
            entry.value.assets?.removeAll(where: isLost)
            return entry
        }
        cleared.responses = sieve.pass(responses) { (ObjectReference(.response, $0.value.name), $0.marking) }
        cleared.exposures = sieve.pass(exposures) { (ObjectReference(.exposure, $0.value.name), $0.marking) }.map {
            entry in
            var entry = entry
            entry.value.assets?.removeAll(where: isLost)
            return entry
        }
        cleared.obligations = sieve.pass(obligations) { (ObjectReference(.obligation, $0.value.name), $0.marking) }
        cleared.disclosures = sieve.pass(disclosures) { (ObjectReference(.disclosure, $0.value.name), $0.marking) }
        if !leavingOut { try sieve.refuse() }
        for object in sieve.caught { cleared.withheld.add(object.kind) }
        cleared.posts = posts.cleared(
            for: head.marking, leavingOut: leavingOut, withoutAuthors: lost,
            withoutObjects: Set(sieve.caught.filter { $0.kind == .observable }.map(\.id)))
        cleared.imported = imported.cleared(for: head.marking, leavingOut: leavingOut)
        return cleared
    }
}

/// Keeps what may stand in a document, and remembers what may not.
private struct Sieve {
    let document: TrafficLight
    private(set) var caught: [ObjectReference] = []
    private(set) var count = 0

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

    /// One that comes by itself; only the first are remembered.
    mutating func pass(_ reference: @autoclosure () -> ObjectReference, _ marking: TrafficLight?) -> Bool {
        if Self.isAllowed(marking, in: document) { return true }
        if caught.count < Self.most { caught.append(reference()) }
        count += 1
        return false
    }

    func refuse() throws(ExchangeError) {
        guard count > 0 else { return }
        throw .marked(
            document: document, objects: caught.prefix(Self.most).map(\.description), count: count)
    }
}

extension PostPass {
    fileprivate func cleared(
        for document: TrafficLight, leavingOut: Bool, withoutAuthors: Set<String>, withoutObjects: Set<String>
    ) -> PostPass {
        let all = each
        return PostPass(count: count) { body throws(ExchangeError) in
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
