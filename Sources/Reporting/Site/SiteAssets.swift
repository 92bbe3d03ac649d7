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

    private init(script name: String, _ bytes: [UInt8]) {
        self.init(name, type: "text/javascript; charset=utf-8", bytes: bytes)
    }

    /// All that there is.
    package static let all: [SiteAsset] =
        [
            SiteAsset(
                "site.css", type: "text/css; charset=utf-8",
                bytes: (PageStyle.sheet + SiteStyle.sheet + GraphStyle.sheet).bytes),
            SiteAsset(script: "site.js", PackageResources.site_js),
            SiteAsset(script: "jobs.js", PackageResources.jobs_js),
            SiteAsset("sun.svg", type: "image/svg+xml", bytes: sun.bytes),
        ] + scripts

    /// The scripts of the drawing and of the strip of time. They are modules and import one another by name, so that all
    /// stand in one folder.
    package static let scripts = [
        SiteAsset(script: "graph.js", PackageResources.graph_js),
        SiteAsset(script: "graph-camera.js", PackageResources.graph_camera_js),
        SiteAsset(script: "graph-canvas.js", PackageResources.graph_canvas_js),
        SiteAsset(script: "graph-labels.js", PackageResources.graph_labels_js),
        SiteAsset(script: "graph-legend.js", PackageResources.graph_legend_js),
        SiteAsset(script: "graph-packet.js", PackageResources.graph_packet_js),
        SiteAsset(script: "graph-style.js", PackageResources.graph_style_js),
        SiteAsset(script: "graph-webgl.js", PackageResources.graph_webgl_js),
        SiteAsset(script: "strip.js", PackageResources.strip_js),
    ]

    private static let sun: Markup = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6" fill="#c26a00"/></svg>

        """
}
