import Bytes
package import Corpus
package import Records
package import Statistics

/// Who did it, dealt out anew: the null hypothesis made flesh, with which p-values are checked.
///
/// In each bin of time the accounts of the posts of one platform are shuffled among these posts. Each account keeps how
/// many posts it has in each bin, each object its profile over time, and each post all that it acts on; only the tie
/// between account and post is cut. What still looks coordinated afterwards is a false alarm.
package enum LabelPermutation {
    package static let hour = Window(milliseconds: 3_600_000)

    /// Layers with their accounts shuffled: a post has one account in all of them, as before.
    package static func permuted(
        _ layers: [Layer], accounts: AccountTable, bin: Window = hour, using generator: inout SeededGenerator
    ) -> [Layer] {
        // Several events of one post are one post, in every layer.
        let identities = layers.first { !$0.firstPosts.isEmpty }?.firstPosts ?? []
        func identity(_ post: UInt32) -> Int {
            Int(post) < identities.count ? Int(identities[Int(post)]) : Int(post)
        }
        let posts = gather(layers, identity)
        func binNumber(_ post: Post) -> Int64 {
            bin.isUnlimited ? 0 : post.time.floorDivided(by: bin.milliseconds)
        }
        let order = RadixSort.order(of: posts.all.map { UInt64(bitPattern: binNumber($0)) ^ 1 << 63 })
        let byPlatform = RadixSort.group(
            order, by: posts.all.map { UInt32(accounts.platform($0.account).rawValue) }, bucketCount: 256
        ).order
        var labels = posts.all.map(\.account)
        var start = 0
        while start < byPlatform.count {
            let head = posts.all[Int(byPlatform[start])]
            var end = start + 1
            while end < byPlatform.count {
                let next = posts.all[Int(byPlatform[end])]
                let isAlike =
                    binNumber(next) == binNumber(head)
                    && accounts.platform(next.account) == accounts.platform(head.account)
                if !isAlike { break }
                end += 1
            }
            var dealt = byPlatform[start..<end].map { labels[Int($0)] }
            generator.shuffle(&dealt)
            for (offset, label) in dealt.enumerated() { labels[Int(byPlatform[start + offset])] = label }
            start = end
        }
        return layers.map { layer in
            var layer = layer
            for index in 0..<layer.actions.count {
                layer.actions.accounts[index] = labels[Int(posts.places[identity(layer.actions.posts[index])])]
            }
            return layer
        }
    }

    private struct Post {
        var account: UInt32
        var time: Int64
    }

    /// Every post that acts in any layer, by its first action, and where each stands.
    private static func gather(
        _ layers: [Layer], _ identity: (UInt32) -> Int
    ) -> (all: [Post], places: [UInt32]) {
        var all: [Post] = []
        var places: [UInt32] = []
        for layer in layers {
            for index in 0..<layer.actions.count {
                let post = identity(layer.actions.posts[index])
                if post >= places.count {
                    places.append(contentsOf: repeatElement(.max, count: post + 1 - places.count))
                }
                if places[post] == .max {
                    places[post] = UInt32(all.count)
                    all.append(Post(account: layer.actions.accounts[index], time: layer.actions.times[index]))
                }
            }
        }
        return (all, places)
    }
}
