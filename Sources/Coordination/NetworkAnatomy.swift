import Bytes
package import Corpus
package import Records

/// What the members of a network did together: the objects, the posts, the times.
package struct NetworkAnatomy: Sendable {
    /// An object on which members co-acted.
    package struct ObjectUse: Sendable, Equatable {
        package var trace: Trace
        /// Index among the objects of the trace's layer.
        package var object: UInt32
        /// Members that co-acted on it, and their co-acting posts.
        package var members: Int
        package var posts: Int
        /// Accounts in the whole input that acted on it: a crowd explains more than a conspiracy does.
        package var accountsInInput: Int
        /// First and last co-acting post, milliseconds since 1970 UTC.
        package var first: Int64
        package var last: Int64
    }

    /// What one member did together with others.
    package struct MemberUse: Sendable, Equatable {
        package var account: UInt32
        /// Distinct posts that co-act with another member's.
        package var posts: Int
        /// Members it is linked to.
        package var partners: Int
        /// The most occasions that any of its links shows.
        package var occasions: UInt32
        package var first: Int64
        package var last: Int64
        /// A mark for each co-acting post, in order of time.
        package var marks: [Mark]
    }

    /// When a member's post co-acted, and on what. A post can co-act on its sound and on ten hashtags at once: it is
    /// marked on the first of them in `objects`, so that what brought many together stays in one piece.
    package struct Mark: Sendable, Equatable {
        /// Milliseconds since 1970 UTC.
        package var time: Int64
        /// Place in `objects`.
        package var object: UInt32
        /// The post, by the index that stands for all events of it.
        package var post: UInt32
    }

    /// The objects: particular ones before common property, then the one shared by most members first.
    package var objects: [ObjectUse]
    /// In the order of `Network.members`.
    package var members: [MemberUse]

    /// Distinct posts that co-act.
    package var posts: Int { members.reduce(0) { $0 + $1.posts } }
    package var first: Int64 { members.map(\.first).min() ?? 0 }
    package var last: Int64 { members.map(\.last).max() ?? 0 }

    /// Takes `networks` apart, all in one pass over each layer.
    /// - Parameter window: how close two members' actions on one object must lie to count.
    package static func anatomies(_ networks: [Network], corpus: Corpus, window: Window) -> [NetworkAnatomy] {
        var networkOf = [UInt32](repeating: .max, count: corpus.accounts.count)
        for (index, network) in networks.enumerated() {
            for member in network.members { networkOf[Int(member)] = UInt32(index) }
        }
        var gathered = [Gathered](repeating: Gathered(), count: networks.count)
        for layer in corpus.layers {
            gather(layer, networkOf: networkOf, window: window, into: &gathered)
        }
        return networks.indices.map { gathered[$0].anatomy(of: networks[$0]) }
    }

    /// What was found so far about one network.
    private struct Gathered {
        var objects: [ObjectUse] = []
        var acts: [Act] = []

        struct Act {
            var account: UInt32
            var post: UInt32
            var time: Int64
            /// Place in `objects` as they were found.
            var object: Int
        }

        consuming func anatomy(of network: Network) -> NetworkAnatomy {
            var partners: [UInt32: Int] = [:]
            var occasions: [UInt32: UInt32] = [:]
            for link in network.links {
                for account in [link.a, link.b] {
                    partners[account, default: 0] += 1
                    occasions[account] = max(occasions[account] ?? 0, link.occasions)
                }
            }
            let order = objects.indices.sorted { Self.precedes(objects[$0], objects[$1]) }
            var places = [UInt32](repeating: 0, count: objects.count)
            for (place, object) in order.enumerated() { places[object] = UInt32(place) }
            let marks = preferredMarks(places)
            let members = network.members.map { account in
                let marks = (marks[account] ?? []).sorted { ($0.time, $0.object) < ($1.time, $1.object) }
                return MemberUse(
                    account: account, posts: marks.count, partners: partners[account] ?? 0,
                    occasions: occasions[account] ?? 0, first: marks.first?.time ?? 0, last: marks.last?.time ?? 0,
                    marks: marks)
            }
            return NetworkAnatomy(objects: order.map { objects[$0] }, members: members)
        }

        /// One mark a post, on the first of its objects.
        private func preferredMarks(_ places: [UInt32]) -> [UInt32: [Mark]] {
            var marks: [UInt32: [Mark]] = [:]
            var seen: Set<UInt32> = []
            for act in acts.sorted(by: { places[$0.object] < places[$1.object] })
            where seen.insert(act.post).inserted {
                marks[act.account, default: []].append(Mark(time: act.time, object: places[act.object], post: act.post))
            }
            return marks
        }

        private static func precedes(_ one: ObjectUse, _ other: ObjectUse) -> Bool {
            if one.trace.isCommonProperty != other.trace.isCommonProperty { return other.trace.isCommonProperty }
            return (other.members, other.posts, one.trace.rawValue, one.first, one.object)
                < (one.members, one.posts, other.trace.rawValue, other.first, other.object)
        }
    }

    private static func gather(_ layer: Layer, networkOf: [UInt32], window: Window, into gathered: inout [Gathered]) {
        let actions = layer.actions
        let ours = (0..<UInt32(actions.count)).filter { networkOf[Int(actions.accounts[Int($0)])] != .max }
        guard let earliest = ours.map({ actions.times[Int($0)] }).min() else { return }
        let byTime = RadixSort.order(of: ours.map { UInt64(actions.times[Int($0)] - earliest) }).map { ours[Int($0)] }
        let order = RadixSort.order(
            of: byTime.map {
                UInt64(networkOf[Int(actions.accounts[Int($0)])]) << 32 | UInt64(actions.objects[Int($0)])
            }
        ).map { byTime[Int($0)] }
        let crowds = crowdSizes(layer, accountCount: networkOf.count)
        var start = 0
        while start < order.count {
            let network = networkOf[Int(actions.accounts[Int(order[start])])]
            let object = actions.objects[Int(order[start])]
            var end = start + 1
            while end < order.count, actions.objects[Int(order[end])] == object,
                networkOf[Int(actions.accounts[Int(order[end])])] == network
            {
                end += 1
            }
            let together = coacting(order[start..<end], actions, window)
            if !together.isEmpty {
                let place = gathered[Int(network)].objects.count
                for index in together {
                    gathered[Int(network)].acts.append(
                        Gathered.Act(
                            account: actions.accounts[index], post: layer.identity(actions.posts[index]),
                            time: actions.times[index], object: place))
                }
                gathered[Int(network)].objects.append(
                    ObjectUse(
                        trace: layer.trace, object: object,
                        members: Set(together.map { actions.accounts[$0] }).count,
                        posts: Set(together.map { layer.identity(actions.posts[$0]) }).count,
                        accountsInInput: Int(crowds[Int(object)]),
                        first: together.map { actions.times[$0] }.min() ?? 0,
                        last: together.map { actions.times[$0] }.max() ?? 0))
            }
            start = end
        }
    }

    /// Of one network's actions on one object, in order of time, those with another member's within the window.
    private static func coacting(_ order: ArraySlice<UInt32>, _ actions: ActionColumns, _ window: Window) -> [Int] {
        var gaps = [Int64](repeating: .max, count: order.count)
        for positions in [Array(order.indices), order.indices.reversed()] {
            var nearest = NearestOther()
            for position in positions {
                let index = Int(order[position])
                let gap = nearest.gap(account: actions.accounts[index], time: actions.times[index])
                gaps[position - order.startIndex] = min(gaps[position - order.startIndex], gap)
            }
        }
        return order.enumerated().compactMap { offset, index in
            gaps[offset] != .max && gaps[offset] <= window.milliseconds ? Int(index) : nil
        }
    }

    /// For each object of the layer the number of distinct accounts that acted on it.
    private static func crowdSizes(_ layer: Layer, accountCount: Int) -> [UInt32] {
        let actions = layer.actions
        let (order, _) = RadixSort.group(
            (0..<UInt32(actions.count)).map { $0 }, by: actions.objects, bucketCount: layer.objects.count)
        var lastObjects = [UInt32](repeating: .max, count: accountCount)
        var sizes = [UInt32](repeating: 0, count: layer.objects.count)
        for index in order {
            let (object, account) = (actions.objects[Int(index)], Int(actions.accounts[Int(index)]))
            if lastObjects[account] != object {
                lastObjects[account] = object
                sizes[Int(object)] += 1
            }
        }
        return sizes
    }
}
