import ArgumentParser
import Dispatch
import Foundation
import Logging
import Records
import Server
import Workspace

/// `daylight serve`: the case as pages, for a browser.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Show a case as pages in a browser, for one person or for many.",
        discussion: """
            Without people, only this machine can reach it, and the printed address lets in whoever has it: do not share it. \
            With 'daylight people add' people sign in, and --host may be another address than 127.0.0.1.
            Behind a proxy that ends TLS, say --proxy and the name that people use: --proxy --name daylight.newsroom.example; \
            the proxy must pass Host on and set X-Forwarded-For itself.
            With --provider people may sign in with an identity provider, whose groups say what they may; see docs/server.md.
            """)

    @Option(help: "The port; 0 takes a free one.")
    var port = 8787
    @Option(help: "The address to listen at.")
    var host = "127.0.0.1"
    @Option(help: "A name under which people reach it, beside the address; repeat it for more.")
    var name: [String] = []
    @Flag(help: "Somebody in front ends TLS: cookies are marked secure, and X-Forwarded-For is believed.")
    var proxy = false
    @Option(help: "The largest file that may be sent, in megabytes; one person may have four times as much waiting.")
    var uploadLimit = 4_096
    @OptionGroup(title: "An identity provider") var provider: ProviderOptions
    @OptionGroup var target: CaseOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if !(1...1_000_000).contains(uploadLimit) {
            throw ValidationError("--upload-limit: files of 1 to 1000000 megabytes may be sent.")
        }
        if !(0...65_535).contains(port) { throw ValidationError("--port: ports are 0 to 65535.") }
    }

    func run() throws {
        let folder = try CaseFolder.open(at: target.path, patience: Serving.patience)
        let store = try ServerStore.open(of: folder)
        let serving = Serving(
            host: host, port: port, names: name, isBehindProxy: proxy,
            version: "daylight \(Daylight.version)",
            caseName: URL(fileURLWithPath: target.path).standardizedFileURL.lastPathComponent,
            uploads: UploadRules(perFile: uploadLimit << 20), provider: try provider.settings())
        do {
            try serving.check(store)
        } catch let refusal as Refusal {
            throw ValidationError("\(refusal.message) \(refusal.help)")
        }
        let local = try serving.provider != nil || store.hasPeople() ? nil : LocalKey()
        let desk = try serving.desk(folder, store, local: local) {
            Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        }
        var logger = Logger(label: "daylight") { _ in ServerLog() }
        logger.logLevel = output.quiet ? .error : .notice
        do {
            try Waiting.run { [logger] in
                try await serving.run(desk, logger: logger) { port in
                    // The address is what the command is for: it goes where results go.
                    let address = serving.address(local, port: port)
                    try? FileHandle.standardOutput.write(contentsOf: Data((address + "\n").utf8))
                    if local != nil { logger.notice("open this address; whoever has it is let in. Stop with Ctrl-C.") }
                }
            }
        } catch let refusal as Refusal {
            throw CaseError.refused("\(refusal.message) \(refusal.help)")
        }
    }
}

/// What the server says while it runs, as lines on standard error.
struct ServerLog: LogHandler {
    var logLevel = Logger.Level.notice
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        Terminal.tell("daylight: \(event.message)")
    }
}

/// Runs what waits for things, from a command that does not.
enum Waiting {
    static func run(_ work: @escaping @Sendable () async throws -> Void) throws {
        let done = DispatchSemaphore(value: 0)
        let result = Box()
        Task {
            do { try await work() } catch { result.error = error }
            done.signal()
        }
        done.wait()
        if let error = result.error { throw error }
    }

    /// Written before the signal and read after it.
    private final class Box: @unchecked Sendable {
        var error: (any Error)?
    }
}
