import Coordination
import Corpus
package import Inquiry
import Intake
package import Records
package import Reporting

/// Makes the page of one run out of its answer: picks what is shown, counts it, and reads the cited posts again.
///
/// The same answer gives the same view. Figures are those of the tables beside the page.
package enum ReportFilling {
    /// - Parameters:
    ///   - version: of the program: `0.1.0`.
    ///   - command: the command line that somebody would type to have the same again.
    ///   - outputs: the files written beside the page so far.
    /// - Throws: where an input has changed or gone since it was read.
    package static func view(
        _ answer: Answer, version: String, command: String, outputs: [RunManifest.Output], progress: Progress
    ) throws(InquiryError) -> ReportView {
        let listed = answer.networks.prefix(ReportScope.listedNetworks)
        let detailed = listed.prefix(ReportScope.detailedNetworks)
        let filling = NetworkFilling(answer, listed: listed)
        let evidence = try evidence(answer, filling.layers, of: detailed, progress: progress)
        let facts = RunFacts(answer: answer, version: version)
        let networks = listed.indices.map { number in
            filling.network(number, evidence: number < evidence.count ? evidence[number] : nil)
        }
        return ReportView(
            title: facts.title, subject: facts.subject, generated: answer.question.now, version: facts.program,
            question: facts.question, figures: facts.figures, significance: SignificanceFilling.view(answer),
            stability: SignificanceFilling.stability(answer),
            inputs: facts.inputs,
            networks: networks, overview: filling.overview,
            // What the notes say about findings, the page says where it belongs.
            notes: answer.notes.filter { !answer.findingNotes.contains($0) }, limits: facts.limits,
            rivals: RivalFindings(answer).rivals,
            reproduction: facts.reproduction(command: command), files: facts.files(outputs))
    }

    /// The co-acts to show for each of `networks`, with their posts: all are read in one pass over the inputs.
    private static func evidence(
        _ answer: Answer, _ layers: [EdgeLayer], of networks: ArraySlice<Network>, progress: Progress
    ) throws(InquiryError) -> [[CoActView]] {
        let choice = EvidenceChoice(answer, layers: layers, networks: networks, scope: ReportScope.evidence)
        let chosen = zip(networks, answer.anatomies).map { choice.choose($0, $1) }
        let citations = chosen.joined().flatMap {
            [answer.corpus.citations[$0.earlier], answer.corpus.citations[$0.later]]
        }
        let posts = try answer.question.posts(
            citations, expecting: answer.intake.files.map { $0.sha256 ?? "" }, progress: progress)
        var next = 0
        return chosen.map { coacts in
            coacts.map { coact in
                let (one, other) = (posts[next], posts[next + 1])
                next += 2
                // Share events under one content id are one post and cited by the first, whose time may be another.
                let isInOrder = one.time <= other.time
                return CoActView(
                    object: coact.object, window: coact.window, earlier: isInOrder ? one : other,
                    later: isInOrder ? other : one,
                    accountsInInput: coact.crowd)
            }
        }
    }
}
