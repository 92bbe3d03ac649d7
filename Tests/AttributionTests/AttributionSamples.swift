import Records
import Seals

@testable import Attribution

/// An invented question with its rows.
enum Samples {
    static func question(
        _ name: String = "ferry", layer: AttributionLayer = .assetToNetwork,
        priors: [(Double, Double)] = [(0.2, 0.6), (0.3, 0.5), (0.1, 0.1)]
    ) throws -> AttributionQuestion {
        let roles: [Hypothesis.Role] = [.rival, .innocent, .other]
        let texts = ["somebody meant it", "nobody meant it", "it was something else"]
        return try AttributionQuestion(
            name: name, text: "Why did the ferry stop?", layer: layer,
            hypotheses: try priors.indices.map { index in
                try Hypothesis(
                    id: "H\(index + 1)", text: texts[index], role: roles[index],
                    prior: try RatioInterval(priors[index].0, priors[index].1, within: Hypothesis.priorRange))
            })
    }

    static func intervals(_ ends: [(Double, Double)]) throws -> [RatioInterval] {
        try ends.map { try RatioInterval($0.0, $0.1, within: EvidenceRow.ratioRange) }
    }

    static func row(
        _ id: String, _ ends: [(Double, Double)], right: ClosedRange<Double> = 0.8...0.8, source: String? = nil,
        depends: String? = nil, _ evidenceClass: EvidenceClass = .technical, isOrigin: Bool = false
    ) throws -> JudgedRow {
        JudgedRow(
            id: id, intervals: try intervals(ends), right: right, sourceGroup: source ?? id, dependencyGroup: depends,
            evidenceClass: evidenceClass, isOrigin: isOrigin)
    }

    static let record = String(repeating: "ab", count: 32)

    /// What a table says of a row.
    static func fields(_ id: String, lr: String? = "H1=3; H2=1; H3=0.5") -> [String: String] {
        var fields = [
            "row": id, "observed": "the anchor chain was broken", "records": record, "source": "Harbour Office",
            "grade": "B2", "class": "technical", "access": "open",
        ]
        fields["lr"] = lr
        return fields
    }

    static func evidence(_ fields: [String: String], _ question: AttributionQuestion) throws -> EvidenceRow {
        try EvidenceRow(row: NamedRow(number: 1, values: fields), question: question) { [$0.lowercased()] }
    }

    /// A key out of one repeated byte: good for tests alone.
    static func key(_ name: String, _ byte: UInt8) throws -> SigningKey {
        try SigningKey(name: name, seed: [UInt8](repeating: byte, count: 32))
    }

    static func isClose(_ found: [Double], _ expected: [Double], within tolerance: Double = 1e-6) -> Bool {
        found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) <= tolerance }
    }
}
