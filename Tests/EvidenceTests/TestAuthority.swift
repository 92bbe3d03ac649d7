import Foundation
import TestSupport

/// A time-stamp authority of OpenSSL's own in a folder that goes afterwards: a root certificate and one that may stamp.
struct TestAuthority {
    static let isThere = Shell.hasOpenSSL

    struct Failed: Error {
        var output: String
    }

    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try shell("sh '\(Self.script)'")
    }

    private static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/Authority/make.sh").path

    func bytes(_ name: String) throws -> [UInt8] { try scratch.bytes(name) }

    /// The answer to a request.
    func answer(_ request: [UInt8]) throws -> [UInt8] {
        try scratch.write(request, to: "request.tsq")
        try shell(
            "openssl ts -reply -config tsa.cnf -section settings -queryfile request.tsq -out answer.tsr 2> /dev/null")
        return try bytes("answer.tsr")
    }

    func shell(_ script: String) throws {
        let (output, code) = try Shell.run("set -e\n" + script, in: scratch.path)
        if code != 0 { throw Failed(output: output) }
    }
}
