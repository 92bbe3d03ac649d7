import ArgumentParser
import Foundation
import Intake
import Oversight
import Records
import Seals
import Workspace

/// `daylight complaint`: what a complaint needs, and which provisions a finding touches.
struct ComplaintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "complaint", abstract: "Put a complaint together, and see what it lacks.",
        subcommands: [Pack.self, Provisions.self])

    struct Pack: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Hold a draft against what a procedure asks for, and leave it as a document.",
            discussion: """
                The draft is JSON, or a table with one row: complainant, contact, capacity (australian_public, recipient,
                mandated_body, other), country, coordinator, platform, provider, provisions (ids; ids), commitment, breach,
                harm, remedy, single_item, declared. In JSON, facts, findings, correspondence and exhibits are lists in it;
                otherwise they are tables. An exhibit's or letter's column 'file' is hashed. An incomplete pack is no error:
                it says so, and what is missing.
                """)

        @Option(name: .customLong("for"), help: "The procedure: digi or dsa53.")
        var procedure: ComplaintProcedure
        @Option(help: "The draft; - for the standard input.", completion: .file())
        var draft: String
        @Option(help: "A table of facts: date, fact, exhibits (names; names).", completion: .file())
        var facts: String?
        @Option(help: "A table of findings: metric, verdict, statement, subject, day, inputs.", completion: .file())
        var findings: String?
        @Option(
            help: "A table of letters: date, direction (sent, received), summary, sha256 or file.", completion: .file())
        var correspondence: String?
        @Option(help: "A table of exhibits: name, title, sha256 or file.", completion: .file())
        var exhibits: String?
        @Option(
            name: .customLong("case"),
            help: "A case whose notices to the platform and its answers go with the complaint.", completion: .directory)
        var caseFolder: String?
        @Option(help: "Only this notice of the case and its answers; repeat it for more.")
        var notice: [String] = []
        @Option(help: "Where to leave complaint.md and checklist.json.", completion: .directory)
        var out: String?
        @OptionGroup var clock: ClockOption
        @OptionGroup var output: OutputOptions

        func validate() throws {
            try SourceFile.refuseRepeatedInput([draft] + [facts, findings, correspondence, exhibits].compactMap { $0 })
            if !notice.isEmpty, caseFolder == nil { throw ValidationError("--notice needs --case.") }
        }

        func run() throws {
            var parts = try ComplaintParts(draft)
            for (list, path) in [
                (ComplaintParts.List.facts, facts), (.findings, findings), (.correspondence, correspondence),
                (.exhibits, exhibits),
            ] {
                if let path { try parts.add(path, to: list) }
            }
            var complaint = try parts.draft(for: procedure)
            if let caseFolder { try addLetters(of: try CaseFolder.open(at: caseFolder), to: &complaint) }
            let pack = ComplaintPack(complaint, date: Day(of: clock.instant))
            if let out { try write(pack, to: out) }
            try print(pack.checklist)
            tell(pack.checklist)
            try parts.conclude()
        }

        /// Notices to the platform and its answers, but for those that stand in the draft already.
        private func addLetters(of folder: CaseFolder, to complaint: inout ComplaintDraft) throws {
            for name in notice { _ = try folder.entry(Notice.self, called: name) }
            let notices = try folder.current(Notice.self).map(\.entry).filter { entry in
                entry.platform == complaint.platform && !entry.channel.isComplaint
                    && (notice.isEmpty || notice.contains(entry.name))
            }
            let names = Set(notices.map(\.name))
            let answers = try folder.current(Response.self).map(\.entry).filter { names.contains($0.notice) }
            let known = Set(complaint.correspondence.compactMap(\.sha256))
            complaint.correspondence += (notices.map { Correspondence($0) } + answers.map { Correspondence($0) })
                .filter { $0.sha256.map { !known.contains($0) } ?? true }
        }

        private func write(_ pack: ComplaintPack, to folder: String) throws {
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch {
                throw ValidationError("--out: \(folder) cannot be made: \(error.localizedDescription)")
            }
            try FileText.write(pack.text, to: folder + "/complaint.md")
            try FileText.write(try CanonicalJSON.encode(pack.checklist) + "\n", to: folder + "/checklist.json")
            output.tell("\(folder)/complaint.md and \(folder)/checklist.json are written")
        }

        private func print(_ checklist: ComplaintChecklist) throws {
            try output.print(header: ["pack", "item", "state", "required", "remark", "asks", "basis"]) { rows in
                let (missing, present) = (checklist.missing, checklist.items.filter { $0.state == .present })
                for item in missing.filter(\.isRequired) + missing.filter({ !$0.isRequired }) + present {
                    try rows.write([
                        .text(checklist.verdict.rawValue), .text(item.id),
                        .text(item.state == .missing ? "MISSING" : "present"), .text(item.isRequired ? "yes" : "no"),
                        .text(item.remark), .text(item.asks), .text(item.basis),
                    ])
                }
            }
        }

        /// Also where nothing else is told: an incomplete complaint was dismissed before.
        private func tell(_ checklist: ComplaintChecklist) {
            let missing = checklist.missing.filter(\.isRequired).map(\.id)
            guard checklist.verdict == .incomplete else {
                return output.tell("complete: everything that \(procedure.rawValue) asks for is there")
            }
            Terminal.tell(
                "incomplete: \(missing.count) of what \(procedure.rawValue) asks for missing: \(missing.joined(separator: ", "))"
            )
        }
    }

    struct Provisions: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the provisions that a finding touches, with what must be known before relying on them.",
            discussion: "It says where to look. Whether the facts fulfil a provision is for those who apply it.")

        @Option(help: "The platform.")
        var platform: Platform
        @Option(help: "The metric, M01 to M21.")
        var metric: MetricID
        @Option(help: "Whose law and codes: EU or AU.")
        var jurisdiction: ObligationRule.Jurisdiction
        @Option(help: "What was found: pass, fail or undetermined.")
        var verdict: Verdict
        @Option(help: "The day that it is about: a platform may have been bound then and not now. Today's by default.")
        var day: String?
        @Option(help: "The result in a sentence with its numbers.")
        var statement: String?
        @OptionGroup var output: OutputOptions

        func run() throws {
            let finding = Finding(
                metric, platform: platform, jurisdiction: jurisdiction, verdict: verdict, subject: platform.name,
                statement: statement ?? metric.title, day: try day.map { try OptionValue.day("--day", $0) })
            let matches = ProvisionMap().matches(finding)
            try output.print(header: [
                "status", "framework", "provision", "id", "finding", "duty", "measured_fact", "bound", "binding",
                "cautions", "sanction", "source",
            ]) { rows in
                for match in matches {
                    let rule = match.rule
                    try rows.write([
                        .text(match.mark), .text(rule.framework.title), .text(rule.provision), .text(rule.id),
                        .text("\(metric.rawValue) \(verdict.rawValue): \(finding.statement)"), .text(rule.duty),
                        .text(rule.measuredFact), .text(rule.bound.rawValue), .text(match.isBinding ? "yes" : "no"),
                        .text(match.cautions.joined(separator: "; ")), .text(rule.sanction), .text(rule.source),
                    ])
                }
            }
            if matches.isEmpty {
                output.tell(
                    "no provision of the register names \(metric.rawValue) and binds \(platform.name)"
                        + (day.map { " on \($0)" } ?? " now"))
            }
            if verdict != .fail {
                output.tell("note: the finding is '\(verdict.rawValue)': nothing is held against anybody.")
            }
        }
    }
}

extension Notice.Channel {
    /// Whether it went to somebody other than the platform.
    fileprivate var isComplaint: Bool { self == .complaintDIGI || self == .complaintCoordinator }
}

extension ComplaintProcedure: ExpressibleByArgument {}
extension Verdict: ExpressibleByArgument {}

extension MetricID: ExpressibleByArgument {
    init?(argument: String) { self.init(rawValue: argument.uppercased()) }
}

extension ObligationRule.Jurisdiction: ExpressibleByArgument {
    init?(argument: String) { self.init(rawValue: argument.lowercased()) }
}
