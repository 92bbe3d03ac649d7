import Foundation
import Oversight
import Records
import TestSupport
import Testing

@testable import Exchange

@Suite("A folder of notes")
struct MarkdownTests {
    private func notes(_ dossier: Dossier) throws -> [String: String] {
        var sinks: [(String, TextSink)] = []
        _ = try MarkdownFolder.write(dossier) { name throws(ExchangeError) in
            let sink = TextSink.memory()
            sinks.append((name, sink))
            return sink
        }
        #expect(Set(sinks.map(\.0)).count == sinks.count)
        return Dictionary(sinks.map { ($0.0, $0.1.text) }) { first, _ in first }
    }

    @Test("has a note for each thing, and the same ones each time")
    func whole() throws {
        let notes = try notes(DossierScene.full())
        #expect(try self.notes(DossierScene.full()) == notes)
        #expect(notes.count == 1 + 2 + 19 + 2 + 3 + 4 + 1)
        #expect(notes["Case.md"]?.contains("- [[Networks/run 3 N1|run 3 N1]]\n") == true)
        let ana = try #require(notes["Accounts/tiktok ana.ro.md"])
        #expect(ana.hasPrefix("---\nkind: \"account\"\nname: \"Ana\"\ntlp: \"TLP:AMBER\"\nplatform: \"tiktok\"\n"))
        #expect(ana.contains("networks:\n  - \"[[Networks/run 3 N1]]\"\n  - \"[[Networks/wave version 1]]\"\n"))
        #expect(ana.contains("[[Notices/first notice|first notice]]"))
        #expect(ana.contains("- removed platform from RO residential: "))
    }

    @Test("a name can be no markup, no link and no property")
    func hostile() throws {
        #expect(MarkdownText.inline("<b>[[x]]</b> https://x") == #"\<b>\[\[x\]\]\</b> https\://x"#)
        #expect(MarkdownText.inline("a\u{202E}b\nc") == #"a\[U+202E\]b c"#)
        #expect(MarkdownText.link("Case", "a]]|<b>") == "[[Case|a b]]")
        #expect(MarkdownText.link("Case", "]]") == "[[Case|Case]]")
        #expect(FrontMatter.quoted("---\n\"a\\\u{202E}\u{1F600}") == #""---\n\"a\\\u202E😀""#)
        for (name, text) in try notes(DossierScene.hostile) where name.hasSuffix(".md") {
            #expect(!text.replacing("\\<", with: "").contains("<script>"))
            #expect(text.components(separatedBy: "\n---\n").count == 2)
        }
    }

    @Test(
        "escapes what is markup where it stands, and nothing else",
        arguments: [
            ("Votes, 12.5 (of 30); \"sure\" - 'x' + y = z: 5/6 & 7% {a} @ana user_name!", nil),
            ("2024-11-24T18:00:00.000Z", nil),
            (
                "a*b `c` ~~d~~ ==e== %%f%% $g$ ^h |i| \\j",
                ##"a\*b \`c\` \~\~d\~\~ \=\=e\=\= \%\%f\%\% \$g\$ \^h \|i\| \\j"##
            ),
            ("_a_ #tag (#tag) a#b &amp; &#38;", ##"\_a\_ \#tag (\#tag) a#b \&amp; \&#38;"##),
            ("# a", ##"\# a"##), ("> a > b", ##"\> a > b"##), ("- a - b", ##"\- a - b"##), ("+ a", ##"\+ a"##),
            ("12. a 13. b", ##"12\. a 13. b"##), ("12) a", ##"12\) a"##), ("= a", ##"\= a"##),
            ("www.a.b WWW.c xwww.d", ##"www\.a.b WWW\.c xwww.d"##), ("mail a@b.c", ##"mail a\@b.c"##),
            ("![x](y)", ##"!\[x\](y)"##),
        ] as [(String, String?)])
    func escapes(text: String, escaped: String?) {
        #expect(MarkdownText.inline(text) == escaped ?? text)
    }

    @Test("names of files are safe on every system, and keep apart what some of them do not")
    func names() {
        #expect(NoteNames.base("run 3 N1") == ("run 3 N1", true))
        #expect(NoteNames.base("a/b:c").text == "a-b-c")
        #expect(NoteNames.base("a/b").isWhole == false)
        #expect(NoteNames.base("CON") == ("CON", false))
        #expect(NoteNames.base("nul.txt").isWhole == false)
        #expect(NoteNames.base("..") == ("", false))
        #expect(NoteNames.base("name. ") == ("name", false))
        #expect(NoteNames.base("Маша हिन्दी") == ("Маша हिन्दी", true))
        #expect(NoteNames.base(String(repeating: "ы", count: 10_000)).text.count == 50)
        var names = NoteNames()
        let paths = ["Ana", "ana", "ANA", "e\u{301}", "\u{E9}", "\u{FF21}na"].map {
            names.add(ObjectReference(.account, $0), in: "A", $0)
        }
        #expect(paths[0] == "A/Ana")
        #expect(Set(paths.map { $0.decomposedStringWithCompatibilityMapping.lowercased() }).count == paths.count)
        #expect(names.add(ObjectReference(.account, "ana"), in: "A", "ana") == paths[1])
    }
}

@Suite("A folder that appears whole")
struct FolderSinkTests {
    @Test("takes its name at the end, and leaves nothing where it comes to no end")
    func whole() throws {
        let scratch = try Scratch()
        do {
            let dropped = try FolderSink(path: scratch.path("notes"))
            let file = try dropped.file("a/b.md")
            try file.write("x")
            try file.finish()
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == [])
        let sink = try FolderSink(path: scratch.path("notes") + "/")
        let file = try sink.file("a/b.md")
        try file.write("x")
        try file.finish()
        #expect(!FileManager.default.fileExists(atPath: scratch.path("notes")))
        try sink.finish()
        #expect(try String(contentsOfFile: scratch.path("notes/a/b.md"), encoding: .utf8) == "x")
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["notes"])
    }

    @Test("refuses a folder that holds something, and takes an empty one")
    func occupied() throws {
        let scratch = try Scratch()
        let mine = try scratch.file("mine.md") { try $0.write("x") }
        #expect(throws: ExchangeError.occupied(path: scratch.path)) { try FolderSink(path: scratch.path) }
        #expect(throws: ExchangeError.occupied(path: mine)) { try FolderSink(path: mine) }
        try FileManager.default.createDirectory(atPath: scratch.path("empty"), withIntermediateDirectories: false)
        try FolderSink(path: scratch.path("empty")).finish()
    }
}
