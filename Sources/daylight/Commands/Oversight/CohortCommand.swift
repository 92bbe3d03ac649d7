import ArgumentParser
import Coordination
import Exchange
import Foundation
import Inquiry
import Intake
import Oversight
import Records
import Seals
import Workspace

/// `daylight cohort`: frozen lists of assets, and their seals.
struct CohortCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cohort", abstract: "Freeze a list of assets, seal it, and check a seal.",
        discussion: """
            A cohort is what metrics are stated for. It is never edited: freezing the same name again supersedes it.
            Seal it before any contact with the platform, and publish the line: it shows later who knew what when.
            """,
        subcommands: [Freeze.self, List.self, Show.self, Key.self, Seal.self, Verify.self])

    struct Freeze: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Freeze a list of assets.",
            discussion: """
                From a table (CSV or NDJSON, - for the standard input) with the columns platform and id (or asset, as
                tiktok:7123456), grade, and where known handle, kind, created, first_post, cluster, reach, must_report; from a
                network of a run; or by hand.
                """)

        @Argument(help: "The cohort's name.")
        var name: String
        @Option(help: "A table of assets, CSV or NDJSON; - for the standard input.", completion: .file())
        var file: String?
        @Option(help: "A network of a run, for example N1; --run says which run.")
        var network: String?
        @Option(
            name: .customLong("run"),
            help: "The folder of that run, or its number in the case; the case's last run by default.")
        var stored: String?
        @Option(help: "An asset by hand, as tiktok:7123456; repeat it for more.")
        var asset: [String] = []
        @Option(help: "The membership grade of assets that state none: confirmed, probable or possible.")
        var grade: MembershipGrade?
        @Option(help: "Why the list is as it is.")
        var note: String?
        @Option(
            help: ArgumentHelp(
                "Secret text of sixteen characters or more that goes into the seal; drawn at random by default.",
                discussion: """
                    With it a sealed list cannot be guessed from its root. It is kept in the case. Give it to make a list with \
                    the same digest again, in an example or to recover one: with a text that others know, a short list can be \
                    found by trying.
                    """))
        var nonce: String?
        @OptionGroup var entry: EntryOptions

        func validate() throws {
            if [file != nil, network != nil, !asset.isEmpty].count(where: { $0 }) != 1 {
                throw ValidationError("Give the assets in one way: --file, --network or --asset.")
            }
            if file == nil, grade == nil {
                throw ValidationError("Say with --grade how sure the membership is: confirmed, probable or possible.")
            }
            if let nonce, nonce.utf8.count < 16 { throw ValidationError("--nonce takes sixteen characters or more.") }
        }

        func run() throws {
            let folder = try entry.target.open()
            var rejects: RegisterFile?
            let draft = try draft(folder, &rejects)
            let assets = draft.assets
            if assets.isEmpty, let rejects {
                rejects.tellRejected()
                Terminal.tell("the columns of \(rejects.path) are \(rejects.table.columns.joined(separator: ", "))")
            }
            let (cohort, before) = try folder.cohort(
                name, of: draft, note: note, nonce: nonce ?? Cohort.freshNonce(), at: entry.clock.instant)
            try EnteredRows([cohort], in: folder, at: entry.clock.instant, skipsKnown: false).printDigests(
                entry.output, tells: false)
            let counts = MembershipGrade.allCases.map { grade in
                "\(assets.count { $0.grade == grade }) \(grade.rawValue)"
            }
            if before != nil {
                entry.output.tell(
                    "note: it supersedes version \(cohort.version - 1); a seal of that one does not cover it.")
            }
            entry.output.tell(
                "\(name) version \(cohort.version): \(assets.count) assets, \(counts.joined(separator: ", "))")
            try rejects?.conclude()
        }

        private func draft(_ folder: CaseFolder, _ rejects: inout RegisterFile?) throws -> CohortDraft {
            if let file {
                var read = try RegisterFile(file)
                try read.refuseOtherTable(knowing: Asset.columns)
                let draft = CohortDraft(&read.table, of: read.path, grade: grade)
                rejects = read
                return draft
            }
            let stated = self.grade ?? .possible
            if let network {
                let path = try RunFolder.path(of: stored, in: folder)
                let run = try StoredRun(folder: path)
                guard try run.networks().contains(where: { $0.identifier == network }) else {
                    throw ValidationError("There is no network '\(network)' in \(path).")
                }
                return try CohortDraft(network: network, of: run, grade: stated)
            }
            return CohortDraft(
                assets: try asset.map { Asset(try OptionValue.asset("--asset", $0), grade: stated) }, source: "by hand")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List cohorts with their versions and seals.")

        @OptionGroup var target: CaseOption
        @OptionGroup var output: OutputOptions

        func run() throws {
            let folder = try target.open()
            let seals = try folder.entries(SealedCohort.self)
            try output.print(header: [
                "cohort", "version", "assets", "confirmed", "probable", "frozen", "sealed", "digest", "source",
            ]) { rows in
                for cohort in try folder.entries(Cohort.self) {
                    let seal = seals.first { $0.entry.cohort == cohort.digest }
                    try rows.write([
                        .text(cohort.entry.name), .integer(Int64(cohort.entry.version)),
                        .integer(Int64(cohort.entry.assets.count)),
                        .integer(Int64(cohort.entry.assets.count { $0.grade == .confirmed })),
                        .integer(Int64(cohort.entry.assets.count { $0.grade == .probable })),
                        .text(cohort.entry.frozen.description),
                        seal.map { .text($0.entry.sealed.description) } ?? .missing, .text(cohort.digest),
                        .text(cohort.entry.source),
                    ])
                }
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List a cohort's assets.")

        @Argument(help: "The cohort's name, or the beginning of its digest.")
        var name: String
        @OptionGroup var target: CaseOption
        @OptionGroup var output: OutputOptions

        func run() throws {
            let cohort = try target.open().entry(Cohort.self, called: name)
            try output.print(header: ["asset", "kind", "grade", "handle", "created", "first_post", "cluster", "reach"])
            { rows in
                for asset in cohort.entry.assets {
                    try rows.write([
                        .text(asset.key.description), .text(asset.kind.rawValue), .text(asset.grade.rawValue),
                        .text(asset.handle), .text(asset.created?.description), .text(asset.firstPost?.description),
                        .text(asset.cluster), asset.reach.map { .integer($0) } ?? .missing,
                    ])
                }
            }
        }
    }

    struct Key: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a key to seal with: NAME.pem is the secret, NAME.pub.pem is for everybody.")

        @Argument(help: "Where to write, without the ending.", completion: .file())
        var path: String
        @Option(help: "Whose key it is, without spaces: best an address, newsroom.example/seals.")
        var holder: String

        @OptionGroup var passphrase: PassphraseOptions

        func run() throws {
            let key = try SigningKey.generated(name: holder)
            let phrase = try passphrase.newPassphrase()
            try KeyFile.write(key, to: path, passphrase: phrase)
            Terminal.tell("\(path).pem is the secret: keep it; publish \(path).pub.pem. The key is \(key.name).")
            if phrase == nil {
                Terminal.tell("note: the key is under no passphrase; whoever reads \(path).pem can sign.")
            }
        }
    }

    struct Seal: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Seal a cohort: prints the one line to publish.")

        @Argument(help: "The cohort's name, or the beginning of its digest.")
        var name: String
        @Option(help: "The secret key that 'daylight cohort key' made; the case's own by default.", completion: .file())
        var key: String?
        @Option(help: "Whose key it is, as it was made; with --key.")
        var holder: String?
        @Option(help: "Whose list it is, without spaces; the holder by default.")
        var origin: String?
        @Option(
            help:
                "Also write the list that belongs to the seal, a leaf in each line: keep it secret until it is shown.",
            completion: .file())
        var list: String?
        @OptionGroup var passphrase: PassphraseOptions
        @OptionGroup var handover: HandoverOptions
        @OptionGroup var clock: ClockOption
        @OptionGroup var target: CaseOption
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if (key == nil) != (holder == nil) {
                throw ValidationError("Give --key and --holder together, or neither.")
            }
        }

        func run() throws {
            let folder = try target.open()
            let cohort = try folder.entry(Cohort.self, called: name)
            let signer: SigningKey
            if let key, let holder {
                signer = try KeyFile.read(key, holder: holder) { try passphrase.passphrase() }
            } else {
                signer = try folder.evidence.signingKey { try passphrase.passphrase() }
            }
            let sealing = try CohortSealing(cohort, in: folder, origin: origin, with: signer, at: clock.instant)
            // The line tells nothing of what is sealed.
            try handover.enterSealed(
                sealing.sealed.line.line + "\n", in: folder, at: clock.instant, note: "seal of a cohort")
            if let list { try FileText.write(try cohort.entry.sealedList().text, to: list) }
            let sink = TextSink.standardOutput()
            try sink.write(sealing.sealed.line.line + "\n")
            try sink.finish()
            if let earlier = sealing.earlier {
                output.tell(
                    "note: it was sealed on \(earlier.entry.sealed) already; both seals are kept, and metrics count from the first."
                )
            }
            output.tell("publish this line where many see it and its time; the list itself stays with you.")
            for notice in sealing.noticed {
                output.tell(
                    "note: notice '\(notice)' was sent before this seal: it does not show what was known blindly."
                )
            }
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check a seal: against the case, or with --list and --line against what was published.",
            discussion: "Exit code 2 where anything is not as it was sealed.")

        @Argument(help: "The cohort's name, or the beginning of its digest.")
        var name: String?
        @Option(name: .customLong("case"), help: "The case that keeps the cohort.", completion: .directory)
        var caseFolder: String?
        @Option(help: "The list, a leaf in each line.", completion: .file())
        var list: String?
        @Option(help: "The published line.")
        var line: String?
        @Option(help: "The signer's public key in PEM.", completion: .file())
        var publicKey: String?
        @Option(help: "Whose key it is.")
        var holder: String?
        @Flag(help: "Also print the commands that check it without this program.")
        var commands = false
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if (caseFolder == nil) == (list == nil) {
                throw ValidationError("Give --case with a cohort, or --list with --line and --public-key.")
            }
            if caseFolder != nil, name == nil { throw ValidationError("Name the cohort.") }
            if list != nil, line == nil || publicKey == nil || holder == nil {
                throw ValidationError("With --list, give --line, --public-key and --holder.")
            }
        }

        func run() throws {
            if let caseFolder, let name { return try verify(in: try CaseFolder.open(at: caseFolder), name) }
            guard let list, let line, let publicKey, let holder else { return }
            let (keyText, listText) = (
                try FileText.read(publicKey), try FileText.read(list, most: FileText.mostOfList)
            )
            try checked("the list \(list)") { () throws(SealError) in
                let seal = try Seals.Seal(line: line)
                let leaves = listText.split(separator: "\n").map(String.init)
                try seal.verify(leaves: leaves, with: try VerifyingKey(name: holder, pem: keyText))
                return seal
            }
        }

        private func verify(in folder: CaseFolder, _ name: String) throws {
            let cohort = try folder.entry(Cohort.self, called: name)
            let seals = try folder.entries(SealedCohort.self).filter { $0.entry.cohort == cohort.digest }
            let digests = Set(try folder.entries(Cohort.self).map(\.digest))
            let orphans = try folder.entries(SealedCohort.self, named: cohort.entry.name).filter {
                !digests.contains($0.entry.cohort)
            }
            if let orphan = orphans.first {
                Terminal.tell(
                    "daylight: the cohort '\(name)' that was sealed on \(orphan.entry.sealed) is not in the case any more: it was"
                        + " changed or taken out.")
                throw Failure.unverified
            }
            guard let sealed = seals.first?.entry else {
                throw ValidationError("The cohort '\(name)' is not sealed; 'daylight cohort seal' seals it.")
            }
            let keyText = try publicKey.map { try FileText.read($0) } ?? sealed.publicKey
            if publicKey == nil {
                output.tell(
                    "note: the public key is the case's own; --public-key with the one that was published proves more.")
            }
            try checked("the cohort '\(name)'") { () throws(SealError) in
                let key = try VerifyingKey(name: holder ?? sealed.line.key.name, pem: keyText)
                try sealed.verify(cohort.entry, with: key)
                return sealed.line
            }
        }

        private func checked(_ what: String, _ body: () throws(SealError) -> Seals.Seal) throws {
            let seal: Seals.Seal
            do throws(SealError) {
                seal = try body()
            } catch {
                switch error {
                // Not what was sealed is at fault but what was typed.
                case .badSealLine, .badKey: throw error
                default: break
                }
                Terminal.tell("daylight: \(what) is not what was sealed. \(error)")
                throw Failure.unverified
            }
            output.tell("\(what) is the one of \(seal.size) leaves that \(seal.key) sealed on \(seal.sealedAt)")
            if commands {
                Terminal.write(
                    seal.verificationCommands(listFile: list ?? "LIST", keyFile: publicKey ?? "PUBLIC.pem"))
            }
        }
    }
}

extension Cell {
    static func text(_ text: String?) -> Cell { text.map { .text($0) } ?? .missing }
}
