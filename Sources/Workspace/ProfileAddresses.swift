import Intake
import Records

/// An address in a profile that leads to an account.
struct ProfileAddress {
    var platform: Platform
    /// Folded where the platform folds.
    var handle: String
    /// As it stands in the profile.
    var text: String

    /// The addresses of accounts in a text, each once, in its order.
    static func all(in text: String) -> [ProfileAddress] {
        var found: [ProfileAddress] = []
        for word in text.split(whereSeparator: { $0.isWhitespace || "()<>[],;|\"'".contains($0) }) {
            // What ends a sentence ends no address.
            guard word.contains("."), let address = PublishedAddress(String(word.drop(trailing: ".:!?"))) else {
                continue
            }
            let account = AccountAddress(address)
            guard account.isAccount, let platform = account.platform, let handle = account.handle else { continue }
            if found.contains(where: { $0.platform == platform && $0.handle == handle }) { continue }
            found.append(ProfileAddress(platform: platform, handle: handle, text: String(word)))
        }
        return found
    }
}

extension Substring {
    fileprivate func drop(trailing characters: String) -> Substring {
        var rest = self
        while let last = rest.last, characters.contains(last) { rest.removeLast() }
        return rest
    }
}
