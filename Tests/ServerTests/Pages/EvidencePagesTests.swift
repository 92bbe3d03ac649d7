import Evidence
import Exchange
import Foundation
import HTTPTypes
import Records
import Seals
import Testing
import Workspace

@testable import Server

@Suite("The evidence room on pages, and what takes two persons")
struct EvidencePagesTests {
    private static let people: [(name: String, roles: Set<Role>, clearance: TrafficLight)] = [
        ("ada", [.analyst, .reviewer], .red), ("rev", [.reviewer], .red), ("pub", [.publisher, .custodian], .red),
        ("ben", [.viewer], .amber),
    ]

    /// Two records, one of them for amber and one for red eyes.
    @discardableResult
    private static func fill(_ scene: SiteScene) throws -> [String] {
        let writer = try scene.folder.evidence.writer()
        let custodian = try Custodian(name: "ada", role: "analyst")
        var identifiers: [String] = []
        for (name, light) in [("open.html", TrafficLight.amber), ("closed.html", .red)] {
            let kept = try writer.keep(Array("<p>\(name)</p>".utf8))
            let record = try EvidenceRecord(
                origin: "scene", recorded: StatedTime(scene.now),
                asset: RecordedAsset(platform: .tiktok, identifier: "71"), capture: Capture(method: .file),
                files: [CapturedFile(part: .original, name: name, sha256: kept.sha256, bytes: kept.bytes)],
                legal: LegalBasis(disclosure: light), limits: ["<i>seen once</i>"])
            let stored = try writer.keep(record)
            identifiers.append(stored.sha256)
            try writer.append(
                [
                    try CustodyDraft(.collected, object: kept.sha256, by: custodian),
                    try CustodyDraft(.recorded, object: stored.sha256, by: custodian),
                ], at: scene.now)
        }
        return identifiers
    }

    @Test("Records are seen as they are marked, with what they do not show; their files are handed out byte for byte")
    func records() async throws {
        let scene = try SiteScene(people: Self.people)
        let identifiers = try Self.fill(scene)
        try await scene.test { browser in
            let (ada, ben) = (try browser.signed(in: "ada"), try browser.signed(in: "ben"))
            let list = try await ben.get("/evidence/records").text
            #expect(list.contains(identifiers[0]))
            #expect(!list.contains(identifiers[1]))
            #expect(list.contains("left out here"))
            #expect(try await ben.get("/evidence/records/\(identifiers[1])").status == .forbidden)
            let page = try await ada.get("/evidence/records/\(identifiers[1])").text
            #expect(page.contains("&lt;i&gt;seen once&lt;/i&gt;"))
            let digest = ContentHash(of: Array("<p>closed.html</p>".utf8)).hexadecimal
            let file = try await ada.get("/evidence/records/\(identifiers[1])/files/\(digest)")
            #expect(file.text == "<p>closed.html</p>")
            #expect(file.headers[.contentType] == "application/octet-stream")
            #expect(try await ada.get("/evidence/records/\(identifiers[0])/files/\(digest)").status == .notFound)
        }
    }

    @Test("Everything that pages write leaves the evidence as it was left, and what was altered is said")
    func verify() async throws {
        let scene = try SiteScene()
        try Self.fill(scene)
        try OversightPagesTests.withKey(scene)
        try await scene.test { browser in
            try await OversightPagesTests.freeze(browser)
            let signed = try await browser.post(
                "/evidence/checkpoints", ["checkpoint_passphrase": OversightPagesTests.passphrase])
            #expect(signed.headers[.location] == "/evidence?done=signed#checkpoint")
            let page = try await browser.post("/evidence/verify").text
            #expect(page.contains("Everything is as it was left"))
            let object = scene.folder.evidence.object(ContentHash(of: Array("<p>open.html</p>".utf8)).hexadecimal)
            try Data("other".utf8).write(to: URL(fileURLWithPath: object))
            let altered = try await browser.post("/evidence/verify").text
            #expect(altered.contains("1 thing is not as they were left") || altered.contains("not as they were left"))
            #expect(altered.contains("its content is not what was kept"))
        }
    }

