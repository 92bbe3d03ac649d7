package import Records

/// How something came into our hands, by the capture block of the evidence record: what was asked for, when, from where
/// and with which tool.
package struct Capture: Codable, Hashable, Sendable {
    /// What kind of act it was.
    package enum Method: String, Codable, Sendable, CaseIterable {
        /// A file that somebody has: its own history before that is what `limits` has to say.
        case file
        /// A record of an export that was imported.
        case importedRow = "imported_row"
        /// A page or medium that a tool fetched.
        case fetched
    }

    /// Whether the tool was logged in where it looked: pages differ.
    package enum LoginState: String, Codable, Sendable, CaseIterable {
        case loggedOut = "logged_out"
        case loggedIn = "logged_in"
        case unknown
    }

    /// A header of the answer.
    package struct Header: Codable, Hashable, Sendable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The program that captured.
    package struct Tool: Codable, Hashable, Sendable {
        package var name: String
        package var version: String?
        /// SHA-256 of its configuration, hexadecimal.
        package var configuration: String?

        package init(name: String, version: String? = nil, configuration: String? = nil) {
            self.name = name
            self.version = version
            self.configuration = configuration
        }
    }

    package var method: Method
    package var urlRequested: String?
    /// Where redirections led.
    package var urlFinal: String?
    /// When it began and ended; only the beginning where nobody said when it ended.
    package var started: StatedTime?
    package var ended: StatedTime?
    /// Whose clock that is: `the collector's`, `NTP pool.ntp.org` …
    package var clock: String?
    /// The country it was looked from, ISO 3166-1 alpha-2.
    package var vantage: String?
    package var login: LoginState
    package var tool: Tool?
    /// HTTP status.
    package var status: Int?
    package var headers: [Header]

    package init(
        method: Method, urlRequested: String? = nil, urlFinal: String? = nil, started: StatedTime? = nil,
        ended: StatedTime? = nil, clock: String? = nil, vantage: String? = nil, login: LoginState = .unknown,
        tool: Tool? = nil, status: Int? = nil, headers: [Header] = []
    ) {
        self.method = method
        self.urlRequested = urlRequested
        self.urlFinal = urlFinal
        self.started = started
        self.ended = ended
        self.clock = clock
        self.vantage = vantage
        self.login = login
        self.tool = tool
        self.status = status
        self.headers = headers
    }

    private enum CodingKeys: String, CodingKey {
        case method
        case urlRequested = "url_requested"
        case urlFinal = "url_final"
        case started
        case ended
        case clock
        case vantage
        case login
        case tool
        case status
        case headers
    }

    func check() throws(EvidenceError) {
        // What is stated to a day lies before that day's end.
        if let started, let ended,
            ended.latest < started.earliest || ended.latest == started.earliest && ended.fineness != .moment
        {
            throw .refused(field: "capture.ended", reason: "it lies before the beginning, \(started)")
        }
        if let vantage, !CountryCode.isKnown(vantage) {
            throw .refused(field: "capture.vantage", reason: "'\(vantage)' is no country of ISO 3166-1, as AU or DE")
        }
        if let status, !(100...999).contains(status) {
            throw .refused(field: "capture.status", reason: "\(status) is no status of HTTP")
        }
        if let configuration = tool?.configuration {
            try StatedText.checkDigest(configuration, "capture.tool.configuration")
        }
        for (text, field) in [(urlRequested, "url"), (urlFinal, "url_final")] {
            if let text { try StatedText.check(text, "capture." + field, most: 8000) }
        }
    }
}

/// A file that belongs to a capture, by its content.
package struct CapturedFile: Codable, Hashable, Sendable {
    /// What it is to the capture.
    package enum Part: String, Codable, Sendable, CaseIterable {
        /// The thing itself.
        case original
        case media
        case screenshot
        /// The page as it stood in the browser.
        case dom
        /// WARC 1.1 with what went over the wire.
        case warc
        /// WARC with its index and pages in one file (WACZ 1.1.1).
        case wacz
        /// What somebody else wrote about it: a hash list, a receipt.
        case accompanying
    }

    /// How near two pictures or sounds are, with the method's name.
    package struct Likeness: Codable, Hashable, Sendable {
        /// `pdq`, `tmk`, `chromaprint` …
        package var method: String
        package var value: String

        package init(method: String, value: String) {
            self.method = method
            self.value = value
        }
    }

    package var part: Part
    /// The name it had, without folders.
    package var name: String
    /// SHA-256, 64 hexadecimal digits: its name in the store.
    package var sha256: String
    package var bytes: Int64
    /// By RFC 6838, where it is known.
    package var mediaType: String?
    package var likeness: [Likeness]
    /// Whether the bytes are in the store; where not, `limits` says why.
    package var isKept: Bool

    package init(
        part: Part, name: String, sha256: String, bytes: Int64, mediaType: String? = nil, likeness: [Likeness] = [],
        isKept: Bool = true
    ) {
        self.part = part
        self.name = name
        self.sha256 = sha256
        self.bytes = bytes
        self.mediaType = mediaType
        self.likeness = likeness
        self.isKept = isKept
    }

    private enum CodingKeys: String, CodingKey {
        case part
        case name
        case sha256
        case bytes
        case mediaType = "media_type"
        case likeness
        case isKept = "kept"
    }

    func check() throws(EvidenceError) {
        try StatedText.checkDigest(sha256, "files.sha256")
        try StatedText.check(name, "files.name")
        if bytes < 0 { throw .refused(field: "files.bytes", reason: "no file has \(bytes) bytes") }
    }
}
