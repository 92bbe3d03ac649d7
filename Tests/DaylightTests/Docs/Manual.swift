import Foundation

/// What the program says of its own commands and options.
struct Manual: Sendable {
    /// A command with its subcommands, as the program's help is made of.
    private struct Command: Decodable, Sendable {
        struct Argument: Decodable {
            struct Name: Decodable {
                var kind: String
                var name: String
            }

            var names: [Name]?
        }

        var name: String
        var subcommands: [Command]
        /// Whether help shows it; what is only for measurements is hidden.
        var isShown: Bool
        /// With their hyphens.
        var options: Set<String>

        private enum Key: String, CodingKey {
            case commandName, shouldDisplay, subcommands, arguments
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: Key.self)
            name = try values.decode(String.self, forKey: .commandName)
            let all = try values.decodeIfPresent([Command].self, forKey: .subcommands) ?? []
            subcommands = all.filter { $0.isShown && $0.name != "help" }
            isShown = try values.decodeIfPresent(Bool.self, forKey: .shouldDisplay) ?? true
            let names = (try values.decodeIfPresent([Argument].self, forKey: .arguments) ?? []).flatMap {
                $0.names ?? []
            }
            options = Set(names.map { ($0.kind == "long" ? "--" : "-") + $0.name }).union(["--help", "-h", "--version"])
        }
    }

    private struct Dump: Decodable {
        var command: Command
    }

    private let root: Command

    /// Asks the program, whose parser writes what all of its help pages say as JSON.
    static func ofProgram() throws -> Manual {
        let result = try CommandLine.run(["--experimental-dump-help"], in: NSTemporaryDirectory())
        return Manual(root: try JSONDecoder().decode(Dump.self, from: Data(result.output.utf8)).command)
    }

    /// Every subcommand, as it is typed behind `daylight`.
    var paths: [String] {
        func paths(_ command: Command, _ before: [String]) -> [[String]] {
            command.subcommands.flatMap { [before + [$0.name]] + paths($0, before + [$0.name]) }
        }
        return paths(root, []).map { $0.joined(separator: " ") }
    }

    /// Why there is no such command; nothing where there is, or where the first word is another program's name.
    ///
    /// A word in capitals or with dots in the place of a subcommand (`daylight export FORMAT`) stands for any of them.
    func faults(in words: [String]) -> [String] {
        guard words.first == "daylight" else { return [] }
        var rest = words.dropFirst()
        var path = words.prefix(1)
        var command = root
        if rest.first == "help" { return [] }
        while let next = command.subcommands.first(where: { $0.name == rest.first }) {
            command = next
            path.append(rest.removeFirst())
        }
        var options = command.options
        if !command.subcommands.isEmpty, let word = rest.first, !word.hasPrefix("-") {
            if word.wholeMatch(of: /[a-z0-9-]+/) != nil {
                return ["there is no '\((path + [word]).joined(separator: " "))'"]
            }
            for subcommand in command.subcommands { options.formUnion(subcommand.options) }
        }
        var faults: [String] = []
        for word in rest {
            if word == "--" { break }
            guard let option = word.firstMatch(of: /^(--[A-Za-z][A-Za-z0-9-]*|-[A-Za-z])(?:=|$)/)?.1 else { continue }
            if !options.contains(String(option)) {
                faults.append("'\(path.joined(separator: " "))' has no option \(option)")
            }
        }
        return faults
    }
}
