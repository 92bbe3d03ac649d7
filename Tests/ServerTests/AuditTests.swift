import Evidence
import Foundation
import HTTPTypes
import Records
import Testing
import Workspace

@testable import Server

@Suite("What is written down about everybody")
struct AuditTests {
    private static let people: [(name: String, roles: Set<Role>, clearance: TrafficLight)] = [
        ("ada", [.admin, .auditor], .red), ("ben", [.analyst], .red),
    ]

    private static func entries(_ scene: SiteScene) throws -> [String] {
        try scene.desk.audit.flush()
        var entries: [String] = []
        try scene.folder.evidence.custody().eachEvent { event in
            entries.append(
                "\(event.draft.custodian.name) (\(event.draft.custodian.role)) \(event.draft.action) \(event.draft.note ?? "")"
            )
        }
        return entries
    }

    @Test("Reads, exports, writes and refusals at the door are entries; the same again within a second is counted")
    func entries() async throws {
        let scene = try SiteScene(people: Self.people)
        try await scene.test { browser async throws in
            let ben = try browser.signed(in: "ben")
            for _ in 0..<3 { _ = try await ben.get("/runs?from=0") }
            let file = try await ben.get("/runs/1/files/edges.csv")
            _ = try await ben.get("/assets/site.css")
            _ = try await ben.get("/people")
            #expect(
                try Self.entries(scene) == [
                    "ben (analyst) viewed GET /runs?from=0 (3 times)",
                    "ben (analyst) exported GET /runs/1/files/edges.csv",
                ])
            let log = try scene.folder.evidence.custody()
            #expect(try log.event(2).draft.object == Secrets.digest(Array(file.text.utf8)))
            _ = try await browser.post("/login", ["name": "ben", "password": "not the password"])
            let last = try Self.entries(scene).last
            #expect(last == "nobody (visitor) viewed was refused as 'ben' from unknown")
        }
    }

    @Test("A write is on the disk before it is acknowledged, in words that are kept as its object")
    func writes() async throws {
        let scene = try SiteScene(people: Self.people)
        try await scene.test { browser async throws in
            let ada = try browser.signed(in: "ada")
            _ = try await ada.get("/people")
            #expect(
                try await ada.post("/people", ["name": "eve", "role": "viewer", "clearance": "green"]).status
                    == .seeOther)
            // Read without a flush: nothing is waiting.
            #expect(!scene.desk.audit.isBehind)
            var notes: [String] = []
            try scene.folder.evidence.custody().eachEvent { event in
                if event.draft.action == .entered {
                    let kept = try scene.folder.evidence.contents(of: event.draft.object)
                    notes.append(String(decoding: kept, as: UTF8.self))
                }
            }
            #expect(notes == ["entered the person eve", "POST /people"])
        }
    }

    /// - Returns: what waits on the disk.
    private static func noteWhileOthersWrite(_ scene: SiteScene) throws -> Data {
        let spool = scene.store.path + "/audit.json"
        let writer = try scene.folder.evidence.writer()
        try withExtendedLifetime(writer) {
            scene.desk.audit.note(AuditTrail.Act(person: "ben", role: "analyst", action: .viewed, note: "GET /a"))
            try scene.desk.audit.flush()
            #expect(!scene.desk.audit.isBehind)
        }
        return try Data(contentsOf: URL(fileURLWithPath: spool))
    }

    @Test("While another program writes to the case entries wait on the disk, and are entered once when it is free")
    func waiting() throws {
        let scene = try SiteScene()
        let waiting = try Self.noteWhileOthersWrite(scene)
        #expect(String(decoding: waiting, as: UTF8.self).contains("GET \\/a"))
        #expect(try Self.entries(scene) == ["ben (analyst) viewed GET /a"])
        // Somebody is stopped between entering and forgetting: the same waits again.
        try waiting.write(to: URL(fileURLWithPath: scene.store.path + "/audit.json"))
        scene.desk.audit.note(AuditTrail.Act(person: "ben", role: "analyst", action: .viewed, note: "GET /b"))
        #expect(try Self.entries(scene) == ["ben (analyst) viewed GET /a", "ben (analyst) viewed GET /b"])
        #expect(
            try scene.folder.evidence.custody().event(1).draft.reason
                == "happened at 2027-01-15T08:00:00.000Z, while the case was written to")
    }

    @Test("An entry's time is that at which nobody else can make one, so that none is dated before the one it follows")
    func order() throws {
        let scene = try SiteScene()
        let draft = try CustodyDraft(
            .viewed, object: Secrets.digest([]), by: Custodian(name: "ben", role: "analyst"), note: "GET /a")
        var isAlone = false
        try AuditSpool(of: scene.folder, in: scene.store).enter([draft]) {
            isAlone = (try? scene.folder.evidence.writer(waits: false)) == nil
            return scene.now
        }
        #expect(isAlone)
    }

    @Test("Whatever is read is read while another program writes to the case, and what people enter is entered")
    func reading() async throws {
        let scene = try SiteScene()
        try await scene.test { browser async throws in
            var addresses: [String] = []
            for endpoint in Site.endpoints(scene.desk) where !endpoint.isWriting {
                var address = endpoint.path.description
                for (name, value) in SiteScene.samples { address = address.replacing("{\(name)}", with: value) }
                addresses.append(address)
            }
            // Drawings and replays are worked out the first time.
            for address in addresses { _ = try await browser.get(address) }
            _ = try await browser.get("/emergence") { !$0.contains("being replayed") }
            var free: [String: Int] = [:]
            for address in addresses { free[address] = try await browser.get(address).status.code }
            let writer = try scene.folder.evidence.writer()
            for address in addresses {
                #expect(try await browser.get(address).status.code == free[address], "\(address)")
            }
            let entered = try await browser.post(
                "/assessments",
                [
                    "question_name": "who", "question_text": "Who did it?", "question_layer": "asset_network",
                    "question_hypotheses":
                        "hypothesis,text,prior,role\nH1,one crew acts,0.1..0.4,rival\nH2,fans act,0.2..0.5,innocent\nH3,something else,0.1..0.3,other\n",
                ])
            #expect(entered.status == .seeOther, "\(entered.text.prefix(3000))")
            withExtendedLifetime(writer) {}
        }
    }

    @Test("The audit is a page with filters, and reading it is an entry too")
    func page() async throws {
        let scene = try SiteScene(people: Self.people)
        try await scene.test { browser async throws in
            _ = try await browser.signed(in: "ben").get("/runs")
            let ada = try browser.signed(in: "ada")
            let page = try await ada.get("/audit?person=ben")
            #expect(page.text.contains("GET /runs"))
            #expect(try await ada.get("/audit?action=exported").text.contains("No entry is like that."))
            #expect(try await ada.get("/audit?action=nonsense").status == .badRequest)
            #expect(try await ada.get("/audit.csv?person=ada").text.contains("GET /audit?person=ben"))
            #expect(try await browser.signed(in: "ben").get("/audit").status == .forbidden)
        }
    }
}
