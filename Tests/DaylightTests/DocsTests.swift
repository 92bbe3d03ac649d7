import Foundation
import Testing

/// The documentation against the program: what a page names must exist, and what exists must be named.
@Suite("The documentation")
struct DocsTests {
    private static let manual = Result { try Manual.ofProgram() }

    @Test("every subcommand is named in the README or in docs")
    func namesEverySubcommand() throws {
        #expect(DocumentPage.all.count > 10)
        let places = DocumentPage.all.flatMap { $0.spans + $0.commandLines }
        let named = places.flatMap { ShellLine.commands($0.text) }.map { words -> String in
            let path = words.first == "daylight" ? words.dropFirst() : words[...]
            return path.joined(separator: " ") + " "
        }
        let paths = try Self.manual.get().paths
        #expect(paths.count > 100)
        let missing = paths.filter { path in !named.contains { $0.hasPrefix(path + " ") } }
        #expect(missing.isEmpty, "named on no page: \(missing.joined(separator: ", "))")
    }

    @Test("every command line of a page names subcommands and options that exist", arguments: DocumentPage.all)
    func namesWhatExists(_ page: DocumentPage) throws {
        let manual = try Self.manual.get()
        let faults = (page.commandLines + page.spans).flatMap { place in
            ShellLine.commands(place.text).flatMap { manual.faults(in: $0) }.map { "\(page.name):\(place.line): \($0)" }
        }
        #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
    }

    @Test("every relative link of a page leads to a file and a heading that are there", arguments: DocumentPage.all)
    func linksLeadSomewhere(_ page: DocumentPage) throws {
        let faults = page.links.compactMap { link -> String? in
            guard let target = page.target(of: link.text) else { return nil }
            let place = "\(page.name):\(link.line): \(link.text): "
            guard FileManager.default.fileExists(atPath: DocumentPage.root.appendingPathComponent(target.path).path)
            else {
                return place + "there is no \(target.path)"
            }
            guard let anchor = target.anchor else { return nil }
            let anchors = DocumentPage.page(target.path)?.anchors ?? []
            return anchors.contains(anchor) ? nil : place + "\(target.path) has no heading '\(anchor)'"
        }
        #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
    }

    @Test("every environment variable that the sources read is documented")
    func documentsTheEnvironment() throws {
        let sources = DocumentPage.root.appendingPathComponent("Sources")
        var variables: Set<String> = []
        for case let name as String in try #require(FileManager.default.enumerator(atPath: sources.path))
        where name.hasSuffix(".swift") {
            let text = try String(contentsOf: sources.appendingPathComponent(name), encoding: .utf8)
            for match in text.matches(of: /(?:environment\[|getenv\()"([A-Z_]+)"/) { variables.insert(String(match.1)) }
        }
        #expect(variables.contains("DAYLIGHT_PASSPHRASE"))
        let named = Set(DocumentPage.all.flatMap(\.spans).map(\.text))
        let missing = variables.subtracting(named).sorted()
        #expect(missing.isEmpty, "on no page: \(missing.joined(separator: ", "))")
    }

    @Test(
        "the commands of a guide, typed in an empty folder, print what the page says; DAYLIGHT_RECORD=1 writes it anew",
        arguments: ["researcher", "regulator", "newsroom", "developer"])
    func guidesCanBeTyped(_ reader: String) throws {
        #expect(try WorkedExample.check(WorkedExample.docs.appendingPathComponent("guide-\(reader).md").path) > 5)
    }
}

/// What the tests above find is no better than how pages and commands are read.
@Suite("Reading the documentation")
struct DocsReadingTests {
    @Test("commands are found in blocks of scripts and screens, joined where they go on, and not in other blocks")
    func blocks() {
        let page = DocumentPage(
            name: "docs/page.md",
            text: """
                Text.

                ```console
                $ one \\
                  --two
                shown
                ```

                    daylight three

                - a list
                  ```sh
                  daylight four   # five
                  ```

                ```python
                daylight = six
                ```
                """)
        #expect(page.commandLines.map(\.line) == [4, 9, 13])
        #expect(page.commandLines.map(\.text) == ["one \\\n  --two", "daylight three", "  daylight four   # five"])
    }

    @Test("spans of code, links and headings are found in text, with their lines")
    func prose() {
        let page = DocumentPage(
            name: "docs/page.md",
            text: """
                # A `case`, & more
                ## Twice
                ## Twice
                See `daylight
                case show` and [this](../README.md#try-it), not ``a`b``.

                ```
                ## no heading, [no](link)
                ```
                [here](#twice-1) [there](https://example.org/)
                """)
        #expect(page.spans.map(\.text) == ["case", "daylight case show", "a`b"])
        #expect(page.spans.map(\.line) == [1, 4, 5])
        #expect(page.anchors == ["a-case--more", "twice", "twice-1"])
        #expect(page.links.map(\.text) == ["../README.md#try-it", "#twice-1", "https://example.org/"])
        #expect(page.links.map(\.line) == [5, 10, 10])
        let targets = page.links.map { page.target(of: $0.text) }
        #expect(targets.map { $0?.path } == ["README.md", "docs/page.md", nil])
        #expect(targets.map { $0?.anchor } == ["try-it", "twice-1", nil])
    }

    @Test("a line is split as a shell splits it")
    func lines() {
        #expect(
            ShellLine.commands("A=1 daylight x 'a b' \"c;d\" \\\n  --y=2 | head -1; (daylight z > out) # daylight no")
                == [["daylight", "x", "a b", "c;d", "--y=2"], ["head", "-1"], ["daylight", "z", "out"]])
        #expect(ShellLine.commands("  # nothing") == [])
        #expect(ShellLine.commands("echo '' it\\'s") == [["echo", "", "it's"]])
    }

    @Test("a command that the program does not have is told, and a placeholder for one is not")
    func faults() throws {
        let manual = try Manual.ofProgram()
        func faults(_ line: String) -> [String] { ShellLine.commands(line).flatMap { manual.faults(in: $0) } }
        #expect(faults("daylight case show --case case --format json") == [])
        #expect(faults("daylight export FORMAT --case case --tlp green") == [])
        #expect(faults("daylight help case; grep --nothing") == [])
        #expect(faults("daylight investigate a.json -- --nothing") == [])
        #expect(faults("daylight case forget") == ["there is no 'daylight case forget'"])
        #expect(faults("daylight nothing") == ["there is no 'daylight nothing'"])
        #expect(
            faults("daylight case show --nothing=1 -q") == [
                "'daylight case show' has no option --nothing", "'daylight case show' has no option -q",
            ])
    }
}
