import Foundation
import Oversight
import Records
import Testing

@testable import Exchange

@Suite("A dossier as a STIX bundle")
struct STIXWriterTests {
    private static func bundle(
        _ light: TrafficLight = .green, leavingOut: Bool = false, _ change: (inout Dossier) -> Void = { _ in }
    ) throws -> STIXScene.Bundle {
        var dossier = try STIXScene.dossier(light)
        change(&dossier)
        return try STIXScene.Bundle(try dossier.cleared(leavingOut: leavingOut))
    }

    private static func texts(_ objects: [[String: Any]], _ member: String) -> [String] {
        objects.compactMap { $0[member] as? String }.sorted()
    }

    @Test("the same dossier gives the same bytes")
    func sameBytes() throws {
        #expect(try Self.bundle().text == Self.bundle().text)
    }

    @Test("every id stands once, and every reference leads to an object")
    func references() throws {
        let bundle = try Self.bundle()
        #expect(bundle.ids.count == bundle.objects.count)
        #expect(Set(bundle.ids).count == bundle.ids.count)
        #expect(bundle.references.subtracting(bundle.ids).isEmpty)
        #expect(bundle.outcome.objects == bundle.objects.count)
        #expect(bundle.outcome.superseded == 0)
    }

    @Test("everything that is no marking itself is marked, with a light of TLP 2.0 that the document allows")
    func marked() throws {
        let bundle = try Self.bundle()
        #expect(Self.texts(bundle.all("marking-definition"), "name") == ["TLP:CLEAR", "TLP:GREEN"])
        let lights = Set(bundle.all("marking-definition").compactMap { $0["id"] as? String })
        for object in bundle.objects where object["type"] as? String != "marking-definition" {
            let references = object["object_marking_refs"] as? [String] ?? []
            #expect(references.count == 1 && lights.isSuperset(of: references), "\(object["id"] ?? "")")
        }
    }

    @Test("accounts of one handle on two platforms are two channels, and names hold the platform")
    func platforms() throws {
        let bundle = try Self.bundle()
        #expect(Self.texts(bundle.all("channel"), "name") == ["tiktok:7001", "tiktok:@amber", "x:@amber"])
        #expect(bundle.all("channel").allSatisfy { $0["aliases"] == nil })
        let accounts = bundle.all("user-account")
        #expect(Self.texts(accounts, "account_type") == ["tiktok", "tiktok", "twitter"])
        let known = try #require(accounts.first { $0["user_id"] as? String == "7001" })
        #expect(known["account_login"] as? String == "amber7")
        #expect(known["account_created"] as? String == "2022-01-08T00:00:00.000Z")
        #expect(Set(Self.texts(bundle.all("domain-name"), "value")) == ["amber.example", "birch.example"])
    }

    @Test("an account stays one object when it changes its handle")
    func renamed() throws {
        let before = try Self.bundle().all("user-account").compactMap { $0["id"] as? String }
        let after = try Self.bundle { dossier in
            let place = dossier.assets.firstIndex { $0.key.id == "7001" } ?? 0
            dossier.assets[place].handles = [Dossier.HandlePeriod(handle: "renamed")]
        }.all("user-account").compactMap { $0["id"] as? String }
        #expect(before == after)
    }

