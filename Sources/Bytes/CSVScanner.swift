import Glibc

/// Cuts a stream into CSV records and fields: RFC 4180 and what files really look like.
///
/// Fields may be quoted, with line ends and doubled quotes inside; lines end in LF, CRLF or CR, mixed as they come; the
/// last needs no end; empty lines are no records. A quote inside an unquoted field is text, and text after a closing
/// quote belongs to the field, as most programs read it (but not where the field began lines before). NUL is a byte like any other. A record may not be larger than
/// `maximumRecordBytes`: where a quote is not closed by then (or by the end of the file), the line it stands on is
/// given up and reading goes on with the line after it.
package final class CSVScanner {
    package enum Event {
        case row(CSVRow)
        case fault(CSVFault)
        case end
    }

    private let source: ByteSource
    private let delimiter: UInt8
    private let maximum: Int
    private var fields: UnsafeMutablePointer<CSVRow.Field>
    private var fieldCapacity = 64
    private var fieldCount = 0

    package init(_ source: ByteSource, delimiter: UInt8, maximumRecordBytes: Int = 16 << 20) {
        self.source = source
        self.delimiter = delimiter
        maximum = max(1, maximumRecordBytes)
        fields = .allocate(capacity: fieldCapacity)
    }

    deinit { fields.deallocate() }

    /// The next record. Its fields are valid until the next call.
    package func next() -> Event {
        while true {
            guard skipEmptyLines() else { return .end }
            let wasEnded = source.ended
            switch scan() {
            case .complete(let length):
                source.start += length
                return .row(CSVRow(base: UnsafePointer(source.base), fields: fields, count: fieldCount))
            case .open(let quote):
                // A record that fills what may be read for it is whole where the stream ends behind it.
                if source.end - source.start <= maximum, !wasEnded {
                    _ = source.more()
                    continue
                }
                return .fault(giveUp(quote))
            case .misquoted(let quote):
                return .fault(giveUp(quote))
            }
        }
    }

    /// Leaves the record at the window's start, which does not end within what may be read for it.
    private func giveUp(_ quote: Int?) -> CSVFault {
        if let quote {
            skipLine(after: source.start + quote)
            return .unclosedQuote
        }
        if source.end - source.start < maximum {
            source.start = source.end
            return .cut
        }
        skipLine(after: source.start + maximum)
        return .tooLong
    }

    private enum Outcome {
        case complete(length: Int)
        /// The window ends inside the record; inside a quoted field where `quote`, its offset in the record, is set.
        case open(quote: Int?)
        /// The quote at that offset is closed by one that opens a field of a later line.
        case misquoted(quote: Int)
    }

    /// Looks for the record that begins at the window's start. Changes no byte until it has the whole record.
    private func scan() -> Outcome {
        let record = UnsafePointer(source.base + source.start)
        // Not a byte beyond the largest record, so that the outcome does not hang on what the window happens to hold.
        let reach = min(source.end - source.start, maximum)
        let end = record + reach
        let atEnd = source.ended && reach == source.end - source.start
        let commas = ByteSearch.repeated(delimiter)
        let feeds = ByteSearch.repeated(0x0A)
        let returns = ByteSearch.repeated(0x0D)
        let origin = source.start
        var position = record
        var needsCollapse = false
        fieldCount = 0
        while true {
            var field = CSVRow.Field(start: position - record + origin, count: 0, isCollapsed: true)
            if position < end, position.pointee == 0x22 {
                let opening = position
                position += 1
                field.start += 1
                while true {
                    guard let hit = memchr(position, 0x22, end - position) else {
                        return .open(quote: opening - record)
                    }
                    position = UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) + 1
                    if position == end, !atEnd { return .open(quote: opening - record) }
                    guard position < end, position.pointee == 0x22 else { break }
                    field.isCollapsed = false
                    position += 1
                }
                field.count = position - 1 - record + origin - field.start
                let rest = ByteSearch.first(from: position, to: end, commas, feeds, returns)
                if rest > position {
                    // A quote that "closes" lines later, in the middle of a text, opened there: this one never closed.
                    if memchr(opening, 0x0A, position - opening) != nil { return .misquoted(quote: opening - record) }
                    position = rest
                    field.isCollapsed = false
                    field.count = position - record + origin - field.start
                }
                if !field.isCollapsed { needsCollapse = true }
            } else {
                position = ByteSearch.first(from: position, to: end, commas, feeds, returns)
                field.count = position - record + origin - field.start
            }
            if position == end {
                // A record that the stream's failure cut short is not a record.
                if !atEnd || source.failure != nil { return .open(quote: nil) }
                append(field)
                break
            }
            append(field)
            let byte = position.pointee
            position += 1
            if byte == delimiter { continue }
            if byte == 0x0D {
                if position == end, !atEnd { return .open(quote: nil) }
                if position < end, position.pointee == 0x0A { position += 1 }
            }
            break
        }
        if needsCollapse { collapse() }
        return .complete(length: position - record)
    }

    private func append(_ field: CSVRow.Field) {
        if fieldCount == fieldCapacity {
            let wider: UnsafeMutablePointer<CSVRow.Field> = .allocate(capacity: fieldCapacity * 2)
            wider.update(from: fields, count: fieldCount)
            fields.deallocate()
            fields = wider
            fieldCapacity *= 2
        }
        fields[fieldCount] = field
        fieldCount += 1
    }

    /// Takes the doubled and closing quotes out of the fields that have them, in place.
    private func collapse() {
        for index in 0..<fieldCount where !fields[index].isCollapsed {
            let start = source.base + fields[index].start
            let count = fields[index].count
            var written = 0
            var position = 0
            while position < count {
                if start[position] == 0x22 {
                    position += 1
                    // A lone quote closed the field: the rest is plain text.
                    if position == count || start[position] != 0x22 {
                        memmove(start + written, start + position, count - position)
                        written += count - position
                        break
                    }
                }
                start[written] = start[position]
                written += 1
                position += 1
            }
            fields[index].count = written
            fields[index].isCollapsed = true
        }
    }

    /// False at the end of the stream.
    private func skipEmptyLines() -> Bool {
        while true {
            while source.start < source.end {
                let byte = source.base[source.start]
                if byte != 0x0A, byte != 0x0D { return true }
                source.start += 1
            }
            if !source.more() { return false }
        }
    }

    /// Goes on with the line after the one that holds `offset` (a place in the window), however long it is.
    private func skipLine(after offset: Int) {
        source.start = offset
        let feeds = ByteSearch.repeated(0x0A)
        let returns = ByteSearch.repeated(0x0D)
        while true {
            let end = UnsafePointer(source.base + source.end)
            let hit = ByteSearch.first(
                from: UnsafePointer(source.base + source.start), to: end, feeds, returns, feeds)
            if hit < end {
                source.start = hit - UnsafePointer(source.base) + 1
                return
            }
            source.start = source.end
            if !source.more() { return }
        }
    }
}

