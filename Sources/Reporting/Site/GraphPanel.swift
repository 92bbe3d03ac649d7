import Records

/// The drawing as a page carries it: a picture that needs no script, and over it what the script makes live, with search,
/// legend, keys and a line that says what is drawn. The table of ties belongs on the same page: the drawing is never the
/// only way.
package struct GraphPanel: Sendable {
    /// What the page must load as a module: `<script type="module" src="/assets/graph.js">`.
    package static let script = "graph.js"

    package var title: String
    /// Where the `DrawingPacket` and the `LabelPacket` are: paths of this server.
    package var packetAddress: String
    package var labelsAddress: String
    package var graph: DrawnGraph
    package var places: GraphPlaces

    package init(title: String, packetAddress: String, labelsAddress: String, graph: DrawnGraph, places: GraphPlaces) {
        self.title = title
        self.packetAddress = packetAddress
        self.labelsAddress = labelsAddress
        self.graph = graph
        self.places = places
    }

    package func markup() -> Markup {
        let remark: Markup = graph.remark.map { "<strong class=\"remark\">\($0)</strong> " } ?? ""
        let still = StillDrawing(graph: graph, places: places, title: title).markup()
        guard !graph.bodies.isEmpty else { return still }
        return """
            <figure class="graph-panel" data-packet="\(packetAddress)" data-labels="\(labelsAddress)" \
            data-platforms="\(Self.platforms)">
            <p class="graph-trouble" role="status" hidden=""></p>
            <div class="graph-still graph overview">
            \(still)</div>
            <div class="graph-live" hidden="">
            \(tools)
            <div class="graph-field">
            <div class="graph-stage" data-part="stage" tabindex="0" role="application" aria-roledescription="drawing" \
            aria-label="\(title)" aria-describedby="graph-help">
            <canvas data-part="canvas" aria-hidden="true"></canvas>
            <canvas data-part="overlay" aria-hidden="true"></canvas>
            </div>
            <section class="graph-details" data-part="details" aria-label="What is selected" hidden=""></section>
            </div>
            <p class="graph-extent soft" data-part="extent"></p>
            <ul class="graph-legend" data-part="legend" aria-label="Legend: a button brings its own to the fore"></ul>
            <p class="soft" data-part="legend-remark"></p>
            <p class="heard" role="status" data-part="status"></p>
            <details><summary>Keys of the drawing</summary><p id="graph-help">\(Self.help)</p></details>
            </div>
            <figcaption>\(remark)A disc is a network. \(meaning) Nearness has no meaning of its own. \
            <a href="#ties">The table</a> holds the same facts.</figcaption>
            </figure>

            """
    }

    private var meaning: Markup {
        switch graph.kind {
        case .accounts:
            "A shape is an account, by platform, and larger the more it is tied; a line is stronger the more different objects it stands for."
        case .networks: "It is larger the more accounts it has; a line stands for all ties between two networks."
        }
    }

    private var tools: Markup {
        let sought: Markup = graph.kind == .accounts ? "Find an account" : "Find a network"
        return """
            <div class="graph-tools">
            <div class="graph-search"><label>\(sought) <input type="search" data-part="search" autocomplete="off" \
            spellcheck="false" disabled=""></label><ul data-part="matches" aria-label="Found"></ul></div>
            <label>Colour by <select data-part="colour"><option value="network">network</option>\
            <option value="platform">platform</option><option value="seen">first seen</option></select></label>
            <span class="graph-zoom"><button type="button" data-part="zoom-out" aria-label="Smaller">−</button>\
            <button type="button" data-part="zoom-in" aria-label="Larger">+</button>\
            <button type="button" data-part="fit">All</button></span>
            </div>
            """
    }

    private static let help: Markup = """
        Drag or use the arrow keys to move; the wheel (once the drawing has the focus, or with Ctrl), two fingers, + and − \
        to enlarge; 0 shows all. Click, or press Enter, to select; then the arrow keys go to the neighbour that lies there, \
        Shift and arrow keys move, Tab points at one neighbour after the other and past the last leaves the drawing, Enter \
        goes to the links of what is selected, Escape lets go.
        """

    /// Title and corners of every platform's shape, by number, as JSON.
    private static let platforms: String = {
        let entries = Platform.allCases.map { platform in
            let corners = PlatformShape.corners(platform).map { "[\($0.0),\($0.1)]" }
            return "[\"\(platform.title)\",[\(corners.joined(separator: ","))]]"
        }
        return "[\(entries.joined(separator: ","))]"
    }()
}
