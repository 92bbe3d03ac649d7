package import Records
import Synchronization

/// How many requests somebody may make: a bucket of tokens for each person and kind of request, which fills at a steady
/// rate and holds no more than a burst.
package final class RateLimits: Sendable {
    package struct Allowance: Sendable, Hashable {
        /// Requests at once.
        package var burst: Double
        /// Requests a second over time.
        package var perSecond: Double

        package init(burst: Double, perSecond: Double) {
            self.burst = burst
            self.perSecond = perSecond
        }
    }

    private struct Bucket {
        var tokens: Double
        var filled: Instant
    }

    private let buckets = Mutex<[String: Bucket]>([:])
    /// More buckets than this are swept of those that are full again.
    private static let most = 20_000

    package init() {}

    /// Takes one request.
    /// - Parameter key: whose and of what kind: `person 3 read`.
    /// - Returns: nil where it is granted; otherwise in how many whole seconds to ask again.
    package func take(_ key: String, _ allowance: Allowance, at now: Instant) -> Int? {
        buckets.withLock { buckets in
            var bucket = buckets[key] ?? Bucket(tokens: allowance.burst, filled: now)
            // A clock that was set back fills nothing.
            let seconds = Double(max(0, now.milliseconds - bucket.filled.milliseconds)) / 1000
            bucket.tokens = min(allowance.burst, bucket.tokens + seconds * allowance.perSecond)
            bucket.filled = now
            defer { buckets[key] = bucket }
            if bucket.tokens >= 1 {
                bucket.tokens -= 1
                return nil
            }
            if buckets.count > Self.most {
                buckets = buckets.filter { now.milliseconds - $0.value.filled.milliseconds < 600_000 }
            }
            return max(1, Int(((1 - bucket.tokens) / allowance.perSecond).rounded(.up)))
        }
    }
}
