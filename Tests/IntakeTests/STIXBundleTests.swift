import Bytes
import Foundation
import Intake
import Records
import Seals
import Testing

@Suite("STIX bundles")
struct STIXBundleTests {
    /// What was read of a file.
    struct Kept: RecordSink {
        var statements: [Statement] = []
        mutating func take(_ record: RecordDraft, _ citation: Citation, _ arena: inout ScratchArena) -> Bool { true }
        mutating func take(_ statement: Statement, _ citation: Citation) -> Bool {
            statements.append(statement)
            return true
        }

        var objects: [PublishedObject] {
            statements.compactMap { if case .object(let object) = $0 { object } else { nil } }
        }
        var indicators: [Indicator] {
            statements.compactMap { if case .indicator(let indicator) = $0 { indicator } else { nil } }
        }
    }

    struct Reading {
        var kept = Kept()
        var rejected: [Rejection] = []
        var summary: FileSummary

        init(_ text: String, as format: String? = nil) throws { try self.init(Array(text.utf8), as: format) }

        init(_ bytes: [UInt8], as format: String? = nil) throws {
            var kept = Kept()
            var rejected: [Rejection] = []
            summary = try Intake.readAll(
                [SourceFile(path: "bundle.json", format: format, contents: bytes)], options: IntakeOptions(),
                into: &kept, reject: { rejected.append($0) }, progress: .silent
            ).files[0]
            self.kept = kept
            self.rejected = rejected
        }
    }

    private static let pattern =
        "[domain-name:value = 'elm.example' OR url:value != 'x' OR domain-name:value='fir.example']"
    private static let deep = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
    private static let uuid = "11111111-2222-4333-8444-555555555555"

    private static func bundle(_ objects: String...) -> String {
        #"{"type":"bundle","id":"bundle--\#(uuid)","objects":["# + objects.joined(separator: ",") + "]}\n"
    }

    private static func object(_ type: String, _ members: String) -> String {
        #"{"type":"\#(type)","spec_version":"2.1","id":"\#(type)--\#(uuid)"\#(members.isEmpty ? "" : ",")\#(members)}"#
    }