/// Why a stretch of a CSV stream is no record.
package enum CSVFault: Sendable, Equatable {
    /// A quoted field was opened and not closed within the largest record, or before the end.
    case unclosedQuote
    /// The record is larger than the largest.
    case tooLong
    /// The stream broke inside the record.
    case cut
}

/// The fields of one CSV record, valid until the scanner moves on.
public struct CSVRow {
    @usableFromInline
    struct Field {
        @usableFromInline var start: Int
        @usableFromInline var count: Int
        /// Whether the field's bytes are its text, or still hold quotes.
        var isCollapsed: Bool

        init(start: Int, count: Int, isCollapsed: Bool) {
            self.start = start
            self.count = count
            self.isCollapsed = isCollapsed
        }
    }

    @usableFromInline let base: UnsafePointer<UInt8>
    @usableFromInline let fields: UnsafePointer<Field>
    /// Number of fields, at least one.
    public let count: Int

    init(base: UnsafePointer<UInt8>, fields: UnsafePointer<Field>, count: Int) {
        self.base = base
        self.fields = fields
        self.count = count
    }

    /// The field at `index`; empty beyond the last.
    @inlinable
    public subscript(index: Int) -> ByteView {
        guard index >= 0, index < count else { return .empty }
        return ByteView(base: base + fields[index].start, count: fields[index].count)
    }
}

extension ByteView {
    /// The delimiter of a CSV text that begins with these bytes: of comma, semicolon and tab the one that its first
    /// line holds most often outside quotes, the comma where there is none.
    package var csvDelimiter: UInt8 {
        var commas = 0
        var semicolons = 0
        var tabs = 0
        var isQuoted = false
        scan: for index in 0..<count {
            switch base[index] {
            case 0x22: isQuoted.toggle()
            case 0x0A, 0x0D: if !isQuoted { break scan }
            case 0x2C: if !isQuoted { commas += 1 }
            case 0x3B: if !isQuoted { semicolons += 1 }
            case 0x09: if !isQuoted { tabs += 1 }
            default: break
            }
        }
        if tabs > commas, tabs >= semicolons { return 0x09 }
        return semicolons > commas ? 0x3B : 0x2C
    }

    /// The fields of the CSV record that these bytes begin with, as text without blanks around it; none where they
    /// hold no whole record.
    package func csvFields(delimiter: UInt8) -> [String] {
        let sizes = ByteSource.Sizes(chunk: count, window: count + 1)
        guard let source = try? ByteSource(bytes: array, sizes: sizes) else { return [] }
        let scanner = CSVScanner(source, delimiter: delimiter)
        // A row lives as long as its scanner.
        return withExtendedLifetime(scanner) {
            guard case .row(let row) = scanner.next() else { return [] }
            return (0..<row.count).map { row[$0].trimmed.string }
        }
    }
}
