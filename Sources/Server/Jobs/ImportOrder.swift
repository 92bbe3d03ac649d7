import Bytes
import Foundation
import Intake
import Records
import Workspace

/// What an import job is to do: which files, and what their sender said of them.
struct ImportOrder: Codable, Sendable, Equatable {
    var files: [UploadedFile]
    /// The format's id; nil where the content tells.
    var format: String?
    /// The platform of files that do not name theirs.
    var platform: String?
    /// `role=column,…`, as `daylight import --map` takes it.
    var map: String?
    /// When the records were collected, ISO 8601, for those that do not say it themselves.
    var collected: String?
    var allowsExpansion: Bool?
    /// The platform as Zeeschuimer calls it, where the extension sent the file.
    var zeeschuimer: String?

    enum CodingKeys: String, CodingKey {
        case files, format, platform, map, collected, zeeschuimer
        case allowsExpansion = "allow_expansion"
    }

    /// - Parameter form: what was said in the form or the address: `format`, `platform`, `map`, `collected`,
    ///   `allow_expansion`.
    /// - Throws: where something of it makes no sense.
    init(_ files: [UploadedFile], form: Query) throws {
        self.files = files
        format = form["format"]
        platform = form["platform"]
        map = form["map"]
        collected = form["collected"]
        allowsExpansion = form["allow_expansion"] == nil ? nil : true
        if let format, !Intake.formats.contains(where: { $0.id == format }) {
            throw Refusal.bad(
                "There is no format '\(format.prefix(80))'.",
                help: "There are: \(Intake.formats.map(\.id).joined(separator: ", ")).")
        }
        if let platform, Platform(name: platform) == nil {
            throw Refusal.bad(
                "There is no platform '\(platform.prefix(80))'.",
                help: "There are: \(Platform.allCases.map(\.name).joined(separator: ", ")).")
        }
        if let collected, Self.instant(collected) == nil {
            throw Refusal.bad(
                "'collected' is no time: '\(collected.prefix(80))'.", help: "Write it as 2026-02-28T12:00:00Z.")
        }
        do {
            _ = try reading()
        } catch {
            throw Refusal.bad("\(error).")
        }
    }

    /// How the files are read.
    func reading() throws(IntakeError) -> IntakeOptions {
        var options = IntakeOptions(platform: platform.flatMap { Platform(name: $0) })
        options.allowsAnyExpansion = allowsExpansion == true
        if let map { options.mapping = try ColumnMapping(map) }
        return options
    }

    var collectedAt: Instant? { collected.flatMap(Self.instant) }

    private static func instant(_ text: String) -> Instant? {
        ByteView.with(text) { TimeParser.parse($0) }.map { Instant(milliseconds: $0.milliseconds) }
    }
}

extension Job {
    /// The files that it is to import, as they lie among the uploads.
    var uploads: [UploadedFile] { order?.files ?? [] }

    /// What it is to import; nil for other jobs.
    var order: ImportOrder? {
        guard kind == JobKind.bring.rawValue else { return nil }
        return try? JSONDecoder().decode(ImportOrder.self, from: Data(parameters.utf8))
    }

    /// What became of the files that it imported; empty until it is done, and for other jobs.
    var brought: [JobWork.Brought] {
        guard kind == JobKind.bring.rawValue, let result else { return [] }
        return (try? JSONDecoder().decode(JobWork.BroughtFiles.self, from: Data(result.utf8)))?.files ?? []
    }
}
