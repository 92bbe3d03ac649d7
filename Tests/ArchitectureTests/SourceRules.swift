/// Reads a source file and says which of its room's rules it breaks.
enum SourceRules {
    private static let unsafeWords: Set = [
        "Unmanaged", "OpaquePointer", "unsafe", "unsafeBitCast", "unsafeDowncast", "unsafeUninitializedCapacity",
        "withContiguousStorageIfAvailable", "withContiguousMutableStorageIfAvailable", "withMemoryRebound",
        "assumingMemoryBound", "bindMemory",
    ]

    /// Libraries that open connections to other machines.
    private static let fetchers: Set = ["AsyncHTTPClient", "FoundationNetworking"]

    /// A sentence for each broken rule; empty for a file that keeps them all.
    static func violations(in source: String, of room: Room) -> [String] {
        var found: [String] = []
        for (index, line) in codeLines(source).enumerated() {
            let place = "line \(index + 1)"
            if let module = importedModule(line) {
                if House.modules.contains(module), !room.mayImport.contains(module) {
                    found.append("\(place): \(room.name) imports \(module), which lies above it or beside it")
                }
                if !room.mayFetch, fetchers.contains(module) {
                    found.append("\(place): \(room.name) imports \(module); only Collection asks other machines")
                }
                if module.hasPrefix("Foundation"), !room.mayUseFoundation {
                    found.append("\(place): \(room.name) imports \(module); this room does without it")
                }
                continue
            }
            for word in words(line) {
                let isUnsafe = word.hasPrefix("Unsafe") || word.hasPrefix("withUnsafe") || unsafeWords.contains(word)
                if isUnsafe, !room.mayBeUnsafe {
                    found.append("\(place): \(room.name) uses \(word); unsafe code belongs in Bytes")
                }
            }
            if !room.mayPrint, line.contains("rint("), line.contains(#/(^|[^.\w])(debugPrint|print)\(/#) {
                found.append("\(place): \(room.name) prints; only the command line does")
            }
        }
        return found
    }

    /// The module that a line imports, whatever stands before the word `import` and between it and the name.
    private static func importedModule(_ line: String) -> String? {
        guard line.contains("import") else { return nil }
        let pattern =
            #/^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:package|public|internal|private|fileprivate)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)/#
        return line.firstMatch(of: pattern).map { String($0.1) }
    }

    private static func words(_ line: String) -> [String] {
        line.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
    }

    /// The lines without comments and without what stands in string literals.
    private static func codeLines(_ source: String) -> [String] {
        let (quote, slash, backslash) = (UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "\\"))
        let bytes = Array(source.utf8)
        var lines: [String] = []
        var line: [UInt8] = []
        var inText = false
        var inLongText = false
        var inComment = false
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\n") {
                lines.append(String(decoding: line, as: UTF8.self))
                line = []
                inComment = false
                inText = false
            } else if inComment {
                continue
            } else if byte == quote, !inText, bytes[position...].starts(with: [quote, quote]) {
                inLongText.toggle()
                position += 2
            } else if inLongText {
                continue
            } else if byte == quote {
                inText.toggle()
            } else if inText {
                if byte == backslash { position += 1 }
            } else if byte == slash, position < bytes.count, bytes[position] == slash {
                inComment = true
            } else {
                line.append(byte)
            }
        }
        return lines + [String(decoding: line, as: UTF8.self)]
    }
}
