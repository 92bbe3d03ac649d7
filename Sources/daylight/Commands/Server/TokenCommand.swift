import ArgumentParser
import Exchange
import Records
import Server
import Workspace

/// `daylight token`: secrets with which programs ask the server.
struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Keep the tokens with which programs act for people.",
        subcommands: [New.self, List.self, Revoke.self])

    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a token, and print it this once.",
            discussion: "A program sends it as 'Authorization: Bearer …'. Only its hash is kept.")

        @Option(help: "Whom it acts for.")
        var person: String
        @Option(help: "What it may do: read, export, bring, analyse …; repeat it for more.")
        var scope: [Permission]
        @Option(help: "What it is for.")
        var label: String
        @Option(help: "After how many days it ends.")
        var days = 90
        @OptionGroup var clock: ClockOption
        @OptionGroup var target: CaseOption

        func validate() throws {
            if !(1...366).contains(days) { throw ValidationError("--days: a token lasts 1 to 366 days.") }
            if let scope = scope.first(where: { $0.roles.isEmpty }) {
                throw ValidationError("--scope: '\(scope.rawValue)' is nothing that a token could be made for.")
            }
        }

        func run() throws {
            let store = try ServerStore.open(of: try target.open())
            let holder = try PersonOption.find(person, in: store)
            for scope in scope where !scope.isHeld(by: holder.roles) {
                throw FieldFault(
                    "no-right",
                    "'\(holder.name)' may not do what the scope '\(scope.rawValue)' allows; give them one of the "
                        + "roles \(scope.roles.sorted().map(\.rawValue).joined(separator: ", ")).")
            }
            let now = clock.instant
            let secret = Secrets.random()
            let token = try store.addToken(
                secret: secret, person: holder.id, label: label, scopes: scope.map(\.rawValue),
                expires: Instant(milliseconds: now.milliseconds + Int64(days) * Day.milliseconds), at: now)
            let sink = TextSink.standardOutput()
            try sink.write(Gate.tokenMark + Secrets.spelling(secret) + "\n")
            try sink.finish()
            Terminal.tell("token \(token.id) of \(holder.name); it is not shown again")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List all tokens, also those that were revoked.")

        @OptionGroup var target: CaseOption
        @OptionGroup var output: OutputOptions

        func run() throws {
            try output.print(header: ["token", "person", "label", "scopes", "created", "expires", "used", "revoked"]) {
                rows in
                for token in try ServerStore.open(of: try target.open()).tokens() {
                    try rows.write([
                        .integer(token.id), .text(token.person.name), .text(token.label),
                        .text(token.scopes.joined(separator: " ")), .text(token.created.description),
                        token.expires.map { .text($0.description) } ?? .missing,
                        token.used.map { .text($0.description) } ?? .missing,
                        token.revoked.map { .text($0.description) } ?? .missing,
                    ])
                }
            }
        }
    }

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take a token away at once.")

        @Argument(help: "The token's number, as 'token list' says it.")
        var token: Int64
        @OptionGroup var clock: ClockOption
        @OptionGroup var target: CaseOption

        func run() throws {
            try ServerStore.open(of: try target.open()).revokeToken(token, at: clock.instant)
            Terminal.tell("token \(token) is revoked")
        }
    }
}

extension Permission: ExpressibleByArgument {}
