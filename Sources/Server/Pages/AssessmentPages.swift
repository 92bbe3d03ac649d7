import Attribution
import Briefing
import Exchange
import Inquiry
import Intake
import Records
import Reporting
import Seals
import Workspace

/// Questions of attribution and assessments, signed by two persons as the commands have them signed.
struct AssessmentPages {
    let desk: Desk
    private let examined = Recent<Key, Examined>(most: 64)

    private struct Key: Hashable {
        var name: String
        var version: CaseVersion
    }

    init(desk: Desk) { self.desk = desk }

    /// A question as its page shows it, and the assessment where the name is one's.
    private struct Examined: Sendable {
        var examination: QuestionExamination
        var check: AssessmentCheck?
    }

    private static let assessment = Endpoint.Parameter.path("assessment", .text, "The assessment, or the question.")
    private static let rowFields = [
        "row", "observed", "records", "source", "address", "date", "grade", "source_group", "dependency_group", "class",
        "access", "origin", "lr", "note",
    ]
    private static let signFields = [
        "name", "hypothesis", "sentence", "confidence", "grounds", "alternatives", "limits", "responsibility",
        "rests_on",
        "holder",
    ]

    var endpoints: [Endpoint] {
        Endpoint.table(
            "/assessments", name: "listAssessments", "Questions and assessments.", .read, { try list($0) },
            show: { visit, table in listPage(visit, table, FormDraft("question")) })
            + Endpoint.table(
                "/assessments/{assessment}", name: "getAssessment", "One assessment, or one question.", .read,
                parameters: [Self.assessment], { try outcomes($0) },
                show: { visit, table in try page(visit, table, FormDraft("")) })
            + [question, row, rating, sign, approve]
    }

    private func address(_ name: String) -> String { "/assessments/" + PathText.encoded(name) }

    // MARK: All

    private func list(_ visit: Visit) throws -> TwinTable {
        let sight = try desk.sight(visit)
        let questions = try desk.folder.current(AttributionQuestion.self)
        let assessments = try desk.folder.current(Assessment.self)
        let approvals = try desk.folder.current(Approval.self)
        func text(_ value: String?) -> TwinTable.Cell { value.map { .text($0) } ?? .missing }
        var rows = sight.shown(questions, .assessment).map { question -> [TwinTable.Cell] in
            [
                .words("question"), .text(question.entry.name, link: address(question.entry.name)),
                .words(question.entry.layer.title), .missing, .missing, .missing, .text(question.entry.text),
                .digest(question.digest),
            ]
        }
        for assessment in sight.shown(assessments, .assessment) {
            let statement = assessment.entry.statement
            let digest = try statement.digest()
            let second = approvals.filter {
                $0.entry.digest == digest && (try? $0.entry.verify(assessment.entry)) != nil
            }.map(\.entry.approver)
            let link = address(statement.name)
            rows.append([
                .words("assessment"), .text(statement.name, link: link), .words(statement.layer.title),
                .text(statement.hypothesis, link: link + "#likelihood"),
                .text(statement.author, link: link + "#signatures"),
                second.isEmpty
                    ? .words("nobody: not for publication", link: link + "#signatures")
                    : .text(second.joined(separator: "; "), link: link + "#signatures"),
                .text(statement.sentence), .digest(digest),
            ])
        }
        let (shown, part) = try visit.part(rows)
        return TwinTable(
            "assessments", caption: "Questions first, then what was signed about them.",
            columns: [
                .init("entry", "What"), .init("name", "Name"), .init("layer", "Layer"),
                .init("hypothesis", "Hypothesis"),
                .init("author", "Author"), .init("approved_by", "Second person"), .init("text", "In words"),
                .init("digest", "SHA-256"),
            ], rows: Array(shown), empty: "No question was asked yet.",
            leftOut: questions.count + assessments.count - rows.count, part: part)
    }

    private func listPage(_ visit: Visit, _ table: TwinTable, _ draft: FormDraft) -> SitePage {
        AssessmentPage.list(
            table, address: visit.narrowed, draft: visit.visitor.may(.analyse) ? draft : nil, frame: desk.frame(visit))
    }

    private var question: Endpoint {
        Endpoint.form(
            "/assessments", name: "addQuestion", "Asks a question with its hypotheses.", .analyse, outputs: .entered
        ) { visit in
            try desk.entering(visit, "question", ["name", "text", "layer", "hypotheses"]) { row in
                var table = try RegisterTable.read(
                    SourceFile(path: "hypotheses", contents: Array(row.required("hypotheses").utf8)))
                let hypotheses = table.decode("hypotheses") { row throws(FieldFault) in try Hypothesis(row: row) }
                if let first = table.rejected.first {
                    throw FieldFault("bad-hypothesis", field: "hypotheses", "row \(first.row): \(first.detail)")
                }
                guard let layer = try row.word("layer", as: AttributionLayer.self) else {
                    throw FieldFault("missing-layer", field: "layer", "say which layer is asked about")
                }
                let question = try AttributionQuestion(
                    name: row.required("name"), text: row.required("text"), layer: layer,
                    hypotheses: hypotheses.map(\.value))
                try desk.folder.enter([question], at: visit.now)
                return .seeOther(address(question.name) + "?done=saved")
            } again: {
                listPage(visit, try list(visit), $0)
            }
        }
    }

