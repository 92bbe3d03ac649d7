import Oversight
import Records

/// Posts and networks.
extension STIXDocument {
    /// - Returns: how many posts were left out because of their marking.
    func writePosts() throws(ExchangeError) -> Int {
        try dossier.posts.each { post throws(ExchangeError) in try write(post) }
    }

    private func write(_ post: Dossier.Post) throws(ExchangeError) {
        var address = post.location
        var media = STIXIdentifier("media-content", [("url", address)])
        // Two posts may give one address: the second is known by its own name.
        if !claim(media) {
            var nameless = post
            nameless.address = nil
            address = nameless.location
            media = STIXIdentifier("media-content", [("url", address)])
            if !claim(media) {
                address = "urn:daylight:record:\(post.fileSHA256):\(post.row)"
                media = STIXIdentifier("media-content", [("url", address)])
                _ = claim(media)
            }
        }
        var members = STIXMembers(media)
        members.text("content", post.text)
        members.text("media_category", "post")
        members.text("url", address)
        members.time("publication_date", post.time)
        members.references("object_marking_refs", [STIXMarking.identifier(post.marking ?? .unmarked)])
        members.object("extensions") { extensions in
            extensions.object(STIXExtension.openCTIObservables) { $0.text("extension_type", "new-sco") }
            extensions.object(STIXExtension.Own.citation.identifier.description) { citation in
                citation.text("extension_type", "property-extension")
                citation.text("platform", post.author.platform.name)
                citation.text("post_id", post.identifier)
                citation.text("file_sha256", post.fileSHA256)
                citation.integer("record_number", Int64(post.row))
                citation.text("language", post.language)
            }
        }
        try writeClaimed(media, members, isReported: reportsPosts)
        try relate(
            identifier(post.author), "publishes", media, marking: post.marking, isReported: reportsPosts)
        var met: Set<STIXIdentifier> = []
        for object in post.objects {
            guard let kind = Dossier.Observable.Kind(object.trace), let id = Self.identifier(kind, object.value),
                met.insert(id).inserted
            else { continue }
            try relate(media, "related-to", id, marking: post.marking, isReported: reportsPosts)
        }
    }

    /// A network is a grouping: things that somebody looks at together, which asserts nothing of who is behind them.
    func writeNetworks() throws(ExchangeError) {
        for network in dossier.networks where !network.members.isEmpty {
            let members = network.members.map { identifier($0) }
            let grouping = self.grouping(network)
            var object = self.members(grouping, marking: network.marking)
            object.text("name", network.identifier)
            object.text("description", network.words)
            object.text("context", "suspicious-activity")
            object.references("object_refs", members + techniques(of: network.identifier))
            for edge in network.edges { try write(edge, of: network) }
            try write(grouping, object)
        }
    }

    func grouping(_ network: Dossier.Network) -> STIXIdentifier {
        STIXIdentifier(
            "grouping",
            [("context", "suspicious-activity"), ("name", network.identifier), ("source", network.sourceDigest)])
    }

    private func write(_ edge: Dossier.Edge, of network: Dossier.Network) throws(ExchangeError) {
        try relate(
            identifier(edge.a), "related-to", identifier(edge.b), marking: network.marking,
            discriminator: "\(edge.trace) \(edge.window)"
        ) { members in
            members.text("description", edge.words)
            members.time("start_time", edge.first)
            // It must lie after the start.
            if edge.last > edge.first { members.time("stop_time", edge.last) }
            members.extend(.coaction) { properties in
                properties.text("trace", edge.trace)
                properties.text("window_s", edge.window)
                properties.integer("weight", Int64(edge.weight))
                properties.integer("pairs", Int64(clamping: edge.pairs))
                properties.integer("posts_source", Int64(edge.postsA))
                properties.integer("posts_target", Int64(edge.postsB))
                properties.number("median_gap_s", edge.medianGap)
                properties.text("p_value", edge.pValue)
                properties.text("q_value", edge.qValue)
            }
        }
    }
}
