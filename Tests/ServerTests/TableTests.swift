import Foundation
import HTTPTypes
import Records
import Reporting
import Testing
import Workspace

@testable import Server

@Suite("The table of endpoints, and what is made of it")
struct TableTests {
    @Test("Every answer has every field that protects its reader")
    func fields() async throws {
        let scene = try SiteScene()
        try await scene.test { browser async throws in
            var addresses = ["/nothing", "/runs/99", "/runs?from=x"]
            for endpoint in Site.endpoints(scene.desk) where !endpoint.isWriting {
                var address = endpoint.path.description
                for (name, value) in SiteScene.samples { address = address.replacing("{\(name)}", with: value) }
                addresses.append(address.replacing("/assets/accounts.csv", with: "/assets/site.css"))
            }
            for address in addresses {
                let fields = try await browser.get(address).headers
                let policy = fields[.contentSecurityPolicy] ?? ""
                #expect(policy.hasPrefix("default-src 'none'"), "\(address)")
                #expect(
                    !policy.contains("unsafe-eval") && !policy.contains("http:") && !policy.contains("*"), "\(address)")
                #expect(policy.contains("unsafe-inline") == (address == "/runs/1/report/page"), "\(address)")
                #expect(policy.contains("base-uri 'none'"), "\(address)")
                #expect(fields[.xContentTypeOptions] == "nosniff", "\(address)")
                #expect(["same-origin", "no-referrer"].contains(fields[.referrerPolicy] ?? ""), "\(address)")
                #expect(fields[.crossOriginOpenerPolicy] == "same-origin", "\(address)")
                #expect(fields[.crossOriginResourcePolicy] == "same-origin", "\(address)")
                #expect(fields[.cacheControl]?.hasPrefix("private, ") == true, "\(address)")
                #expect(fields[.contentType] != nil || fields[.location] != nil, "\(address)")
                #expect(fields[.contentEncoding] == nil, "\(address)")
            }
        }
    }

    @Test("A run's report has no script, no address of its own, and stands in this server's frames alone")
    func report() async throws {
        try await SiteScene().test { browser async throws in
            let response = try await browser.get("/runs/1/report/page")
            #expect(
                response.headers[.contentSecurityPolicy]
                    == "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups"
            )
            #expect(response.headers[.frameOptions] == "SAMEORIGIN")
            #expect(response.text == "<!DOCTYPE html><p>report</p>")
        }
    }

    @Test("A run whose files were altered is not handed out")
    func altered() async throws {
        let scene = try SiteScene()
        try await scene.test { browser async throws in
            let path = scene.folder.folder(ofRun: Int64(1)) + "/edges.csv"
            try Data("altered".utf8).write(to: URL(fileURLWithPath: path))
            var program = browser
            program.accept = "application/json"
            let response = try await program.get("/runs/1/files/edges.csv")
            #expect(response.status == .internalServerError)
            #expect(response.text.hasPrefix("{\"error\":{\"code\":\"altered\""))
            #expect(!response.text.contains(scene.folder.path))
        }
    }

    @Test("Names are unlike, parameters are declared, and what writes takes nothing by GET")
    func table() throws {
        let peopled = try SiteScene(people: [("ada", [.admin], .red)], provider: try SiteScene.provider())
        for scene in [try SiteScene(), peopled] {
            let endpoints = Site.endpoints(scene.desk)
            #expect(Set(endpoints.map(\.name)).count == endpoints.count)
            for endpoint in endpoints {
                let declared = endpoint.parameters.filter { $0.place == .path }.map(\.name)
                let place: Comment = "\(endpoint.name)"
                let named = endpoint.path.description.split(separator: "{").dropFirst()
                    .compactMap { $0.split(separator: "}").first.map(String.init) }
                #expect(declared.sorted() == named.sorted(), place)
                #expect(endpoint.summary.hasSuffix("."), place)
                #expect(!endpoint.outputs.isEmpty, place)
                #expect(endpoint.kind != .form || endpoint.method == .post, place)
                #expect(endpoint.method == .get || endpoint.permission != .read, place)
                #expect(!endpoint.isUnrecorded || endpoint.permission == .open || endpoint.kind == .interface, place)
            }
        }
    }

    @Test("The OpenAPI document names every address, method and parameter of the table, and nothing else")
    func description() async throws {
        let scene = try SiteScene(people: [("ada", [.admin], .red)], provider: try SiteScene.provider())
        try await scene.test { browser async throws in
            let response = try await browser.get("/api/openapi.json")
            let document = try #require(
                try JSONSerialization.jsonObject(with: Data(response.text.utf8)) as? [String: Any])
            #expect(document["openapi"] as? String == "3.1.0")
            let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
            var described: Set<String> = []
            for (path, operations) in paths {
                for (method, operation) in operations {
                    described.insert("\(method.uppercased()) \(path) \(operation["operationId"] as? String ?? "")")
                }
            }
            let endpoints = Site.endpoints(scene.desk)
            #expect(described == Set(endpoints.map { "\($0.method.rawValue) \($0.path) \($0.name)" }))
            for endpoint in endpoints {
                let operation = try #require(paths[endpoint.path.description]?[endpoint.method.rawValue.lowercased()])
                let names = (operation["parameters"] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
                #expect(names == endpoint.parameters.map(\.name))
                let responses = try #require(operation["responses"] as? [String: Any])
                #expect(Set(responses.keys) == Set(endpoint.answers.map { "\($0.status)" }))
                #expect(Set(responses.keys).isSuperset(of: ["400", "401", "421", "429", "431", "500", "503"]))
                if endpoint.permission != .open || endpoint.isWriting { #expect(responses["403"] != nil) }
                for answer in endpoint.answers where !answer.type.isEmpty {
                    let types = try content(of: try #require(responses["\(answer.status)"]), in: document)
                    let type = answer.type.prefix { $0 != ";" }
                    #expect(types.contains(String(type)), "\(endpoint.name) \(answer.status)")
                }
                #expect((operation["requestBody"] != nil) == (endpoint.input != nil))
            }
        }
    }

    /// The media types of a response, or of the one that it refers to.
    private func content(of response: Any, in document: [String: Any]) throws -> Set<String> {
        var response = try #require(response as? [String: Any])
        if let reference = response["$ref"] as? String {
            let components = document["components"] as? [String: Any]
            let named = components?["responses"] as? [String: [String: Any]]
            response = try #require(named?[String(reference.split(separator: "/").last ?? "")])
        }
        return Set((response["content"] as? [String: Any] ?? [:]).keys)
    }

    @Test("Fields of our own are called what they are called")
    func names() {
        let names: [(HTTPField.Name, String)] = [
            (.zeeschuimerPlatform, "X-Zeeschuimer-Platform"), (.lastEventID, "Last-Event-ID"), (.link, "Link"),
            (.secFetchSite, "Sec-Fetch-Site"), (.formToken, "X-Form-Token"), (.forwardedFor, "X-Forwarded-For"),
            (.permissionsPolicy, "Permissions-Policy"), (.referrerPolicy, "Referrer-Policy"),
            (.crossOriginOpenerPolicy, "Cross-Origin-Opener-Policy"), (.frameOptions, "X-Frame-Options"),
            (.refresh, "Refresh"),
        ]
        for (name, text) in names { #expect(name.rawName == text) }
    }

    @Test("A page and its twins are one table; the twins say what the page counts")
    func twins() async throws {
        try await SiteScene().test { browser async throws in
            let csv = try await browser.get("/runs.csv")
            #expect(csv.headers[.contentType] == "text/csv; charset=utf-8")
            #expect(csv.headers[.contentDisposition] == "attachment; filename=\"runs.csv\"")
            let lines = csv.text.split(separator: "\n")
            #expect(lines[0] == "run,started,traces,windows,imports,posts,accounts,edges,networks,version")
            #expect(lines.count == 2)
            #expect(lines[1].hasPrefix("1,2027-01-15T08:00:00.000Z,"))
            let json = try await browser.get("/runs.json")
            let document = try #require(try JSONSerialization.jsonObject(with: Data(json.text.utf8)) as? [String: Any])
            let rows = try #require(document["rows"] as? [[String: Any]])
            #expect(rows.count == 1)
            #expect(rows[0]["posts"] as? Int == 24)
            #expect(document["total"] as? Int == 1)
            #expect(try await browser.get("/runs").text.contains("href=\"/runs.csv\""))
        }
    }

    @Test("Style and scripts are asked for once, and then only whether they have changed")
    func assets() async throws {
        try await SiteScene().test { browser async throws in
            for asset in SiteAsset.all {
                let first = try await browser.signedOut.get("/assets/" + asset.name)
                #expect(first.headers[.contentType] == asset.type)
                let tag = try #require(first.headers[.eTag])
                let second = try await browser.get("/assets/" + asset.name, [.ifNoneMatch: tag])
                #expect(second.status == .notModified)
                #expect(second.text.isEmpty)
            }
        }
    }

    @Test("Literals go before parameters, endings end them, and addresses are taken as they are written")
    func routes() throws {
        func endpoint(_ path: PathTemplate, _ name: String) -> Endpoint {
            Endpoint(
                .get, path, kind: .page, name: name, "", .open, outputs: [.page], work: .waiting { _ in Answer() })
        }
        let tree = RouteTree([
            endpoint("/", "root"), endpoint("/a/{x}", "x"), endpoint("/a/{x}.csv", "csv"),
            endpoint("/a/compare", "literal"),
            endpoint("/a/{x}/b/{y}", "deep"),
        ])
        func match(_ path: String) -> String {
            switch tree.match(.get, path[...]) {
            case .found(let endpoint, let values):
                "\(endpoint.name) \(values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " "))"
            case .otherMethods: "other"
            case .nothing: "nothing"
            }
        }
        #expect(match("/") == "root ")
        #expect(match("/a/compare") == "literal ")
        #expect(match("/a/compar%65/") == "literal ")
        #expect(match("/a/1") == "x x=1")
        #expect(match("/a/1.csv") == "csv x=1")
        #expect(match("/a/.csv") == "x x=.csv")
        #expect(match("/a/%C3%A9%2Fb") == "x x=é/b")
        #expect(match("/a/compare/b/2") == "deep x=compare y=2")
        #expect(match("/a//b") == "nothing")
        #expect(match("/a/..") == "nothing")
        #expect(match("//") == "nothing")
        #expect(match("/b") == "nothing")
        #expect(PathTemplate("/a/{x}/b/{y}").address("é/", "?") == "/a/%C3%A9%2F/b/%3F")
    }

    @Test("Queries are read as browsers write them")
    func queries() throws {
        let query = try Query("a=1+2&b=%26%3D&c&a=%20x%20&=y&d=")
        #expect(query["a"] == "1 2")
        #expect(query.all("a") == ["1 2", " x "])
        #expect(query["b"] == "&=")
        #expect(query["c"] == nil)
        #expect(query.exact("c") == "")
        #expect(query["e"] == nil)
        #expect(throws: Refusal.self) { try Query("a=%C3") }
        #expect(throws: Refusal.self) { try Query("a=%00") }
        #expect(throws: Refusal.self) { try Query("a=%4") }
    }
}
