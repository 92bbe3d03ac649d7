/// Countries and regions by one English name each, so that rows of different reports can be compared.
package enum CountryName {
    /// The one name of what is known, whatever its case; other names as they are, without "the" and without what stands in
    /// parentheses.
    package static func normalised(_ name: String) -> String {
        var plain = String(name.prefix { $0 != "(" })
        while plain.last?.isWhitespace ?? false { plain.removeLast() }
        while plain.first?.isWhitespace ?? false { plain.removeFirst() }
        if plain.lowercased().hasPrefix("the "), plain.count > 4 { plain.removeFirst(4) }
        let folded = String(plain.lowercased().map { $0 == "’" ? "'" : $0 })
        return synonyms[folded] ?? french[plain.lowercased()] ?? known[plain.lowercased()] ?? plain
    }

    /// Countries of a list, each once, in the list's order: separated by semicolons or commas. Words that name no place
    /// (`various`, `unknown`) are none.
    package static func list(_ text: String) -> [String] {
        var names: [String] = []
        for part in text.split(whereSeparator: { $0 == ";" || $0 == "," }) {
            let name = normalised(String(part))
            if !name.isEmpty, !nowhere.contains(name.lowercased()), !names.contains(name) { names.append(name) }
        }
        return names
    }

    /// Countries and regions that a French phrase names or whose audience it names (`audiences turques`), each once, in
    /// its order; the phrase itself where it names none that is known.
    package static func namedInFrench(_ phrase: String) -> [String] {
        var names: [String] = []
        for word in phrase.lowercased().split(whereSeparator: { !($0.isLetter || $0 == "-") }) {
            guard let name = french[String(word)] ?? adjective(String(word)), !names.contains(name) else { continue }
            names.append(name)
        }
        return names.isEmpty ? [phrase] : names
    }

    /// `turques`, `turc`, `turcs` by their common beginning.
    private static func adjective(_ word: String) -> String? {
        guard !word.hasSuffix("phone"), !word.hasSuffix("phones") else { return nil }
        return frenchAdjectives.first { word.hasPrefix($0.stem) && word.count <= $0.stem.count + 5 }?.name
    }

    private static let nowhere: Set<String> = [
        "various", "unknown", "unidentified", "all", "others", "other", "not stated", "inconnu", "inconnue",
    ]

    private static let synonyms = [
        "uk": "United Kingdom", "great britain": "United Kingdom", "britain": "United Kingdom",
        "us": "United States", "usa": "United States", "u.s.": "United States",
        "united states of america": "United States",
        "uae": "United Arab Emirates", "turkey": "Türkiye", "macedonia": "North Macedonia", "burma": "Myanmar",
        "ivory coast": "Côte d’Ivoire", "côte d'ivoire": "Côte d’Ivoire", "cote d'ivoire": "Côte d’Ivoire",
        "drc": "Democratic Republic of the Congo", "bosnia": "Bosnia and Herzegovina", "prc": "China",
        "p.r.c.": "China", "people's republic of china": "China", "peoples republic of china": "China",
        "mainland china": "China", "china mainland": "China", "pr china": "China",
        "russian federation": "Russia", "islamic republic of iran": "Iran", "republic of china": "Taiwan",
        "u.k.": "United Kingdom", "u.s.a.": "United States", "united states america": "United States",
        "republic of türkiye": "Türkiye", "republic of korea": "South Korea", "state of israel": "Israel",
        "dprk": "North Korea", "democratic people's republic of korea": "North Korea",
        "syrian arab republic": "Syria", "bolivarian republic of venezuela": "Venezuela", "turkiye": "Türkiye",
        "ksa": "Saudi Arabia", "kingdom of saudi arabia": "Saudi Arabia", "socialist republic of vietnam": "Vietnam",
        "czech republic": "Czechia", "republic of moldova": "Moldova", "european countries": "Europe",
        "gulf": "Gulf", "viet nam": "Vietnam", "swaziland": "Eswatini",
    ]

    private static let french = [
        "allemagne": "Germany", "arménie": "Armenia", "azerbaïdjan": "Azerbaijan", "belgique": "Belgium",
        "biélorussie": "Belarus", "bélarus": "Belarus", "brésil": "Brazil", "bulgarie": "Bulgaria",
        "cambodge": "Cambodia", "chine": "China", "croatie": "Croatia", "égypte": "Egypt", "équateur": "Ecuador",
        "espagne": "Spain", "estonie": "Estonia", "états-unis": "United States", "europe": "Europe",
        "finlande": "Finland", "france": "France", "géorgie": "Georgia", "grèce": "Greece", "hongrie": "Hungary",
        "inde": "India", "indonésie": "Indonesia", "irak": "Iraq", "iraq": "Iraq", "iran": "Iran", "irlande": "Ireland",
        "israël": "Israel", "italie": "Italy", "japon": "Japan", "kazakhstan": "Kazakhstan", "kenya": "Kenya",
        "kosovo": "Kosovo", "lettonie": "Latvia", "liban": "Lebanon", "lituanie": "Lithuania", "malaisie": "Malaysia",
        "mexique": "Mexico", "moldavie": "Moldova", "nigeria": "Nigeria", "nigéria": "Nigeria", "norvège": "Norway",
        "pays-bas": "Netherlands", "philippines": "Philippines", "pologne": "Poland", "portugal": "Portugal",
        "roumanie": "Romania", "royaume-uni": "United Kingdom", "russie": "Russia", "serbie": "Serbia",
        "slovaquie": "Slovakia", "slovénie": "Slovenia", "soudan": "Sudan", "suède": "Sweden", "syrie": "Syria",
        "taïwan": "Taiwan", "tchéquie": "Czechia", "thaïlande": "Thailand", "turquie": "Türkiye", "ukraine": "Ukraine",
        "venezuela": "Venezuela", "vietnam": "Vietnam", "viêt-nam": "Vietnam", "vénézuéla": "Venezuela",
    ]

    private static let frenchAdjectives: [(stem: String, name: String)] = [
        ("américain", "United States"), ("azerbaïdjanais", "Azerbaijan"), ("brésilien", "Brazil"),
        ("cambodgien", "Cambodia"), ("chinois", "China"), ("égyptien", "Egypt"), ("équatorien", "Ecuador"),
        ("européen", "Europe"), ("français", "France"), ("allemand", "Germany"), ("grec", "Greece"),
        ("indonésien", "Indonesia"), ("irakien", "Iraq"), ("iraquien", "Iraq"), ("irlandais", "Ireland"),
        ("israélien", "Israel"), ("italien", "Italy"), ("kazakh", "Kazakhstan"), ("malaisien", "Malaysia"),
        ("moldave", "Moldova"), ("mondia", "worldwide"), ("nigérian", "Nigeria"), ("polonais", "Poland"),
        ("roumain", "Romania"), ("russe", "Russia"), ("serbe", "Serbia"), ("slovaque", "Slovakia"),
        ("soudanais", "Sudan"), ("taïwanais", "Taiwan"), ("thaïlandais", "Thailand"), ("turc", "Türkiye"),
        ("turque", "Türkiye"), ("ukrainien", "Ukraine"),
    ]
}
