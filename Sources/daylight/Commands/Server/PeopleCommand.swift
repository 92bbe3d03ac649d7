import ArgumentParser
import Exchange
import Records
import Server
import Workspace

/// `daylight people`: who may come in to the server of a case.
struct PeopleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "people", abstract: "Keep the people who work on a case with 'daylight serve'.",
        discussion: "While there are none, the server is for one person on this machine.",
        subcommands: [Add.self, List.self, Tie.self, Untie.self, Disable.self, Enable.self, Reset.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enter somebody.",
            discussion: "The password is asked on a terminal, or read from a file; never given as an argument.")

        @Argument(help: "The name to sign in with: letters a to z, digits, and . _ - @ inside.")
        var name: String
        @Option(help: "What they are called.")
        var display: String?
        @Option(help: "A role: viewer, analyst, reviewer, publisher, custodian, admin, auditor; repeat it for more.")
        var role: [Role] = [.viewer]
        @Option(help: "What they may see at most: clear, green, amber, amber+strict, red.")
        var clearance: TrafficLight = .amber
        @Flag(help: "Without a password: they sign in with an identity provider, after 'people tie'.")
        var noPassword = false
        @OptionGroup var password: PasswordOptions
        @OptionGroup var clock: ClockOption
        @OptionGroup var target: CaseOption

        func run() throws {
            let store = try ServerStore.open(of: try target.open())
            let hash = noPassword ? nil : try password.hash(for: name)
            let person = try store.addPerson(
                name: name.lowercased(), displayName: display ?? name, roles: Set(role), clearance: clearance,
                passwordHash: hash, at: clock.instant)
            Terminal.tell("\(person.name) may come in as \(role.map(\.rawValue).joined(separator: ", "))")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List everybody.")

        @OptionGroup var target: CaseOption
        @OptionGroup var output: OutputOptions

        func run() throws {
            try output.print(header: [
                "name", "display_name", "roles", "clearance", "password", "created", "disabled", "issuer", "subject",
            ]) { rows in
                for person in try ServerStore.open(of: try target.open()).people() {
                    try rows.write([
                        .text(person.name), .text(person.displayName),
                        .text(person.roles.sorted().map(\.rawValue).joined(separator: " ")),
                        .text(person.clearance.label),
                        .text(person.hasPassword ? "yes" : "no"), .text(person.created.description),
                        person.disabled.map { .text($0.description) } ?? .missing,
                        person.subject.map { .text($0.issuer) } ?? .missing,
                        person.subject.map { .text($0.subject) } ?? .missing,
                    ])
                }
            }
        }
    }

    struct Tie: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let an identity provider vouch for somebody.",
            discussion: """
                They sign in with it alone from then on: a password is gone, and sessions end. Their roles are what the \
                provider's groups give, from the next time that they sign in. Whom the provider knows as what, the refusal of \
                their first sign-in says, to them and in the log.
                """)

        @OptionGroup var who: PersonOption
        @Option(help: "The provider, as 'daylight serve --provider' names it.")
        var issuer: String
        @Option(help: "What the provider knows them by: the claim 'sub', which is no name and no address.")
        var subject: String
        @OptionGroup var clock: ClockOption

        func run() throws {
            let (store, person) = try who.find()
            try store.setSubject(
                Person.Subject(issuer: issuer, subject: subject), of: person.id, at: clock.instant)
            Terminal.tell("\(person.name) signs in with \(issuer), as '\(subject)'")
        }
    }

    struct Untie: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let no identity provider vouch for somebody any more, which ends their sessions.",
            discussion: "They keep their roles, and cannot sign in until 'people reset' gives them a password.")

        @OptionGroup var who: PersonOption
        @OptionGroup var clock: ClockOption

        func run() throws {
            let (store, person) = try who.find()
            try store.setSubject(nil, of: person.id, at: clock.instant)
            Terminal.tell("no identity provider vouches for \(person.name)")
        }
    }

    struct Disable: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shut somebody out: their sessions and tokens end at once.")

        @OptionGroup var who: PersonOption
        @OptionGroup var clock: ClockOption

        func run() throws {
            let (store, person) = try who.find()
            try store.disable(person: person.id, at: clock.instant)
            Terminal.tell("\(person.name) is shut out")
        }
    }

    struct Enable: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let somebody in again. Their tokens stay revoked.")

        @OptionGroup var who: PersonOption

        func run() throws {
            let (store, person) = try who.find()
            try store.enable(person: person.id)
            Terminal.tell("\(person.name) may come in")
        }
    }

    struct Reset: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give somebody another password, which ends their sessions.")

        @OptionGroup var who: PersonOption
        @OptionGroup var password: PasswordOptions
        @OptionGroup var clock: ClockOption

        func run() throws {
            let (store, person) = try who.find()
            try store.setPassword(hash: try password.hash(for: person.name), of: person.id, at: clock.instant)
            Terminal.tell("\(person.name) has another password, and every session of theirs has ended")
        }
    }
}

/// Somebody of a case.
struct PersonOption: ParsableArguments {
    @Argument(help: "The name that they sign in with.")
    var name: String
    @OptionGroup var target: CaseOption

    func find() throws -> (ServerStore, Person) {
        let store = try ServerStore.open(of: try target.open())
        return (store, try PersonOption.find(name, in: store))
    }

    static func find(_ name: String, in store: ServerStore) throws -> Person {
        guard let person = try store.person(named: name) else {
            let known = try store.people().map(\.name)
            throw FieldFault(
                "no-person",
                "nobody is called '\(name)'"
                    + (known.isEmpty ? "; there is nobody yet." : "; there are \(known.joined(separator: ", ")).")
            )
        }
        return person
    }
}

/// Where a person's password comes from.
struct PasswordOptions: ParsableArguments {
    @Option(
        help: "A file whose first line is the password; otherwise you are asked on a terminal.", completion: .file())
    var passwordFile: String?

    /// What is kept of it.
    func hash(for name: String) throws -> String {
        let password = try password()
        if let reason = Password.refusal(of: password, name: name) { throw FieldFault("weak-password", reason) }
        return try Password.hash(password)
    }

    private func password() throws -> String {
        if let passwordFile {
            let text = try FileText.read(passwordFile)
            guard let line = text.split(whereSeparator: \.isNewline).first, !line.isEmpty else {
                throw FieldFault("empty-password", "\(passwordFile) holds no password in its first line.")
            }
            return String(line)
        }
        guard Terminal.showsMessages, let first = Terminal.ask("Password: "), !first.isEmpty else {
            throw FieldFault("no-password", "a password is needed: give --password-file, or run this on a terminal.")
        }
        guard Terminal.ask("The same again: ") == first else {
            throw FieldFault("other-password", "the two passwords differ; nothing was changed.")
        }
        return first
    }
}

extension Role: ExpressibleByArgument {}
