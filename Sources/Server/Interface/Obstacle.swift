/// What a request can come to instead of what it asked for, and why.
enum Obstacle: String, Sendable, CaseIterable {
    case bad, unsigned, forbidden, notFound, tooSlow, conflict, tooLarge, longAddress, otherType, misdirected, tooMany,
        longHead, failed, busy, full

    var status: Int {
        switch self {
        case .bad: 400
        case .unsigned: 401
        case .forbidden: 403
        case .notFound: 404
        case .tooSlow: 408
        case .conflict: 409
        case .tooLarge: 413
        case .longAddress: 414
        case .otherType: 415
        case .misdirected: 421
        case .tooMany: 429
        case .longHead: 431
        case .failed: 500
        case .busy: 503
        case .full: 507
        }
    }

    /// In a sentence.
    var meaning: String {
        switch self {
        case .bad: "What was sent cannot be understood, or makes no sense."
        case .unsigned: "Nobody is signed in, or the token is worth nothing."
        case .forbidden: "The person or the token may not do this, or the request came from another site."
        case .notFound: "There is no such thing."
        case .tooSlow: "What was sent took too long to come."
        case .conflict: "It cannot be done in the state that the case is in."
        case .tooLarge: "More was sent than this address takes."
        case .longAddress: "The address is too long."
        case .otherType: "What was sent is of another type than this address takes."
        case .misdirected: "The server does not answer for the host that was named."
        case .tooMany: "Too many requests; Retry-After says when to ask again."
        case .longHead: "The fields of the request's head are too long or too many."
        case .failed: "The fault is the server's."
        case .busy: "It is being made, or another program writes to the case; ask again in a moment."
        case .full: "There is no room left on the server's disk."
        }
    }

    /// Whether requests to an endpoint can meet it.
    func befalls(_ endpoint: Endpoint) -> Bool {
        switch self {
        // Before anybody looks at what is asked for; a token that is worth nothing is refused wherever it is shown.
        case .bad, .unsigned, .tooLarge, .longAddress, .misdirected, .tooMany, .longHead, .failed, .busy: true
        case .forbidden: endpoint.permission != .open || endpoint.isWriting
        case .notFound: !endpoint.path.parameters.isEmpty || endpoint.isWriting || endpoint.kind != .asset
        case .conflict: endpoint.kind != .asset
        case .otherType: endpoint.input != nil
        case .tooSlow, .full: endpoint.isWriting
        }
    }
}

extension Endpoint {
    /// Whether what goes wrong at an address can be said as a page, to whoever accepts one.
    static func mayRefuseWithPage(_ path: some StringProtocol) -> Bool {
        !path.hasPrefix("/api/") && !path.hasSuffix(".json") && !path.hasSuffix(".csv")
    }

    /// What it answers itself, and where it leads a browser of somebody who is not signed in.
    var ownAnswers: [Output] {
        guard permission != .open, !isWriting, Self.mayRefuseWithPage(path.description) else { return outputs }
        return outputs + [
            Output(
                "", "Nobody is signed in: to the page where people sign in, for those who accept HTML.", status: 303),
            Output("text/html", "To whoever follows a link from elsewhere: a page that asks again by itself."),
        ]
    }

    /// Everything that can come back.
    var answers: [Output] {
        ownAnswers
            + Obstacle.allCases.filter { $0.befalls(self) }.flatMap { obstacle in
                obstacle.answers(withPage: Self.mayRefuseWithPage(path.description))
            }
    }
}

extension Obstacle {
    func answers(withPage: Bool) -> [Endpoint.Output] {
        let types =
            [("application/json", ##"{"$ref":"#/components/schemas/error"}"##)]
            + (withPage ? [("text/html", #"{"type":"string"}"#)] : [])
        return types.map { Endpoint.Output($0, meaning, status: status, schema: $1) }
    }
}
