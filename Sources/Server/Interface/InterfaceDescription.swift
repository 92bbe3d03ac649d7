import HTTPTypes

/// The document that says what the server can be asked.
struct InterfaceDescription {
    let desk: Desk
    /// All other endpoints.
    let others: [Endpoint]

    var endpoints: [Endpoint] {
        let described = others + [endpoint([])]
        return [endpoint(OpenAPIDocument(endpoints: described, version: desk.version).bytes)]
    }

    private func endpoint(_ document: [UInt8]) -> Endpoint {
        Endpoint(
            .get, "/api/openapi.json", kind: .interface, name: "getDescription",
            "What the server can be asked, as an OpenAPI 3.1 document.", .open,
            outputs: [Endpoint.Output("application/json", "The document.")], isUnrecorded: true,
            work: .waiting { _ in .json(document) })
    }
}
