import Records

/// What the publisher says around an indicator.
struct IndicatorContext {
    var publication: Publication
    var comment = ""
    /// The step of the kill chain, `d.d.d`.
    var procedure: String?
    var procedureLabel = ""
}

/// Telling indicators apart by what they look like.
enum IndicatorReading {
    /// What a cell states: several indicators where it holds several addresses or hashtags, one otherwise, a claim where
    /// it states a number. `original` is kept to the letter.
    static func read(_ original: String, _ context: IndicatorContext, into draft: inout StatementDraft) {
        let cleaned = Refanging.cleaned(original)
        if let stated = StatedNumber(cleaned) {
            draft.statements.append(
                .claim(
                    Claim(
                        publication: context.publication, statement: original, number: stated.number,
                        unit: stated.unit,
                        platform: AccountAddress.platform(named: cleaned)
                            ?? AccountAddress.platform(named: context.procedureLabel),
                        procedure: context.procedure, comment: context.comment)))
            return
        }
        if let several = several(cleaned) {
            for item in several { append(item, original: original, context, into: &draft) }
            return
        }
        append(cleaned, original: original, context, into: &draft)
    }

    private static func append(
        _ item: String, original: String, _ context: IndicatorContext, into draft: inout StatementDraft
    ) {
        var context = context
        var value = Refanging.refanged(item)
        let (front, remark) = splitComment(value)
        if let remark, isAddress(front) {
            value = front
            context.comment = context.comment.isEmpty ? remark : context.comment + "; " + remark
        } else if let repaired = repaired(value) {
            value = repaired
            draft.remarks.append(
                Remark("repaired-address", "addresses that were broken by a blank and put together", example: original))
        }
        let indicator = indicator(value, original: original, context)
        noteConflict(indicator, into: &draft)
        draft.statements.append(.indicator(indicator))
    }

    /// An indicator of a kind that the source names.
    static func indicator(
        _ kind: Indicator.Kind, _ original: String, _ context: IndicatorContext
    ) -> Indicator {
        let value = Refanging.refanged(Refanging.cleaned(original))
        if kind == .domain, let address = PublishedAddress(value), address.segments.isEmpty {
            return Indicator(
                kind: .domain, value: address.host, original: original,
                platform: AccountAddress.platforms[address.registrableDomain], domain: address.registrableDomain,
                context)
        }
        if kind == .hash { return Indicator(kind: kind, value: value.lowercased(), original: original, context) }
        if kind == .domain || kind == .url { return indicator(value, original: original, context) }
        return Indicator(kind: kind, value: value, original: original, context)
    }

    /// An indicator by what its refanged value looks like.
    static func indicator(_ value: String, original: String, _ context: IndicatorContext) -> Indicator {
        if isHash(value) { return Indicator(kind: .hash, value: value.lowercased(), original: original, context) }
        if isInternetAddress(value) { return Indicator(kind: .ip, value: value, original: original, context) }
        if let tag = hashtag(value) { return Indicator(kind: .hashtag, value: tag, original: original, context) }
        guard let address = PublishedAddress(value) else {
            return Indicator(kind: .text, value: value, original: original, context)
        }
        let domain = address.registrableDomain
        let account = AccountAddress(address)
        if address.isBareHost, !account.isAccount {
            return Indicator(
                kind: .domain, value: address.host, original: original, platform: account.platform, domain: domain,
                context)
        }
        return Indicator(
            kind: account.isAccount ? .account : .url, value: value, original: original, platform: account.platform,
            domain: domain, handle: account.handle, context)
    }

    /// A publisher files an address under the wrong platform now and then; the address decides, and it is told.
    private static func noteConflict(_ indicator: Indicator, into draft: inout StatementDraft) {
        guard let platform = indicator.platform,
            let label = AccountAddress.platform(named: indicator.procedureLabel), label != platform
        else { return }
        let step = [indicator.procedure, indicator.procedureLabel].compactMap(\.self).joined(separator: " ")
        draft.remarks.append(
            Remark(
                "label-conflict", "addresses filed under another platform than they lead to; the address decides",
                example: "\"\(indicator.original)\" leads to \(platform.name) and is filed under \"\(step)\""))
    }

