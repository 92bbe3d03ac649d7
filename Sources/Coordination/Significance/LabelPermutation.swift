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

    /// A layer with its accounts shuffled.
    package static func permuted(
        _ layer: Layer, accounts: AccountTable, bin: Window = hour, using generator: inout SeededGenerator
    ) -> Layer {
        var layer = layer
        let actions = layer.actions
        // The first action of each post stands for it; several events of one post are one post.
        var firstOf: [UInt32] = []
        var placeOf = [UInt32](repeating: .max, count: Int(actions.posts.max() ?? 0) + 1)
        for index in 0..<actions.count {
            let post = Int(layer.identity(actions.posts[index]))
            if placeOf[post] == .max {
                placeOf[post] = UInt32(firstOf.count)
                firstOf.append(UInt32(index))
            }
        }
        func binNumber(_ action: UInt32) -> Int64 {
            bin.isUnlimited ? 0 : actions.times[Int(action)].floorDivided(by: bin.milliseconds)
        }
        let order = RadixSort.order(
            of: firstOf.map { UInt64(bitPattern: binNumber($0)) ^ 1 << 63 })
        let byPlatform = RadixSort.group(
            order, by: firstOf.map { UInt32(accounts.platform(actions.accounts[Int($0)]).rawValue) }, bucketCount: 256
        ).order
        var labels = firstOf.map { actions.accounts[Int($0)] }
        var start = 0
        while start < byPlatform.count {
            let head = firstOf[Int(byPlatform[start])]
            var end = start + 1
            while end < byPlatform.count {
                let next = firstOf[Int(byPlatform[end])]
                let isAlike =
                    binNumber(next) == binNumber(head)
                    && accounts.platform(actions.accounts[Int(next)])
                        == accounts.platform(actions.accounts[Int(head)])
                if !isAlike { break }
                end += 1
            }
            var dealt = byPlatform[start..<end].map { labels[Int($0)] }
            generator.shuffle(&dealt)
            for (offset, label) in dealt.enumerated() { labels[Int(byPlatform[start + offset])] = label }
            start = end
        }
        for index in 0..<actions.count {
            layer.actions.accounts[index] = labels[Int(placeOf[Int(layer.identity(actions.posts[index]))])]
        }
        return layer
    }
}
