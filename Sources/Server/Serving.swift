import Collection
package import Hummingbird
package import Logging
import NIOCore
import NIOPosix
package import Records
package import Workspace

/// A server over one case: what it is started with, and what must be so before it may be.
package struct Serving: Sendable {
    package var host: String
    package var port: Int
    /// Names under which readers come, beside the host: `daylight.newsroom.example`.
    package var names: [String]
    /// Whether somebody in front of the server ends TLS and says where requests come from.
    package var isBehindProxy: Bool
    /// The program and its version.
    package var version: String
    package var caseName: String
    /// How much may be sent.
    package var uploads: UploadRules
    /// The identity provider that people may sign in with; nil for none.
    package var provider: ProviderSettings?
    /// How slowly.
    package var connections = ConnectionRules()

    package init(
        host: String, port: Int, names: [String] = [], isBehindProxy: Bool = false, version: String, caseName: String,
        uploads: UploadRules = UploadRules(), provider: ProviderSettings? = nil
    ) {
        self.uploads = uploads
        self.provider = provider
        self.host = host
        self.port = port
        self.names = names
        self.isBehindProxy = isBehindProxy
        self.version = version
        self.caseName = caseName
    }

    /// How long a server waits for one of the same case that is just ending.
    static let succession = Duration.seconds(10)
    /// How long a page waits for another program that writes to the case, before it says so.
    package static let patience = Duration.seconds(5)
    /// Connections at a time; others wait to be taken.
    static let mostConnections = 512

    /// Whether only this machine can reach it.
    package var isLoopback: Bool { ["127.0.0.1", "::1", "localhost"].contains(host) }

    /// Refuses what would let anybody in.
    /// - Throws: where others could reach a server that knows no people and nobody who vouches for any, and where a session
    ///   would go through the open.
    package func check(_ store: ServerStore) throws {
        if let address = provider?.publicAddress, address.isSecure != isBehindProxy {
            throw Refusal.conflict(
                address.isSecure
                    ? "The public address \(address) is reached by TLS, which this server does not end itself."
                    : "Behind a proxy that ends TLS the public address begins with https, not as \(address) does.",
                help: address.isSecure
                    ? "Say --proxy where a proxy in front does." : "Give the address that people type.")
        }
        if !isLoopback || isBehindProxy, provider == nil, try !store.hasPeople() {
            throw Refusal.conflict(
                "\(isBehindProxy ? "Behind a proxy" : "On \(host)") others can reach the server, and this case has no people "
                    + "who could sign in.",
                help: "Enter somebody first: daylight people add NAME --role admin --role analyst --case FOLDER")
        }
    }

    /// What all endpoints work with.
    /// - Parameter local: the secret of the one person of this machine; nil where people sign in.
    package func desk(
        _ folder: CaseFolder, _ store: ServerStore, local: LocalKey?, clock: @escaping @Sendable () -> Instant
    ) throws -> Desk {
        Desk(
            folder: folder, readers: try CaseReaders(of: folder), store: store, version: version, caseName: caseName,
            local: local, site: site(port), uploads: uploads,
            provider: provider.map { IdentityProvider($0, fetch: Fetcher().fetch) }, clock: clock)
    }

    private func site(_ port: Int) -> SiteAddress {
        let isUsual = port == 80 || port == 443
        var hosts: Set<String> = []
        for name in [host] + names + (isLoopback ? ["127.0.0.1", "localhost", "::1"] : []) {
            let spelt = name.contains(":") ? "[\(name)]" : name
            hosts.insert("\(spelt):\(port)")
            if isUsual || isBehindProxy { hosts.insert(spelt) }
        }
        if let address = provider?.publicAddress { hosts.insert(address.authority) }
        return SiteAddress(hosts: hosts, port: port, isSecure: isBehindProxy, proxies: isBehindProxy ? 1 : 0)
    }

    /// The address to open.
    /// - Parameter port: that the system chose.
    package func address(_ local: LocalKey?, port: Int) -> String {
        let base = "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
        return local.map { "\(base)/enter?key=\($0.spelling)" } ?? base + "/"
    }

    /// Serves, unless another server of the case does, until it is told to stop, by SIGTERM or SIGINT: then what is being answered is answered, and the audit goes to
    /// the disk.
    /// - Parameter isReady: is called with the port when connections are taken.
    package func run(
        _ desk: Desk, logger: Logger, isReady: @escaping @Sendable (Int) async -> Void
    ) async throws {
        try await desk.jobs.prepare(within: Self.succession, logger)
        try await application(desk, logger: logger, isReady: isReady).runService()
    }

    /// The application by itself.
    /// - Parameter isReady: is called with the port when connections are taken.
    package func application(
        _ desk: Desk, logger: Logger, isReady: @escaping @Sendable (Int) async -> Void = { _ in }
    ) -> Application<SiteService> {
        let service = SiteService(desk, logger: logger, rules: connections)
        let lingering = connections.lingering
        return Application(
            responder: service,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [HeadInspectionInstaller(lingering: lingering)],
                    idleTimeout: TimeAmount(connections.patience),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: HeadInspection.longestField, maxHeaderListSize: HeadInspection.longestHead,
                        maxHeaderFieldCount: HeadInspection.mostFields))),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: .maximum(Self.mostConnections, logger: logger)),
            services: [
                AuditService(trail: desk.audit, logger: logger, threads: SiteService.writing),
                JobService(runner: desk.jobs, logger: logger),
            ],
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? port
                desk.gate.settle(site(port))
                await isReady(port)
            }, logger: logger)
    }
}
