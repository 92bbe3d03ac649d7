package import HTTPTypes
package import Reporting

/// One thing that the server does: an address, who may ask, what goes in and comes out, and the work. The router, the
/// OpenAPI document, the limits and the tests of who may what are all made of the table of these.
package struct Endpoint: Sendable {
    package enum Kind: Sendable, Hashable {
        /// For people: HTML.
        case page
        /// What a form of a page sends.
        case form
        /// For programs: JSON, CSV, events.
        case interface
        /// A file that pages load.
        case asset
    }

    package struct Parameter: Sendable {
        package enum Place: String, Sendable { case path, query, header }
        package enum Shape: Sendable, Hashable {
            case text
            /// A whole number from 0.
            case number
            /// A whole number from 0, to so much.
            case numberTo(Int)
            case choice([String])
        }

        package var name: String
        package var place: Place
        package var shape: Shape
        /// What it is, in a sentence.
        package var summary: String
        /// Whether it must be said; what is part of the path always must.
        package var isRequired = false

        /// - Parameter isRequired: whether nothing can be done without it.
        package static func header(_ name: String, _ summary: String, isRequired: Bool = false)
            -> Parameter
        {
            Parameter(name: name, place: .header, shape: .text, summary: summary, isRequired: isRequired)
        }

        package static func path(_ name: String, _ shape: Shape = .text, _ summary: String) -> Parameter {
            Parameter(name: name, place: .path, shape: shape, summary: summary)
        }

        package static func query(_ name: String, _ shape: Shape = .text, _ summary: String) -> Parameter {
            Parameter(name: name, place: .query, shape: shape, summary: summary)
        }
    }

    /// What may be sent.
    package struct Input: Sendable {
        /// Media types; the first is the usual one.
        package var types: [String]
        /// In bytes.
        package var limit: Int
        /// A JSON Schema, as text; empty for none.
        package var schema: String

        package init(_ types: [String], limit: Int = Input.usualLimit, schema: String = "") {
            self.types = types
            self.limit = limit
            self.schema = schema
        }

        /// 1 MiB.
        package static let usualLimit = 1 << 20

        package static let form = Input(["application/x-www-form-urlencoded"])
        package static func json(_ schema: String, limit: Int = Input.usualLimit) -> Input {
            Input(["application/json"], limit: limit, schema: schema)
        }
    }

    /// What comes back when all is well.
    package struct Output: Sendable {
        package var status: Int
        /// Its media type; empty for none.
        package var type: String
        package var summary: String
        /// A JSON Schema, as text; empty for none.
        package var schema: String

        package init(_ type: String, _ summary: String, status: Int = 200, schema: String = "") {
            self.status = status
            self.type = type
            self.summary = summary
            self.schema = schema
        }

        package static let page = Output("text/html", "The page.")
        package static let seeOther = Output("", "Done; the answer names the page that shows it.", status: 303)
        /// The page of a form again.
        package static let again = Output(
            "text/html", "What was sent cannot be taken: the page again, with it and with the reason at its field.",
            status: 422)
        /// The same where it can be taken later.
        package static let againLater = Output(
            "text/html", "Another program writes to the case: the page again, with what was sent.", status: 503)
    }

    /// From where something may be sent that changes anything.
    package enum Sender: Sendable, Hashable {
        /// From a page of this server, which shows the session's token in its form or in the field `X-Form-Token`.
        case page
        /// The same, but the token comes in a body that the endpoint takes as it comes, and the endpoint asks for it.
        case pageWithFiles
        /// From the extension Zeeschuimer too, which is no page of ours and knows no token. It shows a field that no page of
        /// another site can send: a browser would first ask whether it may (CORS), and is never told that it may.
        case zeeschuimer
    }

    /// How the work is done.
    package enum Work: Sendable {
        /// Reads files and databases, off the threads that serve connections. A body has come whole.
        case plain(@Sendable (Visit) throws -> Answer)
        /// Waits for something: it may not block.
        case waiting(@Sendable (Visit) async throws -> Answer)
        /// Takes the body as it comes.
        case taking(@Sendable (Visit, Incoming) async throws -> Answer)
    }

    package var method: HTTPRequest.Method
    package var path: PathTemplate
    package var kind: Kind
    /// A name for programs, unlike any other: `listRuns`.
    package var name: String
    /// What it does, in a sentence.
    package var summary: String
    package var permission: Permission
    package var parameters: [Parameter]
    package var input: Input?
    package var outputs: [Output]
    package var work: Work
    /// Whether nobody needs to know later that it was asked for: assets, the help, streams of progress.
    package var isUnrecorded: Bool
    /// Stands in the answer instead of the site's Content-Security-Policy: for the pages that runs left.
    package var policy: String?
    package var sender = Sender.page

    package init(
        _ method: HTTPRequest.Method, _ path: PathTemplate, kind: Kind, name: String, _ summary: String,
        _ permission: Permission, parameters: [Parameter] = [], input: Input? = nil, outputs: [Output],
        isUnrecorded: Bool = false, policy: String? = nil, sender: Sender = .page, work: Work
    ) {
        self.sender = sender
        self.method = method
        self.path = path
        self.kind = kind
        self.name = name
        self.summary = summary
        self.permission = permission
        self.parameters = parameters
        self.input = input
        self.outputs = outputs
        self.isUnrecorded = isUnrecorded
        self.policy = policy
        self.work = work
    }

    /// Whether it changes anything.
    package var isWriting: Bool { method != .get }
}

