import Bytes
import Traces

/// Reading single fields, with the faults that they share.
enum Field {
    static func time(_ bytes: ByteView, _ name: String) throws(RecordFault) -> SpelledTime {
        let trimmed = bytes.trimmed
        if let time = TimeParser.parse(trimmed) { return time }
        if trimmed.isMissing { throw RecordFault("missing-time", field: name, "there is no time in \(name)") }
        throw RecordFault(
            "bad-time", field: name,
            "\(trimmed.quoted) is no time: expected epoch seconds or milliseconds, ISO 8601, or M/D/YYYY H:MM")
    }

    /// The value of a table's field without blanks around it, empty where it is missing.
    static func value(_ bytes: ByteView) -> ByteView {
        bytes.isMissing ? .empty : bytes.trimmed
    }

    /// An identifier in a table's field without blanks around it; empty where it is missing or `0`.
    static func identifier(_ bytes: ByteView) -> ByteView {
        bytes.isMissingIdentifier ? .empty : bytes.trimmed
    }

    /// An identifier that JSON gives, without blanks around it; empty where it is `0`. It may be called `null`.
    static func typedIdentifier(_ bytes: ByteView) -> ByteView {
        let trimmed = bytes.trimmed
        return trimmed.equals("0") ? .empty : trimmed
    }

    /// An identifier that stands for one thing only, blanks around it dropped: empty where it is missing, or lost its
    /// digits in some program. Where such a program put `.0` behind digits that it could hold, it is taken away again.
    static func lasting(_ bytes: ByteView) -> ByteView {
        let identifier = identifier(bytes)
        if identifier.count > 2, identifier.count <= 17 {
            let whole = identifier[0..<identifier.count - 2]
            if identifier[whole.count..<identifier.count].equals(".0"), whole.uint64 != nil {
                return whole.equals("0") ? .empty : whole
            }
        }
        return isRounded(identifier) ? .empty : identifier
    }

    /// The same, but one that lost its digits stays as it is, for `setAccount` to judge and to name.
    static func lastingOrRounded(_ bytes: ByteView) -> ByteView {
        let lasting = lasting(bytes)
        return lasting.isEmpty ? identifier(bytes) : lasting
    }

    /// A counter: a whole number, also written as a float (`12.0`) or with commas (`1,234`); nil where it is missing,
    /// negative or no number.
    static func counter(_ bytes: ByteView) -> Int64? {
        let trimmed = bytes.trimmed
        if let whole = trimmed.int64 { return whole >= 0 ? whole : nil }
        if trimmed.firstIndex(of: UInt8(ascii: ",")) != nil { return grouped(trimmed) }
        guard let number = trimmed.double, number >= 0, number < 9e15, number == number.rounded() else { return nil }
        return Int64(number)
    }

    /// The same; what is there and is no counter goes to `unread`.
    static func counter(_ bytes: ByteView, unread: inout ByteView) -> Int64? {
        if let count = counter(bytes) { return count }
        if !bytes.isMissing { unread = bytes.trimmed }
        return nil
    }

    private static func grouped(_ bytes: ByteView) -> Int64? {
        var value: Int64 = 0
        for index in 0..<bytes.count where bytes[index] != UInt8(ascii: ",") {
            let digit = bytes[index] &- 0x30
            guard digit <= 9, value < 900_000_000_000_000_000 else { return nil }
            value = value * 10 + Int64(digit)
        }
        return value
    }

    /// A time that a record can do without; nil where there is none that can be read.
    static func optionalTime(_ bytes: ByteView) -> SpelledTime? { TimeParser.parse(bytes.trimmed) }

    /// `True`, `true`, `TRUE`, `t`, `1`, `yes`: whether a column of yes and no says yes.
    static func isTrue(_ bytes: ByteView) -> Bool {
        let value = bytes.trimmed
        switch value.count {
        case 1: return value[0] == UInt8(ascii: "1") || value[0] | 0x20 == UInt8(ascii: "t")
        case 3: return value.equals("yes") || value.equals("1.0")
        case 4: return value.equals("true") || value.equals("True") || value.equals("TRUE")
        default: return false
        }
    }

