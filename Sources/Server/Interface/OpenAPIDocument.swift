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
        let own = Set(endpoint.ownAnswers.map(\.status))
        let answers = endpoint.answers
        let isWithPage = Endpoint.mayRefuseWithPage(endpoint.path.description)
        json.object { json in
            for status in Set(answers.map(\.status)).sorted() {
                json.member("\(status)") { json in
                    if !own.contains(status), let obstacle = Obstacle.allCases.first(where: { $0.status == status }) {
                        let name = Self.component(obstacle, isWithPage)
                        json.raw(##"{"$ref":"#/components/responses/\##(name)"}"##)
                    } else {
                        response(answers.filter { $0.status == status }, &json)
                    }
                }
            }
        }
    }

    /// What comes back with one status.
    private func response(_ answers: [Endpoint.Output], _ json: inout JSONWriter) {
        json.object { json in
            var summaries: [String] = []
            for answer in answers where !summaries.contains(answer.summary) { summaries.append(answer.summary) }
            json.member("description", text: summaries.joined(separator: " "))
            if let fields = Self.fields(answers.first?.status ?? 0) { json.member("headers") { $0.raw(fields) } }
            var schemas: [(type: String, schema: String)] = []
            for answer in answers where !answer.type.isEmpty {
                let type = String(answer.type.prefix { $0 != ";" })
                if !schemas.contains(where: { $0.type == type }) { schemas.append((type, answer.schema)) }
            }
            if schemas.isEmpty { return }
            json.member("content") { json in
                json.object { json in
                    for (type, schema) in schemas {
                        json.member(type) {
                            $0.object { $0.member("schema") { $0.raw(schema.isEmpty ? "{}" : schema) } }
                        }
                    }
                }
            }
        }
    }

    /// Fields that every answer of a status has.
    private static func fields(_ status: Int) -> String? {
        switch status {
        case 202, 303:
            #"{"Location":{"description":"Where it goes on: an address of this server.","required":true,"schema":{"type":"string"}}}"#
        case 429, 503:
            #"{"Retry-After":{"description":"In how many seconds to ask again.","required":true,"schema":{"type":"integer","minimum":1}}}"#
        default: nil
        }
    }

    private static func component(_ obstacle: Obstacle, _ isWithPage: Bool) -> String {
        isWithPage ? obstacle.rawValue + "OrPage" : obstacle.rawValue
    }

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
                    for obstacle in Obstacle.allCases {
                        for isWithPage in [false, true] {
                            json.member(Self.component(obstacle, isWithPage)) {
                                response(obstacle.answers(withPage: isWithPage), &$0)
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
