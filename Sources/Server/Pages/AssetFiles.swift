import HTTPTypes
import Reporting
import Seals

/// The style sheet and scripts. They are known by their digest, so that a browser asks for each once and then only whether
/// it has changed.
struct AssetFiles {
    private let assets: [String: (asset: SiteAsset, tag: String)]

    init() {
        assets = Dictionary(
            uniqueKeysWithValues: SiteAsset.all.map {
                ($0.name, ($0, "\"" + ContentHash(of: $0.bytes).hexadecimal.prefix(32) + "\""))
            })
    }

    var endpoints: [Endpoint] {
        let assets = assets
        return [
            Endpoint(
                .get, "/assets/{name}", kind: .asset, name: "getAsset",
                "A style sheet, script or drawing of the pages.",
                .open, parameters: [.path("name", .choice(SiteAsset.all.map(\.name)), "The file's name.")],
                outputs: Set(SiteAsset.all.map(\.type)).sorted().map {
                    Output($0, "The file.", schema: #"{"type":"string"}"#)
                } + [Output("", "It is as it was when the browser asked last.", status: 304)], isUnrecorded: true,
                work: .waiting { visit in
                    let name = try visit.parameter("name")
                    guard let (asset, tag) = assets[name] else { throw Refusal.notFound("There is no such file.") }
                    var fields: HTTPFields = [.eTag: tag, .cacheControl: "private, max-age=0, must-revalidate"]
                    if visit.headers[.ifNoneMatch] == tag { return Answer(.notModified, fields: fields) }
                    fields[.contentType] = asset.type
                    return Answer(fields: fields, body: .bytes(asset.bytes))
                })
        ]
    }

    private typealias Output = Endpoint.Output
}
