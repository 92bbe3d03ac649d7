package import Records

/// What a STIX bundle is marked with, found without parsing it: bundles are larger than memory, and whichever way an object
/// refers to a marking, the marking's id stands there.
package struct MarkedBundle {
    /// The markings of the Traffic Light Protocol that the bundle names.
    private(set) var lights: Set<TrafficLight> = []
    private var rest: [UInt8] = []

    private static let mark = Array("marking-definition--".utf8)
    private static let length = mark.count + 36

    package init() {}

    /// Reads a file from its beginning to its end.
    package init(_ file: StoredFile) throws {
        try file.eachChunk { take($0) }
    }

    /// Takes the next bytes.
    package mutating func take(_ chunk: [UInt8]) {
        let bytes = rest + chunk
        var start = 0
        while let found = bytes[start...].firstIndex(of: Self.mark[0]) {
            if bytes.count - found < Self.length { break }
            if bytes[found..<found + Self.mark.count].elementsEqual(Self.mark) {
                let identifier = String(decoding: bytes[found..<found + Self.length], as: UTF8.self)
                if let light = TrafficLight(stixIdentifier: identifier) { lights.insert(light) }
            }
            start = found + 1
        }
        rest = Array(bytes.suffix(Self.length - 1))
    }

    /// A marking in it that a document of another marking may not hold; nil where there is none.
    package func marking(narrowerThan marking: TrafficLight) -> TrafficLight? {
        TrafficLight.allCases.last { lights.contains($0) && !$0.isAllowed(in: marking) }
    }
}
