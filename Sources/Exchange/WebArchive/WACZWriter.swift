import Bytes
import Crypto
package import Evidence
import Glibc
import Records
import Seals

/// Writes a capture as a web archive that browsers of web archives open: WACZ 1.1.1 (https://specs.webrecorder.net/wacz/1.1.1/),
/// a ZIP file with one WARC, its index, a list of pages, and the hash of each.
///
/// It is made of a record of evidence and the content that the record names, and of nothing else: the same record gives the
/// same bytes.
package struct WACZWriter {
    let record: EvidenceRecord
    let identifier: String
    let url: String
    let status: Int
    let body: CapturedFile
    /// The program and version that writes.
    let software: String

    /// Nil where the record has no answer of HTTP, or its content was not kept.
    package init?(_ record: EvidenceRecord, identifier: String, software: String) {
        guard let status = record.capture.status, let url = record.capture.urlFinal ?? record.capture.urlRequested,
            url.contains("://"), let body = record.files.first(where: { $0.part == .original && $0.isKept })
        else { return nil }
        self.record = record
        self.identifier = identifier
        self.url = WARCRecord.oneLine(url)
        self.status = status
        self.body = body
        self.software = software
    }

    /// When the answer came; when it was recorded where nobody said.
    private var date: StatedTime { record.capture.started ?? record.recorded }

    /// Writes the file.
    /// - Parameters:
    ///   - path: where nothing stands yet.
    ///   - scratch: a path for a file that is taken away again.
    ///   - content: the content of `body`.
    package func write(to path: String, scratch: String, content: StoredFile) throws {
        guard content.count == UInt64(body.bytes), let payload = Hexadecimal.bytes(body.sha256) else {
            throw ExchangeError.changed(path: content.path)
        }
        let sink = try TextSink.file(at: scratch)
        defer { unlink(scratch) }
        var writer = WARCWriter(sink)
        let info = WARCRecord(
            .warcinfo, name: "\(identifier)/warcinfo", date: date, contentType: "application/warc-fields")
        _ = try writer.add(info, Array(information.utf8))
        let response = WARCRecord(
            .response, name: "\(identifier)/response", target: url, date: date,
            contentType: "application/http; msgtype=response", warcinfo: info.identifier, payloadDigest: payload)
        let answer = HTTPAnswer(
            status: status, headers: record.capture.headers, contentStart: try content.bytes(at: 0, count: 4),
            contentSize: content.count)
        let place = try writer.add(response) { take in
            try take(answer.head)
            try content.eachChunk(take)
        }
        try sink.finish()
        let archive = try StoredFile(scratch)
        var hash = SHA256()
        try archive.eachChunk { hash.update(data: $0) }
        let index = Array((line(place, payload, answer.mediaType) + "\n").utf8)
        let pages = Array(pageList.utf8)
        var resources = [
            Resource(
                path: "archive/data.warc.gz", hash: "sha256:" + Array(hash.finalize()).hexadecimal, bytes: archive.count
            )
        ]
        resources.append(Resource(path: "indexes/index.cdxj", of: index))
        resources.append(Resource(path: "pages/pages.jsonl", of: pages))
        let package = try CanonicalJSON.encode(
            DataPackage(
                resources: resources, created: record.recorded.earliest.description, software: software, title: url,
                mainPageUrl: url, mainPageDate: date.earliest.description))
        let digest = try CanonicalJSON.encode(PackageDigest(hash: "sha256:" + CanonicalJSON.digest(package)))
        let zip = try ZipWriter(path)
        try zip.add("archive/data.warc.gz", size: archive.count) { take in try archive.eachChunk(take) }
        try zip.add("datapackage-digest.json", Array(digest.utf8))
        try zip.add("datapackage.json", Array(package.utf8))
        try zip.add("indexes/index.cdxj", index)
        try zip.add("pages/pages.jsonl", pages)
        try zip.finish()
    }

    private var information: String {
        var lines = [
            "software: \(software)", "format: WARC File Format 1.1",
            "conformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "isPartOf: record of evidence \(identifier)",
        ]
        if record.capture.started == nil {
            lines.append("description: nobody said when the answer came; WARC-Date is when it was recorded")
        }
        return lines.map { $0 + "\r\n" }.joined()
    }

    private struct IndexLine: Encodable {
        var url: String
        var mime: String
        var status: String
        var digest: String
        var length: String
        var offset: String
        var filename = "data.warc.gz"
    }

    /// A line of CDXJ: key, time in 14 digits, JSON.
    private func line(_ place: WARCWriter.Place, _ payload: [UInt8], _ mediaType: String?) -> String {
        let time = String(date.earliest.description.filter(\.isNumber).prefix(14))
        let json = try? CanonicalJSON.encode(
            IndexLine(
                url: url, mime: mediaType ?? body.mediaType ?? "unk", status: String(status),
                digest: WARCRecord.digest(payload), length: String(place.length), offset: String(place.offset)))
        return "\(SortableURL.key(url)) \(time) \(json ?? "{}")"
    }

    private struct Page: Encodable {
        var id: String
        var url: String
        var ts: String
    }

    private var pageList: String {
        let page = try? CanonicalJSON.encode(
            Page(id: NameBasedUUID(.address, url.utf8).text, url: url, ts: date.earliest.description))
        return #"{"format":"json-pages-1.0","id":"pages","title":"All Pages"}"# + "\n" + (page ?? "{}") + "\n"
    }

    private struct Resource: Encodable {
        var name: String
        var path: String
        var hash: String
        var bytes: UInt64

        init(path: String, hash: String, bytes: UInt64) {
            self.path = path
            name = String(path.split(separator: "/").last ?? "")
            self.hash = hash
            self.bytes = bytes
        }

        init(path: String, of content: [UInt8]) {
            self.init(
                path: path, hash: "sha256:" + ContentHash(of: content).hexadecimal, bytes: UInt64(content.count))
        }
    }

    private struct DataPackage: Encodable {
        var profile = "data-package"
        var resources: [Resource]
        var version = "1.1.1"
        var created: String
        var software: String
        var title: String
        var mainPageUrl: String
        var mainPageDate: String

        private enum CodingKeys: String, CodingKey {
            case profile
            case resources
            case version = "wacz_version"
            case created
            case software
            case title
            case mainPageUrl
            case mainPageDate
        }
    }

    private struct PackageDigest: Encodable {
        var path = "datapackage.json"
        var hash: String
    }
}
