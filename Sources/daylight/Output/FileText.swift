import Foundation
import Intake
import Records

/// Files that are read whole: keys, seeds, drafts, lists.
enum FileText {
    /// 64 MiB: keys, seeds and drafts are small.
    private static let most = 64 << 20

    /// 1 GiB: a sealed list of a million assets is a quarter of it.
    static let mostOfList = 1 << 30

    /// - Parameter most: the bytes that are read at most; a file that has more is refused.
    static func read(_ path: String, most: Int = most) throws -> String {
        guard let text = String(bytes: try bytes(path, most: most), encoding: .utf8) else {
            throw FieldFault("not-text", "\(path) is no text in UTF-8")
        }
        return text
    }

    /// - Parameter path: `-` for the standard input.
    static func bytes(_ path: String, most: Int = most) throws -> [UInt8] {
        let file = try path == "-" ? FileHandle.standardInput : open(path)
        defer { try? file.close() }
        // One byte more tells a file that is too large from one that just fits; a pipe states no size.
        let data: Data
        do {
            data = try file.read(upToCount: most + 1) ?? Data()
        } catch {
            throw FieldFault("unreadable", "\(path) cannot be read: \(error.localizedDescription)")
        }
        if data.count > most {
            let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size]) as? Int ?? data.count
            throw FieldFault(
                "too-large",
                "\(path) has \(max(size, data.count)) bytes, and \(most) are the most that is read of such a file; is it the"
                    + " right one?")
        }
        return Array(data)
    }

    private static func open(_ path: String) throws -> FileHandle {
        try check(path)
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw FieldFault("unreadable", "\(path) cannot be read as a file")
        }
        return file
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
    static func name(_ path: String) -> String { SourceFile.name(of: path) }

    static func write(_ text: String, to path: String) throws { try write(bytes: Array(text.utf8), to: path) }

    static func write(bytes: [UInt8], to path: String) throws {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw FieldFault("unwritable", "\(path) cannot be written: \(error.localizedDescription)")
        }
    }
}
