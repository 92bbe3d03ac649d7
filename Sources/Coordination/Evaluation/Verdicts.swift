/// What a method says about accounts and pairs of them.
package struct Verdicts: Sendable {
    /// A pair that the method scores.
    package struct Pair: Sendable {
        package var a: UInt32
        package var b: UInt32
        package var score: Double

        package init(a: UInt32, b: UInt32, score: Double) {
            self.a = a
            self.b = b
            self.score = score
        }
    }

    /// The method, as a reader should see it named.
    package var method: String
    /// Pairs with their scores, the suspicious ones higher; pairs left out are scored below all of them. Nil where the
    /// method judges accounts only.
    package var pairs: [Pair]?
    /// From this score on a pair is reported.
    package var pairThreshold: Double
    /// The score of each account, by account index, and from which score on it is reported.
    package var accounts: [Double]
    package var accountThreshold: Double

    /// Of a method that judges pairs: an account has the highest score of its pairs.
    package init(method: String, pairs: [Pair], threshold: Double, accountCount: Int) {
        self.method = method
        self.pairs = pairs
        pairThreshold = threshold
        accounts = Array(repeating: -.infinity, count: accountCount)
        accountThreshold = threshold
        for pair in pairs {
            accounts[Int(pair.a)] = max(accounts[Int(pair.a)], pair.score)
            accounts[Int(pair.b)] = max(accounts[Int(pair.b)], pair.score)
        }
    }

    /// Of a method that judges accounts.
    package init(method: String, accounts: [Double], threshold: Double) {
        self.method = method
        pairs = nil
        pairThreshold = threshold
        self.accounts = accounts
        accountThreshold = threshold
    }
}
