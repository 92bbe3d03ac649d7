import Bytes
import Coordination
import Corpus
import Inquiry
import Records
import Reporting

/// Makes the views of networks. What all of them need is worked out once, in as few passes as there are windows.
struct NetworkFilling {
    /// The answer's edge layers.
    let layers: [EdgeLayer]
    /// The first networks in one drawing.
    let overview: GraphView

    private let answer: Answer
    private let listed: ArraySlice<Network>
    private let widest: Window
    private let ties: [NetworkTies]
    private let drawing: DrawingFilling
    /// What the members did together at each window of the run, by window and then by network.
    private let anatomies: [Window: [NetworkAnatomy]]

    init(_ answer: Answer, listed: ArraySlice<Network>) {
        self.answer = answer
        self.listed = listed
        let layers = answer.layers
        self.layers = layers
        let widest = answer.question.search.windows.last ?? .unlimited
        self.widest = widest
        var places = [UInt32](repeating: .max, count: answer.corpus.accounts.count)
        for network in listed {
            for (place, member) in network.members.enumerated() { places[Int(member)] = UInt32(place) }
        }
        ties = listed.map { NetworkTies($0, layers: layers, widest: widest, places: places) }
        drawing = DrawingFilling(accounts: answer.corpus.accounts, layers: layers, places: places)
        let drawn = listed.prefix(ReportScope.drawnNetworks)
        overview = drawing.overview(drawn, ties)
        var anatomies = [widest: Array(answer.anatomies.prefix(listed.count))]
        for window in answer.question.search.windows where window != widest {
            anatomies[window] = NetworkAnatomy.anatomies(Array(listed), corpus: answer.corpus, window: window)
        }
        self.anatomies = anatomies
    }

    /// One network.
    /// - Parameter evidence: its co-acts with their posts; nil for a network that is only listed.
    func network(_ number: Int, evidence: [CoActView]?) -> NetworkView {
        let network = listed[number]
        let anatomy = answer.anatomies[number]
        let ties = ties[number]
        let activity = activity(number)
        var days: Set<Int64> = []
        for member in anatomy.members {
            for mark in member.marks { days.insert(mark.time.floorDivided(by: 86_400_000)) }
        }
        return NetworkView(
            identifier: network.identifier, accounts: network.members.count, edges: network.links.count,
            objects: anatomy.objects.count, coActs: Int(clamping: ties.pairs), days: days.count,
            first: Instant(milliseconds: anatomy.first), last: Instant(milliseconds: anatomy.last),
            layers: layerViews(number), members: members(number),
            pairs: evidence == nil ? [] : pairs(network),
            sharedObjects: evidence == nil ? [] : objects(anatomy, network),
            evidence: evidence ?? [], activity: activity.view,
            drawing: evidence == nil
                ? GraphView(nodes: [], edges: []) : drawing.graph(network, ties, community: number),
            weakestQ: network.weakestQ, medianQ: network.medianQ,
            leastLikeness: answer.stability?.leastLikeness(network.identifier),
            rivals: number < answer.rivals.count ? answer.rivals[number] : [],
            crowd: evidence == nil ? nil : crowd(anatomy),
            notes: evidence == nil ? [] : NetworkNotes.notes(network, anatomy, hasAllMarks: activity.isWhole))
    }

    private func account(_ index: UInt32) -> AccountView {
        AccountView(label: answer.corpus.accounts.label(index), key: answer.corpus.accounts.key(index))
    }

    // MARK: What ties it

    private func layerViews(_ number: Int) -> [NetworkLayerView] {
        ties[number].layers.map { sum in
            let (trace, window) = (layers[sum.layer].trace, layers[sum.layer].window)
            var objects = 0
            var strongest: NetworkAnatomy.ObjectUse?
            for use in anatomies[window]?[number].objects ?? [] where use.trace == trace {
                objects += 1
                if strongest == nil { strongest = use }
            }
            return NetworkLayerView(
                trace: trace, window: window, edges: sum.edges, objects: objects, coActs: Int(clamping: sum.pairs),
                strongest: strongest.map { value(trace, $0.object) }, strongestAccounts: strongest?.members ?? 0)
        }
    }

    private func value(_ trace: Trace, _ object: UInt32) -> String {
        answer.corpus.layer(trace)?.objects.string(object) ?? ""
    }

    /// The strongest pairs, each by the edge that shows it best.
    private func pairs(_ network: Network) -> [PairView] {
        network.links.prefix(ReportScope.pairs).compactMap { link in
            let best = link.edges.min { one, other in
                let (layer, otherLayer) = (layers[one.layer], layers[other.layer])
                let (edge, otherEdge) = (layer.edges[one.edge], otherLayer.edges[other.edge])
                return (
                    otherEdge.occasions, layer.trace.isCommonProperty ? 1 : 0, layer.window, one.layer
                ) < (edge.occasions, otherLayer.trace.isCommonProperty ? 1 : 0, otherLayer.window, other.layer)
            }
            guard let best else { return nil }
            let edge = layers[best.layer].edges[best.edge]
            return PairView(
                a: account(edge.a), b: account(edge.b), trace: layers[best.layer].trace,
                window: layers[best.layer].window, weight: Int(edge.weight), coActs: Int(clamping: edge.pairs),
                postsA: Int(edge.postsA), postsB: Int(edge.postsB), medianGap: edge.medianGap,
                first: Instant(milliseconds: edge.first), last: Instant(milliseconds: edge.last), days: Int(edge.days),
                pValue: link.pValue, qValue: link.qValue)
        }
    }

