import Foundation
import HTTPTypes
import HummingbirdTesting
import Records
import ServiceLifecycle
import Testing
import Workspace

@testable import Server

extension SiteScene {
    /// Asks a server that does its jobs meanwhile, and stops it as SIGTERM does.
    func working(_ body: @escaping @Sendable (Browser) async throws -> Void) async throws {
        let group = ServiceGroup(
            configuration: .init(
                services: [JobService(runner: desk.jobs, logger: Self.silent)], gracefulShutdownSignals: [],
                logger: Self.silent))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            tasks.addTask {
                do { try await self.test(body) } catch {
                    await group.triggerGracefulShutdown()
                    throw error
                }
                await group.triggerGracefulShutdown()
            }
            try await tasks.waitForAll()
        }
    }

    /// Waits until a job has ended.
    func ended(_ number: Int64) async throws -> Job {
        for _ in 0..<1_200 {
            let job = try store.job(number)
            if job.state.isFinal { return job }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Refusal.conflict("job \(number) does not end")
    }

    /// Files that lie among the uploads.
    var uploaded: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: store.path + "/uploads")) ?? []
    }

    /// An invented export of so many posts, as TikTok's research interface gives it.
    static func export(_ posts: Int, from first: Int = 0) -> String {
        var lines = ["video_id,author_name,create_time,video_description,music_id,hashtag_names"]
        for number in first..<first + posts {
            lines.append(
                "\(7_440_000_000_000_000_000 + number),author\(number % 40),\(1_731_000_000 + number),\"post \(number)\","
                    + "\(7_000_000_000_000 + number / 3),\"news\"")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension Browser {
    static let boundary = "daylight-boundary"

    /// A form with files, as a browser sends it.
    static func form(_ fields: KeyValuePairs<String, String>, files: KeyValuePairs<String, String>) -> [UInt8] {
        var body = ""
        for (name, value) in fields {
            body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        for (name, contents) in files {
            body +=
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n\(contents)\r\n"
        }
        return Array((body + "--\(boundary)--\r\n").utf8)
    }

    /// Sends files as a page does.
    func send(
        _ path: String, files: KeyValuePairs<String, String>, _ fields: KeyValuePairs<String, String> = [:],
        token: String? = nil, headers: HTTPFields = [:]
    ) async throws -> Reply {
        var all: [(String, String)] = [("form_token", token ?? formToken)]
        all += fields.map { ($0.key, $0.value) }
        var body = Self.form([:], files: files)
        var head: [UInt8] = []
        for (name, value) in all {
            head += "--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8
        }
        body = head + body
        var sent: HTTPFields = [
            .contentType: "multipart/form-data; boundary=\(Self.boundary)", .origin: "http://localhost",
            .secFetchSite: "same-origin",
        ]
        for field in headers { sent[field.name] = field.value.isEmpty ? nil : field.value }
        return try await ask(.post, path, sent, body: body)
    }
}

extension Reply {
    /// The answer as JSON.
    var json: [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]) ?? [:]
    }

    /// The number at the end of the address that the answer leads to.
    var job: Int64? { headers[.location]?.split(separator: "/").last.flatMap { Int64($0) } }
}
