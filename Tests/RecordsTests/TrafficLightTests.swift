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

    @Test("lights are known by the ids of STIX for TLP 2.0, TLP 1.0 and OpenCTI's own; a licence is no light")
    func stixIdentifiers() {
        for light in TrafficLight.allCases { #expect(TrafficLight(stixIdentifier: light.stixIdentifier) == light) }
        #expect(TrafficLight(stixIdentifier: "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9") == .clear)
        #expect(TrafficLight(stixIdentifier: "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da") == .green)
        #expect(TrafficLight(stixIdentifier: "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82") == .amber)
        #expect(
            TrafficLight(stixIdentifier: "marking-definition--826578e1-40ad-459f-bc73-ede076f81f37") == .amberStrict)
        #expect(TrafficLight(stixIdentifier: "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed") == .red)
        #expect(TrafficLight(stixIdentifier: "marking-definition--05d04066-b331-5ae7-9f6d-ef5c74f1e2f5") == nil)
    }
}
