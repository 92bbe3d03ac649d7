import Foundation
import Records

/// Small files as text: keys, lists.
enum FileText {
    private static let most = 64 << 20

    static func read(_ path: String) throws -> String {
        guard let text = String(bytes: try bytes(path), encoding: .utf8) else {
            throw FieldFault("not-text", "\(path) is no text in UTF-8")
        }
        return text
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        try check(path)
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw FieldFault("unreadable", "\(path) cannot be read as a file")
        }
        defer { try? file.close() }
        guard let data = try? file.read(upToCount: most) else {
            throw FieldFault("unreadable", "\(path) cannot be read")
        }
        return Array(data)
    }

    /// - Throws: where it is no file that can be read.
    static func check(_ path: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw FieldFault("no-file", "there is no file \(path)")
        }
        guard !isFolder.boolValue, FileManager.default.isReadableFile(atPath: path) else {
            throw FieldFault("unreadable", "\(path) cannot be read as a file")
        }
    }

    /// A file's name without its folders.
    static func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    static func write(_ text: String, to path: String) throws { try write(bytes: Array(text.utf8), to: path) }

    static func write(bytes: [UInt8], to path: String) throws {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw FieldFault("unwritable", "\(path) cannot be written: \(error.localizedDescription)")
        }
    }
}
