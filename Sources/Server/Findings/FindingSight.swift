import Exchange
import Oversight
import Records

/// What a visitor may see of what the case marks by name.
struct FindingSight: Sendable {
    let clearance: TrafficLight
    private let markings: Markings
    private let defaults: [ObjectReference.Kind: Bool]
    private let named: [ObjectReference.Kind: [String: Bool]]

    init(_ visitor: Visitor, _ markings: Markings) {
        self.init(clearance: visitor.clearance, markings)
    }

    init(clearance: TrafficLight, _ markings: Markings) {
        self.clearance = clearance
        self.markings = markings
        var defaults: [ObjectReference.Kind: Bool] = [:]
        var named: [ObjectReference.Kind: [String: Bool]] = [:]
        for kind in [ObjectReference.Kind.account, .post, .observable, .network] {
            let light = markings.light(of: ObjectReference(kind, ObjectReference.all))
            defaults[kind] = (light ?? .unmarked).isAllowed(in: clearance)
            var own: [String: Bool] = [:]
            for entry in markings.named(kind) { own[entry.id] = entry.light.isAllowed(in: clearance) }
            named[kind] = own
        }
        self.defaults = defaults
        self.named = named
    }

    /// Whether nothing is told apart: all of these kinds are seen.
    var seesAll: Bool { defaults.values.allSatisfy { $0 } && named.values.allSatisfy { $0.values.allSatisfy { $0 } } }

    func network(_ run: Int64, _ name: String) -> Bool { sees(.network) { "run \(run) \(name)" } }

    /// An account without an id is marked by its handle: `tiktok:@name`.
    func account(_ key: AccountKey) -> Bool { sees(.account) { AssetKey(key).description } }

    func post(_ platform: Platform, _ identifier: String) -> Bool { sees(.post) { "\(platform.name):\(identifier)" } }

    func post(_ post: CitedPost) -> Bool {
        account(post.account) && self.post(post.account.platform, post.identifier)
    }

    /// Traces that mean something on their platform only have no marking of their own.
    func object(_ object: TracedObject) -> Bool {
        guard let kind = Dossier.Observable.Kind(object.trace) else { return true }
        return sees(.observable) { "\(kind.rawValue):\(object.value)" }
    }

    /// Posts that are marked above the clearance by name, as `platform:id`.
    var hiddenPosts: [String] { named[.post, default: [:]].filter { !$0.value }.map(\.key).sorted() }

    /// Whether posts are seen where nothing is said of them.
    var seesPosts: Bool { defaults[.post] ?? true }

    private func sees(_ kind: ObjectReference.Kind, _ id: () -> String) -> Bool {
        let known = defaults[kind] ?? true
        guard let own = named[kind], !own.isEmpty else { return known }
        return own[id()] ?? known
    }
}
