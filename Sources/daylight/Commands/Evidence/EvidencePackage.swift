import ArgumentParser
import Briefing
import Evidence
import Exchange
import Inquiry
import Records
import Reporting
import Seals
import Workspace

/// Makes a package for others.
struct EvidencePackage: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "package", abstract: "Put evidence into one file that others can check without you.",
        discussion: """
            The package is a bag by BagIt 1.0 (RFC 8493): a ZIP file where --out ends in .zip, a folder otherwise. It holds what
            the last checkpoint covers: originals, records, captures as web archives, the custody log with its proofs, time-stamps,
            a page, and VERIFY.txt with commands that need only openssl and sha256sum. It is signed as a whole.

            Records that --tlp does not allow stay out, with the files that they name and the entries of the log about them, and
            the package says how many. The same case and the same options make the same bytes.
            """)

    @Option(help: "The ZIP file or folder to make; nothing may be there yet.", completion: .file())
    var out: String
    @Option(help: "Only these exhibits and what they rest on: labels with commas between them.")
    var exhibits: String?
    @Option(help: "To whom the package may be shown (TLP 2.0): clear, green, amber, amber+strict, red.")
    var tlp = "amber"
    @Option(help: "A STIX bundle that goes along, as 'daylight export stix' writes it.", completion: .file())
    var stix: String?
    @OptionGroup var handover: HandoverOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var clock: ClockOption
    @OptionGroup var target: CaseOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if TrafficLight(tlp) == nil {
            throw ValidationError("--tlp takes clear, green, amber, amber+strict or red, not '\(tlp)'.")
        }
    }

    func run() throws {
        let folder = try target.open()
        let contents = try CasePackage(folder)
        let order = try order(folder)
        // What is wrong with the names is said before anything is written.
        _ = try handover.custodian.custodian
        let key = try folder.evidence.signingKey { try passphrase.passphrase() }
        let line = ProgressLine(quiet: output.quiet)
        let summary = try contents.write(
            order, of: folder, to: out, signedBy: key, at: { clock.instant }, progress: line.progress,
            told: { notes in for note in notes { output.tell("note: \(note).") } },
            draft: { digest, note in try handover.draft(.exported, object: digest, note: note) })
        line.clear()
        tell(summary, contents)
    }

    private func order(_ folder: CaseFolder) throws -> PackageOrder {
        let current = try folder.current(Exhibit.self).map(\.entry)
        let names = exhibits?.split(separator: ",").map(String.init)
        let chosen = try names?.map { name in
            guard let found = current.first(where: { $0.label == name }) else {
                throw ValidationError(
                    "There is no exhibit '\(name)'; the case has \(current.isEmpty ? "none" : current.map(\.label).joined(separator: ", "))."
                )
            }
            return found
        }
        if let stix { try FileText.check(stix) }
        return PackageOrder(
            exhibits: chosen ?? current, onlyExhibits: chosen != nil, marking: TrafficLight(tlp) ?? .unmarked,
            markings: Markings(try folder.current(Marking.self).map(\.entry)), software: "daylight \(Daylight.version)",
            stix: stix)
    }

    private func tell(_ summary: PackageWriter.Summary, _ contents: CasePackage) {
        Terminal.tell(
            "\(out): \(summary.contents.records) records and \(summary.contents.files) files under the checkpoint of \(contents.size)"
                + " entries, \(summary.contents.marking), SHA-256 of its manifests \(summary.digest)")
        for omission in summary.contents.omissions {
            output.tell(
                "left out: \(omission.count) \(PackageFilling.plural(omission))"
                    + (omission.name.map { " (\($0))" } ?? "") + ": \(omission.reason)")
        }
        if contents.later > 0 {
            output.tell(
                "note: \(contents.later) records came after the checkpoint and are not in it; 'daylight evidence checkpoint' covers"
                    + " them.")
        }
        for note in summary.notes { output.tell("note: \(note).") }
        if stix != nil {
            output.tell("note: the STIX bundle went along as it is; what may stand in it was its export's to judge.")
        }
    }
}

/// Checks a package without its case.
enum PackageVerification {
    static func run(
        _ path: String, publicKey: String?, holder: String?, authority: String?, output: OutputOptions
    ) throws {
        let key = try publicKey.map { try VerifyingKey(name: holder ?? "trusted", pem: try FileText.read($0)) }
        let trust = PackageTrust(
            publicKey: key?.publicKey, holder: holder, roots: try authority.map { try FileText.bytes($0) },
            stampFault: { stamp in
                try TimeStampSignature.fault(
                    answer: stamp.answer, stamped: stamp.stamped, roots: stamp.roots, chain: stamp.chain, at: stamp.time
                )
            })
        let line = ProgressLine(quiet: output.quiet)
        let check = try PackageCheck(path, trusting: trust, progress: line.progress)
        line.clear()
        try output.print(header: Rows.evidenceHeader) { rows in
            for problem in check.problems { try rows.write(problem) }
            for what in check.unchecked { try rows.write([.text("not checked"), .missing, .missing, .text(what)]) }
            for note in check.notes { try rows.write([.text("note"), .missing, .missing, .text(note)]) }
            for stamp in check.timeStamps {
                try rows.write([
                    .text("time-stamp"), .text(stamp.file), .missing,
                    .text("the checkpoint was there at \(stamp.time)"),
                ])
            }
            if let checkpoint = check.checkpoint {
                try rows.write([
                    .text("root"), .text(PackageLayout.custody), .integer(Int64(checkpoint.size)),
                    .text(checkpoint.root.hexadecimal),
                ])
            }
        }
        guard check.problems.isEmpty else {
            output.tell("\(check.problems.count) things are not as they were packed")
            throw Failure.unverified
        }
        output.tell(
            "\(check.files) files, \(check.contents?.records ?? 0) records, \(check.checkpoint?.size ?? 0) entries: all as they were"
                + " packed"
                + (check.unchecked.isEmpty ? "" : "; \(check.unchecked.count) things were not checked, see above"))
    }
}
