import Bytes
import Crypto
import GRDB
import Records

/// Writes what was published of operations, each statement of a publication once.
struct StatementStore {
    private let database: Database
    private let insertIndicator: BoundStatement
    private let insertClaim: BoundStatement
    private let insertObject: BoundStatement

    init(_ database: Database) throws {
        self.database = database
        insertIndicator = try BoundStatement(
            database,
            """
            INSERT INTO indicators (digest, import, row, kind, value, original, platform, domain, handle, comment,
                procedure, label, speaker, report, period) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (digest) DO NOTHING
            """)
        insertClaim = try BoundStatement(
            database,
            """
            INSERT INTO claims (digest, import, row, statement, number, unit, platform, procedure, comment, speaker,
                report, period) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING
            """)
        insertObject = try BoundStatement(
            database,
            """
            INSERT INTO published_objects (digest, import, row, standard, identifier, type, version, marking, body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING
            """)
    }

    private func write(_ object: PublishedObject, _ observation: Observation) throws {
        insertObject.bind(1, object.digest)
        insertObject.bind(2, observation.source)
        insertObject.bind(3, observation.row)
        insertObject.bind(4, object.standard)
        insertObject.bind(5, object.id)
        insertObject.bind(6, object.type)
        insertObject.bind(7, object.version)
        insertObject.bind(8, object.marking?.rawValue)
        insertObject.bind(9, object.text)
        try insertObject.run()
    }

    /// Whether the statement was new.
    func write(_ statement: Records.Statement, _ observation: Observation, _ numbers: NameNumbers) throws -> Bool {
        switch statement {
        case .indicator(let indicator): try write(indicator, observation, numbers)
        case .claim(let claim): try write(claim, observation, numbers)
        case .object(let object): try write(object, observation)
        }
        return database.changesCount > 0
    }

    private func write(_ indicator: Indicator, _ observation: Observation, _ numbers: NameNumbers) throws {
        let publication = indicator.publication
        insertIndicator.bind(
            1,
            Self.digest([
                indicator.kind.rawValue, indicator.value, indicator.original, indicator.comment, indicator.procedure,
                indicator.procedureLabel, publication.speaker, publication.report, publication.period,
            ]))
        insertIndicator.bind(2, observation.source)
        insertIndicator.bind(3, observation.row)
        insertIndicator.bind(4, indicator.kind.rawValue)
        insertIndicator.bind(5, indicator.value)
        insertIndicator.bind(6, indicator.original)
        insertIndicator.bind(7, indicator.platform.map { numbers[$0] })
        insertIndicator.bind(8, indicator.domain)
        insertIndicator.bind(9, indicator.handle)
        insertIndicator.bind(10, indicator.comment)
        insertIndicator.bind(11, indicator.procedure)
        insertIndicator.bind(12, indicator.procedureLabel)
        insertIndicator.bind(13, publication.speaker)
        insertIndicator.bind(14, publication.report)
        insertIndicator.bind(15, publication.period)
        try insertIndicator.run()
    }

    private func write(_ claim: Claim, _ observation: Observation, _ numbers: NameNumbers) throws {
        let publication = claim.publication
        insertClaim.bind(
            1,
            Self.digest([
                claim.statement, claim.unit, claim.comment, claim.procedure, publication.speaker, publication.report,
                publication.period,
            ]))
        insertClaim.bind(2, observation.source)
        insertClaim.bind(3, observation.row)
        insertClaim.bind(4, claim.statement)
        insertClaim.bind(5, claim.number)
        insertClaim.bind(6, claim.unit)
        insertClaim.bind(7, claim.platform.map { numbers[$0] })
        insertClaim.bind(8, claim.procedure)
        insertClaim.bind(9, claim.comment)
        insertClaim.bind(10, publication.speaker)
        insertClaim.bind(11, publication.report)
        insertClaim.bind(12, publication.period)
        try insertClaim.run()
    }

    /// What makes two statements the same one: every word of them, and who published it where.
    private static func digest(_ parts: [String?]) -> String {
        var hash = SHA256()
        for part in parts {
            hash.update(data: Array((part.map { "=" + $0 } ?? "-").utf8))
            hash.update(data: [0])
        }
        return hash.finalize().hexadecimal
    }
}
