package import Records
package import Seals

/// A duty that runs in one case: who must do what by when, and what happened.
package struct ObligationClock: RegisterEntry {
    package static var kind: RegisterKind { .obligation }

    package var name: String
    /// The id of a provision of the register; nil where `provision` says in words what is owed.
    package var rule: String?
    /// What is owed, in words: `remedies for the blue check mark`.
    package var provision: String?
    package var platform: Platform?
    /// Who owes it, where it is no platform: a coordinator, a code's administrator.
    package var debtor: String?
    /// When the period's event occurred: a decision was notified, a request arrived.
    package var start: StatedTime
    package var allowed: AllowedTime
    /// The id of the calendar by which the period runs: `eu`, `au`, `plain`, or a listed one's.
    package var calendar: String
    /// What happened since, in the order in which it was entered.
    package var events: [ObligationEvent]
    package var source: String
    package var note: String?

    package init(
        name: String, rule: String? = nil, provision: String? = nil, platform: Platform? = nil, debtor: String? = nil,
        start: StatedTime, allowed: AllowedTime, calendar: String, events: [ObligationEvent] = [], source: String,
        note: String? = nil
    ) {
        self.name = name
        self.rule = rule
        self.provision = provision
        self.platform = platform
        self.debtor = debtor
        self.start = start
        self.allowed = allowed
        self.calendar = calendar
        self.events = events
        self.source = source
        self.note = note
    }

    /// The clock with one more event: an entry that supersedes this one.
    /// - Throws: where the duty would be met before it began.
    package func adding(_ event: ObligationEvent) throws(FieldFault) -> ObligationClock {
        if event.kind != .extended, event.time.isBefore(start) {
            throw FieldFault(
                "event-before-start", field: "time",
                "\(event.time) lies before the clock '\(name)' starts (\(start)); correct one of them")
        }
        var clock = self
        clock.events.append(event)
        return clock
    }
}

/// Something that happened to a duty.
package struct ObligationEvent: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// What was owed was done, at `time`.
        case met
        /// The period now ends at `time`.
        case extended
        /// A step on the way, at `time`: an acknowledgement, a referral.
        case step
        /// Looked up at `time`: whether what was owed was done is not known to who keeps the register. Only authority and
        /// debtor know what was answered; silence in public is no default.
        case undisclosed
    }

    package var kind: Kind
    package var time: StatedTime
    package var note: String?
    /// SHA-256 of the document that shows it, hexadecimal.
    package var evidence: String?
    /// Where it can be read.
    package var source: String?

    package init(_ kind: Kind, _ time: StatedTime, note: String? = nil, evidence: String? = nil, source: String? = nil)
    {
        self.kind = kind
        self.time = time
        self.note = note
        self.evidence = evidence
        self.source = source
    }
}

extension ObligationClock {
    /// Reads a row of a table of clocks.
    ///
    /// Columns: `name` (or `id`), `start`, `allowed` and `source` must be there, and `rule` or `provision`; `allowed` may be
    /// left out where the rule sets a period. `calendar` is that of the rule's jurisdiction where it is left out, and
    /// `plain` without a rule. `platform`, `debtor`, `met`, `extended_to`, `undisclosed`, `evidence`, `note`.
    /// - Parameter rules: the provisions that `rule` may name.
    /// - Throws: the first field that cannot be taken.
    package init(row: NamedRow, rules: [ObligationRule] = ShippedObligations.rules) throws(FieldFault) {
        guard let name = row.text("name", "id") else {
            throw FieldFault(
                "missing-name", field: "name", "the row has no 'name'; give each clock a short one of its own")
        }
        let rule = try Self.rule(row, rules)
        guard let start = try row.time("start") else {
            throw FieldFault("missing-start", field: "start", "the row does not say when the period's event occurred")
        }
        let allowed: AllowedTime
        if let text = row.text("allowed") {
            allowed = try AllowedTime(reading: text)
        } else if let period = rule?.allowed {
            allowed = period
        } else {
            throw FieldFault(
                "missing-allowed", field: "allowed",
                "the row has no 'allowed' and its provision sets no number; write such as '24 h' or '60 working days', or"
                    + " 'unstated'")
        }
        let clock = ObligationClock(
            name: name, rule: rule?.id, provision: row.text("provision"), platform: try row.platform("platform"),
            debtor: row.text("debtor"), start: start, allowed: allowed,
            calendar: row.text("calendar")?.lowercased() ?? rule?.framework.jurisdiction.calendar.id ?? "plain",
            source: try row.required("source"), note: row.text("note"))
        self = try clock.adding(eventsOf: row)
    }

    private static func rule(_ row: NamedRow, _ rules: [ObligationRule]) throws(FieldFault) -> ObligationRule? {
        guard let id = row.text("rule") else {
            if row.text("provision") == nil {
                throw FieldFault(
                    "missing-rule", field: "rule", "the row has neither 'rule' (an id such as dsa-67) nor 'provision'")
            }
            return nil
        }
        guard let rule = rules.first(where: { $0.id == id }) else {
            throw FieldFault("unknown-rule", field: "rule", "no provision has the id '\(id)'; list them to see the ids")
        }
        return rule
    }

    private func adding(eventsOf row: NamedRow) throws(FieldFault) -> ObligationClock {
        let evidence = row.text("evidence")?.lowercased()
        if let evidence, !evidence.isSHA256 {
            throw FieldFault(
                "bad-digest", field: "evidence", "'\(evidence)' is no SHA-256; 64 hexadecimal digits are wanted")
        }
        var clock = self
        let met = try row.time("met")
        if let time = try row.time("extended_to") {
            clock = try clock.adding(ObligationEvent(.extended, time, evidence: met == nil ? evidence : nil))
        }
        if let met { clock = try clock.adding(ObligationEvent(.met, met, evidence: evidence)) }
        if let time = try row.time("undisclosed") { clock = try clock.adding(ObligationEvent(.undisclosed, time)) }
        return clock
    }
}
