import Dispatch
import Records
import Synchronization

/// Values by key, of which those asked for last are kept. Two who want the same wait for one another; others do not.
///
/// What rests on the case has the case's version in its key: another one makes it anew.
final class Recent<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private final class Slot: Sendable {
        let line = Mutex<(made: Instant?, value: Value)?>(nil)
    }

    private let slots: Mutex<RecentSlots<Key, Slot>>
    private let age: Int64

    /// - Parameters:
    ///   - most: how many are kept.
    ///   - age: for how many milliseconds a value is good: clocks go on where nothing is entered.
    init(most: Int, age: Int64 = .max) {
        slots = Mutex(RecentSlots(most: most))
        self.age = age
    }

    /// - Parameter now: where values age, when it is asked.
    /// - Throws: why it could not be made; it is tried again the next time.
    func value(_ key: Key, at now: Instant? = nil, _ make: () throws -> Value) throws -> Value {
        let slot = slots.withLock { $0.slot(key, or: Slot()).slot }
        return try slot.line.withLock { line in
            if let line, isGood(line.made, now) { return line.value }
            do {
                let value = try make()
                line = (now, value)
                return value
            } catch {
                slots.withLock { $0.remove(key) }
                throw error
            }
        }
    }

    private func isGood(_ made: Instant?, _ now: Instant?) -> Bool {
        guard let made, let now else { return true }
        return (0..<age).contains(now.milliseconds - made.milliseconds)
    }
}

/// Values that take long to work out: made one at a time on a thread of their own. Whoever asks first waits for a while;
/// those who come meanwhile do not, or they would hold all the threads that others' pages need.
final class Prepared<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private final class Slot: Sendable {
        let outcome = Mutex<Result<Value, any Error>?>(nil)
        let done = DispatchGroup()
    }

    private let slots: Mutex<RecentSlots<Key, Slot>>
    private let queue: DispatchQueue

    /// - Parameter most: how many are kept.
    init(most: Int, label: String) {
        slots = Mutex(RecentSlots(most: most))
        queue = DispatchQueue(label: "daylight.\(label)", qos: .utility)
    }

    /// - Returns: nil where it is not done within the patience; it goes on being worked out.
    /// - Throws: why it could not be worked out; it is tried again the next time.
    func value(
        _ key: Key, patience: Double = 1.5, _ make: @escaping @Sendable () throws -> Value
    ) throws -> Value? {
        let (slot, isNew) = slots.withLock { $0.slot(key, or: Slot()) }
        if isNew {
            slot.done.enter()
            queue.async {
                let outcome = Result { try make() }
                slot.outcome.withLock { $0 = outcome }
                slot.done.leave()
            }
        }
        if let outcome = slot.outcome.withLock({ $0 }) { return try taken(key, outcome) }
        guard isNew, slot.done.wait(timeout: .now() + patience) == .success,
            let outcome = slot.outcome.withLock({ $0 })
        else { return nil }
        return try taken(key, outcome)
    }

    private func taken(_ key: Key, _ outcome: Result<Value, any Error>) throws -> Value {
        if case .failure = outcome { slots.withLock { $0.remove(key) } }
        return try outcome.get()
    }
}

/// Places by key; where there are too many, the one that was asked for longest ago goes.
private struct RecentSlots<Key: Hashable & Sendable, Slot: Sendable>: Sendable {
    let most: Int
    /// The one asked for last stands last.
    private var order: [Key] = []
    private var slots: [Key: Slot] = [:]

    init(most: Int) {
        self.most = most
    }

    mutating func slot(_ key: Key, or new: @autoclosure () -> Slot) -> (slot: Slot, isNew: Bool) {
        if let slot = slots[key] {
            if order.last != key, let place = order.lastIndex(of: key) { order.append(order.remove(at: place)) }
            return (slot, false)
        }
        let slot = new()
        slots[key] = slot
        order.append(key)
        if order.count > most { slots[order.removeFirst()] = nil }
        return (slot, true)
    }

    mutating func remove(_ key: Key) {
        slots[key] = nil
        order.removeAll { $0 == key }
    }
}
