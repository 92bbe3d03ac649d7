import Statistics

/// What people write in one language, from sentences and words of our own. No sentence speaks of a person, a party or a
/// place that exists.
package enum InventedLanguage: UInt8, Sendable, CaseIterable {
    case english
    case german
    case romanian
    case polish
    case spanish
    case french
    case arabic
    case japanese

    /// The country in which accounts of this language post.
    package var region: String { ["GB", "DE", "RO", "PL", "ES", "FR", "EG", "JP"][Int(rawValue)] }

    /// Hours that its clocks are ahead of UTC.
    var hoursAhead: Int { [0, 1, 2, 1, 1, 1, 2, 9][Int(rawValue)] }

    /// Writes an everyday caption: one of millions, decided by the seed.
    package func writeCaption(seed: UInt64, to text: inout String) {
        Self.phrasebooks[Int(rawValue)].write(.everyday, seed: seed, to: &text)
    }

    /// A news headline about places that do not exist.
    func headline(seed: UInt64) -> String {
        var text = ""
        Self.phrasebooks[Int(rawValue)].write(.news, seed: seed, to: &text)
        return text
    }

    /// A call for a cause that does not exist.
    func slogan(seed: UInt64) -> String {
        var text = ""
        Self.phrasebooks[Int(rawValue)].write(.campaign, seed: seed, to: &text)
        return text
    }

    private static let phrasebooks = [
        Phrasebook(
            everyday: [
                "Day $n of learning to make $t, today in @", "Who else misses $t in @?", "$n reasons to love $t",
                "Trying $t for the first time near @ 😅", "My grandmother's $t beats everything from @",
                "POV: you open $t at @ station and count to $n",
            ],
            news: [
                "Council of @ approves plan for $t", "Record $t reported near @ after $n days of rain",
                "@ and @ reopen the old railway line",
            ],
            campaign: [
                "They hid the truth about $t in @. Ask who paid. Share before it is gone!",
                "@ deserves better than broken promises on $t. $n days left.",
                "Why is nobody talking about $t in @? Wake up!",
            ],
            things: [
                "bread", "noodles", "harbour lights", "street football", "old maps", "paper kites", "mint tea", "vinyl",
                "rooftop gardens", "night buses", "plum cake", "clay pots",
            ]),
        Phrasebook(
            everyday: [
                "Tag $n ohne $t, ich vermisse @", "Kennt ihr $t aus @?", "$n Gründe, warum $t glücklich macht",
                "Heute zum ersten Mal $t bei @ 😄", "So macht meine Oma $t seit $n Jahren",
            ],
            news: ["Rat von @ beschließt neues Programm für $t", "$n Helfer nach Unwetter bei @ im Einsatz"],
            campaign: [
                "In @ verschweigen sie alles über $t. Teilt das, bevor es weg ist!",
                "$t für @? Nicht mit uns. Noch $n Tage.",
            ],
            things: [
                "Brot", "Apfelkuchen", "Nachtbusse", "Dachgärten", "alte Karten", "Brettspiele", "Kräutertee",
                "Drachen",
            ]),
        Phrasebook(
            everyday: [
                "Ziua $n cu $t la @", "Cine mai vrea $t de la @?", "$n motive să iubești $t", "Prima dată $t în @ 😍",
            ],
            news: ["Consiliul din @ aprobă planul pentru $t", "Ploi de $n zile lângă @: drumul rămâne închis"],
            campaign: [
                "La @ nimeni nu spune adevărul despre $t. Dă mai departe!",
                "@ merită mai mult. Mai sunt $n zile pentru $t!",
            ],
            things: ["pâine", "plăcinte", "hărți vechi", "ceai de mentă", "zmeie", "grădini", "muzică", "cești de lut"]),
        Phrasebook(
            everyday: [
                "Dzień $n i znowu $t w @", "Kto pamięta $t z @?", "$n powodów, żeby kochać $t",
                "Pierwszy raz $t pod @ 😊",
            ],
            news: ["Rada miasta @ zatwierdza nowy plan: $t", "Po $n dniach deszczu zamknięto drogę do @"],
            campaign: ["W @ ukrywają prawdę o $t. Podaj dalej!", "@ zasługuje na $t. Zostało $n dni."],
            things: [
                "chleb", "pierogi", "stare mapy", "latawce", "herbata z miętą", "nocne autobusy", "ogrody", "płyty",
            ]),
        Phrasebook(
            everyday: [
                "Día $n aprendiendo a hacer $t en @", "¿Quién echa de menos $t de @?", "$n razones para amar $t",
                "Primera vez con $t cerca de @ 😅",
            ],
            news: ["El consejo de @ aprueba el nuevo plan: $t", "Tras $n días de lluvia, @ recupera la luz"],
            campaign: ["En @ nadie cuenta la verdad sobre $t. ¡Comparte!", "Quedan $n días: $t para @ ya."],
            things: [
                "pan", "empanadas", "mapas viejos", "cometas", "té de menta", "huertos", "vinilos", "tazas de barro",
            ]),
        Phrasebook(
            everyday: [
                "Jour $n : encore $t à @", "Qui connaît $t de @ ?", "$n raisons d'aimer $t",
                "Première fois : $t près de @ 😄",
            ],
            news: ["Le conseil de @ adopte le nouveau plan : $t", "Après $n jours de pluie, la route de @ rouvre"],
            campaign: ["À @ on nous cache tout sur $t. Partagez !", "Plus que $n jours pour $t à @."],
            things: [
                "le pain", "les crêpes", "les vieilles cartes", "les cerfs-volants", "le thé", "les jardins",
                "les vinyles",
            ]),
        Phrasebook(
            everyday: ["اليوم $n مع $t في @", "من يحب $t من @؟", "$n أسباب لأحب $t", "أول مرة $t قرب @ 😍"],
            news: ["مجلس مدينة @ يوافق اليوم على خطة $t الجديدة", "أمطار غزيرة لمدة $n أيام متتالية قرب @"],
            campaign: ["لماذا لا يتحدث أحد عن $t في @؟ شاركوا!", "بقي $n أيام فقط من أجل $t في @، تحركوا الآن"],
            things: ["الخبز", "الشاي بالنعناع", "الخرائط القديمة", "الحدائق", "الطائرات الورقية", "القهوة"]),
        Phrasebook(
            everyday: ["@で$tを作ってみた $n日目", "@の$tが好きな人いる?", "$tを愛する$nの理由", "初めての$t @にて 😄"],
            news: ["@市議会が$tに関する新しい計画を全会一致で承認しました", "@で$n日間も雨が続き、道路の一部がまだ通行止めになっています"],
            campaign: ["@の$tについて誰も本当のことを話さない。今すぐ拡散してください!", "@の$tを守るために残りはあと$n日。みんなで声を上げてください!"],
            things: ["パン", "お茶", "古い地図", "凧", "屋上庭園", "レコード", "陶器"]),
    ]
}

