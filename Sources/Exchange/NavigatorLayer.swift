import Records

/// The techniques of a dossier as a layer of the DISARM Navigator (layer format 4.4 of MITRE's ATT&CK Navigator, with the
/// domain `DISARM`). The score is the number of networks and operations of which a technique is said.
package enum NavigatorLayer {
    /// - Parameter dossier: cleared for its marking.
    package static func write(_ dossier: Dossier, to sink: TextSink) throws(ExchangeError) -> ExportOutcome {
        let said = dossier.techniques.filter { $0.framework == .disarm }
        let groups = Dictionary(grouping: said, by: \.id).sorted { $0.key < $1.key }
        let most = groups.map(\.value.count).max() ?? 1
        var layer = JSONMembers()
        layer.text("name", dossier.head.title.isEmpty ? "Untitled" : dossier.head.title)
        layer.object("versions") { versions in
            versions.text("attack", "1")
            versions.text("navigator", "4.8.2")
            versions.text("layer", "4.4")
        }
        layer.text("domain", "DISARM")
        layer.text("description", "\(dossier.head.summary) \(dossier.head.marking.label)")
        layer.objects("techniques", groups) { group, technique in
            technique.text("techniqueID", group.key)
            technique.integer("score", Int64(group.value.count))
            technique.text(
                "comment",
                group.value.map { "\($0.name) (DISARM \($0.version)): said of \($0.subject)" }.joined(separator: "\n"))
            technique.flag("enabled", true)
            technique.flag("showSubtechniques", group.key.contains("."))
        }
        layer.object("gradient") { gradient in
            gradient.texts("colors", ["#ffffff", "#66b1ff"])
            gradient.integer("minValue", 0)
            gradient.integer("maxValue", Int64(most))
        }
        try sink.write(layer.json + [UInt8(ascii: "\n")])
        return ExportOutcome(written: groups.count, withheld: dossier.withheld)
    }
}