    // MARK: One

    private func examined(_ visit: Visit) throws -> Examined {
        let name = try visit.parameter("assessment")
        let isAssessment = try !desk.folder.entries(Assessment.self, named: name).isEmpty
        if isAssessment {
            try desk.require(visit, .assessment, name)
        } else {
            _ = try desk.entry(AttributionQuestion.self, called: name, .assessment, visit)
        }
        return try examined.value(Key(name: name, version: desk.readers.version())) {
            if isAssessment {
                let check = try AssessmentCheck.verify(desk.folder, name)
                return Examined(examination: check.examination, check: check)
            }
            return Examined(
                examination: try QuestionExamination.examine(
                    desk.folder, question: name, settings: PosteriorRun.Settings(seed: 1, samples: 10_000)))
        }
    }

    private func outcomes(_ visit: Visit) throws -> TwinTable {
        let examination = try examined(visit).examination
        let run = examination.run
        return TwinTable(
            "assessment-\(try visit.parameter("assessment"))",
            caption: "Before and after the evidence: medians and what holds nine tenths of the draws.",
            columns: [
                .init("hypothesis", "Hypothesis"), .init("text", "What would be the case"), .init("role", "Role"),
                .init("prior_low", "Before, from", isNumber: true), .init("prior", "Median", isNumber: true),
                .init("prior_high", "to", isNumber: true), .init("low", "After, from", isNumber: true),
                .init("median", "Median", isNumber: true), .init("high", "to", isNumber: true), .init("words", "Words"),
            ],
            rows: examination.question.entry.hypotheses.enumerated().map { index, hypothesis in
                let (prior, posterior) = (run.prior[index], run.posterior[index])
                return [
                    .text(hypothesis.id, link: "#likelihood"), .text(hypothesis.text), .words(hypothesis.role.rawValue),
                    .number(prior.low, places: 3), .number(prior.median, places: 3), .number(prior.high, places: 3),
                    .number(posterior.low, places: 3), .number(posterior.median, places: 3),
                    .number(posterior.high, places: 3), .words(posterior.wording),
                ]
            })
    }

    private func page(_ visit: Visit, _ table: TwinTable, _ draft: FormDraft) throws -> SitePage {
        let examined = try examined(visit)
        let question = examined.examination.question.entry
        let view = AttributionFilling.view(
            examined.examination, examined.check, version: String(desk.version.trimmingPrefix("daylight ")), visit.now)
        let sight = try desk.sight(visit)
        let all = sight.shown(try desk.folder.current(Assessment.self), .assessment)
        var links: [(title: String, address: String)] = []
        if examined.check != nil {
            links.append(("The question as it is now", address(question.name)))
        } else {
            links = all.filter { $0.entry.statement.question == question.name }.map {
                ("Assessment \($0.entry.name)", address($0.entry.name))
            }
        }
        let isAuthor = examined.check?.assessment.entry.statement.author == visit.visitor.displayName
        let may = visit.visitor.may
        let why =
            examined.check == nil || examined.check?.isApproved == true
            ? ""
            : isAuthor
                ? "You wrote it: somebody else must stand behind it."
                : may(.review) ? "" : "A reviewer stands behind it."
        let isOpen = examined.check == nil && may(.analyse)
        return AssessmentPage.page(
            view,
            .init(
                row: isOpen ? draft.of("row") : nil, rating: isOpen ? draft.of("rating") : nil,
                sign: isOpen ? draft.of("sign") : nil,
                approve: examined.check != nil && may(.review) && !isAuthor ? draft.of("approve") : nil, why: why,
                below: all.filter { $0.entry.statement.layer == question.layer.below }.map(\.entry.name)), links: links,
            table: table, base: address(try visit.parameter("assessment")), address: visit.narrowed,
            frame: desk.frame(visit))
    }

    // MARK: Entering

    /// A form of the page of a question.
    private func form(
        _ ending: String, _ form: String, _ fields: [String], name: String, _ summary: String, _ permission: Permission,
        _ act: @escaping @Sendable (NamedRow, Visit) throws -> Answer
    ) -> Endpoint {
        Endpoint.form(
            PathTemplate("/assessments/{assessment}/" + ending), name: name, summary, permission,
            parameters: [Self.assessment], outputs: .entered
        ) { visit in
            try desk.entering(visit, form, fields) { row in
                _ = try examined(visit)
                return try act(row, visit)
            } again: {
                try page(visit, try outcomes(visit), $0)
            }
        }
    }

