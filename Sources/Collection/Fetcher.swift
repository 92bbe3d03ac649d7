import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Asks one address for one answer, within limits. Redirects are not followed, nothing is unpacked, no cookie is kept, and
/// no proxy is taken from the environment.
package struct Fetcher: Sendable {
    package struct Limits: Sendable {
        /// The largest answer, in bytes.
        package var bytes: Int
        /// For all of it, from the name's look-up to the last byte, in seconds.
        package var seconds: Int

        package init(bytes: Int = 1 << 20, seconds: Int = 10) {
            self.bytes = bytes
            self.seconds = seconds
        }
    }

    /// What is asked.
    package struct Question: Sendable {
        package var address: RemoteAddress
        /// Is sent with POST as `application/x-www-form-urlencoded`, encoded already; nil asks with GET.
        package var form: String?
        /// The field `Authorization`; nil for none.
        package var authorization: String?

        package init(_ address: RemoteAddress, form: String? = nil, authorization: String? = nil) {
            self.address = address
            self.form = form
            self.authorization = authorization
        }
    }

    /// What came. Any status but a redirect's.
    package struct Fetched: Sendable, Equatable {
        package var status: Int
        package var bytes: [UInt8]

        package init(status: Int, bytes: [UInt8]) {
            self.status = status
            self.bytes = bytes
        }
    }

    private let limits: Limits

    package init(limits: Limits = Limits()) { self.limits = limits }

    /// Asks, and takes the whole answer.
    package func fetch(_ question: Question) async throws(CollectionError) -> Fetched {
        let host = question.address.host
        do {
            // The client's own deadline ends with the head: a body that drips is stopped here.
            return try await withThrowingTaskGroup(of: Fetched.self) { group in
                group.addTask { try await ask(question) }
                group.addTask {
                    try await Task.sleep(for: .seconds(limits.seconds))
                    throw CollectionError.slow(host: host, seconds: limits.seconds)
                }
                defer { group.cancelAll() }
                guard let first = try await group.next() else { throw CancellationError() }
                return first
            }
        } catch let error as CollectionError {
            throw error
        } catch is NIOTooManyBytesError {
            throw .tooLarge(host: host, limit: limits.bytes)
        } catch let error as HTTPClientError where [.deadlineExceeded, .connectTimeout].contains(error) {
            throw .slow(host: host, seconds: limits.seconds)
        } catch {
            throw .unreachable(host: host, reason: String("\(error)".prefix(200)))
        }
    }

    private func ask(_ question: Question) async throws -> Fetched {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5)), decompression: .disabled)
        configuration.httpVersion = .http1Only
        // Where nobody listens, nobody will within these seconds: whoever waits is told at once.
        configuration.connectionPool.retryConnectionEstablishment = false
        var request = HTTPClientRequest(url: question.address.text)
        request.headers.add(name: "Accept", value: "application/json")
        request.headers.add(name: "User-Agent", value: "daylight")
        if let authorization = question.authorization {
            request.headers.add(name: "Authorization", value: authorization)
        }
        if let form = question.form {
            request.method = .POST
            request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(ByteBuffer(string: form))
        }
        let (sent, limits) = (request, limits)
        // A client for each question: they are rare, and none waits for another's connection.
        return try await HTTPClient.withHTTPClient(configuration: configuration) { client in
            let response = try await client.execute(sent, timeout: .seconds(Int64(limits.seconds)))
            let status = Int(response.status.code)
            if (300..<400).contains(status) {
                throw CollectionError.redirected(host: question.address.host, status: status)
            }
            let body = try await response.body.collect(upTo: limits.bytes)
            return Fetched(status: status, bytes: Array(body.readableBytesView))
        }
    }
}
