import Exchange
import Records
import Testing

@testable import Server

@Suite("What a visitor may see of findings")
struct FindingSightTests {
    private func sight(_ object: ObjectReference, _ light: TrafficLight = .red) -> FindingSight {
        FindingSight(clearance: .amber, Markings([Marking(object, light, by: "ana", reason: "a source")]))
    }

    @Test("An account is marked by its id, and one without an id by its handle")
    func accounts() {
        let byID = AccountKey(platform: .tiktok, kind: .id, value: "77")
        let byHandle = AccountKey(platform: .tiktok, kind: .handle, value: "herald")
        let marked = sight(ObjectReference(.account, "tiktok:77"))
        #expect(!marked.account(byID) && marked.account(byHandle) && !marked.seesAll)
        let handle = sight(ObjectReference(.account, "tiktok:@herald"))
        #expect(handle.account(byID) && !handle.account(byHandle) && !handle.seesAll)
        #expect(sight(ObjectReference(.account, "tiktok:@herald"), .amber).seesAll)
    }
}
