/// Several raters made coherent, weighted by how coherent they were, and averaged.
package struct RaterPool: Sendable {
    package struct Rater: Sendable {
        package var name: String
        /// What was said of each hypothesis by itself, in the question's order.
        package var stated: [Double]
        package var coherent: [Double]
        /// The Euclidean distance of all that was said from what is coherent.
        package var incoherence: Double
        /// The share in the average.
        package var weight: Double
    }

    /// The row whose likelihoods are judged; nil where it is the explanations.
    package let row: String?
    /// In the order of their names.
    package let raters: [Rater]
    /// The weighted mean, in the question's order.
    package let pooled: [Double]

    /// - Parameter ratings: of one question, and of one row or of none; each rater's last.
    /// - Returns: nil where there is none.
    package init?(_ question: AttributionQuestion, _ ratings: [Rating]) {
        guard let first = ratings.first else { return nil }
        row = first.row
        let sorted = ratings.sorted { CountedRow.precedes($0.rater, $1.rater) }
        let judged = sorted.map { first.row == nil ? Self.explanations(question, $0) : Self.likelihoods(question, $0) }
        let weights = Coherence.weights(judged.map(\.incoherence))
        raters = zip(zip(sorted, judged), weights).map { pair, weight in
            Rater(
                name: pair.0.rater, stated: pair.1.stated, coherent: pair.1.coherent, incoherence: pair.1.incoherence,
                weight: weight)
        }
        pooled = Coherence.pooled(raters.map(\.coherent), weights: weights)
    }

    private typealias Judged = (stated: [Double], coherent: [Double], incoherence: Double)

    private static func stated(_ question: AttributionQuestion, _ rating: Rating) -> [Double] {
        question.hypotheses.map { hypothesis in
            rating.judgements.first { $0.hypotheses == [hypothesis.id] && !$0.isContrary }?.probability ?? 0
        }
    }

    private static func explanations(_ question: AttributionQuestion, _ rating: Rating) -> Judged {
        let count = question.hypotheses.count
        let events = rating.judgements.map { judgement in
            let members = Set(judgement.hypotheses.compactMap { question.index(of: $0) })
            return Coherence.Event(
                members: judgement.isContrary ? Set(0..<count).subtracting(members) : members,
                probability: judgement.probability)
        }
        let coherent = Coherence.nearestProbabilities(to: events, count: count)
        let implied = events.map { event in event.members.sorted().reduce(0) { $0 + coherent[$1] } }
        return (stated(question, rating), coherent, Coherence.distance(events.map(\.probability), implied))
    }

    private static func likelihoods(_ question: AttributionQuestion, _ rating: Rating) -> Judged {
        let stated = stated(question, rating)
        var (said, implied) = ([Double](), [Double]())
        let coherent = zip(question.hypotheses, stated).map { hypothesis, probability in
            guard let contrary = rating.judgements.first(where: { $0.hypotheses == [hypothesis.id] && $0.isContrary })
            else { return probability }
            let nearest = Coherence.nearest(to: probability, contrary: contrary.probability)
            said += [probability, contrary.probability]
            implied += [nearest, 1 - nearest]
            return nearest
        }
        return (stated, coherent, Coherence.distance(said, implied))
    }

    /// Of a row: for each hypothesis what lies between the lowest and the highest coherent judgement, never below a
    /// thousandth.
    package var intervals: [RatioInterval] {
        pooled.indices.map { hypothesis in
            let values = raters.map { max(0.001, $0.coherent[hypothesis]) }
            return RatioInterval(unchecked: values.min() ?? 1, values.max() ?? 1)
        }
    }
}

/// A question with its rows as they enter the arithmetic, and what raters said.
package struct Judging: Sendable {
    package let rows: [JudgedRow]
    /// What raters said of the explanations.
    package let pool: RaterPool?
    /// What raters said of rows, in the order of the rows' names.
    package let rowPools: [RaterPool]

    /// A row without an interval of its own takes what its raters span.
    /// - Throws: where neither is there.
    package init(_ question: AttributionQuestion, rows: [EvidenceRow], ratings: [Rating]) throws(AttributionError) {
        let ratings = ratings.filter { $0.question == question.name }
        pool = RaterPool(question, ratings.filter { $0.row == nil })
        var judged: [JudgedRow] = []
        var pools: [RaterPool] = []
        var unjudged: [String] = []
        for row in rows.sorted(by: { CountedRow.precedes($0.id, $1.id) }) {
            let pool = RaterPool(question, ratings.filter { $0.row == row.id })
            if let pool { pools.append(pool) }
            // By name: the question may have been entered anew with its hypotheses in another order.
            let stated = row.likelihoods.map { likelihoods in
                question.hypotheses.compactMap { hypothesis in
                    likelihoods.first { $0.hypothesis == hypothesis.id }?.interval
                }
            }
            let intervals = stated ?? pool?.intervals ?? []
            if intervals.count == question.hypotheses.count {
                judged.append(JudgedRow(row, intervals: intervals))
            } else {
                unjudged.append(row.id)
            }
        }
        if !unjudged.isEmpty { throw .unjudged(question: question.name, rows: unjudged) }
        self.rows = judged
        rowPools = pools
    }
}