    // MARK: Who

    /// The strongest members, and the strongest of each platform that would otherwise be missing: the page tells the
    /// platforms of a network by them.
    private func members(_ number: Int) -> [MemberView] {
        let network = listed[number]
        let anatomy = answer.anatomies[number]
        let accounts = answer.corpus.accounts
        let ties = ties[number]
        var shown = Array(ties.order.prefix(ReportScope.members))
        var platforms = Set(shown.map { accounts.platform(network.members[$0]) })
        for place in ties.order.dropFirst(ReportScope.members)
        where platforms.insert(accounts.platform(network.members[place])).inserted {
            shown.append(place)
        }
        return shown.map { place in
            let use = anatomy.members[place]
            return MemberView(
                account: account(use.account), posts: Int(accounts.postCounts[Int(use.account)]),
                coActingPosts: use.posts, degree: use.partners, strength: Int(clamping: ties.strengths[place]),
                first: Instant(milliseconds: use.first), last: Instant(milliseconds: use.last),
                leads: ties.lead(place))
        }
    }

    // MARK: What on

    /// The objects of most members. Common property, of which everybody has some, takes at most half the places where
    /// there is anything else.
    private func objects(_ anatomy: NetworkAnatomy, _ network: Network) -> [SharedObjectView] {
        let places = anatomy.objects.indices
        let particular = places.lazy.filter { !anatomy.objects[$0].trace.isCommonProperty }.prefix(ReportScope.objects)
        let common = places.lazy.filter { anatomy.objects[$0].trace.isCommonProperty }
            .prefix(max(ReportScope.objects / 2, ReportScope.objects - particular.count))
        let shown = Array(common) + particular.prefix(ReportScope.objects - common.count)
        let platforms = Set(network.members.map { answer.corpus.accounts.platform($0) })
        return shown.sorted().map { place in
            let use = anatomy.objects[place]
            let object = TracedObject(trace: use.trace, value: value(use.trace, use.object))
            return SharedObjectView(
                object: object, accounts: use.members, posts: use.posts, accountsInInput: use.accountsInInput,
                first: Instant(milliseconds: use.first), last: Instant(milliseconds: use.last),
                address: ObjectAddress.address(object, on: platforms.count == 1 ? platforms.first : nil))
        }
    }

    /// How many used what the network shares: the middle and both ends.
    private func crowd(_ anatomy: NetworkAnatomy) -> CrowdView? {
        let crowds = anatomy.objects.map(\.accountsInInput).sorted()
        var mostUsed: NetworkAnatomy.ObjectUse?
        var widest: NetworkAnatomy.ObjectUse?
        var exclusive = 0
        for use in anatomy.objects {
            if use.accountsInInput > mostUsed?.accountsInInput ?? 0 { mostUsed = use }
            guard use.accountsInInput == use.members else { continue }
            exclusive += 1
            if use.members > widest?.members ?? 0 { widest = use }
        }
        func example(_ use: NetworkAnatomy.ObjectUse) -> CrowdView.Example {
            CrowdView.Example(
                object: TracedObject(trace: use.trace, value: value(use.trace, use.object)), members: use.members,
                accounts: use.accountsInInput)
        }
        guard let mostUsed else { return nil }
        return CrowdView(
            objects: crowds.count, median: crowds[(crowds.count - 1) / 2], exclusive: exclusive,
            mostExclusive: widest.map(example), mostUsed: example(mostUsed))
    }

    // MARK: When

    /// The marks of the network, those of the strongest members first, as far as there is room.
    private func activity(_ number: Int) -> (view: ActivityView, isWhole: Bool) {
        guard number < ReportScope.timedNetworks else {
            return (ActivityView(objects: [], rows: [], window: widest), true)
        }
        let anatomy = answer.anatomies[number]
        var room = ReportScope.marks
        var isWhole = true
        var renumbered = [Int](repeating: -1, count: anatomy.objects.count)
        var objects: [TracedObject] = []
        let rows = ties[number].order.map { place in
            let own = anatomy.members[place].marks
            let shown = own.prefix(room)
            room -= shown.count
            if shown.count < own.count { isWhole = false }
            return ActivityView.Row(
                account: account(listed[number].members[place]),
                marks: shown.map { mark in
                    if renumbered[Int(mark.object)] < 0 {
                        renumbered[Int(mark.object)] = objects.count
                        let use = anatomy.objects[Int(mark.object)]
                        objects.append(TracedObject(trace: use.trace, value: value(use.trace, use.object)))
                    }
                    return ActivityView.Mark(
                        time: Instant(milliseconds: mark.time), object: renumbered[Int(mark.object)])
                })
        }
        return (ActivityView(objects: objects, rows: rows, window: widest), isWhole)
    }
}
