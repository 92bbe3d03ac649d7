import Bytes
import Records

/// What a post's id says of its time, on the platforms whose ids hold it.
package enum IdentifierTime {
    /// More than a day apart is a contradiction: clocks, time zones and drafts explain less.
    static let tolerance: Int64 = 86_400_000

    /// Whether the id was made more than a day before or after the stated time. False where the id tells nothing.
    ///
    /// A TikTok id holds its creation in seconds in its upper 32 bits; an X id (a snowflake, since November 2010) in
    /// milliseconds since 1288834974657 above its lowest 22 bits.
    package static func contradicts(_ post: RecordDraft) -> Bool {
        guard let id = post.identifier.uint64 else { return false }
        let created: Int64
        switch post.platform {
        case .tiktok where id >> 32 > 1_300_000_000:
            created = Int64(id >> 32) * 1000
        case .x where id > 30_000_000_000:
            created = Int64(id >> 22) + 1_288_834_974_657
        default:
            return false
        }
        return abs(created - post.time.milliseconds) > tolerance
    }
}