    private static func isAddress(_ text: String) -> Bool { PublishedAddress(text) != nil }

    /// The items, where all the words of a cell are addresses, or all of them hashtags, and there are several.
    private static func several(_ text: String) -> [String]? {
        let items = text.split { $0.isWhitespace || $0 == "," || $0 == ";" }.map(String.init)
        guard items.count > 1 else { return nil }
        let areAddresses = items.allSatisfy { item in
            guard let address = PublishedAddress(Refanging.refanged(item)) else { return false }
            return address.hasScheme || address.host.contains(".")
        }
        return areAddresses || items.allSatisfy({ hashtag($0) != nil }) ? items : nil
    }

    /// `address [comment]` and `address (comment)`: the address and the comment.
    private static func splitComment(_ text: String) -> (front: String, comment: String?) {
        guard let last = text.last, last == "]" || last == ")",
            let open = text.lastIndex(of: last == "]" ? "[" : "("), open > text.startIndex,
            text[text.index(before: open)].isWhitespace
        else { return (text, nil) }
        let comment = text[text.index(after: open)...].dropLast()
        return (Refanging.trimmed(String(text[..<open])), Refanging.trimmed(String(comment)))
    }

    /// An address that a blank broke on its way through a PDF file, put together. Only where nothing else can be meant:
    /// one blank, an address with a path before it, and either digits on both sides, or a rest that goes on with hyphens
    /// or slashes as the path before it does.
    private static func repaired(_ text: String) -> String? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = PublishedAddress(String(parts[0])), let path = address.segments.last,
            let before = parts[0].last, let after = parts[1].first
        else { return nil }
        let rest = parts[1]
        guard rest.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_./%?=&#~+".contains($0)) }) else {
            return nil
        }
        let isNumber = before.isNumber && rest.allSatisfy(\.isNumber) && path.allSatisfy(\.isNumber)
        let isSlug =
            path.contains("-") && before.isLetter && after.isLetter && !rest.contains(".")
            && (rest.contains("-") || rest.contains("/") || rest.count <= 4)
        return isNumber || isSlug ? String(parts[0] + rest) : nil
    }

    /// MD5, SHA-1, SHA-256 or SHA-512 in hexadecimal.
    private static func isHash(_ text: String) -> Bool {
        [32, 40, 64, 128].contains(text.utf8.count) && text.utf8.allSatisfy(isHexadecimal)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
        default: false
        }
    }

    /// IPv4 with four numbers up to 255, or IPv6 with at least two colons.
    private static func isInternetAddress(_ text: String) -> Bool {
        let numbers = text.split(separator: ".", omittingEmptySubsequences: false)
        if numbers.count == 4 {
            return numbers.allSatisfy { number in
                !number.isEmpty && number.count <= 3 && number.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
                    && Int(number).map { $0 <= 255 } ?? false
            }
        }
        let bytes = text.utf8
        return bytes.count <= 39 && bytes.count(where: { $0 == UInt8(ascii: ":") }) >= 2
            && bytes.allSatisfy { isHexadecimal($0) || $0 == UInt8(ascii: ":") }
    }

    /// The hashtag with its sign; nil where the text is more than one, or none. A comma behind it belongs to a list.
    private static func hashtag(_ text: String) -> String? {
        var tag = Substring(text)
        while let last = tag.last, last == "," || last == ";" { tag.removeLast() }
        guard tag.hasPrefix("#"), tag.count > 1, !tag.dropFirst().contains("#"),
            !tag.unicodeScalars.contains(where: { $0.properties.isWhitespace })
        else { return nil }
        return String(tag)
    }
}

extension Indicator {
    fileprivate init(
        kind: Kind, value: String, original: String, platform: Platform? = nil, domain: String? = nil,
        handle: String? = nil, _ context: IndicatorContext
    ) {
        self.init(
            kind: kind, value: value, original: original, platform: platform, domain: domain, handle: handle,
            comment: context.comment, procedure: context.procedure, procedureLabel: context.procedureLabel,
            publication: context.publication)
    }
}