    @Test(
        "A package takes one who asks, another who allows, and one who publishes; a new checkpoint voids what was allowed"
    )
    func package() async throws {
        let scene = try SiteScene(people: Self.people)
        try Self.fill(scene)
        try OversightPagesTests.withKey(scene)
        try await scene.test { browser in
            let (ada, rev, pub) = (
                try browser.signed(in: "ada"), try browser.signed(in: "rev"), try browser.signed(in: "pub")
            )
            let none = try await ada.post(
                "/evidence/packages", ["package_tlp": "amber", "package_to": "a court", "package_reason": "case 7"])
            #expect(none.status == .unprocessableContent)
            func sign() async throws {
                let answer = try await pub.post(
                    "/evidence/checkpoints", ["checkpoint_passphrase": OversightPagesTests.passphrase])
                #expect(answer.status == .seeOther)
            }
            func decide(_ who: Browser, _ number: Int) async throws -> HTTPResponse.Status {
                let page = try await who.get("/approvals/\(number)").text
                let digest = page.components(separatedBy: "name=\"decision_digest\" value=\"").dropFirst().first?
                    .prefix(64)
                return try await who.post(
                    "/approvals/\(number)",
                    ["decision_digest": String(digest ?? ""), "decision_choice": "allow", "decision_note": "fine"]
                ).status
            }
            try await sign()
            let asked = try await ada.post(
                "/evidence/packages", ["package_tlp": "amber", "package_to": "a court", "package_reason": "case 7"])
            #expect(asked.headers[.location] == "/approvals/1?done=asked")
            // Who asked may be a reviewer: not of this.
            #expect(try await ada.get("/approvals/1").text.contains("somebody else must decide"))
            #expect(try await decide(ada, 1) == .unprocessableContent)
            #expect(try await decide(pub, 1) == .forbidden)
            #expect(try await decide(rev, 1) == .seeOther)
            #expect(try await rev.get("/approvals").text.contains("✓ allowed"))

            scene.wait(minutes: 1)
            try await sign()
            #expect(try await rev.get("/approvals/1").text.contains("– void"))
            let void = try await pub.post(
                "/evidence/packages/make",
                ["make_number": "1", "make_passphrase": OversightPagesTests.passphrase])
            #expect(void.status == .unprocessableContent)

            let again = try await ada.post(
                "/evidence/packages", ["package_tlp": "amber", "package_to": "a court", "package_reason": "case 7"])
            #expect(again.headers[.location] == "/approvals/2?done=asked")
            #expect(try await decide(rev, 2) == .seeOther)
            let made = try await pub.post(
                "/evidence/packages/make", ["make_number": "2", "make_passphrase": OversightPagesTests.passphrase])
            #expect(made.headers[.location] == "/evidence/packages?done=added")
            let file = try await pub.get("/evidence/packages/2.zip")
            #expect(file.status == .ok)
            #expect(Array(file.bytes.prefix(2)) == Array("PK".utf8))
            #expect(try await ada.get("/evidence/packages/2.zip").status == .forbidden)
            let path = scene.store.packagePath(2)
            let check = try PackageCheck(
                path, trusting: PackageTrust(publicKey: nil, holder: nil, roots: nil, stampFault: { _ in nil }))
            #expect(check.problems.isEmpty)
            #expect(check.contents?.records == 1)
        }
    }

    @Test("Whoever wrote an assessment cannot be the second person behind it")
    func assessment() async throws {
        let scene = try SiteScene(people: Self.people)
        let keys = try [1, 2].map { number in
            try SigningKey(name: "person\(number).example/key", seed: Array(repeating: UInt8(number), count: 32))
        }
        let records = try Self.fill(scene)
        try await scene.test { browser in
            let (ada, rev) = (try browser.signed(in: "ada"), try browser.signed(in: "rev"))
            let question = try await ada.post(
                "/assessments",
                [
                    "question_name": "who", "question_text": "Who acts?", "question_layer": "asset_network",
                    "question_hypotheses":
                        "hypothesis,text,prior,role\nH1,one crew acts,0.1..0.4,rival\nH2,fans act,0.2..0.5,innocent\nH3,something else,0.1..0.3,other\n",
                ])
            #expect(question.headers[.location] == "/assessments/who?done=saved")
            for (name, kind) in [("r1", "technical"), ("r2", "behavioural")] {
                let row = try await ada.post(
                    "/assessments/who/rows",
                    [
                        "row_row": name, "row_observed": "the same second", "row_source": "source \(name)",
                        "row_grade": "B2", "row_class": kind, "row_access": "open",
                        "row_records": records[0], "row_lr": "H1=5..9\nrest=1",
                    ])
                #expect(row.status == .seeOther)
            }
            #expect(try await ada.get("/assessments/who").text.contains("One row less"))
            func sign(_ who: Browser, _ key: SigningKey) async throws -> HTTPResponse.Status {
                try await who.post(
                    "/assessments/who/sign",
                    [
                        "sign_name": "first", "sign_hypothesis": "H1", "sign_sentence": "One crew acts.",
                        "sign_confidence": "low", "sign_grounds": "Two rows speak for it.",
                        "sign_alternatives": "Fans may act alike.", "sign_limits": "One export was read.",
                        "sign_holder": key.name.name, "sign_key": key.pem,
                    ]
                ).status
            }
            #expect(try await sign(ada, keys[0]) == .seeOther)
            let page = try await ada.get("/assessments/first").text
            #expect(page.contains("somebody else must stand behind it"))
            #expect(page.contains("nobody: not for publication"))
            #expect(try await rev.get("/approvals").text.contains("/assessments/first#signatures"))
            func approve(_ who: Browser, _ key: SigningKey) async throws -> HTTPResponse.Status {
                try await who.post(
                    "/assessments/first/approve",
                    ["approve_holder": key.name.name, "approve_key": key.pem, "approve_remark": "read"]
                ).status
            }
            #expect(try await approve(ada, keys[1]) == .unprocessableContent)
            #expect(try await approve(rev, keys[0]) == .unprocessableContent)
            #expect(try await approve(rev, keys[1]) == .seeOther)
            #expect(try await ada.get("/assessments/first").text.contains("Rev, with person2.example/key"))
        }
    }
}
