import Coordination
import Records
import Testing

@testable import Reporting

@Suite("Text from the input can do no harm")
struct HostileTextTests {
    private static let attack = "\"'><script>alert(1)</script>&\u{202E}\u{200B}\u{0}\u{2028}<b onload=x>"

    @Test("Whatever field it stands in, nothing of an attack comes out raw, and its hidden characters are shown")
    func everyField() {
        let view = Self.poisoned()
        let strings = Self.strings(in: view)
        #expect(strings.count > 50)
        #expect(strings.allSatisfy { $0.contains(Self.attack) }, "a field was not poisoned")

        let page = InvestigationReport.html(view)
        #expect(!page.contains("<script"))
        #expect(!page.contains("<b onload"))
        #expect(!page.unicodeScalars.contains { ["\u{202E}", "\u{200B}", "\u{0}", "\u{2028}"].contains($0) })
        #expect(page.contains("U+202E") && page.contains("U+200B") && page.contains("U+0000"))
        let checker = PageChecker(page)
        #expect(checker.faults == [])
        #expect(checker.tags(named: "a").allSatisfy { $0.attributes["href"]?.hasPrefix("#") == true })
    }

    @Test("Interpolated values are text, literals are markup")
    func markup() {
        let name = "<i>&\"'"
        let markup: Markup = "<p title=\"\(name)\">\(name) \(1_234_567)</p>"
        let escaped = "&lt;i&gt;&amp;&quot;&#39;"
        #expect(markup.string == "<p title=\"\(escaped)\">\(escaped) 1,234,567</p>")
        let nested: Markup = "<div>\(markup)</div>"
        #expect(nested.string == "<div>" + markup.string + "</div>")
    }

    @Test(
        "Characters that cannot be seen are shown by their code",
        arguments: [
            ("\u{202E}gpj.exe", "[U+202E]gpj.exe"), ("a\u{200B}b", "a[U+200B]b"), ("\u{FEFF}x", "[U+FEFF]x"),
            ("a\u{200D}b", "a[U+200D]b"), ("\u{3164}", "[U+3164]"), ("\u{E0041}", "[U+E0041]"), ("a\tb", "a[U+0009]b"),
            ("\u{F8FF}", "[U+F8FF]"), ("soft\u{AD}hyphen", "soft[U+00AD]hyphen"),
        ])
    func hidden(text: String, shown: String) {
        #expect(VisibleText.plain(text) == shown)
    }

    @Test(
        "What belongs to a writing system or an emoji stays as it is",
        arguments: [
            "می\u{200C}گوید", "👩\u{200D}👩\u{200D}👧", "क्\u{200D}ष", "Tiếng Việt", "two\nlines", "北京",
            "❤\u{FE0F}\u{200D}🔥",
        ])
    func ordinary(text: String) {
        #expect(VisibleText.plain(text) == text)
    }

    @Test("A tower of combining marks is cut and counted")
    func tower() {
        let tower = "Z" + String(repeating: "\u{351}", count: 200) + "a"
        #expect(VisibleText.plain(tower) == "Z\u{351}\u{351}\u{351}[+197 marks]a")
        #expect(VisibleText.clipped(tower, to: 10).text.unicodeScalars.count <= 40)
    }

    @Test(
        "Only plain web addresses become links",
        arguments: [
            ("https://www.tiktok.com/@a/video/1", true), ("HTTP://example.org", true),
            ("javascript:alert(1)", false), ("data:text/html,x", false), ("https://tiktok.com@evil.example/", false),
            ("https://", false), ("https://exa mple.org", false), ("https://example.org/\u{202E}x", false),
            ("//example.org", false), ("https://example.org/\"onclick=", false), ("file:///etc/passwd", false),
            ("", false),
        ])
    func addresses(text: String, isLinked: Bool) {
        #expect((WebAddress(text) != nil) == isLinked)
    }

    @Test("A host in foreign letters is pointed out")
    func homograph() {
        #expect(WebAddress("https://tiktоk.com/")?.hasForeignLetters == true)
        #expect(address("https://tiktоk.com/").string.contains("host not in ASCII"))
    }

