import Records
import Seals
import Testing

@testable import Reporting

@Suite("Packets of a drawing")
struct DrawingPacketTests {
    @Test("A packet read by its written form gives back the drawing")
    func roundTrip() {
        let graph = DrawnGraph(PlantedGraph.graph(sizes: [25, 14, 5, 2, 1], ties: 150))
        let places = GraphPlaces(graph, threads: 1)
        let bytes = DrawingPacket(graph, places: places).bytes
        var reading = PacketReading(bytes)
        let (n, m, c) = (graph.bodies.count, graph.ties.count, graph.groups.count)
        #expect(reading.octets(4) == Array("DLGR".utf8))
        #expect(reading.number(UInt16.self) == 1)
        #expect(reading.number(UInt16.self) == 0)
        #expect(reading.counts(8) == [n, m, c, 47, graph.tiesInAll, 5, graph.unsoundTies, bytes.count])
        #expect(reading.floats(2) == [Float(places.width), Float(places.height)])
        let borders = (0..<7).map { _ in reading.double() }
        #expect(borders == borders.sorted())
        reading.skip(to: 128)
        let expected = graph.bodies.enumerated().flatMap { index, body -> [Float] in
            let place = places.place(of: index, in: body.group)
            return [Float(place.x), Float(place.y)]
        }
        #expect(reading.floats(2 * n) == expected)
        #expect(reading.floats(n) == places.radii.map { Float($0) })
        #expect(reading.counts(n) == graph.bodies.map(\.group))
        #expect(reading.counts(n) == graph.bodies.map(\.partners))
        #expect(reading.counts(2 * m) == graph.ties.flatMap { [Int($0.a), Int($0.b)] })
        let weights = reading.floats(m)
        #expect(weights == graph.ties.map { Float($0.weight) })
        #expect(weights == weights.sorted(by: >))
        #expect(reading.floats(3 * c) == places.discs.flatMap { [$0.centre.x, $0.centre.y, $0.radius].map { Float($0) } })
        #expect(reading.counts(c) == [25, 14, 5, 2, 1])
        #expect(reading.counts(c) == [0, 25, 39, 44, 46])
        #expect(reading.octets(n) == graph.bodies.map(\.platform.rawValue))
        let spans = reading.octets(n)
        #expect(spans.allSatisfy { $0 < 6 || $0 == 255 })
        #expect(Set(spans).isSuperset(of: [0, 5]))
        #expect(reading.octets(m).allSatisfy { $0 < 4 })
        #expect(reading.isAtEnd)
    }

    @Test("Names come back whole, addresses only where they lead to a page of ours")
    func labels() {
        let addresses = ["/accounts/1", "//evil.example", "https://evil.example", "javascript:alert(1)", "/a\\b", "/a b", ""]
        let label = "a\u{202E}b" + String(repeating: "长", count: 100)
        let accounts = addresses.map {
            AccountGraph.Account(label: label, address: $0, platform: .x, network: 3, firstSeen: nil)
        }
        let graph = DrawnGraph(AccountGraph(accounts: accounts, ties: [], networks: []))
        let bytes = LabelPacket(graph).bytes
        var reading = PacketReading(bytes)
        #expect(reading.octets(4) == Array("DLLB".utf8))
        #expect(reading.number(UInt16.self) == 1)
        #expect(reading.number(UInt16.self) == 0)
        let count = reading.count()
        #expect(count == 8)
        #expect(reading.count() == bytes.count)
        let starts = reading.counts(2 * count + 1)
        let texts = bytes[(16 + 4 * starts.count)...]
        func text(_ index: Int) -> String {
            String(
                decoding: texts[(texts.startIndex + starts[index])..<(texts.startIndex + starts[index + 1])],
                as: UTF8.self)
        }
        #expect(starts.last == texts.count)
        #expect((0..<7).map { text(2 * $0 + 1) }.filter { !$0.isEmpty } == ["/accounts/1"])
        #expect((0..<7).allSatisfy { text(2 * $0).hasPrefix("a[U+202E]b") && text(2 * $0).hasSuffix("长…") })
        #expect(text(14) == "Network 3")
    }

    @Test("Spans of first sight hold about equally many, and equal times are in one")
    func spans() {
        let times = (0..<60).map { Instant(milliseconds: Int64($0)) }
        let spans = FirstSightSpans(times)
        #expect(times.map { Int(spans.span(of: $0)) } == (0..<60).map { $0 / 10 })
        #expect(spans.span(of: nil) == 255)
        let same = FirstSightSpans(Array(repeating: Instant(milliseconds: 5), count: 9))
        #expect(same.span(of: Instant(milliseconds: 5)) == 5)
        #expect(FirstSightSpans([nil, nil]).borders.allSatisfy(\.isNaN))
    }

    @Test("The key of a packet changes with its inputs")
    func key() {
        let (one, other) = (ContentHash(of: [1]), ContentHash(of: [2]))
        #expect(DrawingPacket.key(inputs: one) == DrawingPacket.key(inputs: one))
        #expect(DrawingPacket.key(inputs: one) != DrawingPacket.key(inputs: other))
    }
}
