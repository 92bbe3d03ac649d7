/// What an account's name says of itself.
package enum NameSigns {
    /// Whether a run of Latin letters in it ends in "bot".
    package static func sayBot(_ name: String) -> Bool {
        words(name.utf8).contains { $0.count >= 3 && $0.suffix(3).elementsEqual("bot".utf8) && !isOrdinary($0) }
    }

    /// Words that end so and name no machine.
    private static func isOrdinary(_ word: ArraySlice<UInt8>) -> Bool {
        ["abbot", "talbot", "cabot", "sabot", "turbot", "jabot"].contains { word.elementsEqual($0.utf8) }
    }

    /// Whether it has a news outlet's word: alone, or run together with another, as handles do (`foxnews`, `dailymail`).
    package static func sayOutlet(_ name: String) -> Bool {
        words(name.utf8).contains { word in
            outletWords.contains { word.elementsEqual($0) || ($0.count >= 4 && ends(word, $0)) }
                || outletBeginnings.contains { word.starts(with: $0) }
        }
    }

    private static let outletWords = [
        "news", "daily", "times", "herald", "tribune", "gazette", "journal", "press", "radio", "mail", "media",
        "magazine", "telegraph", "observer", "chronicle", "broadcasting", "newspaper", "headlines", "reuters", "tv",
        "fm",
        "afp", "bbc", "cnn", "nbc", "abc", "stiri", "ziar", "ziarul", "presse", "zeitung", "nachrichten", "noticias",
        "diario", "notizie", "giornale", "новости", "вести", "газета",
    ].map { Array($0.utf8) }

    private static let outletBeginnings = ["news", "daily", "stiri"].map { Array($0.utf8) }

    private static func ends(_ word: ArraySlice<UInt8>, _ end: [UInt8]) -> Bool {
        word.count >= end.count && word.suffix(end.count).elementsEqual(end)
    }

    /// Runs of letters, Latin ones in lower case; whatever is not ASCII counts as a letter.
    static func words(_ name: some Collection<UInt8>) -> [ArraySlice<UInt8>] {
        name.map { byte in
            let folded = byte | 0x20
            return byte >= 0x80 ? byte : (0x61...0x7A).contains(folded) ? folded : 0
        }.split(separator: 0)
    }

    /// The letters alone, Latin ones in lower case: `David_Evans82` is `davidevans`.
    static func letters(_ name: String) -> [UInt8] { words(name.utf8).flatMap { $0 } }
}
