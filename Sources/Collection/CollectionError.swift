/// Why nothing could be fetched: the one error type of the room.
package enum CollectionError: Error, Sendable, Equatable, CustomStringConvertible {
    /// An address that is not asked at all.
    case badAddress(String, reason: String)
    /// No connection, or none that could be trusted; `reason` as the network says it.
    case unreachable(host: String, reason: String)
    /// Not all of the answer came in time.
    case slow(host: String, seconds: Int)
    /// The answer has more bytes than are taken.
    case tooLarge(host: String, limit: Int)
    /// The answer leads to another address, which is not followed.
    case redirected(host: String, status: Int)

    package var description: String {
        switch self {
        case .badAddress(let text, let reason):
            "the address '\(text.prefix(200))' is not asked: \(reason)."
        case .unreachable(let host, let reason): "\(host) cannot be reached: \(reason)."
        case .slow(let host, let seconds): "\(host) did not answer within \(seconds) s."
        case .tooLarge(let host, let limit): "\(host) answered with more than \(limit) bytes."
        case .redirected(let host, let status):
            "\(host) leads to another address (status \(status)), which is not followed."
        }
    }
}
