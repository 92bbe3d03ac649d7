import Foundation
import Glibc

extension ServerStore {
    private var uploadFolder: String { path + "/uploads" }

    /// Where a file lies that somebody sends.
    /// - Parameter id: 1 to 64 letters, digits and hyphens, so that no path can be made of it.
    package func uploadPath(_ id: String) throws(CaseError) -> String {
        let isPlain = id.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard isPlain, (1...64).contains(id.utf8.count) else {
            throw .refused("'\(id.prefix(80))' names no upload: letters, digits and hyphens only, 64 at most.")
        }
        return uploadFolder + "/" + id
    }

    /// Makes an empty file for an upload, which nobody else may read.
    /// - Returns: its path.
    /// - Throws: `CaseError.refused` where one of that name is there already.
    package func makeUpload(_ id: String) throws(CaseError) -> String {
        let file = try uploadPath(id)
        do {
            try PrivateFiles.makeFolder(uploadFolder)
            if access(file, F_OK) == 0 { throw CaseError.refused("there is an upload '\(id)' already.") }
            try PrivateFiles.makeFile(file)
        } catch {
            throw CaseError(error, folder: path)
        }
        return file
    }

    /// Takes an upload away, if it is there.
    package func removeUpload(_ id: String) throws(CaseError) {
        let file = try uploadPath(id)
        if unlink(file) != 0, errno != ENOENT {
            throw .storage(folder: path, detail: "\(file): \(String(cString: strerror(errno)))")
        }
    }

    /// Takes uploads away that nobody waits for. Those that are being written, by whichever program, are locked and stay.
    /// - Parameter wanted: the names of those that somebody waits for; asked when no more can become so.
    package func removeUploads(but wanted: () throws -> Set<String>) throws {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: uploadFolder)) ?? []
        var idle: [String: Int32] = [:]
        defer { for descriptor in idle.values { Glibc.close(descriptor) } }
        for name in names {
            guard let file = try? uploadPath(name) else { continue }
            let descriptor = Glibc.open(file, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { idle[name] = descriptor } else { Glibc.close(descriptor) }
        }
        let wanted = try wanted()
        for name in idle.keys where !wanted.contains(name) { try removeUpload(name) }
    }

    /// Where the package lies, or would lie, that was made for a request.
    /// - Parameter number: the request's.
    package func packagePath(_ number: Int64) -> String { path + "/packages/\(number).zip" }

    /// Makes the folder of packages where there is none: for the holder of the case alone.
    package func makePackageFolder() throws(CaseError) {
        do {
            try PrivateFiles.makeFolder(path + "/packages")
        } catch {
            throw CaseError(error, folder: path)
        }
    }
}
