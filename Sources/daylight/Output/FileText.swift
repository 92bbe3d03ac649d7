import ArgumentParser
import Foundation

/// Small files as text: keys, lists.
enum FileText {
    private static let most = 64 << 20

    static func read(_ path: String) throws -> String {
        guard let text = text(path) else { throw ValidationError("\(path) cannot be read as text.") }
        return text
    }

    private static func text(_ path: String) -> String? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? file.close() }
        guard let data = try? file.read(upToCount: most) else { return nil }
        return String(data: data, encoding: .utf8)
    }

    static func write(_ text: String, to path: String) throws {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw ValidationError("\(path) cannot be written: \(error.localizedDescription)")
        }
    }
}
