/// What pages load beside themselves: the style sheet, scripts, drawings. All of it is the program's own.
package struct SiteAsset: Sendable {
    /// The last part of its address: `site.css` lies at `/assets/site.css`.
    package var name: String
    /// Its media type.
    package var type: String
    package var bytes: [UInt8]

    package init(_ name: String, type: String, bytes: [UInt8]) {
        self.name = name
        self.type = type
        self.bytes = bytes
    }

    /// All that there is.
    package static let all: [SiteAsset] = [
        SiteAsset("site.css", type: "text/css; charset=utf-8", bytes: (PageStyle.sheet + SiteStyle.sheet).bytes),
        SiteAsset("site.js", type: "text/javascript; charset=utf-8", bytes: SiteScript.keys.bytes),
        SiteAsset("jobs.js", type: "text/javascript; charset=utf-8", bytes: JobScript.follow.bytes),
        SiteAsset("sun.svg", type: "image/svg+xml", bytes: sun.bytes),
    ]

    private static let sun: Markup = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6" fill="#c26a00"/></svg>

        """
}
