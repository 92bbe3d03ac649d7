import Logging
import NIOPosix
package import ServiceLifecycle

/// Writes the audit down once a second, and a last time when the server stops.
package struct AuditService: Service {
    let trail: AuditTrail
    let logger: Logger
    let threads: NIOThreadPool

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(1))
                await flush()
            }
        }
        await flush()
    }

    private func flush() async {
        guard trail.isBehind else { return }
        do {
            try await threads.runIfActive { try trail.flush() }
        } catch {
            logger.error("the audit could not be written: \(error)")
        }
    }
}
