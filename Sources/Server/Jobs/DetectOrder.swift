import Coordination
import Foundation
import Inquiry
import Records
import Workspace

/// What a search of the case asks: the settings of `daylight investigate --case`, under the names of its options.
struct DetectOrder: Codable, Sendable, Equatable {
    /// Names of traces; nil for all.
    var traces: [String]?
    var windows: [String] = ["60s"]
    var minimumParticipation = 2
    /// Nil for 3 where chance is asked about, and 2 where it is not.
    var minimumWeight: Int?
    /// Objects that more accounts than this acted on are left out; nil leaves none out.
    var maximumObjectAccounts: Int?
    /// The false discovery rate; nil where occasions alone decide.
    var rate: Double? = 0.01
    var chanceBin: String?
    var correction: String?
    var permutations = 0
    var seed: UInt64 = 1
    var acceptsCoarseTime = false
    var minimumOccasions = Int(NetworkRule().minimumOccasions)
    var minimumCommonOccasions = Int(NetworkRule().minimumCommonOccasions)
    var stability = false
    /// The number of an earlier run whose networks are followed.
    var follow: Int64?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case traces, windows, permutations, seed, stability, follow, correction
        case minimumParticipation = "min_participation"
        case minimumWeight = "min_weight"
        case maximumObjectAccounts = "max_object_accounts"
        case rate = "fdr"
        case chanceBin = "chance_bin"
        case acceptsCoarseTime = "accept_coarse_time"
        case minimumOccasions = "min_occasions"
        case minimumCommonOccasions = "min_common_occasions"
    }

    /// The least weight of a pair, where nobody says another.
    var leastWeight: Int { minimumWeight ?? (rate == nil ? 2 : 3) }

    /// More runs over shuffled accounts would hold up everybody else's work.
    static let mostPermutations = 1_000

    init() {}

    /// Reads what a program sent; what it leaves out is as usual.
    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let usual = DetectOrder()
        func value<Value: Decodable>(_ key: CodingKeys, or missing: Value) throws -> Value {
            try values.decodeIfPresent(Value.self, forKey: key) ?? missing
        }
        traces = try values.decodeIfPresent([String].self, forKey: .traces)
        windows = try value(.windows, or: usual.windows)
        minimumParticipation = try value(.minimumParticipation, or: usual.minimumParticipation)
        minimumWeight = try values.decodeIfPresent(Int.self, forKey: .minimumWeight)
        maximumObjectAccounts = try values.decodeIfPresent(Int.self, forKey: .maximumObjectAccounts)
        // Null is an answer of its own here: occasions alone decide.
        rate = values.contains(.rate) ? try values.decodeIfPresent(Double.self, forKey: .rate) : usual.rate
        chanceBin = try values.decodeIfPresent(String.self, forKey: .chanceBin)
        correction = try values.decodeIfPresent(String.self, forKey: .correction)
        permutations = try value(.permutations, or: usual.permutations)
        let stated = try value(.seed, or: Int64(usual.seed))
        guard stated >= 0 else {
            throw DecodingError.dataCorruptedError(forKey: .seed, in: values, debugDescription: "a seed is 0 or more")
        }
        seed = UInt64(stated)
        acceptsCoarseTime = try value(.acceptsCoarseTime, or: usual.acceptsCoarseTime)
        minimumOccasions = try value(.minimumOccasions, or: usual.minimumOccasions)
        minimumCommonOccasions = try value(.minimumCommonOccasions, or: usual.minimumCommonOccasions)
        stability = try value(.stability, or: usual.stability)
        follow = try values.decodeIfPresent(Int64.self, forKey: .follow)
    }

    /// As it is kept with the job: a null rate must stay one.
    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encodeIfPresent(traces, forKey: .traces)
        try values.encode(windows, forKey: .windows)
        try values.encode(minimumParticipation, forKey: .minimumParticipation)
        try values.encodeIfPresent(minimumWeight, forKey: .minimumWeight)
        try values.encodeIfPresent(maximumObjectAccounts, forKey: .maximumObjectAccounts)
        if let rate { try values.encode(rate, forKey: .rate) } else { try values.encodeNil(forKey: .rate) }
        try values.encodeIfPresent(chanceBin, forKey: .chanceBin)
        try values.encodeIfPresent(correction, forKey: .correction)
        try values.encode(permutations, forKey: .permutations)
        try values.encode(seed, forKey: .seed)
        try values.encode(acceptsCoarseTime, forKey: .acceptsCoarseTime)
        try values.encode(minimumOccasions, forKey: .minimumOccasions)
        try values.encode(minimumCommonOccasions, forKey: .minimumCommonOccasions)
        try values.encode(stability, forKey: .stability)
        try values.encodeIfPresent(follow, forKey: .follow)
    }

    /// - Throws: where something is missing, of another kind, unknown, or out of its range.
    init(json: [UInt8]) throws(Refusal) {
        do {
            self = try JSONDecoder().decode(Exact<DetectOrder, CodingKeys>.self, from: Data(json)).value
        } catch let error as DecodingError {
            throw .bad("The settings cannot be read: \(error.words).", help: "/api/openapi.json describes them.")
        } catch {
            throw .bad("The settings are no JSON object.")
        }
        try check()
    }

    /// What the form of the page sends.
    init(form: Query) throws(Refusal) {
        let names = form.all("trace").filter { !$0.isEmpty }
        traces = names.isEmpty || names.count == Trace.allCases.count ? nil : names
        windows = (form["window"] ?? "60s").split(whereSeparator: { $0 == "," || $0.isWhitespace }).map(String.init)
        minimumParticipation = try form.number("min_participation") ?? minimumParticipation
        minimumWeight = try form.number("min_weight")
        maximumObjectAccounts = try form.number("max_object_accounts")
        switch form["fdr"] {
        case nil: break
        case "none": rate = nil
        case let text?:
            guard let number = Double(text) else {
                throw .bad("The false discovery rate is a share like 0.01, or none, not '\(text.prefix(40))'.")
            }
            rate = number
        }
        if rate != nil {
            chanceBin = form["chance_bin"]
            correction = form["correction"]
            permutations = try form.number("permutations") ?? 0
            seed = UInt64(try form.number("seed") ?? 1)
        }
        acceptsCoarseTime = form["accept_coarse_time"] != nil
        minimumOccasions = try form.number("min_occasions") ?? minimumOccasions
        minimumCommonOccasions = try form.number("min_common_occasions") ?? minimumCommonOccasions
        stability = form["stability"] != nil
        follow = try form.number("follow").map(Int64.init)
        try check()
    }

    /// What an earlier run asked.
    init(_ parameters: RunManifest.Parameters) {
        traces = parameters.traces.count == Trace.allCases.count ? nil : parameters.traces
        windows = parameters.windows
        minimumParticipation = parameters.minimumParticipation
        minimumWeight = parameters.minimumWeight
        maximumObjectAccounts = parameters.maximumObjectAccounts
        rate = parameters.falseDiscoveryRate
        chanceBin = parameters.chanceBin
        correction = parameters.correction
        permutations = parameters.permutations ?? 0
        seed = parameters.seed ?? 1
        acceptsCoarseTime = parameters.acceptsCoarseTime
        minimumOccasions = parameters.minimumOccasions
        minimumCommonOccasions = parameters.minimumCommonOccasions
        stability = parameters.stability == true
    }

    /// - Throws: where a setting is out of its range, or contradicts another.
    private func check() throws(Refusal) {
        for name in traces ?? [] where Trace(name: name) == nil {
            throw .bad(
                "There is no trace '\(name.prefix(40))'.",
                help: "There are: \(Trace.allCases.map(\.name).joined(separator: ", ")).")
        }
        if traces?.isEmpty == true { throw .bad("No trace is named.") }
        guard (1...32).contains(windows.count) else { throw .bad("A search takes 1 to 32 windows.") }
        for window in windows where Window(window) == nil {
            throw .bad("'\(window.prefix(40))' is no window.", help: "Examples: 60s, 0.5s, 10min, 1h, none.")
        }
        let small = 1...1_000_000
        guard small.contains(minimumParticipation), small.contains(minimumWeight ?? 1),
            small.contains(minimumOccasions), small.contains(minimumCommonOccasions)
        else { throw .bad("Thresholds are whole numbers from 1 to 1,000,000.") }
        if let maximumObjectAccounts, !(2...1 << 32).contains(maximumObjectAccounts) {
            throw .bad("An object must be left out at 2 accounts or more.")
        }
        if let rate, !(rate > 0 && rate < 1) { throw .bad("The false discovery rate is above 0 and below 1, or none.") }
        if let chanceBin, (Window(chanceBin)?.milliseconds ?? 0) < 60_000 {
            throw .bad(
                "'\(chanceBin.prefix(40))' is no bin of time of a minute or more.", help: "Examples: 1h, 6h, 1d, none.")
        }
        if let correction, ChanceModel.Correction(rawValue: correction) == nil {
            throw .bad("Probabilities are corrected for 'all' pairs or for those 'attainable'.")
        }
        guard (0...Self.mostPermutations).contains(permutations) else {
            throw .bad("Runs over shuffled accounts are 0 to \(Self.mostPermutations).")
        }
        if rate == nil, chanceBin != nil || correction != nil || permutations > 0 || seed != 1 {
            throw .bad(
                "Without a false discovery rate nothing is corrected, shuffled or drawn: leave one or the other away.")
        }
        guard seed <= 1 << 53 else { throw .bad("A seed is at most 9,007,199,254,740,992.") }
        if let follow, follow < 1 { throw .bad("Runs are numbered from 1.") }
    }

    /// The question to a case.
    func question(_ folder: CaseFolder, threads: Int) throws -> Question {
        let chance = rate.map { rate in
            ChanceModel(
                bin: chanceBin.flatMap { Window($0) } ?? .sixHours, rate: rate,
                correction: correction.flatMap(ChanceModel.Correction.init) ?? .all, keepsUnlikely: false)
        }
        var rule = NetworkRule()
        rule.minimumOccasions = UInt32(clamping: minimumOccasions)
        rule.minimumCommonOccasions = UInt32(clamping: minimumCommonOccasions)
        var question = try Question(
            case: folder,
            traces: traces.map { TraceSet($0.compactMap { Trace(name: $0) }.map { TraceSet($0) }) } ?? .all,
            search: SearchParameters(
                windows: windows.compactMap { Window($0) }, minimumParticipation: minimumParticipation,
                minimumWeight: leastWeight, objectCap: maximumObjectAccounts,
                threads: threads, chance: chance),
            rule: rule, acceptsCoarseTime: acceptsCoarseTime)
        question.permutations = permutations
        question.seed = seed
        question.asksForStability = stability
        if let follow { question.followed = try StoredRun(folder: folder.folder(ofRun: Optional(follow))) }
        return question
    }

    /// The JSON Schema of what a program sends.
    static let schema = #"""
        {"type":"object","additionalProperties":false,"properties":{"traces":{"type":"array","minItems":1,"maxItems":40,"items":{"type":"string","enum":[\#(Trace.allCases.map { "\"\($0.name)\"" }.joined(separator: ","))]}},"windows":{"type":"array","minItems":1,"maxItems":32,"items":{"type":"string","pattern":"^([0-9]{1,6}(ms|s|min|h|d)|none)$"}},"min_participation":{"type":"integer","minimum":1,"maximum":1000000},"min_weight":{"type":["integer","null"],"minimum":1,"maximum":1000000},"max_object_accounts":{"type":["integer","null"],"minimum":2,"maximum":4294967296},"fdr":{"type":["number","null"],"exclusiveMinimum":0,"exclusiveMaximum":1},"chance_bin":{"type":["string","null"],"pattern":"^([1-9][0-9]{0,4}(min|h|d)|none)$"},"correction":{"type":["string","null"],"enum":["all","attainable",null]},"permutations":{"type":"integer","minimum":0,"maximum":\#(mostPermutations)},"seed":{"type":"integer","minimum":0,"maximum":9007199254740992},"accept_coarse_time":{"type":"boolean"},"min_occasions":{"type":"integer","minimum":1,"maximum":1000000},"min_common_occasions":{"type":"integer","minimum":1,"maximum":1000000},"stability":{"type":"boolean"},"follow":{"type":["integer","null"],"minimum":1}}}
        """#
}

/// An object that has no members but those that it knows: a misspelt setting would otherwise be left out in silence.
private struct Exact<Value: Decodable, Keys: CodingKey & CaseIterable>: Decodable {
    private struct AnyKey: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    let value: Value

    init(from decoder: any Decoder) throws {
        let known = Set(Keys.allCases.map(\.stringValue))
        for key in try decoder.container(keyedBy: AnyKey.self).allKeys where !known.contains(key.stringValue) {
            throw DecodingError.dataCorrupted(
                .init(codingPath: [key], debugDescription: "it is unknown"))
        }
        value = try Value(from: decoder)
    }
}

extension DecodingError {
    /// What is wrong, and where.
    var words: String {
        func place(_ context: Context, _ last: (any CodingKey)? = nil) -> String {
            let path = (context.codingPath + [last].compactMap { $0 }).map(\.stringValue).joined(separator: ".")
            return path.isEmpty ? "the whole" : "'\(path.prefix(80))'"
        }
        return switch self {
        case .typeMismatch(_, let context), .valueNotFound(_, let context): "\(place(context)) is of another kind"
        case .keyNotFound(let key, let context): "\(place(context, key)) is missing"
        case .dataCorrupted(let context): "\(place(context)) is not as it should be"
        @unknown default: "it is not as it should be"
        }
    }
}
