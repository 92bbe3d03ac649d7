import Records

/// The names of a drawing and where they lead, in the order of its `DrawingPacket`: bodies, then groups. A packet of its
/// own, so that the first picture does not wait for it.
///
/// Numbers have their least byte first:
///
///     0   4 × UInt8            "DLLB"
///     4   UInt16               version of this form: 1
///     6   UInt16               nought
///     8   UInt32               k, how many names follow: n + c
///     12  UInt32               bytes of the whole packet
///     16  (2k + 1) × UInt32    where each text begins among the texts, and where the last ends: name, address, name, …
///     …   UTF-8                the texts
package struct LabelPacket: Sendable, Equatable {
    package static let version: UInt16 = 1

    package let bytes: [UInt8]

    package init(_ graph: DrawnGraph) {
        var texts: [UInt8] = []
        var starts: [Int] = []
        func put(_ text: String) {
            starts.append(texts.count)
            texts.append(contentsOf: text.utf8)
        }
        for (label, address) in graph.bodies.map({ ($0.label, $0.address) })
            + graph.groups.map({ ($0.label, $0.address) })
        {
            put(Self.visible(label))
            put(Self.isOwnPath(address) ? address : "")
        }
        var writer = BinaryWriter(capacity: 20 + 4 * starts.count + texts.count)
        for byte in "DLLB".utf8 { writer.put(byte) }
        writer.put(Self.version)
        writer.put(UInt16(0))
        writer.put(count: graph.bodies.count + graph.groups.count)
        writer.put(count: 16 + 4 * (starts.count + 1) + texts.count)
        for start in starts { writer.put(count: start) }
        writer.put(count: texts.count)
        bytes = writer.bytes + texts
    }

    /// As it is drawn: what cannot be seen as a code, and not longer than a line.
    static func visible(_ label: String) -> String {
        let clip = VisibleText.clipped(VisibleText.plain(label), to: GraphLimits.label)
        return clip.text + (clip.isClipped ? "…" : "")
    }

    /// Whether an address leads to a page of this server and nowhere else.
    static func isOwnPath(_ address: String) -> Bool {
        address.hasPrefix("/") && !address.hasPrefix("//")
            && address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
    }
}
