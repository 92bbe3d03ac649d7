import Foundation
import Glibc
import Records

/// The clock and the machine, as far as a manifest tells of them.
struct Execution {
    private let started = Date()

    func record(threads: Int, paths: [String]) -> RunManifest.Execution {
        RunManifest.Execution(
            started: Instant(milliseconds: Int64(started.timeIntervalSince1970 * 1000)).description,
            wallSeconds: (Date().timeIntervalSince(started) * 1000).rounded() / 1000, cpuSeconds: Self.cpuSeconds,
            threads: threads, host: ProcessInfo.processInfo.hostName,
            paths: paths.map { URL(fileURLWithPath: $0).path }, arguments: CommandLine.arguments)
    }

    /// The most memory that this process held so far.
    static var peakMegabytes: Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss / 1024
    }

    /// User and system time of this process so far.
    static var cpuSeconds: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000 }
        return ((seconds(usage.ru_utime) + seconds(usage.ru_stime)) * 1000).rounded() / 1000
    }
}
