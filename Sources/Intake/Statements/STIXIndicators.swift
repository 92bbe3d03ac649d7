import Bytes
import Records

/// What of a STIX object can be compared with posts and accounts.
enum STIXIndicators {
    static func read(
        _ object: JSONValue, type: String, _ context: IndicatorContext, _ arena: inout ScratchArena,
        into draft: inout StatementDraft
    ) {
        func text(_ name: StaticString, _ arena: inout ScratchArena) -> String? {
            let value = object.member(name)
            guard value.kind == .string else { return nil }
            let text = value.text(&arena).string
            return Refanging.cleaned(text).isEmpty ? nil : text
        }
        func add(_ indicator: Indicator) { draft.statements.append(.indicator(indicator)) }
        switch type {
        case "domain-name":
            if let value = text("value", &arena) { add(IndicatorReading.indicator(.domain, value, context)) }
        case "ipv4-addr", "ipv6-addr":
            if let value = text("value", &arena) { add(IndicatorReading.indicator(.ip, value, context)) }
        case "email-addr":
            if let value = text("value", &arena) { add(IndicatorReading.indicator(.text, value, context)) }
        case "url", "text":
            if let value = text("value", &arena) { add(recognised(value, context)) }
        case "media-content":
            if let value = text("url", &arena) { add(recognised(value, context)) }
            // Where the address is an archive's, the title is often the post's own.
            if let title = text("title", &arena), PublishedAddress(Refanging.refanged(Refanging.cleaned(title))) != nil
            {
                add(recognised(title, context))
            }
        case "channel":
            if let name = text("name", &arena) {
                add(account(name, platform: platform(object.member("channel_types"), &arena), context))
            }
        case "user-account":
            guard let value = text("account_login", &arena) ?? text("user_id", &arena) ?? text("display_name", &arena)
            else { return }
            let stated = text("account_type", &arena).flatMap(AccountAddress.platform(named:))
            add(account(value, platform: stated ?? platform(object.member("labels"), &arena), context))
        case "file":
            var hashes = object.member("hashes").members
            while hashes.next() {
                let value = hashes.value.text(&arena).string
                if !value.isEmpty { add(IndicatorReading.indicator(.hash, value, context)) }
            }
        case "indicator":
            guard let pattern = text("pattern", &arena) else { return }
            let values = text("pattern_type", &arena).map { $0 == "stix" } ?? true ? STIXPattern.values(pattern) : []
            if values.isEmpty { add(IndicatorReading.indicator(.text, pattern, context)) }
            for value in values { add(recognised(value, context)) }
        default: return
        }
    }

    private static func recognised(_ value: String, _ context: IndicatorContext) -> Indicator {
        IndicatorReading.indicator(
            Refanging.refanged(Refanging.cleaned(value)), original: value, context)
    }

    /// An address, where it is one; else a name on the platform that is stated, and without a platform words alone.
    private static func account(_ value: String, platform: Platform?, _ context: IndicatorContext) -> Indicator {
        let found = recognised(value, context)
        guard found.kind == .text, let platform else { return found }
        let cleaned = Refanging.cleaned(value)
        let name = cleaned.hasPrefix("@") ? String(cleaned.dropFirst()) : cleaned
        // What has blanks is what an account shows, and no handle.
        let isHandle = !name.isEmpty && !name.contains(where: \.isWhitespace)
        return Indicator(
            kind: .account, value: cleaned, original: value, platform: platform, domain: nil,
            handle: isHandle ? (platform.foldsHandles ? name.lowercased() : name) : nil, comment: context.comment,
            publication: context.publication)
    }

    /// The one platform that a list of words names.
    private static func platform(_ list: JSONValue, _ arena: inout ScratchArena) -> Platform? {
        var words: [String] = []
        var elements = list.elements
        while elements.next() { words.append(elements.value.text(&arena).string) }
        return AccountAddress.platform(named: words.joined(separator: " "))
    }
}

/// Patterns of STIX (STIX 2.1, section 9), as far as they say that something equals a value.
enum STIXPattern {
    /// The values that are compared by `=`: `[domain-name:value = 'amber.example' OR url:value = '…']`.
    static func values(_ pattern: String) -> [String] {
        var values: [String] = []
        var isEquality = false
        var isNegated = false
        let scalars = Array(pattern.unicodeScalars)
        var position = 0
        while position < scalars.count {
            let scalar = scalars[position]
            position += 1
            switch scalar {
            case "'":
                var value = String.UnicodeScalarView()
                while position < scalars.count, scalars[position] != "'" {
                    if scalars[position] == "\\", position + 1 < scalars.count { position += 1 }
                    value.append(scalars[position])
                    position += 1
                }
                position += 1
                if isEquality, !isNegated, !value.isEmpty { values.append(String(value)) }
                isEquality = false
                isNegated = false
            case "=":
                isEquality = true
                if position > 1, "!<>".unicodeScalars.contains(scalars[position - 2]) { isNegated = true }
            case "N" where position + 1 < scalars.count && scalars[position] == "O" && scalars[position + 1] == "T":
                isNegated = true
            case " ", "\t", "\n": continue
            default: isEquality = false
            }
        }
        return values
    }
}
