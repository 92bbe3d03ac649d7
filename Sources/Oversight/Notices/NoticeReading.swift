package import Records

/// A cohort that entries are about: its assets can be looked up in it.
package struct CohortReference: Sendable {
    package let cohort: Cohort
    package let digest: String
    private let keys: Set<AssetKey>

    /// - Parameter digest: the cohort's in its register.
    package init(_ cohort: Cohort, digest: String) {
        self.cohort = cohort
        self.digest = digest
        keys = Set(cohort.assets.map(\.key))
    }

    /// - Throws: where an asset is none of the cohort's, or not on the platform: an entry that names other assets than were
    ///   meant starts wrong clocks.
    package func check(_ key: AssetKey, on platform: Platform?) throws(FieldFault) {
        if !keys.contains(key) {
            throw FieldFault("not-in-cohort", field: "asset", "\(key) is no asset of the cohort '\(cohort.name)'")
        }
        if let platform, key.platform != platform {
            throw FieldFault("other-platform", field: "asset", "\(key) is not on \(platform.name)")
        }
    }

    /// The assets under `assets`, separated by semicolons; nil for all of the cohort's.
    fileprivate func assets(_ row: NamedRow, on platform: Platform?) throws(FieldFault) -> [AssetKey]? {
        let named = row.list("assets")
        if named.isEmpty { return nil }
        var keys: [AssetKey] = []
        for text in named {
            do throws(FieldFault) {
                let key = try AssetKey(reading: text)
                try check(key, on: platform)
                keys.append(key)
            } catch {
                throw FieldFault(error.reason, field: "assets", error.detail)
            }
        }
        return keys
    }
}

extension Notice {
    /// Reads a row of a table of notices.
    ///
    /// Columns: `name`, `channel`, `sent` and `sender` must be there; `platform` where none is given for all; `reference`,
    /// `assets` (`tiktok:71; tiktok:72`; all of the cohort's on the platform where it is left out), `text_sha256`, `note`.
    /// - Parameters:
    ///   - reference: the cohort that it is about.
    ///   - platform: of rows that name none.
    ///   - now: what was sent later is refused.
    /// - Throws: the first field that cannot be taken.
    package init(
        row: NamedRow, about reference: CohortReference, platform standard: Platform? = nil, by now: Instant
    ) throws(FieldFault) {
        let name = try row.required("name")
        guard let platform = try row.platform("platform") ?? standard else {
            throw FieldFault(
                "missing-platform", field: "platform",
                "the row does not say to which platform it was sent; --platform says it for all")
        }
        guard let channel = try row.word("channel", as: Channel.self) else {
            let known = Channel.allCases.map(\.rawValue).joined(separator: ", ")
            throw FieldFault("missing-channel", field: "channel", "the row does not say how it was sent: \(known)")
        }
        self.init(
            name: name, platform: platform, channel: channel, sent: try row.past("sent", by: now),
            sender: try row.required("sender"), reference: row.text("reference"), cohort: reference.digest,
            assets: try reference.assets(row, on: platform), textSHA256: try row.digest("text_sha256"),
            note: row.text("note"))
        if assets == nil, !reference.cohort.assets.contains(where: { $0.key.platform == platform }) {
            throw FieldFault(
                "no-asset", field: "platform", "the cohort '\(reference.cohort.name)' has no asset on \(platform.name)")
        }
    }
}

extension Response {
    /// Reads a row of a table of answers: `name`, `content` and `received`; `text_sha256`, `note`.
    /// - Parameters:
    ///   - notice: that it answers.
    ///   - now: what was received later is refused.
    package init(row: NamedRow, to notice: Notice, by now: Instant) throws(FieldFault) {
        guard let content = try row.word("content", as: Content.self) else {
            let known = Content.allCases.map(\.rawValue).joined(separator: ", ")
            throw FieldFault("missing-content", field: "content", "the row does not say what was answered: \(known)")
        }
        let received = try row.past("received", by: now)
        if received.isBefore(notice.sent) {
            throw FieldFault(
                "answer-before-notice", field: "received",
                "the answer came on \(received), before the notice '\(notice.name)' was sent on \(notice.sent)")
        }
        self.init(
            name: try row.required("name"), notice: notice.name, content: content, received: received,
            textSHA256: try row.digest("text_sha256"), note: row.text("note"))
    }
}

extension Response {
    /// A name for an answer that has none of its own: the first number that no answer has. Answers that were given names of
    /// their own leave gaps in the count.
    package static func freeName(to notice: Notice, among names: [String]) -> String {
        let names = Set(names)
        var number = 1
        while names.contains("\(notice.name) answer \(number)") { number += 1 }
        return "\(notice.name) answer \(number)"
    }
}

extension Exposure {
    /// Reads a row of a table of exposures: `name`, `source`, `at` and `by`; `address`, `assets`.
    /// - Parameters:
    ///   - reference: the cohort concerned.
    ///   - now: what happened later is refused.
    package init(row: NamedRow, about reference: CohortReference, by now: Instant) throws(FieldFault) {
        guard let source = try row.word("source", as: Source.self) else {
            let known = Source.allCases.map(\.rawValue).joined(separator: ", ")
            throw FieldFault("missing-source", field: "source", "the row does not say how it became known: \(known)")
        }
        self.init(
            name: try row.required("name"), source: source, at: try row.past("at", by: now), by: try row.required("by"),
            address: row.text("address"), cohort: reference.digest, assets: try reference.assets(row, on: nil))
    }
}

extension NamedRow {
    /// When something was that has happened.
    fileprivate func past(_ column: String, by now: Instant) throws(FieldFault) -> StatedTime {
        guard let time = try time(column) else {
            throw FieldFault(
                "missing-\(column)", field: column, "the row has no '\(column)': a day, or a moment with its zone")
        }
        if time.isBeforePlatforms {
            throw FieldFault(
                "bad-time", field: column, "\(time) lies before there were platforms; is the year right?")
        }
        if time.earliest > now {
            throw FieldFault("future-date", field: column, "\(time) lies in the future; enter it when it has happened")
        }
        return time
    }
}