extension Endpoint {
    /// A page.
    package static func page(
        _ path: PathTemplate, name: String, _ summary: String, _ permission: Permission,
        parameters: [Parameter] = [], _ show: @escaping @Sendable (Visit) throws -> SitePage
    ) -> Endpoint {
        Endpoint(
            .get, path, kind: .page, name: name, summary, permission, parameters: parameters, outputs: [.page],
            work: .plain { .page(try show($0)) })
    }

    /// A page and its twins in CSV and JSON, all of one table.
    /// - Parameters:
    ///   - path: of the page; the twins lie at the same with `.csv` and `.json`.
    ///   - table: what it is about. For the twins it is asked with `visit.form` set to the twin's.
    ///   - show: the page, with the table and addresses of the twins.
    package static func table(
        _ path: PathTemplate, name: String, _ summary: String, _ permission: Permission,
        parameters: [Parameter] = [], _ table: @escaping @Sendable (Visit) throws -> TwinTable,
        show: @escaping @Sendable (Visit, TwinTable) throws -> SitePage
    ) -> [Endpoint] {
        self.table(path, name: name, summary, permission, parameters: parameters, table) { visit in
            let table = try table(visit)
            var page = try show(visit, table)
            page.frame.leftOut = max(page.frame.leftOut, table.leftOut)
            return page
        }
    }

    /// The same for a page that is not made of its table.
    /// - Parameter show: the page; it says itself how much is left out of it.
    package static func table(
        _ path: PathTemplate, name: String, _ summary: String, _ permission: Permission,
        parameters: [Parameter] = [], _ table: @escaping @Sendable (Visit) throws -> TwinTable,
        page show: @escaping @Sendable (Visit) throws -> SitePage
    ) -> [Endpoint] {
        let takes =
            parameters + [
                .query("from", .number, "The place of the first row, from 0."),
                .query("count", .number, "How many rows at most, to 10,000; CSV has as many where nothing is said."),
            ]
        func twin(_ ending: String, _ type: String, _ body: @escaping @Sendable (TwinTable) -> [UInt8]) -> Endpoint {
            Endpoint(
                .get, path.ending(ending), kind: .interface, name: name + ending.dropFirst().uppercased(),
                "\(summary) As \(ending.dropFirst().uppercased()).", permission, parameters: takes,
                outputs: [
                    Output(
                        type, "The table.",
                        schema: ending == ".json" ? ##"{"$ref":"#/components/schemas/table"}"## : #"{"type":"string"}"#)
                ],
                work: .plain { visit in
                    let table = try table(visit)
                    return .bytes(body(table), type: type, download: ending == ".csv" ? table.name + ".csv" : nil)
                })
        }
        return [
            page(path, name: name, summary, permission, parameters: takes) { visit in
                var page = try show(visit)
                let rest = visit.query.text.isEmpty ? "" : "?" + visit.query.text
                page.twins = [
                    ("CSV", visit.path + ".csv" + rest), ("JSON", visit.path + ".json" + rest),
                ]
                return page
            },
            twin(".csv", "text/csv; charset=utf-8") { $0.csv },
            twin(".json", "application/json") { $0.json },
        ]
    }

    /// The JSON Schema of a table's twin.
    static let tableSchema = #"""
        {"type":"object","required":["rows","from","total","left_out"],"properties":{"rows":{"type":"array","items":{"type":"object","additionalProperties":{"type":["string","number","boolean","null"]}}},"from":{"type":"integer","description":"The place of the first row in the whole, from 0."},"total":{"type":"integer","description":"How many rows the whole has."},"left_out":{"type":"integer","description":"Rows that are marked above the caller's clearance."}}}
        """#

    /// What a form of a page sends: it changes something, and leads to a page that shows it.
    package static func form(
        _ path: PathTemplate, name: String, _ summary: String, _ permission: Permission, parameters: [Parameter] = [],
        input: Input = .form, outputs: [Output] = [.seeOther], _ act: @escaping @Sendable (Visit) throws -> Answer
    ) -> Endpoint {
        Endpoint(
            .post, path, kind: .form, name: name, summary, permission, parameters: parameters, input: input,
            outputs: outputs, work: .plain(act))
    }
}

extension [Endpoint.Output] {
    /// Of a form that people fill in.
    static var entered: Self { [.seeOther, .again, .againLater] }
}
