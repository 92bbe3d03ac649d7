import ArgumentParser
import Foundation
import Glibc
import Intake
import Records

/// Which files to read, and how.
struct InputOptions: ParsableArguments {
    @Argument(help: "Files to read; gzip and zstd are unpacked as they are read.", completion: .file())
    var files: [String]

    @Option(name: .customLong("as"), help: "The format of the files, where it cannot be told from their content.")
    var format: String?

    @Option(
        help: """
            What the columns of an unknown table mean: role=column,…; roles: \
            \(ColumnMapping.Role.allCases.map(\.rawValue).joined(separator: ", ")); besides, platform=NAME and \
            separator=comma|semicolon|space|tab|pipe for lists. Known formats need none: see 'daylight formats'.
            """)
    var map: String?

    @Option(help: "The same as --map, in a YAML file.", completion: .file(extensions: ["yaml", "yml"]))
    var mapFile: String?

    @Option(help: "The platform of files that do not name theirs.", completion: .list(Platform.allCases.map(\.name)))
    var platform: String?

    @Flag(help: "Unpack files that unfold to more than a thousand times their size.")
    var allowExpansion = false

    func validate() throws {
        if files.isEmpty { throw ValidationError("Name at least one file.") }
        if map != nil && mapFile != nil { throw ValidationError("Use either --map or --map-file.") }
        if let platform, Platform(name: platform) == nil {
            let known = Platform.allCases.map(\.name).joined(separator: ", ")
            throw ValidationError("There is no platform '\(platform)'; known: \(known).")
        }
        if let format, !Intake.formats.contains(where: { $0.id == format }) {
            let known = Intake.formats.map(\.id).joined(separator: ", ")
            throw ValidationError("There is no format '\(format)'; known: \(known).")
        }
    }

    var sources: [SourceFile] { files.map { SourceFile(path: $0, format: format) } }

    /// Refuses what can be read only once, where files are read again for the posts of the proof.
    func refusePipes() throws {
        for file in files {
            var status = stat()
            guard stat(file, &status) == 0 else { continue }
            let kind = status.st_mode & S_IFMT
            if kind != S_IFREG && kind != S_IFDIR {
                throw ValidationError(
                    "\(file) is no regular file, and the posts of the proof are read a second time: save it to a file "
                        + "first.")
            }
        }
    }

    /// Refuses to put results where something lies that is read: what stands under a result's name is removed.
    /// - Parameter others: files that are read besides the input.
    func refuseOverwriting(_ results: [String], others: [String?] = []) throws {
        let targets = Set(results.map(Self.location))
        for file in files + ([mapFile] + others).compactMap({ $0 }) where targets.contains(Self.location(file)) {
            throw ValidationError("\(file) would be overwritten by a result: choose another place for the results.")
        }
    }

    private static func location(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }

    func options(_ traces: TraceSet) throws -> IntakeOptions {
        var options = IntakeOptions(traces: traces, platform: platform.flatMap { Platform(name: $0) })
        options.allowsAnyExpansion = allowExpansion
        if let map { options.mapping = try ColumnMapping(map) }
        if let mapFile {
            guard let data = FileManager.default.contents(atPath: mapFile) else {
                throw ValidationError("\(mapFile) cannot be read.")
            }
            options.mapping = try ColumnMapping(yaml: String(decoding: data, as: UTF8.self))
        }
        return options
    }
}
