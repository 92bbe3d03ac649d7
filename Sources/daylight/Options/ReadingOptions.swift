import ArgumentParser
import Foundation
import Intake
import Records

/// What the user says about files that do not say it themselves.
struct ReadingOptions: ParsableArguments {
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

    /// Whether anything is said.
    var isGiven: Bool { format != nil || map != nil || mapFile != nil || platform != nil || allowExpansion }

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
