import Exchange
import Intake
import Oversight
import Records
import Workspace

/// What a dossier is about: whose accounts and posts, which networks.
struct DossierSubject {
    let title: String
    let summary: String
    /// The network by whose name it goes; nil where it goes by none's.
    let reference: ObjectReference?
    /// Nil for every account of the case.
    private let accounts: Set<AccountKey>?
    /// Cohorts' assets, with what was known when they were frozen.
    private let frozen: [AssetKey: Asset]
    private let networks: [Dossier.Network]
    /// The versions of the cohorts whose notices belong to the dossier, by their digests.
    private let versions: [String: Cohort]
    private let isWholeCase: Bool

    /// The whole case, with the networks that somebody said something of.
    init(wholeOf folder: CaseFolder, judgements: CaseJudgements) throws(InquiryError) {
        let imports = try InquiryError.storing { () throws(CaseError) in try folder.imports() }
        let spoken = try judgements.spokenOf()
        title = "Case"
        reference = nil
        summary =
            "Everything that a case of \(imports.files.count) imported files holds."
        accounts = nil
        // Of an asset of several, what the last one froze.
        frozen = Dictionary(spoken.cohorts.flatMap(\.assets).map { ($0.key, $0) }) { _, last in last }
        networks = spoken.networks
        versions = Self.versions(
            try InquiryError.storing { () throws(CaseError) in try folder.entries(Cohort.self) })
        isWholeCase = true
    }

    init(cohort name: String, of folder: CaseFolder) throws(CaseError) {
        let entry = try folder.entry(Cohort.self, called: name)
        let cohort = entry.entry
        title = "Cohort \(cohort.name), version \(cohort.version)"
        summary =
            "The cohort '\(cohort.name)', version \(cohort.version), frozen \(cohort.frozen), of \(cohort.source); its entry has "
            + "the SHA-256 \(entry.digest)."
        frozen = Dictionary(cohort.assets.map { ($0.key, $0) }) { first, _ in first }
        accounts = Set(cohort.assets.filter { $0.kind != .domain }.map { AccountKey($0.key) })
        networks = [Dossier.Network(entry)]
        reference = ObjectReference(.network, cohort.networkName)
        versions = Self.versions(try folder.entries(Cohort.self, named: cohort.name))
        isWholeCase = false
    }

    private static func versions(_ entries: [Registered<Cohort>]) -> [String: Cohort] {
        Dictionary(entries.map { ($0.digest, $0.entry) }) { first, _ in first }
    }

    init(run number: Int64?, networks names: [String]?, of folder: CaseFolder) throws(InquiryError) {
        let path = try InquiryError.storing { () throws(CaseError) in try folder.folder(ofRun: number) }
        let run = try StoredRun(folder: path)
        let label = "run \(path.split(separator: "/").last ?? "?")"
        networks = try run.dossierNetworks(label, named: names)
        title = "Networks of \(label)"
        reference = nil
        summary =
            "\(networks.count) networks of \(label) over a case of \(run.manifest.inputs.count) imported files, found by daylight "
            + "\(run.manifest.version); accounts.csv has the SHA-256 \(networks.first?.sourceDigest ?? "of no network")."
        accounts = Set(networks.flatMap(\.members).map { AccountKey($0) })
        frozen = [:]
        versions = [:]
        isWholeCase = false
    }

    /// Takes what people said of it.
    func fillJudgements(_ dossier: inout Dossier, _ judgements: CaseJudgements) throws(CaseError) {
        let names = names
        try dossier.fill(judgements, ofWholeCase: isWholeCase) { name in
            names[isWholeCase ? judgements.network(called: name) ?? name : name]
        }
    }

    /// Names that tags may give to the networks, and the identifiers that they stand for.
    private var names: [String: String] {
        var names: [String: String] = [:]
        for network in networks {
            names[network.identifier] = network.identifier
            if isWholeCase { continue }
            // A cohort goes by its name, a network of a run by its own.
            for cohort in versions.values { names[cohort.name] = network.identifier }
            if versions.isEmpty, let last = network.identifier.split(separator: " ").last {
                names[String(last)] = network.identifier
            }
        }
        return names
    }

