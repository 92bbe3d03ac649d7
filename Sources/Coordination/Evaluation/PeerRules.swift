import Bytes
package import Corpus
package import Records

/// What other programs report, by their own definitions, to be measured against the same truth.
package enum PeerRules {
    /// All rules, each on the one trace they would be given: the text's, or else the first. Objects that the parameters
    /// leave out are left out for each of them, so that all are measured on the same input.
    /// - Returns: the verdicts, and notes about rules that could not be tried.
    package static func all(
        _ layers: [Layer], accounts: AccountTable, parameters: SearchParameters
    ) -> (verdicts: [Verdicts], notes: [String]) {
        guard var layer = layers.first(where: { $0.trace == .text }) ?? layers.first,
            let window = parameters.windows.last
        else { return ([], []) }
        if let cap = parameters.objectCap {
            layer.drop(CoactionSearch.cappedObjects(in: layer, accounts: accounts, cap: cap))
        }
        var verdicts: [Verdicts] = []
        var notes: [String] = []
        do throws(CoordinationError) {
            verdicts.append(try percentile(layer, accounts: accounts, window: window, parameters: parameters))
        } catch {
            notes.append("the percentile rule was left out: \(error)")
        }
        if let cosine = CosineRule.verdicts(layer, accounts: accounts, limit: parameters.limits.maximumPairs) {
            verdicts.append(cosine)
        } else {
            notes.append("the cosine rule was left out: popular objects would make it compare too many accounts.")
        }
        verdicts.append(crowd(layer, accounts: accounts, window: window))
        for index in verdicts.indices { verdicts[index].method += " (\(layer.trace.name))" }
        return (verdicts, notes)
    }

    /// CooRTweet's rule: a pair is reported when its number of share pairs within the window lies above the 95th
    /// percentile of all pairs' (R's quantile of type 7).
    package static func percentile(
        _ layer: Layer, accounts: AccountTable, window: Window, share: Double = 0.95, parameters: SearchParameters
    ) throws(CoordinationError) -> Verdicts {
        var parameters = parameters
        parameters.minimumWeight = 1
        parameters.minimumParticipation = 1
        let (found, _) = try CoactionSearch.count(
            layer, accounts: accounts, window: window, parameters: parameters, isOrdered: false)
        let sorted = found.pairs.sorted()
        let threshold = sorted.isEmpty ? 0 : quantile(sorted.map { Double($0) }, share)
        let pairs = (0..<found.count).map { index in
            Verdicts.Pair(a: found.a[index], b: found.b[index], score: Double(found.pairs[index]))
        }
        return Verdicts(
            method: "edge weight above the \(Int(share * 100))th percentile", pairs: pairs,
            threshold: threshold.nextUp, accountCount: accounts.count)
    }

    /// The same object from so many accounts within the window, as a first look at data would have it.
    package static func crowd(
        _ layer: Layer, accounts: AccountTable, window: Window, least: Int = 3
    ) -> Verdicts {
        let actions = SortedActions(layer)
        let (lower, upper) = actions.neighbourRanges(window)
        var sizes = [Int](repeating: 0, count: actions.count)
        var seen: [UInt32: Int] = [:]
        var end = 0
        for start in 0..<actions.count {
            // A sliding window: what it gains in front and loses behind.
            if start == end || (start > 0 && actions.objects[start] != actions.objects[start - 1]) {
                seen.removeAll(keepingCapacity: true)
                end = start
            } else {
                let left = actions.accounts[start - 1]
                seen[left] = seen[left] == 1 ? nil : (seen[left] ?? 1) - 1
            }
            while end < Int(upper[start]) {
                seen[actions.accounts[end], default: 0] += 1
                end += 1
            }
            sizes[start] = seen.count
        }
        // An action is in the windows that begin up to one window before it: the largest of a sliding range.
        var scores = [Double](repeating: -.infinity, count: accounts.count)
        var largest: [Int] = []
        var head = 0
        for position in 0..<actions.count {
            while largest.count > head, sizes[largest[largest.count - 1]] <= sizes[position] { largest.removeLast() }
            largest.append(position)
            while largest[head] < Int(lower[position]) { head += 1 }
            let account = Int(actions.accounts[position])
            scores[account] = max(scores[account], Double(sizes[largest[head]]))
        }
        return Verdicts(
            method: "the same object from \(least) accounts within the window", accounts: scores,
            threshold: Double(least))
    }

    /// R's quantile of type 7 of sorted values.
    static func quantile(_ sorted: [Double], _ share: Double) -> Double {
        let place = share * Double(sorted.count - 1)
        let below = Int(place)
        if below + 1 >= sorted.count { return sorted[sorted.count - 1] }
        return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
    }
}