    /// The row with what stands a line each joined as tables have it.
    private static func joined(_ row: NamedRow, _ fields: String...) -> NamedRow {
        var values = row.values
        for field in fields {
            values[field] = values[field]?.split(whereSeparator: \.isNewline).map { String($0) }.joined(separator: ";")
        }
        return NamedRow(number: 1, values: values)
    }

    private static func lines(_ text: String?) -> [String] {
        (text ?? "").split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
    }

    private func asked(_ visit: Visit) throws -> AttributionQuestion {
        try desk.entry(AttributionQuestion.self, called: visit.parameter("assessment"), .assessment, visit).entry
    }

    private var row: Endpoint {
        form("rows", "row", Self.rowFields, name: "addEvidenceRow", "Enters a row of evidence.", .analyse) {
            row, visit in
            let cited = try CitedEvidence(desk.folder)
            let entry = try EvidenceRow(row: Self.joined(row, "records", "lr"), question: asked(visit)) {
                name throws(FieldFault) in try cited.identifiers(name)
            }
            try desk.folder.enter([entry], at: visit.now)
            return .seeOther(address(entry.question) + "?done=saved#evidence")
        }
    }

    private var rating: Endpoint {
        form(
            "ratings", "rating", ["rater", "row", "judge", "note"], name: "addRating",
            "Enters what one rater holds to be likely.", .analyse
        ) { row, visit in
            let question = try asked(visit)
            let rating = try Rating(
                question: question, rater: row.required("rater"), row: row.text("row"),
                stated: Self.joined(row, "judge").list("judge"), note: row.text("note"))
            try desk.folder.enter([rating], at: visit.now)
            return .seeOther(address(question.name) + "?done=saved#likelihood")
        }
    }

    /// The key that a form brought, used once and kept nowhere.
    private func key(_ visit: Visit, _ form: String, _ row: NamedRow) throws -> SigningKey {
        let sent = try visit.form()
        guard let pem = sent.exact("\(form)_key"), pem.contains("BEGIN") else {
            throw FieldFault("no-key", field: "key", "this is no key in PEM")
        }
        return try SigningKey(name: row.required("holder"), pem: pem.replacing("\r\n", with: "\n")) {
            guard let phrase = sent.exact("\(form)_passphrase"), !phrase.isEmpty else {
                throw FieldFault("no-passphrase", field: "passphrase", "the key is under a passphrase")
            }
            return phrase
        }
    }

    private var sign: Endpoint {
        form(
            "sign", "sign", Self.signFields, name: "signAssessment", "Signs a statement about one hypothesis.", .analyse
        ) { row, visit in
            let examination = try QuestionExamination.examine(
                desk.folder, question: visit.parameter("assessment"),
                settings: PosteriorRun.Settings(seed: 1, samples: 10_000))
            let below = try row.text("rests_on").map { name in
                let statement = try AssessmentCheck.verify(desk.folder, name).assessment.entry.statement
                return (try statement.digest(), statement)
            }
            guard let confidence = try row.word("confidence", as: Confidence.self) else {
                throw FieldFault("missing-confidence", field: "confidence", "say how sure the grounds are")
            }
            let statement = try AssessmentStatement(
                AssessmentDraft(
                    name: row.required("name"), author: visit.visitor.displayName,
                    hypothesis: row.required("hypothesis"), sentence: row.required("sentence"), confidence: confidence,
                    grounds: row.required("grounds"), alternatives: Self.lines(row.text("alternatives")),
                    limits: Self.lines(row.text("limits")),
                    responsibility: row.word("responsibility", as: StateResponsibility.self)),
                examination.grounds(below: below), at: visit.now)
            try desk.folder.enter([try Assessment(statement, with: key(visit, "sign", row))], at: visit.now)
            return .seeOther(address(statement.name) + "?done=signed#signatures")
        }
    }

    private var approve: Endpoint {
        form(
            "approve", "approve", ["holder", "remark"], name: "approveAssessment",
            "Stands behind somebody else's assessment.", .review
        ) { row, visit in
            let check = try AssessmentCheck.verify(desk.folder, visit.parameter("assessment"))
            let approval = try Approval(
                check.assessment.entry, approver: visit.visitor.displayName, remark: row.text("remark"), at: visit.now,
                with: key(visit, "approve", row))
            try desk.folder.enter([approval], at: visit.now)
            return .seeOther(address(check.assessment.entry.name) + "?done=signed#signatures")
        }
    }
}
