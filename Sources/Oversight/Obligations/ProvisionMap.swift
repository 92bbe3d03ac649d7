package import Records

/// What a metric found about a platform, as provisions are looked up for it.
package struct Finding: Codable, Hashable, Sendable {
    package var metric: MetricID
    package var platform: Platform
    package var jurisdiction: ObligationRule.Jurisdiction
    package var verdict: Verdict
    /// Of what: the measurement's subject.
    package var subject: String
    /// The result in a sentence, with its numbers.
    package var statement: String
    /// The day that it is about; nil where it is about the present.
    package var day: Day?
    /// The measurement's inputs.
    package var inputs: [String]

    package init(
        _ metric: MetricID, platform: Platform, jurisdiction: ObligationRule.Jurisdiction, verdict: Verdict,
        subject: String, statement: String, day: Day? = nil, inputs: [String] = []
    ) {
        self.metric = metric
        self.platform = platform
        self.jurisdiction = jurisdiction
        self.verdict = verdict
        self.subject = subject
        self.statement = statement
        self.day = day
        self.inputs = inputs
    }

    package init(
        _ measurement: Measurement, platform: Platform, jurisdiction: ObligationRule.Jurisdiction, verdict: Verdict,
        statement: String, day: Day? = nil
    ) {
        self.init(
            measurement.metric, platform: platform, jurisdiction: jurisdiction, verdict: verdict,
            subject: measurement.subject, statement: statement, day: day, inputs: measurement.inputs)
    }
}

/// From findings to the provisions that they touch.
///
/// A provision is touched where it names the metric, belongs to the finding's jurisdiction and binds what the platform is.
/// That is where to look, not a finding of breach: whether the facts fulfil the provision is for those who apply it.
package struct ProvisionMap: Sendable {
    package let rules: [ObligationRule]
    package let standings: [PlatformStanding]

    package init(
        rules: [ObligationRule] = ShippedObligations.rules, standings: [PlatformStanding] = PlatformStanding.shipped
    ) {
        self.rules = rules
        self.standings = standings
    }

    /// The provisions that a finding touches: law in force first, then voluntary codes, then what was never enacted; in
    /// the register's order within each.
    package func matches(_ finding: Finding) -> [ProvisionMatch] {
        let standings = standings(of: finding.platform, in: finding.jurisdiction, on: finding.day)
        let roles = standings.reduce(into: Set<ObligationRule.BoundParty>()) { $0.formUnion($1.roles) }
        return rules.enumerated()
            .filter { _, rule in
                rule.metrics.contains(finding.metric) && rule.framework.jurisdiction == finding.jurisdiction
                    && roles.contains(rule.bound)
            }
            .sorted { (Self.rank($0.element.status), $0.offset) < (Self.rank($1.element.status), $1.offset) }
            .map { _, rule in
                ProvisionMatch(
                    rule: rule, finding: finding, standing: standings.first { $0.roles.contains(rule.bound) })
            }
    }

    package func matches(_ findings: [Finding]) -> [ProvisionMatch] {
        findings.flatMap { matches($0) }
    }

    /// What a platform is on a day, in a jurisdiction.
    package func roles(
        of platform: Platform, in jurisdiction: ObligationRule.Jurisdiction, on day: Day? = nil
    ) -> Set<ObligationRule.BoundParty> {
        standings(of: platform, in: jurisdiction, on: day).reduce(into: []) { $0.formUnion($1.roles) }
    }

    private func standings(
        of platform: Platform, in jurisdiction: ObligationRule.Jurisdiction, on day: Day?
    ) -> [PlatformStanding] {
        standings.filter { $0.platform == platform && $0.jurisdiction == jurisdiction && $0.holds(on: day) }
    }

    private static func rank(_ status: ObligationRule.LegalStatus) -> Int {
        switch status {
        case .inForce: 0
        case .voluntary: 1
        case .notEnacted: 2
        }
    }
}

/// A finding beside a provision that it touches.
package struct ProvisionMatch: Codable, Hashable, Sendable {
    package let rule: ObligationRule
    package let finding: Finding
    /// Why it binds the platform.
    package let standing: PlatformStanding?

    package init(rule: ObligationRule, finding: Finding, standing: PlatformStanding? = nil) {
        self.rule = rule
        self.finding = finding
        self.standing = standing
    }

    /// `in force`, `voluntary code` or `NOT ENACTED`.
    package var mark: String { rule.status.mark }

    /// Whether a duty in law stands behind it.
    package var isBinding: Bool { rule.status == .inForce }

    /// What must be known before anybody relies on it.
    package var cautions: [String] {
        var cautions: [String] = []
        switch rule.status {
        case .inForce: break
        case .voluntary: cautions.append("a voluntary commitment: no law is broken by leaving it")
        case .notEnacted: cautions.append("NOT ENACTED: never was law, shown for comparison alone")
        }
        if rule.bound == .signatoryByChoice {
            cautions.append("binds only signatories that took up this commitment: look it up")
        }
        if rule.grade == .memory || rule.grade == .partly {
            cautions.append("the provision's wording is from memory: read it before relying on it")
        }
        if rule.status != .notEnacted, let standing, standing.grade == .memory || standing.grade == .partly {
            cautions.append(
                "that it binds \(standing.platform.name) as \(standing.role.rawValue) is from memory: check it")
        }
        if finding.metric == .originScreen {
            cautions.append("the origin screen alone is never a finding")
        }
        return cautions
    }

    /// One line: `[NOT ENACTED] Australian misinformation bill, breach of a standard: …`.
    package var line: String {
        "[\(mark)] \(rule.framework.title), \(rule.provision): \(finding.metric.rawValue) \(finding.verdict.rawValue):"
            + " \(finding.statement)"
    }
}
