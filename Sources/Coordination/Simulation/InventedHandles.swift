import Statistics

/// Handles that belong to nobody: the platform's own defaults, words with digits, and names from invented syllables.
struct InventedHandles {
    /// Names that attack whoever shows them carelessly: markup, a spreadsheet formula, a text-direction override, an
    /// attribute that ends early. They stand in every simulated world, so that every demonstration shows them harmless.
    static let hostile = [
        "<script>alert('daylight')</script>", "\u{202E}gnp.otohp", "=hyperlink(\"http://example.invalid\")",
        "\"><img src=x onerror=alert(1)>",
    ]

    private static let words = [
        "river", "lemon", "north", "paper", "quiet", "maple", "cloud", "ember", "stone", "violet", "harbor", "pixel",
        "meadow", "copper", "lantern", "sparrow", "cedar", "marble", "velvet", "saffron",
    ]

    private var taken: Set<String> = Set(hostile)

    /// A handle that was not given before.
    mutating func next(using generator: inout SeededGenerator) -> String {
        while true {
            let handle = draw(using: &generator)
            if taken.insert(handle).inserted { return handle }
        }
    }

    private func draw(using generator: inout SeededGenerator) -> String {
        switch generator.below(10) {
        case 0..<3:
            return "user\(generator.integer(in: 1_000_000_000_000...9_999_999_999_999))"
        case 3..<6:
            return "\(generator.pick(Self.words))\(generator.pick(["", "_", "."]))\(generator.below(1_000_000))"
        default:
            let first = InventedWords.word(syllables: 2...3, using: &generator)
            let second = InventedWords.word(syllables: 2...3, using: &generator)
            let tail = generator.chance(0.4) ? "\(generator.below(100))" : ""
            return first + generator.pick(["", ".", "_"]) + second + tail
        }
    }
}

/// Words that mean nothing in any language, and so name nothing and nobody.
enum InventedWords {
    private static let onsets = [
        "b", "br", "d", "dr", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "tr", "v", "z",
    ]
    private static let vowels = ["a", "e", "i", "o", "u", "ai", "ei"]
    private static let codas = ["", "", "", "l", "n", "r", "s"]

    static func word(syllables: ClosedRange<Int>, using generator: inout some RandomNumberGenerator) -> String {
        var word = ""
        for _ in 0..<generator.integer(in: syllables) {
            word += generator.pick(onsets)
            word += generator.pick(vowels)
            word += generator.pick(codas)
        }
        return word
    }
}
