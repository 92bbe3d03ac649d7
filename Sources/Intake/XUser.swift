import Bytes
import Records
import Traces

/// An account as X's interfaces describe it: the first one (`screen_name`, `followers_count`), the second
/// (`username`, `public_metrics`), and the website's own, which spreads the first one's members over `legacy`, `core`
/// and other objects. Names with `_h` or `_m` behind them are those of the Observatory on Social Media's hashed samples.
struct XUser {
    private(set) var identifier = ByteView.empty
    private(set) var handle = ByteView.empty

    /// Reads the account's names; what else it says goes into the draft's profile where anybody asks for it.
    init(_ user: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) {
        read(user, into: &draft, &arena)
    }

    private mutating func read(_ user: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) {
        var shortAddress = ByteView.empty
        var members = user.members
        while members.next() {
            let key = members.key.unhashedName
            let value = members.value
            if key.equals("id_str") || key.equals("rest_id") {
                let text = value.identifier(&arena)
                if !text.isEmpty { identifier = text }
            } else if key.equals("id") {
                if identifier.isEmpty { identifier = value.identifier(&arena) }
            } else if key.equals("screen_name") || key.equals("username") {
                let text = value.value(&arena)
                if !text.isEmpty { handle = text }
            } else if key.equals("legacy") || key.equals("core") {
                read(value, into: &draft, &arena)
            } else if draft.keepsDetails {
                if key.equals("url") { shortAddress = value.value(&arena) }
                readDetail(key, value, into: &draft.profile, &arena)
            }
        }
        if draft.profile.urls.isEmpty, !shortAddress.isEmpty { draft.profile.urls.append(shortAddress) }
    }

    private func readDetail(
        _ key: ByteView, _ value: JSONValue, into profile: inout ProfileDraft, _ arena: inout ScratchArena
    ) {
        if key.equals("name") {
            profile.name = value.value(&arena)
        } else if key.equals("description") {
            profile.description = value.value(&arena)
        } else if key.equals("location") {
            profile.location = (value.kind == .object ? value.member("location") : value).value(&arena)
        } else if key.equals("created_at") {
            profile.created = Field.optionalTime(value.text(&arena))
        } else if key.equals("verified") {
            if value.kind == .boolean { profile.isVerified = value.bytes.equals("true") }
        } else if key.equals("verification") {
            let verified = value.member("verified")
            if verified.kind == .boolean { profile.isVerified = verified.bytes.equals("true") }
        } else if key.equals("public_metrics") {
            var metrics = value.members
            while metrics.next() { count(metrics.key, metrics.value, into: &profile, &arena) }
        } else if key.equals("entities") {
            var urls = value.member("url").member("urls").elements
            while urls.next() {
                let address = XEntities.address(of: urls.value, &arena)
                if !address.isEmpty { profile.urls.append(address) }
            }
        } else {
            count(key, value, into: &profile, &arena)
        }
    }

    private func count(
        _ key: ByteView, _ value: JSONValue, into profile: inout ProfileDraft, _ arena: inout ScratchArena
    ) {
        if key.equals("followers_count") {
            profile.counters.followers = profile.counter(value.text(&arena))
        } else if key.equals("friends_count") || key.equals("following_count") {
            profile.counters.following = profile.counter(value.text(&arena))
        } else if key.equals("statuses_count") || key.equals("tweet_count") {
            profile.counters.posts = profile.counter(value.text(&arena))
        } else if key.equals("favourites_count") || key.equals("like_count") {
            profile.counters.likes = profile.counter(value.text(&arena))
        }
    }
}

/// What X found in a post's text: hashtags, addresses, mentions. The first interface calls their texts `text` and
/// `screen_name`, the second `tag` and `username`.
enum XEntities {
    static func append(_ entities: JSONValue, to draft: inout RecordDraft, _ arena: inout ScratchArena) {
        var members = entities.members
        while members.next() {
            let key = members.key.unhashedName
            var elements = members.value.elements
            if key.equals("hashtags") {
                while elements.next() { append(elements.value, "text", "tag", to: &draft.hashtags, &arena) }
            } else if key.equals("user_mentions") || key.equals("mentions") {
                while elements.next() { append(elements.value, "screen_name", "username", to: &draft.mentions, &arena) }
            } else if key.equals("urls") {
                while elements.next() {
                    let address = address(of: elements.value, &arena)
                    if !address.isEmpty { draft.urls.append(address) }
                }
            }
        }
    }

    /// Where an address leads: the last stop that X followed it to, or what its author wrote, or X's own short form.
    /// Empty for pictures and videos of the post itself, which the second interface lists here, too.
    static func address(of entity: JSONValue, _ arena: inout ScratchArena) -> ByteView {
        var short = ByteView.empty
        var expanded = ByteView.empty
        var unwound = ByteView.empty
        var members = entity.members
        while members.next() {
            let key = members.key.unhashedName
            let value = members.value
            if key.equals("url") {
                short = value.value(&arena)
            } else if key.equals("expanded_url") {
                expanded = value.value(&arena)
            } else if key.equals("unwound_url") {
                unwound = value.value(&arena)
            } else if key.equals("unwound") {
                unwound = value.member("url").value(&arena)
            } else if key.equals("media_key") {
                return .empty
            } else if key.equals("display_url") {
                let shown = value.value(&arena)
                if shown.hasPrefix("pic.twitter.com/") || shown.hasPrefix("pic.x.com/") { return .empty }
            }
        }
        return !unwound.isEmpty ? unwound : !expanded.isEmpty ? expanded : short
    }

    private static func append(
        _ entity: JSONValue, _ first: StaticString, _ second: StaticString, to list: inout [ByteView],
        _ arena: inout ScratchArena
    ) {
        var members = entity.members
        while members.next() {
            let key = members.key.unhashedName
            guard key.equals(first) || key.equals(second) else { continue }
            let text = members.value.value(&arena)
            if !text.isEmpty { list.append(text) }
        }
    }
}

extension ByteView {
    /// A member's name without the `_h` (hashed) or `_m` (masked) that the Observatory on Social Media puts behind it.
    var unhashedName: ByteView {
        guard count > 2, self[count - 2] == UInt8(ascii: "_") else { return self }
        let mark = self[count - 1]
        return mark == UInt8(ascii: "h") || mark == UInt8(ascii: "m") ? self[0..<count - 2] : self
    }
}
