package import Records

extension CaseFolder {
    /// The numbers that publishers state of networks, from what was imported of their files, in the order of the imports:
    /// every claim, every indicator of words alone (a number that was never filled in stands there), and of each
    /// publication one indicator more, so that a publication without any number is known too.
    package func statedNumbers() throws(CaseError) -> [Records.Statement] {
        try read { database in
            let numbers = try NameNumbers(database)
            var statements: [Records.Statement] = []
            let claims = try BoundStatement(
                database,
                """
                SELECT statement, number, unit, platform, procedure, comment, speaker, report, period
                FROM claims ORDER BY id
                """)
            while try claims.step() {
                statements.append(
                    .claim(
                        Claim(
                            publication: Publication(
                                speaker: claims.string(6), report: claims.string(7), period: claims.optionalString(8)),
                            statement: claims.string(0), number: claims.integer(1), unit: claims.string(2),
                            platform: claims.optionalInteger(3).flatMap { numbers.platformOfNumber[$0] },
                            procedure: claims.optionalString(4), comment: claims.string(5))))
            }
            let indicators = try BoundStatement(
                database,
                """
                SELECT kind, value, original, platform, domain, handle, comment, procedure, label, speaker, report, period
                FROM indicators
                WHERE kind = 'text' OR id IN (SELECT min(id) FROM indicators GROUP BY speaker, report, period) ORDER BY id
                """)
            while try indicators.step() {
                guard let kind = Indicator.Kind(rawValue: indicators.string(0)) else { continue }
                statements.append(
                    .indicator(
                        Indicator(
                            kind: kind, value: indicators.string(1), original: indicators.string(2),
                            platform: indicators.optionalInteger(3).flatMap { numbers.platformOfNumber[$0] },
                            domain: indicators.optionalString(4), handle: indicators.optionalString(5),
                            comment: indicators.string(6), procedure: indicators.optionalString(7),
                            procedureLabel: indicators.string(8),
                            publication: Publication(
                                speaker: indicators.string(9), report: indicators.string(10),
                                period: indicators.optionalString(11)))))
            }
            return statements
        }
    }
}
