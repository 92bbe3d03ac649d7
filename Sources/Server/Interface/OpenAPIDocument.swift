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
            // Signing in by either is enough; what needs neither says so.
            $0.member("security") { $0.raw(#"[{"token":[]},{"session":[]}]"#) }
            $0.member("tags") {
                $0.raw(
                    #"[{"name":"interface","description":"For programs."},{"name":"pages","description":"For people: pages, their forms and what they load."}]"#
                )
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
            for (status, reason) in refusals(endpoint)
            where !endpoint.outputs.contains(where: { "\($0.status)" == status }) {
                json.member(status) { $0.raw(##"{"$ref":"#/components/responses/\##(reason)"}"##) }
            }
        }
    }

    /// Why an endpoint may not do what it is asked.
    private func refusals(_ endpoint: Endpoint) -> [(status: String, name: String)] {
        var found = [("400", "bad"), ("421", "misdirected"), ("429", "tooMany"), ("500", "failed"), ("503", "busy")]
        if endpoint.permission != .open { found.append(("401", "unsigned")) }
        if endpoint.permission != .open || endpoint.isWriting { found.append(("403", "forbidden")) }
        if !endpoint.path.parameters.isEmpty || endpoint.isWriting || endpoint.kind != .asset {
            found.append(("404", "notFound"))
        }
        if endpoint.isWriting {
            found += [
                ("408", "tooSlow"), ("409", "conflict"), ("413", "tooLarge"), ("415", "otherType"), ("507", "full"),
            ]
        }
        return found.sorted { $0.0 < $1.0 }
    }

    /// What refusals mean, by their names among the components.
    private static let meanings = [
        ("bad", "What was sent cannot be understood, or makes no sense."),
        ("busy", "Somebody else writes to the case; ask again in a moment."),
        ("conflict", "It cannot be done in the state that the case is in."), ("failed", "The fault is the server's."),
        ("forbidden", "The person or the token may not do this, or the request came from another site."),
        ("full", "There is no room left on the server's disk."),
        ("misdirected", "The server does not answer for the host that was named."),
        ("notFound", "There is no such thing."),
        ("otherType", "What was sent is of another type than this address takes."),
        ("tooLarge", "More was sent than this address takes."),
        ("tooMany", "Too many requests; Retry-After says when to ask again."),
        ("tooSlow", "What was sent took too long to come."),
        ("unsigned", "Nobody is signed in, or the token is worth nothing."),
    ]

    private func components(_ json: inout JSONWriter) {
        json.object { json in
            json.member("schemas") { json in
                json.object { json in
                    json.member("error") { $0.raw(ErrorDocument.schema.trimmed) }
                    json.member("table") { $0.raw(Endpoint.tableSchema) }
                }
            }
            json.member("responses") { json in
                json.object { json in
                    for (name, meaning) in Self.meanings {
                        json.member(name) { json in
                            json.object { json in
                                json.member("description", text: meaning)
                                json.member("content") {
                                    $0.raw(
                                        ##"{"application/json":{"schema":{"$ref":"#/components/schemas/error"}},"text/html":{"schema":{"type":"string"}}}"##
                                    )
                                }
                            }
                        }
                    }
                }
            }
            json.member("securitySchemes") {
                $0.raw(
                    #"{"token":{"type":"http","scheme":"bearer","description":"A token of a person's account page or of 'daylight token new'; it has scopes and may do no more than its person."},"#
                        + #""session":{"type":"apiKey","in":"cookie","name":"daylight","description":"What signing in sets; its name ends with the port, or begins with __Host- over TLS. What changes anything also carries the page's token in the field X-Form-Token or in form_token."}}"#
                )
            }
        }
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
