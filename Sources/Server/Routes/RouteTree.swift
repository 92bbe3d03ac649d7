import HTTPTypes

/// Finds the endpoint of an address. A literal segment is preferred to a parameter; `/runs/{run}.csv` ends a parameter
/// with a literal.
struct RouteTree: Sendable {
    enum Match {
        case found(Endpoint, [String: String])
        /// The address is there, for these methods.
        case otherMethods([HTTPRequest.Method])
        case nothing
    }

    private struct Node: Sendable {
        var literals: [String: Int] = [:]
        /// Parameters with the ending behind them, the longest ending first: `("run", ".csv", node)`.
        var parameters: [(name: String, ending: String, node: Int)] = []
        var endpoints: [HTTPRequest.Method: Endpoint] = [:]
    }

    private var nodes = [Node()]

    init(_ endpoints: [Endpoint]) {
        for endpoint in endpoints { insert(endpoint) }
    }

    private mutating func insert(_ endpoint: Endpoint) {
        var place = 0
        for segment in endpoint.path.segments {
            switch segment {
            case .literal(let text):
                if let (name, ending) = Self.endedParameter(text) {
                    place = parameter(name, ending, below: place)
                } else if let next = nodes[place].literals[text] {
                    place = next
                } else {
                    nodes.append(Node())
                    nodes[place].literals[text] = nodes.count - 1
                    place = nodes.count - 1
                }
            case .parameter(let name): place = parameter(name, "", below: place)
            }
        }
        precondition(nodes[place].endpoints[endpoint.method] == nil, "\(endpoint.path) stands twice in the table")
        nodes[place].endpoints[endpoint.method] = endpoint
    }

    /// `{run}.csv` as `run` and `.csv`.
    private static func endedParameter(_ text: String) -> (name: String, ending: String)? {
        guard text.hasPrefix("{"), let close = text.firstIndex(of: "}") else { return nil }
        return (String(text[text.index(after: text.startIndex)..<close]), String(text[text.index(after: close)...]))
    }

    private mutating func parameter(_ name: String, _ ending: String, below place: Int) -> Int {
        if let known = nodes[place].parameters.first(where: { $0.name == name && $0.ending == ending }) {
            return known.node
        }
        nodes.append(Node())
        let node = nodes.count - 1
        nodes[place].parameters.append((name, ending, node))
        nodes[place].parameters.sort { ($1.ending.utf8.count, $0.name) < ($0.ending.utf8.count, $1.name) }
        return node
    }

    /// - Parameter path: percent-encoded, without its query.
    func match(_ method: HTTPRequest.Method, _ path: Substring) -> Match {
        if path == "/" { return match(method, segments: []) }
        var segments: [String] = []
        for part in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard let segment = PathText.decoded(part) else { return .nothing }
            segments.append(segment)
        }
        // One slash at the end is the writer's habit; more than one is another address.
        if segments.count > 1, segments.last == "" { segments.removeLast() }
        if segments.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) { return .nothing }
        return match(method, segments: segments)
    }

    private func match(_ method: HTTPRequest.Method, segments: [String]) -> Match {
        var methods: [HTTPRequest.Method] = []
        if let (endpoint, values) = find(method, segments[...], at: 0, [:], &methods) {
            return .found(endpoint, values)
        }
        return methods.isEmpty ? .nothing : .otherMethods(methods)
    }

    private func find(
        _ method: HTTPRequest.Method, _ segments: ArraySlice<String>, at place: Int, _ values: [String: String],
        _ methods: inout [HTTPRequest.Method]
    ) -> (Endpoint, [String: String])? {
        let node = nodes[place]
        guard let segment = segments.first else {
            if let endpoint = node.endpoints[method] ?? (method == .head ? node.endpoints[.get] : nil) {
                return (endpoint, values)
            }
            methods += node.endpoints.keys
            return nil
        }
        if let next = node.literals[segment],
            let found = find(method, segments.dropFirst(), at: next, values, &methods)
        {
            return found
        }
        for (name, ending, next) in node.parameters
        where segment.hasSuffix(ending) && segment.utf8.count > ending.utf8.count {
            var values = values
            values[name] = String(segment.dropLast(ending.count))
            if let found = find(method, segments.dropFirst(), at: next, values, &methods) { return found }
        }
        return nil
    }
}
