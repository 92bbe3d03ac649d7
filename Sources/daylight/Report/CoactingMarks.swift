import Bytes
import Coordination
import Corpus
import Records

/// When the members of networks co-acted, and on what: a mark for each co-acting post.
///
/// A post can co-act on its sound and on ten hashtags at once. It is marked on the most particular of them that most
/// members share, so that what brought many together stays in one piece.
struct CoactingMarks {
    struct Mark {
        var time: Int64
        /// Place in the network's `objects`.
        var object: UInt32
    }

    /// The marks of one network.
    struct Marks {
        /// The network's shared objects in the order of preference.
        var objects: [NetworkAnatomy.ObjectUse]
        /// By place in `Network.members`, in order of time.
        var ofMember: [[Mark]]
    }

    private struct Candidate {
        var post: UInt32
        var account: UInt32
        var mark: Mark
    }

    /// The marks of each of `networks`, in one pass over each layer.
    /// - Parameters:
    ///   - anatomies: theirs, in the same order, at `window`.
    ///   - places: each account's place among the members of its network.
    static func marks(
        of networks: ArraySlice<Network>, anatomies: ArraySlice<NetworkAnatomy>, corpus: Corpus, window: Window,
        places: [UInt32]
    ) -> [Marks] {
        var networkOf = [UInt32](repeating: .max, count: corpus.accounts.count)
        for (number, network) in networks.enumerated() {
            for member in network.members { networkOf[Int(member)] = UInt32(number) }
        }
        var found = zip(networks, anatomies).map { network, anatomy in
            let particular = anatomy.objects.filter { !$0.trace.isCommonProperty }
            let common = anatomy.objects.filter { $0.trace.isCommonProperty }
            return Marks(
                objects: particular + common, ofMember: [[Mark]](repeating: [], count: network.members.count))
        }
        var preferred = [UInt32](repeating: .max, count: corpus.citations.count)
        var candidates: [Candidate] = []
        for layer in corpus.layers {
            for candidate in coacting(layer, found, networkOf, window)
            where candidate.mark.object < preferred[Int(candidate.post)] {
                preferred[Int(candidate.post)] = candidate.mark.object
                candidates.append(candidate)
            }
        }
        for candidate in candidates where preferred[Int(candidate.post)] == candidate.mark.object {
            preferred[Int(candidate.post)] = .max
            let account = Int(candidate.account)
            found[Int(networkOf[account])].ofMember[Int(places[account])].append(candidate.mark)
        }
        for number in found.indices {
            for place in found[number].ofMember.indices {
                found[number].ofMember[place].sort { ($0.time, $0.object) < ($1.time, $1.object) }
            }
        }
        return found
    }

    /// The actions of a layer that co-act with another member's.
    private static func coacting(
        _ layer: Layer, _ networks: [Marks], _ networkOf: [UInt32], _ window: Window
    ) -> [Candidate] {
        var placeOf: [UInt64: UInt32] = [:]
        for (number, network) in networks.enumerated() {
            for (place, use) in network.objects.enumerated() where use.trace == layer.trace {
                placeOf[UInt64(number) << 32 | UInt64(use.object)] = UInt32(place)
            }
        }
        let actions = layer.actions
        var ours: [UInt32] = []
        for index in 0..<actions.count where networkOf[Int(actions.accounts[index])] != .max {
            ours.append(UInt32(index))
        }
        guard let earliest = ours.map({ actions.times[Int($0)] }).min() else { return [] }
        let byTime = RadixSort.order(of: ours.map { UInt64(actions.times[Int($0)] - earliest) }).map { ours[Int($0)] }
        let keys = byTime.map {
            UInt64(networkOf[Int(actions.accounts[Int($0)])]) << 32 | UInt64(actions.objects[Int($0)])
        }
        let order = RadixSort.order(of: keys)
        var found: [Candidate] = []
        var start = 0
        while start < order.count {
            let key = keys[Int(order[start])]
            var end = start + 1
            while end < order.count, keys[Int(order[end])] == key { end += 1 }
            if let place = placeOf[key] {
                let run = order[start..<end].map { Int(byTime[Int($0)]) }
                for index in near(run, actions, window) {
                    found.append(
                        Candidate(
                            post: actions.posts[index], account: actions.accounts[index],
                            mark: Mark(time: actions.times[index], object: place)))
                }
            }
            start = end
        }
        return found
    }

    /// Of actions on one object in order of time, those with another account's within the window.
    private static func near(_ run: [Int], _ actions: ActionColumns, _ window: Window) -> [Int] {
        var isNear = [Bool](repeating: false, count: run.count)
        // Looking back from each for the nearest of another account, and then ahead.
        for positions in [Array(run.indices), run.indices.reversed()] {
            var last: Int?
            // The latest of an account other than the last one's.
            var lastOther: Int?
            for position in positions {
                let index = run[position]
                if let previous = last, actions.accounts[previous] != actions.accounts[index] { lastOther = previous }
                if let other = lastOther, abs(actions.times[index] - actions.times[other]) <= window.milliseconds {
                    isNear[position] = true
                }
                last = index
            }
        }
        return run.indices.filter { isNear[$0] }.map { run[$0] }
    }
}
