import Records

/// How often the provider is asked, whoever wants to sign in, milliseconds.
enum ProviderPatience {
    /// Once in so long at most: ten seconds.
    static let pause: Int64 = 10_000
    /// What was fetched is fetched again after so long: an hour.
    static let usual: Int64 = 3_600_000
}

/// Something of the provider's that is fetched when it is needed, once for all who wait for it, and kept.
actor ProviderReading<Value: Sendable> {
    private let read: @Sendable (Instant) async throws(Refusal) -> Value
    private var last: (result: Result<Value, Refusal>, tried: Instant)?
    private var running: Task<Result<Value, Refusal>, Never>?

    init(_ read: @escaping @Sendable (Instant) async throws(Refusal) -> Value) { self.read = read }

    /// - Parameter age: how old it may be, milliseconds; never less than the pause.
    func value(at now: Instant, notOlderThan age: Int64 = ProviderPatience.usual) async throws(Refusal) -> Value {
        if let last {
            // A clock that was set back makes nothing last longer.
            let passed = now.milliseconds - last.tried.milliseconds
            switch last.result {
            case .success(let value) where (0..<max(age, ProviderPatience.pause)).contains(passed): return value
            case .failure(let refusal) where (0..<ProviderPatience.pause).contains(passed): throw refusal
            default: break
            }
        }
        return try await reading(at: now).value.get()
    }

    private func reading(at now: Instant) -> Task<Result<Value, Refusal>, Never> {
        if let running { return running }
        let task = Task { [read] in
            let result: Result<Value, Refusal>
            do throws(Refusal) { result = .success(try await read(now)) } catch { result = .failure(error) }
            finish(result, at: now)
            return result
        }
        running = task
        return task
    }

    private func finish(_ result: Result<Value, Refusal>, at now: Instant) {
        last = (result, now)
        running = nil
    }
}
