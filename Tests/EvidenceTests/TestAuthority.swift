import Foundation

/// A time-stamp authority of OpenSSL's own in a folder that goes afterwards: a root certificate and one that may stamp.
struct TestAuthority {
    static let isThere =
        FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")
        && FileManager.default.isExecutableFile(atPath: "/bin/sh")

    struct Failed: Error {
        var output: String
    }

    let folder: URL

    static func with(_ body: (TestAuthority) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("authority-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let authority = TestAuthority(folder: folder)
        try authority.shell("sh '\(script)'")
        try body(authority)
    }

    private static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/Authority/make.sh").path

    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appendingPathComponent(name)))
    }

    /// The answer to a request.
    func answer(_ request: [UInt8]) throws -> [UInt8] {
        try Data(request).write(to: folder.appendingPathComponent("request.tsq"))
        try shell(
            "openssl ts -reply -config tsa.cnf -section settings -queryfile request.tsq -out answer.tsr 2> /dev/null")
        return try bytes("answer.tsr")
    }

    func shell(_ script: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-e", "-c", script]
        process.currentDirectoryURL = folder
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        if process.terminationStatus != 0 { throw Failed(output: String(decoding: output, as: UTF8.self)) }
    }
}
