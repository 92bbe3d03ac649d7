import Coordination
package import Intake
package import Oversight
package import Records
package import Workspace

/// A list of assets on its way to being frozen: the assets, and where they came from.
package struct CohortDraft: Sendable {
    package var assets: [Asset]
    /// In words, with what identifies it: a network of a run, a file with its SHA-256, by hand.
    package var source: String

    package init(assets: [Asset], source: String) {
        self.assets = assets
        self.source = source
    }

    /// The assets of a table, each once: what names one again is rejected.
    /// - Parameters:
    ///   - path: of the table, for its rejections.
    ///   - grade: of rows that state none.
    package init(_ table: inout RegisterTable, of path: String, grade: MembershipGrade?) {
        var seen: Set<AssetKey> = []
        var kept: [Asset] = []
        for asset in table.decode(path, { row throws(FieldFault) in try Asset(row, grade: grade) }) {
            if seen.insert(asset.value.key).inserted {
                kept.append(asset.value)
            } else {
                table.rejected.append(
                    Rejection(
                        file: path, row: asset.row, field: "id", reason: "repeated-asset",
                        detail: "\(asset.value.key) stands in an earlier row already; that one counts"))
            }
        }
        self.init(assets: kept, source: "file \(table.sha256)")
    }

    /// The members of a network.
    /// - Throws: `InquiryError.noRun` where the run has no such network.
    package init(network: String, of run: StoredRun, grade: MembershipGrade) throws(InquiryError) {
        guard let found = try run.networks().first(where: { $0.identifier == network }) else {
            throw .noRun(folder: run.folder, reason: "it has no network '\(network)'")
        }
        let accounts = run.manifest.results.first { $0.name == "accounts.csv" }?.sha256 ?? "?"
        self.init(
            assets: found.members.map { Asset(AssetKey($0), grade: grade) },
            source: "network \(network) of the run with accounts.csv \(accounts)")
    }
}

extension CaseFolder {
    /// The cohort that freezing a list under a name makes: the next version, or the first.
    /// - Parameter nonce: sixteen characters or more that nobody can guess.
    /// - Returns: the cohort, not entered yet, and the version before it.
    package func cohort(
        _ name: String, of draft: CohortDraft, note: String?, nonce: String = Cohort.freshNonce(), at now: Instant
    ) throws -> (cohort: Cohort, before: Registered<Cohort>?) {
        let before = try entries(Cohort.self, named: name).last
        let cohort = try Cohort(
            name: name, version: (before?.entry.version ?? 0) + 1, supersedes: before?.digest, frozen: StatedTime(now),
            source: draft.source, note: note, nonce: nonce, assets: draft.assets)
        return (cohort, before)
    }
}

extension Cohort {
    /// Random text for a seal: 128 bits in hexadecimal.
    package static func freshNonce() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<2).map { _ in String(generator.next(), radix: 16) }.map {
            String(repeating: "0", count: 16 - $0.count) + $0
        }.joined()
    }
}
