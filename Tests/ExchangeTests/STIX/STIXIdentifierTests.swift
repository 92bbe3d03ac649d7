import Foundation
import Records
import Testing

@testable import Exchange

@Suite("Ids of STIX objects")
struct STIXIdentifierTests {
    /// Computed with Python's `uuid.uuid5` in the namespace 00abedb4-aa42-466c-9c01-fed23315a9b7.
    @Test(
        "are UUIDv5 of the canonical JSON of what names the object",
        arguments: [
            ("channel", [("name", "tiktok:7123")], "fd7804d7-6f65-5243-943f-68a06e81e441"),
            ("media-content", [("url", "https://example.org/a\u{2028}b")], "09de438e-f3a9-5e82-a48f-6bc9c384394b"),
            (
                "identity", [("identity_class", "organization"), ("name", "lab é")],
                "44e0333a-1011-5ef1-bc83-808fddc38e52"
            ),
            ("domain-name", [("value", "münchen.example")], "ec84ab45-ecbb-5f68-840c-b4b7d70cb21d"),
            ("text", [("value", "#\"quoted\"\\")], "c6c6c091-2bdc-5aca-b42c-b980c2f6faff"),
        ])
    func vectors(type: String, members: [(String, String)], uuid: String) {
        let id = STIXIdentifier(type, members.map { (name: $0.0, value: $0.1) })
        #expect(id.description == "\(type)--\(uuid)")
        #expect(STIXIdentifier(reading: id.description) == id)
    }

    @Test("names are folded as OpenCTI folds them, so that one name has one id")
    func folding() {
        #expect(
            STIXIdentifier("channel", named: " TikTok:7123\n")
                == STIXIdentifier("channel", [("name", "tiktok:7123")]))
    }

    @Test(
        "what is no id is none",
        arguments: ["", "channel", "channel--", "channel--fd7804d7-6f65-5243-943f-68a06e81e44", "--x", "a--zz"])
    func noIds(text: String) {
        #expect(STIXIdentifier(reading: text) == nil)
    }
}

/// The ids that OpenCTI gave what VIGINUM published: set `DAYLIGHT_DATA` to the folder of real data to run it.
@Suite(
    "Ids of STIX objects, by OpenCTI's own",
    .enabled(if: ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] != nil, "needs DAYLIGHT_DATA"))
struct STIXIdentifierRealDataTests {
    @Test("are those that OpenCTI made of the same names", arguments: ["big", "portal_kombat", "rrn"])
    func openCTI(name: String) throws {
        let root = ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] ?? ""
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(root)/stix/viginum_\(name).json"))
        let bundle = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        var compared = 0
        for object in try #require(bundle["objects"] as? [[String: Any]]) {
            let type = try #require(object["type"] as? String)
            func text(_ member: String) -> String { object[member] as? String ?? "" }
            let made: STIXIdentifier
            switch type {
            case "channel", "narrative", "event", "campaign", "intrusion-set":
                made = STIXIdentifier(type, named: text("name"))
            case "identity":
                made = STIXIdentifier(
                    type,
                    [("identity_class", text("identity_class")), ("name", STIXIdentifier.folded(text("name")))])
            case "attack-pattern": made = STIXIdentifier(type, [("x_mitre_id", text("x_mitre_id"))])
            case "threat-actor":
                made = STIXIdentifier(
                    type,
                    [("name", STIXIdentifier.folded(text("name"))), ("opencti_type", text("x_opencti_type"))])
            case "report":
                made = STIXIdentifier(
                    type, [("name", STIXIdentifier.folded(text("name"))), ("published", text("published"))])
            case "media-content": made = STIXIdentifier(type, [("url", text("url"))])
            case "url", "domain-name", "text": made = STIXIdentifier(type, [("value", text("value"))])
            default: continue
            }
            compared += 1
            #expect(made.description == text("id"))
        }
        #expect(compared > 40)
    }
}
