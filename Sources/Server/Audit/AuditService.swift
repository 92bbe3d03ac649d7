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
        // A task of its own: work that a cancelled task gives to threads is never begun, and this must be.
        await Task { await flush() }.value
    }

    private func flush() async {
        guard trail.isBehind else { return }
        do {
            try await threads.runIfActive { try trail.flush() }
        } catch is CancellationError {
            // Nothing was taken: it goes with the last time.
        } catch {
            logger.error("the audit could not be written: \(error)")
        }
    }
}