    @Test("a post has an address of its own even where two posts give one, and is cited by file and record")
    func posts() throws {
        let posts = try Self.bundle().all("media-content")
        #expect(
            Self.texts(posts, "url") == [
                "https://www.tiktok.com/@amber7/video/900", "urn:daylight:post:tiktok:901",
                "urn:daylight:post:x:\(STIXScene.digest):3",
            ])
        let first = try #require(posts.first { ($0["content"] as? String)?.hasPrefix("line") == true })
        #expect(first["content"] as? String == "line\u{2028}\n\u{0}\"x\"")
        let extensions = try #require(first["extensions"] as? [String: [String: Any]])
        let citation = try #require(extensions.values.first { $0["file_sha256"] != nil })
        #expect(citation["file_sha256"] as? String == STIXScene.digest)
        #expect(citation["record_number"] as? Int == 1)
    }

    @Test("a post is tied once to each thing that it points to")
    func pointing() throws {
        let bundle = try Self.bundle()
        let media = try #require(
            bundle.all("media-content").first { ($0["content"] as? String)?.hasPrefix("line") == true }?["id"]
                as? String)
        let targets = bundle.all("relationship").filter { $0["source_ref"] as? String == media }
            .compactMap { ($0["target_ref"] as? String)?.prefix { $0 != "-" } }
        #expect(targets.sorted() == ["domain", "text"])
    }

    @Test("an address is a URI with what it may not hold escaped, and what is escaped already is left")
    func addresses() throws {
        #expect(try Self.texts(Self.bundle().all("url"), "value") == ["https://birch.example/%C3%A4%20b?q=%25zz"])
        #expect(STIXDocument.escaped("https://a.example/%C3%A4?b=[1]") == "https://a.example/%C3%A4?b=%5B1%5D")
        #expect(try Self.texts(Self.bundle().all("text"), "value") == ["#amber"])
    }

    @Test("ties carry their figures, and end only after they began")
    func ties() throws {
        let ties = try Self.bundle().all("relationship").filter { $0["start_time"] != nil }
        #expect(ties.count == 2)
        let strong = try #require(ties.first { $0["stop_time"] != nil })
        let extensions = try #require(strong["extensions"] as? [String: [String: Any]])
        let figures = try #require(extensions.values.first)
        #expect(figures["p_value"] as? String == "1.05e-812")
        #expect(figures["weight"] as? Int == 3)
        #expect(figures["window_s"] as? String == "60")
    }

    @Test("only a signed assessment names an actor; likelihood and confidence stand apart")
    func actors() throws {
        let bundle = try Self.bundle()
        #expect(Self.texts(bundle.all("threat-actor"), "name") == ["Somebody"])
        let notes = bundle.all("note").filter { ($0["abstract"] as? String)?.hasPrefix("Assessment") == true }
        #expect(notes.count == 2)
        #expect(notes.contains { ($0["content"] as? String)?.contains("A draft, which nobody has signed.") == true })
        let attributed = bundle.all("relationship").filter { $0["relationship_type"] as? String == "attributed-to" }
        #expect(attributed.count == 1)
        #expect(attributed[0]["confidence"] as? Int == 50)
        #expect(
            attributed[0]["description"] as? String == "Likelihood: likely. The confidence in this is moderate.")
    }

    @Test("what STIX has no object for is one of ours, with a plain note beside it")
    func ownObjects() throws {
        let bundle = try Self.bundle()
        let definitions = Set(bundle.all("extension-definition").compactMap { $0["id"] as? String })
        for type in ["notice", "response", "availability", "disclosure", "obligation"] {
            let objects = bundle.all("x-daylight-\(type)")
            #expect(objects.count == 1, "\(type)")
            let id = try #require(objects.first?["id"] as? String)
            let extensions = try #require(objects.first?["extensions"] as? [String: Any])
            #expect(definitions.isSuperset(of: extensions.keys))
            let noted = bundle.all("note").contains { ($0["object_refs"] as? [String])?.first == id }
            #expect(noted, "\(type)")
        }
        let spans = try #require(bundle.all("x-daylight-availability")[0]["spans"] as? [[String: Any]])
        #expect(spans.map { $0["state"] as? String } == ["up", "removed_platform"])
        #expect(spans.map { $0["readings"] as? Int } == [2, 1])
    }

    @Test("whoever hands it out stands once, even where somebody of that name owes something or reports")
    func producer() throws {
        for name in ["TikTok", "tiktok "] {
            let bundle = try Self.bundle { $0.head.producer = name }
            #expect(Set(bundle.ids).count == bundle.ids.count)
            #expect(bundle.all("identity").count == 1)
        }
        let id = STIXIdentifier("identity", [("identity_class", "organization"), ("name", "lab")]).description
        let bundle = try Self.bundle { dossier in
            dossier.imported = ImportedPass([
                PublishedObject(
                    standard: "stix", id: id, type: "identity", text: #"{"type":"identity","id":"\#(id)"}"#, digest: "",
                    marking: .clear)
            ])
        }
        #expect(bundle.ids.count { $0 == id } == 1 && bundle.outcome.superseded == 1)
    }

    @Test("an assessment of nothing that the bundle shows is a note on the report, and not on who hands it out")
    func assessmentOfNothing() throws {
        let bundle = try Self.bundle { dossier in
            dossier.operations = []
            for place in dossier.assessments.indices { dossier.assessments[place].subject = "why?" }
            dossier.assessments[0].subject = "run 1 N1"
            dossier.assessments[0].actor = nil
            dossier.assessments[1].actor = nil
        }
        let notes = bundle.all("note").filter { ($0["abstract"] as? String)?.hasPrefix("Assessment") == true }
        let kinds = notes.compactMap { ($0["object_refs"] as? [String])?.first?.prefix { $0 != "-" } }
        #expect(kinds.sorted() == ["grouping", "report"])
        let reported = try #require(bundle.all("report")[0]["object_refs"] as? [String])
        #expect(notes.count { reported.contains($0["id"] as? String ?? "") } == 1)
    }

    @Test("techniques keep their id and the version of their framework")
    func techniques() throws {
        let patterns = try Self.bundle().all("attack-pattern")
        let references = patterns.compactMap { ($0["external_references"] as? [[String: Any]])?.first }
        #expect(Self.texts(references, "external_id") == ["3.1.4", "T0019.002"])
        #expect(Self.texts(references, "description") == ["version 1.6", "version 2024"])
    }

    @Test("what is left out is said in the report, and nothing refers to it")
    func leftOut() throws {
        let bundle = try Self.bundle(leavingOut: true) { dossier in
            let place = dossier.assets.firstIndex { $0.key.id == "7001" } ?? 0
            dossier.assets[place].marking = .red
        }
        // The post was the only one that pointed to anything.
        #expect(bundle.outcome.withheld.words == "1 account, 1 post, 3 observables")
        let description = try #require(bundle.all("report")[0]["description"] as? String)
        #expect(description.hasSuffix("Left out because of their marking: 1 account, 1 post, 3 observables."))
        #expect(!bundle.text.contains("7001"))
        #expect(bundle.references.subtracting(bundle.ids).isEmpty)
    }

    @Test("a relationship is marked as narrowly as what it shows")
    func relationshipMarking() throws {
        let bundle = try Self.bundle(.amber) { dossier in dossier.networks[0].marking = .amber }
        let amber = TrafficLight.amber.stixIdentifier
        let uses = bundle.all("relationship").filter {
            $0["relationship_type"] as? String == "uses"
                && ($0["target_ref"] as? String)?.hasPrefix("channel") == true
        }
        #expect(uses.count == 3)
        #expect(uses.allSatisfy { $0["object_marking_refs"] as? [String] == [amber] })
    }

    @Test("imported objects stand as they came, and one of ours with the same id gives way")
    func imported() throws {
        let id = STIXIdentifier("channel", named: "tiktok:7001").description
        let text = #"{"type":"channel","id":"\#(id)","big":123456789012345678901234567890,"e":1.10}"#
        let bundle = try Self.bundle { dossier in
            dossier.imported = ImportedPass([
                PublishedObject(standard: "stix", id: id, type: "channel", text: text, digest: "", marking: .clear)
            ])
        }
        #expect(bundle.text.contains("\n" + text + ",\n"))
        #expect(bundle.outcome.superseded == 1)
        #expect(bundle.ids.count { $0 == id } == 1)
    }

    @Test("an empty dossier is a bundle, too")
    func empty() throws {
        let bundle = try STIXScene.Bundle(
            Dossier(
                head: Dossier.Head(
                    title: "Nothing", summary: "Nothing.", producer: "Lab", marking: .clear, begun: STIXScene.begun,
                    now: STIXScene.now)))
        #expect(bundle.references.subtracting(bundle.ids).isEmpty)
        #expect((bundle.all("report").first?["object_refs"] as? [String])?.count == 1)
    }
}