    /// Every string inside a value, found by reflection so that a field added later is not forgotten.
    private static func strings(in value: Any) -> [String] {
        if let text = value as? String { return [text] }
        return Mirror(reflecting: value).children.flatMap { strings(in: $0.value) }
    }

    /// The sample with the attack at the start of each string.
    private static func poisoned() -> ReportView {
        var view = SampleReport.view()
        func poison(_ text: inout String) { text = attack + text }
        func poison(_ text: inout String?) { text = attack + (text ?? "") }
        poison(&view.title)
        poison(&view.subject)
        poison(&view.version)
        for index in view.notes.indices { poison(&view.notes[index]) }
        view.limits = [attack]
        view.significance = SampleReport.significance
        view.significance?.null = attack
        var stability = SampleReport.stability
        for row in stability.rows.indices {
            poison(&stability.rows[row].setting)
            poison(&stability.rows[row].before)
            poison(&stability.rows[row].after)
        }
        view.stability = stability
        for index in view.question.settings.indices {
            poison(&view.question.settings[index].name)
            poison(&view.question.settings[index].value)
        }
        for index in view.inputs.indices {
            poison(&view.inputs[index].name)
            poison(&view.inputs[index].format)
            poison(&view.inputs[index].sha256)
            for rejection in view.inputs[index].rejected.indices {
                poison(&view.inputs[index].rejected[rejection].reason)
            }
        }
        for index in view.rivals.indices {
            poison(&view.rivals[index].name)
            poison(&view.rivals[index].account)
            poison(&view.rivals[index].check)
            poison(&view.rivals[index].finding)
        }
        poison(&view.reproduction.command)
        for index in view.reproduction.facts.indices {
            poison(&view.reproduction.facts[index].name)
            poison(&view.reproduction.facts[index].value)
        }
        for index in view.files.indices {
            poison(&view.files[index].name)
            poison(&view.files[index].content)
            poison(&view.files[index].sha256)
        }
        for index in view.overview.nodes.indices { poison(&view.overview.nodes[index].label) }
        for index in view.networks.indices { poisonNetwork(&view.networks[index]) }
        return view
    }

    private static func poisonNetwork(_ network: inout NetworkView) {
        func poison(_ text: inout String) { text = attack + text }
        func poison(_ text: inout String?) { text = attack + (text ?? "") }
        func poison(_ account: inout AccountView) {
            account.label = attack + account.label
            account.key.value = attack + account.key.value
        }
        poison(&network.identifier)
        network.rivals = SampleReport.rivals
        for index in network.rivals.indices {
            for sign in network.rivals[index].signs.indices {
                // Only what the input gives: an absent example stays absent.
                if network.rivals[index].signs[sign].example != nil {
                    poison(&network.rivals[index].signs[sign].example)
                }
            }
        }
        for index in network.notes.indices { poison(&network.notes[index]) }
        for index in network.layers.indices { poison(&network.layers[index].strongest) }
        for index in network.members.indices { poison(&network.members[index].account) }
        for index in network.pairs.indices {
            poison(&network.pairs[index].a)
            poison(&network.pairs[index].b)
        }
        for index in network.sharedObjects.indices {
            poison(&network.sharedObjects[index].object.value)
            poison(&network.sharedObjects[index].address)
        }
        for index in network.evidence.indices {
            poison(&network.evidence[index].object.value)
            for post in [\CoActView.earlier, \CoActView.later] {
                poison(&network.evidence[index][keyPath: post].account.value)
                poison(&network.evidence[index][keyPath: post].handle)
                poison(&network.evidence[index][keyPath: post].identifier)
                poison(&network.evidence[index][keyPath: post].text)
                poison(&network.evidence[index][keyPath: post].address)
                for object in network.evidence[index][keyPath: post].objects.indices {
                    poison(&network.evidence[index][keyPath: post].objects[object].value)
                }
            }
        }
        for index in network.activity.objects.indices { poison(&network.activity.objects[index].value) }
        for index in network.activity.rows.indices { poison(&network.activity.rows[index].account) }
        for index in network.drawing.nodes.indices { poison(&network.drawing.nodes[index].label) }
    }
}
