/// What pages of the server load besides themselves: our own scripts, carried in the program.
package struct SiteAsset: Sendable, Equatable {
    /// The name under `/assets/`.
    package let name: String
    package let mediaType: String
    package let bytes: [UInt8]

    private init(_ name: String, _ bytes: [UInt8]) {
        self.name = name
        mediaType = "text/javascript; charset=utf-8"
        self.bytes = bytes
    }

    /// All scripts. They are modules and import one another by name, so that all stand in one folder.
    package static let scripts = [
        SiteAsset("graph.js", PackageResources.graph_js),
        SiteAsset("graph-camera.js", PackageResources.graph_camera_js),
        SiteAsset("graph-canvas.js", PackageResources.graph_canvas_js),
        SiteAsset("graph-labels.js", PackageResources.graph_labels_js),
        SiteAsset("graph-legend.js", PackageResources.graph_legend_js),
        SiteAsset("graph-packet.js", PackageResources.graph_packet_js),
        SiteAsset("graph-style.js", PackageResources.graph_style_js),
        SiteAsset("graph-webgl.js", PackageResources.graph_webgl_js),
        SiteAsset("keys.js", PackageResources.keys_js),
        SiteAsset("strip.js", PackageResources.strip_js),
    ]
}
