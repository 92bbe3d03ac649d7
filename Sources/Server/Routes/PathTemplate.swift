/// The address of an endpoint, as OpenAPI writes it: `/runs/{run}/files/{name}`.
package struct PathTemplate: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    enum Segment: Sendable, Hashable {
        case literal(String)
        case parameter(String)
    }

    package let description: String
    let segments: [Segment]

    package init(stringLiteral text: StaticString) { self.init("\(text)") }

    package init(_ text: String) {
        precondition(text.hasPrefix("/"), "\(text) is no path")
        description = text
        segments = text.dropFirst().split(separator: "/").map { part in
            part.hasPrefix("{") && part.hasSuffix("}")
                ? .parameter(String(part.dropFirst().dropLast())) : .literal(String(part))
        }
    }

    /// The names of its parameters, in order.
    package var parameters: [String] {
        segments.compactMap { segment in
            if case .parameter(let name) = segment { return name }
            return nil
        }
    }

    /// The same with an ending: `/runs` and `.csv` give `/runs.csv`, `/runs/{run}` gives `/runs/{run}.csv`.
    func ending(_ ending: String) -> PathTemplate { PathTemplate(description + ending) }

    /// An address with values for its parameters, percent-encoded.
    package func address(_ values: String...) -> String {
        var values = values[...]
        var address = ""
        for segment in segments {
            address += "/"
            switch segment {
            case .literal(let text): address += text
            case .parameter: address += PathText.encoded(values.popFirst() ?? "")
            }
        }
        return address.isEmpty ? "/" : address
    }
}

/// Percent-encoding of parts of addresses (RFC 3986).
package enum PathText {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// One segment of a path or a value of a query: everything but letters, digits and `-._~` is encoded.
    package static func encoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
            default: bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text that stands encoded; nil where it is damaged, no UTF-8, or holds a nought byte.
    /// - Parameter plusIsBlank: as in queries and forms.
    package static func decoded(_ text: some StringProtocol, plusIsBlank: Bool = false) -> String? {
        var bytes: [UInt8] = []
        var input = text.utf8.makeIterator()
        while let byte = input.next() {
            switch byte {
            case 0x25:
                guard let high = input.next().flatMap(value), let low = input.next().flatMap(value) else { return nil }
                bytes.append(high << 4 | low)
            case 0x2B where plusIsBlank: bytes.append(0x20)
            default: bytes.append(byte)
            }
        }
        if bytes.contains(0) { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x41 + 10
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }
}
