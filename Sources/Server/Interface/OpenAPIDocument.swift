import Exchange
import HTTPTypes

/// The table of endpoints as an OpenAPI 3.1 document: nothing stands there that the router does not know, and nothing is
/// missing that it does.
struct OpenAPIDocument {
    let endpoints: [Endpoint]
    /// The program's version.
    let version: String

    /// The document, in UTF-8; the same table gives the same bytes.
    var bytes: [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.member("openapi", text: "3.1.0")
            $0.member("info") {
                $0.object {
                    $0.member("title", text: "Daylight")
                    $0.member("version", text: version)
                    $0.member(
                        "description",
                        text:
                            "A case over HTTP. Times are ISO 8601 in UTC. What is marked above the caller's clearance is left "
                            + "out, and left_out says how many things are.")
                }
            }
            $0.member("paths") { json in
                json.object { json in
                    for path in Set(endpoints.map(\.path.description)).sorted() {
                        json.member(path) { self.path(path, &$0) }
                    }
                }
            }
            $0.member("components") { components(&$0) }
        }
        return json.bytes + [UInt8(ascii: "\n")]
    }

    private func path(_ path: String, _ json: inout JSONWriter) {
        json.object { json in
            for endpoint in endpoints.filter({ $0.path.description == path }).sorted(by: {
                $0.method.rawValue < $1.method.rawValue
            }) {
                json.member(endpoint.method.rawValue.lowercased()) { operation(endpoint, &$0) }
            }
        }
    }

    private func operation(_ endpoint: Endpoint, _ json: inout JSONWriter) {
        json.object { json in
            json.member("operationId", text: endpoint.name)
            json.member("summary", text: endpoint.summary)
            json.member("tags") { $0.array([endpoint.kind == .interface ? "interface" : "pages"]) }
            json.member("x-permission", text: endpoint.permission.rawValue)
            let roles = endpoint.permission.roles.sorted().map(\.rawValue)
            if !roles.isEmpty { json.member("x-roles") { $0.array(roles) } }
            if endpoint.permission == .open { json.member("security") { $0.raw("[]") } }
            if !endpoint.parameters.isEmpty {
                json.member("parameters") { json in
                    json.list(endpoint.parameters) { parameter($0, &$1) }
                }
            }
            if let input = endpoint.input { json.member("requestBody") { body(input, &$0) } }
            json.member("responses") { responses(endpoint, &$0) }
        }
    }

    private func parameter(_ parameter: Endpoint.Parameter, _ json: inout JSONWriter) {
        json.object { json in
            json.member("name", text: parameter.name)
            json.member("in", text: parameter.place.rawValue)
            if parameter.place == .path || parameter.isRequired { json.member("required") { $0.raw("true") } }
            json.member("description", text: parameter.summary)
            json.member("schema") { json in
                switch parameter.shape {
                case .text: json.raw(#"{"type":"string","maxLength":2000}"#)
                case .number: json.raw(#"{"type":"integer","minimum":0,"maximum":1099511627775}"#)
                case .numberTo(let most): json.raw(#"{"type":"integer","minimum":0,"maximum":\#(most)}"#)
                case .choice(let values):
                    json.object {
                        $0.member("type", text: "string")
                        $0.member("enum") { $0.array(values) }
                    }
                }
            }
        }
    }

    private func body(_ input: Endpoint.Input, _ json: inout JSONWriter) {
        json.object { json in
            json.member("description", text: "At most \(input.limit) bytes.")
            json.member("content") { json in
                json.object { json in
                    for type in input.types {
                        json.member(type) {
                            $0.object { $0.member("schema") { $0.raw(input.schema.isEmpty ? "{}" : input.schema) } }
                        }
                    }
                }
            }
        }
    }

    private func responses(_ endpoint: Endpoint, _ json: inout JSONWriter) {
        json.object { json in
            for status in Set(endpoint.outputs.map(\.status)).sorted() {
                let outputs = endpoint.outputs.filter { $0.status == status }
                json.member("\(status)") { json in
                    json.object { json in
                        json.member("description", text: outputs.first?.summary ?? "")
                        let typed = outputs.filter { !$0.type.isEmpty }
                        if typed.isEmpty { return }
                        json.member("content") { json in
                            json.object { json in
                                for output in typed {
                                    let type = String(output.type.prefix { $0 != ";" })
                                    json.member(type) {
                                        $0.object {
                                            $0.member("schema") { $0.raw(output.schema.isEmpty ? "{}" : output.schema) }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
            json.member("default") { $0.raw(##"{"$ref":"#/components/responses/refusal"}"##) }
        }
    }

    private func components(_ json: inout JSONWriter) {
        json.raw(
            #"{"responses":{"refusal":{"description":"Why it was not done.","content":{"application/json":{"schema":"#
                + ErrorDocument.schema.trimmed
                + ##"},"text/html":{"schema":{"type":"string"}}}}},"securitySchemes":{"token":{"type":"http","scheme":"bearer"},"##
                + #""session":{"type":"apiKey","in":"cookie","name":"daylight"}}}"#)
    }
}

/// Writes JSON as it comes.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    private var isFirst = true

    mutating func object(_ members: (inout JSONWriter) -> Void) {
        bytes.append(UInt8(ascii: "{"))
        isFirst = true
        members(&self)
        bytes.append(UInt8(ascii: "}"))
        isFirst = false
    }

    mutating func member(_ name: String, _ value: (inout JSONWriter) -> Void) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        JSONText.append(name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        value(&self)
        isFirst = false
    }

    mutating func member(_ name: String, text: String) {
        member(name) { JSONText.append(text, to: &$0.bytes) }
    }

    mutating func array(_ texts: [String]) { list(texts) { JSONText.append($0, to: &$1.bytes) } }

    mutating func list<Element>(_ elements: [Element], _ value: (Element, inout JSONWriter) -> Void) {
        bytes.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            value(element, &self)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    /// JSON that is written already.
    mutating func raw(_ json: String) { bytes += json.utf8 }
}