    func fill(_ dossier: inout Dossier, from folder: CaseFolder) throws(CaseError) {
        dossier.networks = networks.sorted { $0.identifier < $1.identifier }
        dossier.assets = try assets(folder)
        let keys = isWholeCase ? nil : Set(dossier.assets.map(\.key))
        dossier.availability = try folder.observations(of: keys, until: dossier.head.now)
        // Of an asset that was only ever looked at, that is all there is.
        if isWholeCase {
            let known = Set(dossier.assets.map(\.key))
            dossier.assets += dossier.availability.assets.filter { !known.contains($0) }.map {
                Dossier.Asset(key: $0)
            }
            dossier.assets.sort { $0.key < $1.key }
        }
        try fillRegisters(&dossier, folder)
    }

    private func assets(_ folder: CaseFolder) throws(CaseError) -> [Dossier.Asset] {
        var assets: [AssetKey: Dossier.Asset] = [:]
        for account in try folder.accounts(accounts) {
            let key = AssetKey(account.key)
            assets[key] = Dossier.Asset(account)
        }
        for (key, asset) in frozen {
            // In a whole case an asset may be of several cohorts, and none of them says what it is for all.
            if isWholeCase, assets[key] != nil { continue }
            var known = assets[key] ?? Dossier.Asset(key: key)
            known.kind = asset.kind
            if isWholeCase { known.isListedOnly = true } else { known.grade = asset.grade }
            known.created = asset.created ?? known.created
            known.reach = asset.reach ?? known.reach
            if known.handles.isEmpty, let handle = asset.handle {
                known.handles = [
                    Dossier.HandlePeriod(handle: handle.hasPrefix("@") ? String(handle.dropFirst()) : handle)
                ]
            }
            assets[key] = known
        }
        return assets.values.sorted { $0.key < $1.key }
    }

    private func fillRegisters(_ dossier: inout Dossier, _ folder: CaseFolder) throws(CaseError) {
        let now = dossier.head.now
        for notice in try folder.current(Notice.self) where notice.entry.sent.earliest <= now {
            guard isWholeCase || versions[notice.entry.cohort] != nil else { continue }
            let entry = versions[notice.entry.cohort].map { notice.entry.naming($0) } ?? notice.entry
            dossier.notices.append(Entered(digest: notice.digest, entered: notice.entered, value: entry))
        }
        let names = Set(dossier.notices.map(\.value.name))
        for response in try folder.current(Response.self) where names.contains(response.entry.notice) {
            dossier.responses.append(
                Entered(digest: response.digest, entered: response.entered, value: response.entry))
        }
        for exposure in try folder.current(Exposure.self) where exposure.entry.at.earliest <= now {
            guard isWholeCase || versions[exposure.entry.cohort] != nil else { continue }
            let entry = versions[exposure.entry.cohort].map { exposure.entry.naming($0) } ?? exposure.entry
            dossier.exposures.append(Entered(digest: exposure.digest, entered: exposure.entered, value: entry))
        }
        guard isWholeCase else { return }
        for clock in try folder.current(ObligationClock.self) {
            dossier.obligations.append(Entered(digest: clock.digest, entered: clock.entered, value: clock.entry))
        }
        for report in try CaseLedger(folder).reports {
            guard let current = report.current else { continue }
            dossier.disclosures.append(
                Entered(digest: current.digest, entered: current.entered, value: current.entry))
        }
    }

    // MARK: What is read one after another

    /// Traces whose objects say something to others.
    private static let traces: TraceSet = TraceSet(
        [
            .url, .domain, .hashtag, .sound, .mention, .replyTarget, .repostTarget, .quotedPost,
        ].map { TraceSet($0) })

