import Foundation
package import Records

extension EvidenceFolder {
    /// The files of the time-stamps of a checkpoint: requests, answers, certificates, by their names.
    package func timeStampFiles(of size: Int) -> [(name: String, path: String)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: file("timestamps"))) ?? []
        let ours = names.compactMap { name -> (name: String, stem: TimeStampName)? in
            guard let ending = TimeStampName.endings.first(where: name.hasSuffix),
                let stem = TimeStampName(name.dropLast(ending.count)), stem.size == size
            else { return nil }
            return (name, stem)
        }
        // A request that was never answered is no time-stamp.
        let answered = Set(ours.filter { $0.name.hasSuffix(".tsr") }.map(\.stem))
        return ours.filter { answered.contains($0.stem) }.map(\.name).sorted().map { ($0, file("timestamps/" + $0)) }
    }
}

extension TimeStampSignature {
    /// Why an authority's answer fails; nil where it holds.
    /// - Parameters:
    ///   - stamped: what the answer is about.
    ///   - roots: the certificates that are trusted, PEM.
    ///   - chain: certificates between, PEM.
    ///   - time: what the answer states: certificates had to be valid then.
    /// - Throws: where openssl is not there.
    package static func fault(
        answer: [UInt8], stamped: [UInt8], roots: [UInt8], chain: [UInt8]?, at time: Instant
    ) throws -> String? {
        let staging = NSTemporaryDirectory() + "daylight-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: staging, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: staging) }
        for (name, bytes) in [("answer", answer), ("stamped", stamped), ("roots", roots), ("chain", chain ?? [])] {
            try Data(bytes).write(to: URL(fileURLWithPath: staging + "/" + name))
        }
        var arguments = [
            "ts", "-verify", "-in", staging + "/answer", "-data", staging + "/stamped", "-CAfile", staging + "/roots",
        ]
        if chain != nil { arguments += ["-untrusted", staging + "/chain"] }
        return try fault(of: arguments, at: time)
    }
}
