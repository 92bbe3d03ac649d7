import Records

/// An address in a profile that leads to an account.
struct ProfileAddress {
    var platform: Platform
    /// Folded where the platform folds.
    var handle: String
    /// As it stands in the profile.
    var text: String

    /// The addresses of accounts in a text, each once, in its order.
    static func all(in text: String) -> [ProfileAddress] { [] }
}
