import Dispatch
import Synchronization

/// Values by key, of which those asked for last are kept. Two who want the same wait for one another; others do not.
final class Recent<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private final class Slot: Sendable {
        let value = Mutex<Value?>(nil)
    }

    private struct Slots {
        var order: [Key] = []
        var slots: [Key: Slot] = [:]
    }

    private let slots = Mutex(Slots())
    private let most: Int

    /// - Parameter most: how many are kept.
    init(most: Int) {
        self.most = most
    }

    func value(_ key: Key, _ make: () throws -> Value) throws -> Value {
        try slot(key).value.withLock { known in
            if let known { return known }
            let value = try make()
            known = value
            return value
        }
    }

    private func slot(_ key: Key) -> Slot {
        slots.withLock { slots in
            if let slot = slots.slots[key] {
                if slots.order.last != key, let place = slots.order.lastIndex(of: key) {
                    slots.order.append(slots.order.remove(at: place))
                }
                return slot
            }
            let slot = Slot()
            slots.slots[key] = slot
            slots.order.append(key)
            if slots.order.count > most { slots.slots[slots.order.removeFirst()] = nil }
            return slot
        }
    }
}

/// Values that take long to work out: made one at a time on a thread of their own. Whoever asks first waits for a while;
/// those who come meanwhile do not, or they would hold all the threads that others' pages need.
final class Prepared<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private final class Slot: Sendable {
        let outcome = Mutex<Result<Value, any Error>?>(nil)
        let done = DispatchGroup()
    }

    private struct Slots {
        var order: [Key] = []
        var slots: [Key: Slot] = [:]
    }

    private let slots = Mutex(Slots())
    private let most: Int
    private let queue: DispatchQueue

    /// - Parameter most: how many are kept.
    init(most: Int, label: String) {
        self.most = most
        queue = DispatchQueue(label: "daylight.\(label)", qos: .utility)
    }

    /// - Returns: nil where it is not done within the patience; it goes on being worked out.
    /// - Throws: why it could not be worked out; it is tried again the next time.
    func value(
        _ key: Key, patience: Double = 1.5, _ make: @escaping @Sendable () throws -> Value
    ) throws -> Value? {
        let (slot, isNew) = slot(key)
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
        if case .failure = outcome {
            slots.withLock { slots in
                slots.slots[key] = nil
                slots.order.removeAll { $0 == key }
            }
        }
        return try outcome.get()
    }

    private func slot(_ key: Key) -> (slot: Slot, isNew: Bool) {
        slots.withLock { slots in
            if let slot = slots.slots[key] { return (slot, false) }
            let slot = Slot()
            slots.slots[key] = slot
            slots.order.append(key)
            if slots.order.count > most { slots.slots[slots.order.removeFirst()] = nil }
            return (slot, true)
        }
    }
}