    @Test("every object is kept token by token, whatever its type, without the blanks between")
    func verbatim() throws {
        let odd = #"""
            { "type" : "x-odd",
              "id":"x-odd--\#(Self.uuid)", "big": 12345678901234567890123, "f": 1.10e+2,
            	"u":"\u00e9 \\ \" ä🌲", "e":[ ], "o":{ "objects":[ {"type":"y"} ] } }
            """#
        let reading = try Reading(Self.bundle(odd))
        #expect(reading.rejected.isEmpty)
        #expect(
            reading.kept.objects.map(\.text) == [
                #"{"type":"x-odd","id":"x-odd--\#(Self.uuid)","big":12345678901234567890123,"f":1.10e+2,"u":"\u00e9 \\ \" ä🌲","e":[],"o":{"objects":[{"type":"y"}]}}"#
            ])
    }

    @Test("members in any order, and documents one after another, are bundles all the same")
    func order() throws {
        let first = #"{"objects":[\#(Self.object("x-a", ""))],"id":"bundle--\#(Self.uuid)","type":"bundle"}"#
        let reading = try Reading(first + "\n" + Self.bundle(Self.object("x-b", "")))
        #expect(reading.summary.format == "stix")
        #expect(reading.kept.objects.map(\.type) == ["x-a", "x-b"])
        #expect(reading.rejected.isEmpty)
    }

    @Test("versions of one object are all kept, and one that is spelt otherwise is the same")
    func versions() throws {
        let reading = try Reading(
            Self.bundle(
                Self.object("note", #""modified":"2024-01-01T00:00:00Z","n":1"#),
                Self.object("note", #""modified":"2025-01-01T00:00:00Z","n":1"#),
                Self.object("note", #""n": 1.0, "modified":"2025-01-01T00:00:00Z""#)))
        let objects = reading.kept.objects
        #expect(objects.map(\.version) == ["2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z", "2025-01-01T00:00:00Z"])
        #expect(objects[1].digest == objects[2].digest && objects[0].digest != objects[1].digest)
    }

    @Test("integers that no double tells apart are two objects")
    func bigNumbers() throws {
        let reading = try Reading(
            Self.bundle(
                Self.object("note", #""n":12345678901234567890"#), Self.object("note", #""n":12345678901234567891"#)))
        #expect(Set(reading.kept.objects.map(\.digest)).count == 2)
    }

    @Test("a part of an object that is marked more narrowly than the whole narrows the whole")
    func granularMarkings() throws {
        func object(_ whole: TrafficLight?, _ parts: String) -> String {
            let references = whole.map { "\"object_marking_refs\":[\"\($0.stixIdentifier)\"]," } ?? ""
            return Self.object("campaign", references + "\"granular_markings\":[\(parts)]")
        }
        func part(_ light: TrafficLight) -> String {
            "{\"marking_ref\":\"\(light.stixIdentifier)\",\"selectors\":[\"description\"]}"
        }
        let reading = try Reading(
            Self.bundle(
                object(.clear, part(.green) + "," + part(.red)), object(.amber, part(.clear)), object(nil, part(.red)),
                object(.clear, "{\"lang\":\"fr\",\"selectors\":[\"name\"]},7,{\"marking_ref\":7}")), as: "stix")
        #expect(reading.kept.objects.map(\.marking) == [.red, .amber, .red, .clear])
    }

    @Test("the narrowest marking that an object refers to is its own; a licence is none")
    func markings() throws {
        let statement = "marking-definition--05d04066-b331-5ae7-9f6d-ef5c74f1e2f5"
        func refs(_ ids: String...) -> String {
            "\"object_marking_refs\":[\(ids.map { "\"\($0)\"" }.joined(separator: ","))]"
        }
        let reading = try Reading(
            Self.bundle(
                Self.object("x-a", refs(TrafficLight.clear.stixIdentifier, statement)),
                Self.object("x-b", refs(statement)),
                Self.object(
                    "x-c",
                    refs(
                        "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9", TrafficLight.red.stixIdentifier)),
                Self.object("marking-definition", "")))
        #expect(reading.kept.objects.map(\.marking) == [.clear, nil, .red, .clear])
    }

    @Test(
        "a bad object costs itself and is told exactly; the good ones around it are taken",
        arguments: [
            (#"{"type":"bundle","id":"bundle--1","objects":[]}"#, "nested-bundle", "a bundle stands among the objects"),
            (#"{"id":"x--1"}"#, "missing-type", "no 'type' that is a text"),
            (#"{"type":7,"id":"x--1"}"#, "missing-type", "no 'type' that is a text"),
            (#"{"type":"x-a"}"#, "missing-id", "no 'id' that is a text"),
            (object("x-a", #""n":1e400"#), "bad-json", "the number is larger than any double"),
            (object("x-a", #""n":01"#), "bad-json", "a zero too many"),
            (object("x-a", #""n":--1"#), "bad-json", "a digit should stand here"),
            (object("x-a", #""t":"\ud800""#), "bad-json", "half a surrogate pair"),
            (object("x-a", #""t":"\udc00 x""#), "bad-json", "half a surrogate pair"),
            (object("x-a", #""t":1,"t":2"#), "bad-json", "two members named 't'"),
            (object("x-a", #""t":\#(deep)"#), "too-deep", "more than 64 levels"),
            (object("x-a", #""t":{]"#).replacing("{]", with: "{\"a\" 1}"), "bad-json", "not well-formed"),
        ])
    func damage(bad: String, reason: String, words: String) throws {
        let reading = try Reading(Self.bundle(Self.object("x-first", ""), bad, Self.object("x-last", "")))
        #expect(reading.kept.objects.map(\.type) == ["x-first", "x-last"])
        #expect(reading.rejected.map(\.reason) == [reason])
        #expect(reading.rejected.first?.row == 2)
        #expect(reading.rejected.first?.detail.contains(words) == true, "\(reading.rejected)")
    }

    @Test("a file that breaks off gives what came before, and says so")
    func truncated() throws {
        let whole = Self.bundle(Self.object("x-first", ""), Self.object("x-last", #""t":"long text""#))
        let reading = try Reading(String(whole.dropLast(12)))
        #expect(reading.kept.objects.map(\.type) == ["x-first"])
        #expect(reading.rejected.map(\.reason) == ["cut"])
        let between = try Reading(String(whole.prefix(whole.count / 2)))
        #expect(between.rejected.map(\.reason) == ["cut"])
    }

    @Test("an object whose brackets do not match says how much it cost, the good rest that it swallowed too")
    func unbalanced() throws {
        let front = "{\"type\":\"bundle\",\"id\":\"bundle--1\",\"objects\":[\n"
        let rest = ",\n\(Self.object("x-b", "")),\(Self.object("x-c", ""))]}"
        let closed = "{\"type\":\"x-a\",]"
        let reading = try Reading(front + closed + rest, as: "stix")
        #expect(reading.kept.objects.map(\.type) == ["x-b", "x-c"])
        #expect(reading.rejected.first?.detail.contains("; \(closed.utf8.count + 2) bytes were left out") == true)
        // A bracket that is missing takes what follows into the object, as far as brackets match.
        let open = "{\"type\":\"x-a\",{\"a\":1}"
        let lost = try Reading(front + open + rest, as: "stix")
        #expect(lost.kept.objects.isEmpty)
        #expect(lost.rejected.first?.detail.contains("; \((open + rest).utf8.count) bytes were left out") == true)
    }

    @Test("bytes that are no UTF-8 cost their object")
    func notUTF8() throws {
        var bytes = Array(Self.bundle(Self.object("x-a", #""t":"~""#), Self.object("x-b", "")).utf8)
        bytes[try #require(bytes.firstIndex(of: UInt8(ascii: "~")))] = 0xFF
        let reading = try Reading(bytes)
        #expect(reading.kept.objects.map(\.type) == ["x-b"])
        #expect(reading.rejected.map(\.reason) == ["bad-json"])
    }

    @Test("a document that says to be something else is told, and its objects are taken")
    func otherDocument() throws {
        let reading = try Reading(
            #"{"type":"report","id":"report--1","objects":[\#(Self.object("x-a", ""))]}"#, as: "stix")
        #expect(reading.kept.objects.map(\.type) == ["x-a"])
        #expect(reading.rejected.map(\.reason) == ["not-a-bundle"])
    }

    @Test("oddities are kept and counted: ids of another type, objects of STIX 2.0")
    func oddities() throws {
        let reading = try Reading(
            Self.bundle(
                #"{"type":"x-a","id":"y--1"}"#,
                #"{"type":"note","id":"note--1","spec_version":"2.0","objects":{"0":{"type":"url"}}}"#))
        #expect(reading.kept.objects.count == 2)
        let notes = reading.summary.notes.map(\.name)
        #expect(notes.contains("odd-id") && notes.contains("other-version"))
    }

    @Test("what can be compared is an indicator, with whoever published it")
    func indicators() throws {
        let reading = try Reading(
            Self.bundle(
                #"{"type":"identity","id":"identity--1","name":"Watchers"}"#,
                Self.object(
                    "domain-name",
                    #""value":"amber[.]example","x_opencti_description":"stage","created_by_ref":"identity--1""#),
                Self.object("url", #""value":"hxxps://birch.example/a""#),
                Self.object("url", #""value":"URL of a site""#),
                Self.object("ipv4-addr", #""value":"192.0.2.7""#),
                Self.object("user-account", #""account_login":"@Cedar","account_type":"twitter""#),
                Self.object("user-account", #""account_login":"t.me/cedar","labels":["telegram"]"#),
                Self.object("user-account", #""user_id":"Jane Doe","labels":["facebook","rrn"]"#),
                Self.object("channel", #""name":"dogwood","channel_types":["Telegram"]"#),
                Self.object("media-content", ##""url":"#France""##),
                Self.object("file", #""hashes":{"MD5":"D41D8CD98F00B204E9800998ECF8427E"}"#),
                Self.object("indicator", "\"pattern_type\":\"stix\",\"pattern\":\"\(Self.pattern)\""),
                Self.object("malware", #""name":"nothing to compare""#)))
        let found = reading.kept.indicators
        #expect(
            found.map { "\($0.kind.rawValue) \($0.value) \($0.platform?.name ?? "-") \($0.handle ?? "-")" } == [
                "domain amber.example - -", "url https://birch.example/a - -", "text URL of a site - -",
                "ip 192.0.2.7 - -",
                "account @Cedar x cedar", "account t.me/cedar telegram cedar", "account Jane Doe facebook -",
                "account dogwood telegram dogwood", "hashtag #France - -",
                "hash d41d8cd98f00b204e9800998ecf8427e - -", "domain elm.example - -", "domain fir.example - -",
            ])
        #expect(found[0].comment == "stage")
        #expect(Set(found.map(\.publication.speaker)) == ["Watchers"])
        #expect(reading.kept.objects.count == 13)
    }
}

/// VIGINUM's own bundles: set `DAYLIGHT_DATA` to the folder of real data to run it.
@Suite(
    "VIGINUM's bundles",
    .enabled(if: ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] != nil, "needs DAYLIGHT_DATA"))
struct STIXRealDataTests {
    @Test(
        "are taken whole, object by object",
        arguments: [("big", 113), ("portal_kombat", 1622), ("rrn", 1054)])
    func complete(name: String, count: Int) throws {
        let root = ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] ?? ""
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(root)/stix/viginum_\(name).json"))
        let reading = try STIXBundleTests.Reading(Array(data))
        #expect(reading.rejected.isEmpty)
        let bundle = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let objects = try #require(bundle["objects"] as? [[String: Any]])
        #expect(objects.count == count && reading.kept.objects.count == count)
        for (theirs, ours) in zip(objects, reading.kept.objects) {
            let bytes = try JSONSerialization.data(withJSONObject: theirs)
            #expect(try CanonicalJSON.canonical(Array(bytes)) == CanonicalJSON.canonical(Array(ours.text.utf8)))
        }
    }
}
