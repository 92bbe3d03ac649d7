import Bytes
import Corpus
import Records

/// Who uses the objects of one layer, inside networks and outside of all of them.
struct ObjectUsers {
    /// Accounts outside of all networks that acted on each object.
    private(set) var outside: [UInt32]
    /// Actions on each object, and those outside of all networks among them.
    private(set) var actions: [UInt32]
    private(set) var outsideActions: [UInt32]
    /// Actions outside of all networks on any object.
    private(set) var outsideTotal = 0
    /// For each network its co-acting posts on each object, the most first.
    private(set) var posts: [[(object: UInt32, posts: Int)]]
    /// For each network its co-acting posts that are on any object.
    private(set) var postsOnAny: [Int]

    /// - Parameters:
    ///   - networkOf: by account index; `UInt32.max` outside.
    ///   - coacting: the network in which each post co-acts, by post index; `UInt32.max` for none.
    init(_ layer: Layer, networkOf: [UInt32], coacting: [UInt32], networks: Int) {
        let actions = layer.actions
        outside = [UInt32](repeating: 0, count: layer.objects.count)
        self.actions = outside
        outsideActions = outside
        var keys: [UInt64] = []
        var ofKeys: [UInt32] = []
        for index in 0..<actions.count {
            let object = Int(actions.objects[index])
            self.actions[object] += 1
            if networkOf[Int(actions.accounts[index])] == .max {
                outsideActions[object] += 1
                outsideTotal += 1
            }
            let post = layer.identity(actions.posts[index])
            let network = coacting[Int(post)]
            if network != .max {
                keys.append(UInt64(network) << 32 | UInt64(object))
                ofKeys.append(post)
            }
        }
        let (order, _) = RadixSort.group(
            (0..<UInt32(actions.count)).map { $0 }, by: actions.objects, bucketCount: layer.objects.count)
        var lastObjects = [UInt32](repeating: .max, count: networkOf.count)
        for index in order {
            let (object, account) = (actions.objects[Int(index)], Int(actions.accounts[Int(index)]))
            if networkOf[account] == .max, lastObjects[account] != object {
                lastObjects[account] = object
                outside[Int(object)] += 1
            }
        }
        posts = [[(object: UInt32, posts: Int)]](repeating: [], count: networks)
        postsOnAny = [Int](repeating: 0, count: networks)
        gather(keys, ofKeys)
    }

    /// Counts each post once on each object, and once in all.
    private mutating func gather(_ keys: [UInt64], _ ofKeys: [UInt32]) {
        var seen: Set<UInt32> = []
        for (key, post) in zip(keys, ofKeys) where seen.insert(post).inserted { postsOnAny[Int(key >> 32)] += 1 }
        // By post first, and stably by object then: repeats stand side by side.
        let byPost = RadixSort.order(of: ofKeys.map { UInt64($0) })
        let order = RadixSort.order(of: byPost.map { keys[Int($0)] }).map { byPost[Int($0)] }
        var last: (key: UInt64, post: UInt32)?
        for place in order {
            let (key, post) = (keys[Int(place)], ofKeys[Int(place)])
            if let last, last == (key, post) { continue }
            let network = Int(key >> 32)
            if last?.key == key {
                posts[network][posts[network].count - 1].posts += 1
            } else {
                posts[network].append((UInt32(truncatingIfNeeded: key), 1))
            }
            last = (key, post)
        }
        for network in posts.indices {
            posts[network].sort { ($1.posts, $0.object) < ($0.posts, $1.object) }
        }
    }
}
