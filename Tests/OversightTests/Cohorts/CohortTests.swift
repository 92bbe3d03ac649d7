import Foundation
import Oversight
import Records
import Testing

@Suite("Cohorts")
struct CohortTests {
    @Test(
        "an asset is read from its row, or refused with its field",
        arguments: [
            (["asset": "tiktok:7123", "grade": "confirmed"], "tiktok:7123", nil),
            (["platform": "X", "handle": "Name", "grade": "possible"], "x:@name", nil),
            (["platform": "telegram", "id": "Channel", "grade": "probable"], "telegram:Channel", nil),
            (["platform": "X", "id": "9.06E+17", "grade": "confirmed"], nil, "id"),
            (["platform": "myspace", "id": "1", "grade": "confirmed"], nil, "platform"),
            (["id": "1", "grade": "confirmed"], nil, "platform"),
            (["platform": "X", "id": "1", "grade": "certain"], nil, "grade"),
            (["platform": "X", "id": "1"], nil, "grade"),
            (["asset": "tiktok:", "grade": "confirmed"], nil, "asset"),
            (["asset": "tiktok:1", "grade": "confirmed", "created": "2024-05-01T10:00"], nil, "created"),
            (
                ["asset": "tiktok:1", "grade": "confirmed", "created": "2024-05-01", "first_post": "2024-04-01"], nil,
                "first_post"
            ),
        ] as [([String: String], String?, String?)])
    func rows(values: [String: String], key: String?, field: String?) {
        do throws(FieldFault) {
            let asset = try Asset(NamedRow(number: 1, values: values), grade: nil)
            #expect(asset.key.description == key)
        } catch {
            #expect(key == nil && error.field == field)
        }
    }

    @Test("assets come in the order of their keys, each once")
    func order() throws {
        let assets = [3, 1, 2].map { Asset(Scenario.key($0), grade: $0 == 2 ? .possible : .confirmed) }
        let cohort = try Cohort(
            name: "n", frozen: try StatedTime(reading: "2024-01-01"), source: "by hand", nonce: "00", assets: assets)
        #expect(cohort.assets.map(\.key.id) == ["1001", "1002", "1003"])
        #expect(cohort.assets(atLeast: .probable).count == 2)
        #expect(throws: FieldFault.self) {
            try Cohort(
                name: "n", frozen: try StatedTime(reading: "2024-01-01"), source: "by hand", nonce: "00",
                assets: assets + [assets[0]])
        }
        #expect(throws: FieldFault.self) {
            try Cohort(
                name: "n", frozen: try StatedTime(reading: "2024-01-01"), source: "by hand", nonce: "00", assets: [])
        }
    }

    @Test("an asset's id has 512 bytes at most and no control characters; what was entered before is still read")
    func longIDs() throws {
        let longest = String(repeating: "a", count: 512)
        #expect(try AssetKey(reading: "tiktok:\(longest)").id == longest)
        for text in ["tiktok:\(longest)a", "tiktok:a\tb"] {
            let fault = #expect(throws: FieldFault.self) { try AssetKey(reading: text) }
            #expect(fault?.field == "asset")
        }
        for id in [longest + "a", "a\u{0}b"] {
            let row = NamedRow(number: 1, values: ["platform": "tiktok", "id": id])
            let fault = #expect(throws: FieldFault.self) { try Asset(row, grade: .confirmed) }
            #expect(fault?.field == "id")
        }
        let stored = Data("\"tiktok:\(longest)a\"".utf8)
        #expect(try JSONDecoder().decode(AssetKey.self, from: stored).id == longest + "a")
    }
}