    /// An id that lost its digits on the way: written in float notation (`9.06E+17`), or written out again from it
    /// (`906000000000000000`: fifteen digits or more, the last nine of them zeros), or written with a point behind more
    /// digits than a floating-point number holds. It may stand for several accounts.
    static func isRounded(_ bytes: ByteView) -> Bool {
        if bytes.isFloatNotation { return true }
        if bytes.count > 17, let point = bytes.firstIndex(of: UInt8(ascii: ".")), point > 15 {
            return bytes[0..<point].uint64 != nil && bytes[point + 1..<bytes.count].uint64 != nil
        }
        guard bytes.count >= 15 else { return false }
        for index in bytes.count - 9..<bytes.count where bytes[index] != UInt8(ascii: "0") { return false }
        return bytes.uint64 != nil
    }
}

/// Lists inside one field.
enum FieldList {
    /// Appends the items of a list: between brackets with quotes as Python and JSON write it (`['a', 'b']`), or simply
    /// separated. Blanks around items are dropped, and so are empty items, and bare words between brackets that say
    /// that there is nothing (`[nan]`). In a table the whole field may say so as well.
    static func append(
        _ bytes: ByteView, separator: UInt8 = UInt8(ascii: ","), isTyped: Bool = false, to list: inout [ByteView]
    ) {
        let trimmed = bytes.trimmed
        if isTyped ? trimmed.isEmpty : trimmed.isMissing { return }
        if trimmed.count >= 2, trimmed[0] == UInt8(ascii: "["), trimmed[trimmed.count - 1] == UInt8(ascii: "]") {
            appendBracketed(trimmed[1..<trimmed.count - 1], to: &list)
            return
        }
        var position = 0
        while position <= trimmed.count {
            let rest = trimmed[position..<trimmed.count]
            let length = rest.firstIndex(of: separator) ?? rest.count
            let item = rest[0..<length]
            if isTyped || !item.isMissing { append(item: item, to: &list) }
            position += length + 1
        }
    }

    /// Appends addresses separated by blanks, or by commas before the next `http`: a comma may be part of one.
    static func appendAddresses(_ bytes: ByteView, isTyped: Bool = false, to list: inout [ByteView]) {
        let trimmed = bytes.trimmed
        if isTyped ? trimmed.isEmpty : trimmed.isMissing { return }
        if trimmed[0] == UInt8(ascii: "[") { return append(trimmed, isTyped: isTyped, to: &list) }
        var start = 0
        for position in 0..<trimmed.count {
            let byte = trimmed[position]
            let isSeparator = byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "|")
            if ByteView.isBlank(byte) || (isSeparator && isAddressNext(trimmed, after: position)) {
                append(item: trimmed[start..<position], to: &list)
                start = position + 1
            }
        }
        append(item: trimmed[start..<trimmed.count], to: &list)
    }

    /// Whether the next address or the end comes after a separator and at most one blank.
    private static func isAddressNext(_ bytes: ByteView, after position: Int) -> Bool {
        var next = position + 1
        if next < bytes.count, ByteView.isBlank(bytes[next]) { next += 1 }
        return next == bytes.count || bytes[next..<bytes.count].hasPrefix("http")
    }

    private static func appendBracketed(_ bytes: ByteView, to list: inout [ByteView]) {
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if ByteView.isBlank(byte) || byte == UInt8(ascii: ",") {
                position += 1
                continue
            }
            let isQuoted = byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"")
            if isQuoted { position += 1 }
            let start = position
            let stop = isQuoted ? byte : UInt8(ascii: ",")
            while position < bytes.count, bytes[position] != stop { position += 1 }
            let item = bytes[start..<position]
            if isQuoted || !item.isMissing { append(item: item, to: &list) }
            position += 1
        }
    }

    private static func append(item: ByteView, to list: inout [ByteView]) {
        let trimmed = item.trimmed
        if !trimmed.isEmpty { list.append(trimmed) }
    }
}

extension ByteView {
    /// The words of an HTML element that is the whole text, such as the link in which X names a post's program.
    var withoutElement: ByteView {
        guard count > 0, self[0] == UInt8(ascii: "<"), let end = firstIndex(of: UInt8(ascii: ">")) else { return self }
        let rest = self[end + 1..<count]
        return rest[0..<(rest.firstIndex(of: UInt8(ascii: "<")) ?? rest.count)].trimmed
    }
}
