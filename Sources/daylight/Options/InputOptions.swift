import ArgumentParser
import Foundation
import Glibc
import Intake

/// Which files to read, and how.
struct InputOptions: ParsableArguments {
    @Argument(help: "Files to read; gzip and zstd are unpacked as they are read.", completion: .file())
    var files: [String] = []

    @Option(
        name: .customLong("case"), help: "Ask a case instead of files: a folder that 'daylight init' made.",
        completion: .directory)
    var caseFolder: String?

    @OptionGroup var reading: ReadingOptions

    func validate() throws {
        if let caseFolder {
            if !files.isEmpty {
                throw ValidationError(
                    "Name either files or --case; 'daylight import … --case \(caseFolder)' takes files into the case.")
            }
            if reading.isGiven {
                throw ValidationError("--as, --map, --map-file and --platform are said when a file is imported.")
            }
        } else if files.isEmpty {
            throw ValidationError("Name at least one file, or a case with --case.")
        }
    }

    var sources: [SourceFile] { files.map { SourceFile(path: $0, format: reading.format) } }

    /// Refuses what can be read only once, where files are read again for the posts of the proof.
    func refusePipes() throws { try RegularFiles.refuseOthers(files) }

    /// Refuses to put results where something lies that is read: what stands under a result's name is removed.
    /// - Parameter others: files that are read besides the input.
    func refuseOverwriting(_ results: [String], others: [String?] = []) throws {
        try Self.refuseOverwriting(results, of: files + ([reading.mapFile] + others).compactMap { $0 })
    }

    /// The same for any files that are read.
    static func refuseOverwriting(_ results: [String], of files: [String]) throws {
        let targets = Set(results.map(location))
        for file in files where targets.contains(location(file)) {
            throw ValidationError("\(file) would be overwritten by a result: choose another place for the results.")
        }
    }

    private static func location(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }
}

/// Files that can be read twice.
enum RegularFiles {
    /// Refuses pipes and devices.
    static func refuseOthers(_ files: [String]) throws {
        for file in files {
            var status = stat()
            guard stat(file, &status) == 0 else { continue }
            let kind = status.st_mode & S_IFMT
            if kind != S_IFREG && kind != S_IFDIR {
                throw ValidationError("\(file) is no regular file, and is read a second time: save it to a file first.")
            }
        }
    }
}
