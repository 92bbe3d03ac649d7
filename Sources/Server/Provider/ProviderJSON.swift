import Foundation
import HTTPTypes
import Seals

/// JSON that an identity provider sends: a name that stands twice is refused, since two readers would understand two things.
enum ProviderJSON {
    /// - Parameter what: for the refusal: "the discovery document".
    static func read<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8], _ what: String) throws(Refusal) -> Value {
        do {
            let text = try CanonicalJSON.canonical(bytes, keepsDigits: true)
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch {
            throw .provider("\(what) is not what the standard says")
        }
    }
}

/// What a claim says.
enum ClaimValue: Sendable, Equatable, Decodable {
    case text(String)
    case number(Double)
    case flag(Bool)
    case list([ClaimValue])
    case members([String: ClaimValue])
    case nothing

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .nothing
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([ClaimValue].self) {
            self = .list(list)
        } else {
            self = .members(try container.decode([String: ClaimValue].self))
        }
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Double? { if case .number(let number) = self { number } else { nil } }

    /// One text, or the texts of a list; nil for anything else, also for a list that holds something else.
    var texts: [String]? {
        switch self {
        case .text(let text): return [text]
        case .list(let values):
            let texts = values.compactMap(\.text)
            return texts.count == values.count ? texts : nil
        default: return nil
        }
    }
}

extension Refusal {
    /// What the provider said cannot be relied on, or it said nothing.
    /// - Parameter reason: a clause without its full stop; never with a secret in it.
    static func provider(_ reason: String) -> Refusal {
        Refusal(
            .badGateway, "provider", "Nobody was signed in: \(reason).",
            help: "Begin again at the page to sign in. If it stays so, tell whoever keeps this server.")
    }

    /// The sign-in that comes back is none that this browser began here.
    static func stranger(_ reason: String) -> Refusal {
        Refusal(
            .badRequest, "other-sign-in", "Nobody was signed in: \(reason).",
            help: "Begin again at the page to sign in, in one window.")
    }
}
