import Records
import Testing

@Suite("The Traffic Light Protocol")
struct TrafficLightTests {
    @Test(
        "markings are read as people write them", arguments: ["TLP:AMBER+STRICT", "amber+strict", "tlp:Amber+Strict"])
    func reading(text: String) {
        #expect(TrafficLight(text) == .amberStrict)
        #expect(TrafficLight(text)?.label == "TLP:AMBER+STRICT")
    }

    @Test("what is no marking of version 2.0 is none", arguments: ["white", "TLP:WHITE", "", "TLP:", "tlp amber"])
    func unknown(text: String) {
        #expect(TrafficLight(text) == nil)
    }

    @Test("a document's circle is never wider than what stands in it")
    func circles() {
        let all = TrafficLight.allCases
        for (place, marking) in all.enumerated() {
            #expect(all.filter { marking.isAllowed(in: $0) } == Array(all[place...]))
        }
    }
}
