/// How much one drawing holds. What is beyond is gathered into networks or left out, and the page says how much that is.
enum GraphLimits {
    /// Above either of these a drawing of several networks shows networks instead of accounts.
    static let accounts = 20_000
    static let ties = 200_000
    /// Networks as discs in one drawing, the largest.
    static let networks = 4_000
    /// Bundles of ties between networks, the heaviest.
    static let bundles = 20_000
    /// Characters of a name.
    static let label = 80
    /// Accounts and ties of the picture that needs no script.
    static let stillAccounts = 1_500
    static let stillTies = 4_000
    static let stillBundles = 300
    static let stillNetworks = 600
}