/// Sentences with gaps: `$t` a thing, `$n` a number, `@` an invented place.
private struct Phrasebook: Sendable {
    enum Register {
        case everyday
        case news
        case campaign
    }

    private enum Piece: Sendable {
        case text(String)
        case thing
        case number
        case place
    }

    private let everyday: [[Piece]]
    private let news: [[Piece]]
    private let campaign: [[Piece]]
    private let things: [String]

    init(everyday: [String], news: [String], campaign: [String], things: [String]) {
        self.everyday = everyday.map(Self.pieces)
        self.news = news.map(Self.pieces)
        self.campaign = campaign.map(Self.pieces)
        self.things = things
    }

    func write(_ register: Register, seed: UInt64, to text: inout String) {
        var generator = SplitMix64(state: seed)
        let sentences =
            switch register {
            case .everyday: everyday
            case .news: news
            case .campaign: campaign
            }
        for piece in generator.pick(sentences) {
            switch piece {
            case .text(let words): text += words
            case .thing: text += generator.pick(things)
            case .number: text += String(generator.integer(in: 2...999))
            case .place:
                let place = InventedWords.word(syllables: 2...4, using: &generator)
                text += place.prefix(1).uppercased()
                text += place.dropFirst()
            }
        }
    }

    private static func pieces(_ sentence: String) -> [Piece] {
        var pieces: [Piece] = []
        var words = ""
        var afterDollar = false
        for character in sentence {
            let gap: Piece?
            switch (afterDollar, character) {
            case (true, "t"): gap = .thing
            case (true, "n"): gap = .number
            case (false, "@"): gap = .place
            default: gap = nil
            }
            afterDollar = character == "$"
            if let gap {
                if !words.isEmpty { pieces.append(.text(words)) }
                words = ""
                pieces.append(gap)
            } else if !afterDollar {
                words.append(character)
            }
        }
        if !words.isEmpty { pieces.append(.text(words)) }
        return pieces
    }
}
