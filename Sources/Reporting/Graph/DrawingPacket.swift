import Records
package import Seals

/// A drawing as the page's script reads it: positions, ties and what colours and shapes are made of, without names (these
/// come in a `LabelPacket`, after the first picture).
///
/// All numbers have their least byte first. The header has 128 bytes:
///
///     0   4 × UInt8    "DLGR"
///     4   UInt16       version of this form: 1
///     6   UInt16       what a body is: 0 an account, 1 a network
///     8   UInt32       n, bodies                  20  UInt32  accounts in all
///     12  UInt32       m, ties                    24  UInt32  ties in all
///     16  UInt32       c, groups (networks)       28  UInt32  networks in all
///     32  UInt32       ties that cannot be drawn  36  UInt32  bytes of the whole packet
///     40  2 × Float32  width and height
///     48  7 × Float64  borders of the six spans of first sight, in milliseconds of 1970; NaN where nothing is known
///     104 24 noughts
///
/// Then, each section from a multiple of four on:
///
///     2n × Float32  places, x and y
///     n × Float32   radii
///     n × UInt32    group, by place below; bodies of one group stand beside one another
///     n × UInt32    how many others the body is tied to, drawn or not
///     2m × UInt32   ties, by place of their bodies, the heaviest first
///     m × Float32   weights
///     3c × Float32  discs: x, y, radius
///     c × UInt32    accounts in the network, drawn or not
///     c × UInt32    the first body of the group
///     n × UInt8     platform, as `Platform` numbers them
///     n × UInt8     span of first sight, 0 to 5; 255 where it is not known
///     m × UInt8     class of weight, 0 to 3
package struct DrawingPacket: Sendable, Equatable {
    /// The version of the form, not of the layout.
    package static let version: UInt16 = 1

    package let bytes: [UInt8]

    package init(_ graph: DrawnGraph, places: GraphPlaces) {
        let spans = FirstSightSpans(graph.bodies.map(\.firstSeen))
        var writer = BinaryWriter(
            capacity: 160 + 22 * graph.bodies.count + 13 * graph.ties.count + 20 * graph.groups.count)
        Self.putHeader(graph, places, spans, to: &writer)
        for (index, body) in graph.bodies.enumerated() {
            let place = places.place(of: index, in: body.group)
            writer.put(Float(place.x))
            writer.put(Float(place.y))
        }
        for radius in places.radii { writer.put(Float(radius)) }
        for body in graph.bodies { writer.put(count: body.group) }
        for body in graph.bodies { writer.put(count: body.partners) }
        for tie in graph.ties {
            writer.put(tie.a)
            writer.put(tie.b)
        }
        for tie in graph.ties { writer.put(Float(tie.weight)) }
        for disc in places.discs {
            writer.put(Float(disc.centre.x))
            writer.put(Float(disc.centre.y))
            writer.put(Float(disc.radius))
        }
        for group in graph.groups { writer.put(count: group.members) }
        for group in graph.groups { writer.put(count: group.first) }
        for body in graph.bodies { writer.put(body.platform.rawValue) }
        writer.align(to: 4)
        for body in graph.bodies { writer.put(spans.span(of: body.firstSeen)) }
        writer.align(to: 4)
        let strengths = TieStrengths(weights: graph.ties.map(\.weight), nodes: graph.bodies.count)
        for tie in graph.ties { writer.put(UInt8(strengths.strength(of: tie.weight))) }
        writer.align(to: 4)
        writer.replace(at: 36, count: writer.bytes.count)
        bytes = writer.bytes
    }

    private static func putHeader(
        _ graph: DrawnGraph, _ places: GraphPlaces, _ spans: FirstSightSpans, to writer: inout BinaryWriter
    ) {
        for byte in "DLGR".utf8 { writer.put(byte) }
        writer.put(version)
        writer.put(graph.kind.rawValue)
        for count in [
            graph.bodies.count, graph.ties.count, graph.groups.count, graph.accountsInAll, graph.tiesInAll,
            graph.networksInAll, graph.unsoundTies, 0,
        ] {
            writer.put(count: count)
        }
        writer.put(Float(places.width))
        writer.put(Float(places.height))
        for border in spans.borders { writer.put(border) }
        writer.align(to: 128)
    }

    /// The name under which a packet can be kept: it changes with the input, with the layout and with the form.
    /// - Parameter inputs: the hash of what the graph was made of: a run's manifest and the filters of the page.
    package static func key(inputs: ContentHash) -> ContentHash {
        ContentHash(of: Array("drawing \(version) \(GraphPlaces.version) \(inputs.hexadecimal)".utf8))
    }
}