    func fillPosts(_ dossier: inout Dossier, from folder: CaseFolder, markings: Markings) throws(CaseError) {
        var observables: [String: Dossier.Observable] = [:]
        for use in try folder.objectUses(of: accounts, traces: Self.traces) {
            guard let kind = Dossier.Observable.Kind(use.object.trace) else { continue }
            // One name on two platforms is one thing to look for.
            let key = "\(kind.rawValue):\(use.object.value)"
            var found =
                observables[key]
                ?? Dossier.Observable(kind: kind, value: use.object.value, first: use.first, last: use.last)
            found.posts += use.posts
            found.first = min(found.first ?? use.first, use.first)
            found.last = max(found.last ?? use.last, use.last)
            observables[key] = found
        }
        dossier.observables = observables.values.sorted()
        let accounts = accounts
        let count = accounts == nil ? try folder.postCount() : dossier.assets.reduce(0) { $0 + $1.posts }
        dossier.posts = PostPass(count: count, narrowest: markings.narrowest(.post)) { body throws(ExchangeError) in
            try Self.reading { failure throws(CaseError) in
                try folder.eachPost(of: accounts, traces: Self.traces) { kept in
                    var post = Dossier.Post(kept)
                    // What was shared may be marked for all of its shares at once.
                    post.marking =
                        markings.own(of: post.reference) ?? markings.own(of: post.sharedReference)
                        ?? markings.light(of: post.reference)
                    do throws(ExchangeError) { try body(post) } catch { failure = error }
                    return failure == nil
                }
            }
            return 0
        }
    }

    func fillImported(_ dossier: inout Dossier, from folder: CaseFolder, markings: Markings) throws(CaseError) {
        guard isWholeCase else { return }
        dossier.imported = ImportedPass(count: try folder.publishedObjectCount()) { body throws(ExchangeError) in
            try Self.reading { failure throws(CaseError) in
                try folder.eachPublishedObject { object in
                    var object = object
                    // What its own document says of it counts before what somebody said of all imported objects.
                    object.marking =
                        markings.own(of: object.reference) ?? object.marking ?? markings.light(of: object.reference)
                    do throws(ExchangeError) { try body(object) } catch { failure = error }
                    return failure == nil
                }
            }
            return 0
        }
    }

    /// Reads a case one thing after another for a writer, whose errors are others than the case's.
    /// - Parameter read: ends when it has noted what went wrong with writing.
    private static func reading(
        _ read: (inout ExchangeError?) throws(CaseError) -> Void
    ) throws(ExchangeError) {
        var failure: ExchangeError?
        do throws(CaseError) {
            try read(&failure)
        } catch {
            throw .sourceUnreadable(reason: error.description)
        }
        if let failure { throw failure }
    }
}

extension AccountKey {
    /// The account that an asset is.
    init(_ asset: AssetKey) {
        self.init(
            platform: asset.platform, kind: asset.isProvisional ? .handle : .id,
            value: asset.isProvisional ? String(asset.id.dropFirst()) : asset.id)
    }
}

extension Dossier.Asset {
    init(_ account: KeptAccount) {
        func bare(_ handle: String) -> String { handle.hasPrefix("@") ? String(handle.dropFirst()) : handle }
        var handles = account.handles.map {
            Dossier.HandlePeriod(handle: bare($0.handle), first: $0.first, last: $0.last)
        }
        if handles.isEmpty, let handle = account.handle { handles = [Dossier.HandlePeriod(handle: bare(handle))] }
        self.init(
            key: AssetKey(account.key), handles: handles, name: account.name,
            created: account.created.map { StatedTime($0) }, reach: account.followers, posts: account.posts)
    }
}

extension Dossier.Post {
    init(_ kept: KeptPost) {
        self.init(
            author: AssetKey(kept.post.account), identifier: kept.post.identifier, time: kept.post.time,
            text: kept.post.text, address: kept.post.address, language: kept.language, objects: kept.post.objects,
            fileSHA256: kept.fileSHA256, row: kept.post.citation.row, isShare: kept.isEvent)
    }
}
