import Attribution
import Coordination
import Evidence
import Exchange
package import HTTPTypes
import Inquiry
import Intake
import NIOHTTP1
import Records
import Seals
import Workspace

/// Why a request is not answered as it was asked: the one error type of the room, and the one shape of errors outside.
package struct Refusal: Error, Sendable, Equatable, CustomStringConvertible {
    package var status: HTTPResponse.Status
    /// A word that programs can tell refusals apart by: `no-such-page`.
    package var code: String
    /// What is wrong, in a sentence.
    package var message: String
    /// What to do; empty where nothing can be done.
    package var help: String
    /// Further header fields of the answer.
    package var fields: HTTPFields

    package init(
        _ status: HTTPResponse.Status, _ code: String, _ message: String, help: String = "", fields: HTTPFields = [:]
    ) {
        self.status = status
        self.code = code
        self.message = message
        self.help = help
        self.fields = fields
    }

    /// For the program's own log.
    package var description: String { help.isEmpty ? message : "\(message) \(help)" }

    package static func notFound(_ what: String, help: String = "") -> Refusal {
        Refusal(.notFound, "not-found", what, help: help)
    }

    package static func bad(_ message: String, help: String = "") -> Refusal {
        Refusal(.badRequest, "bad-request", message, help: help)
    }

    package static func forbidden(_ message: String, help: String = "") -> Refusal {
        Refusal(.forbidden, "forbidden", message, help: help)
    }

    /// Something that was asked for cannot be done in the state that the case is in.
    package static func conflict(_ message: String, help: String = "") -> Refusal {
        Refusal(.conflict, "conflict", message, help: help)
    }

    /// What another room said, as an answer: the caller's mistakes are theirs, everything else is ours and is not told in
    /// detail, since details name files of this machine.
    package init(_ error: any Error) {
        switch error {
        case let refusal as Refusal: self = refusal
        case CaseError.refused(let reason): self = .conflict(reason)
        case CaseError.noEntry(_, let kind, let name, let known):
            self = .notFound(
                "There is no \(kind) '\(name)' in this case.",
                help: known.isEmpty
                    ? "There is none at all yet." : "There are: \(known.prefix(20).joined(separator: ", ")).")
        case CaseError.noRun(_, let number):
            self = .notFound(
                number.map { "There is no run \($0) in this case." } ?? "There is no run in this case yet.",
                help: "The page of runs lists them.")
        case InquiryError.emptyCase:
            self = .conflict("Nothing was imported into this case yet.", help: "The page of imports takes files.")
        case CaseError.busy:
            self = Refusal(
                .serviceUnavailable, "busy",
                "Another program writes to the case, and nothing else can be written meanwhile.",
                help: "Nothing was done. Ask again in a moment; whatever is only read can be read all the time.",
                fields: [.retryAfter: "2"])
        case CaseError.readOnly:
            self = .conflict("The case can only be read here: its folder is read-only, or belongs to somebody else.")
        case CaseError.full:
            self = Refusal(
                .init(code: 507, reasonPhrase: "Insufficient Storage"), "full",
                "There is no room left for the case. What was acknowledged is kept.",
                help: "Whoever keeps the machine must make room.")
        case is CaseError, is InquiryError, is AttributionError, is EvidenceError, is SealError, is IntakeError,
            is ExchangeError:
            self = Self.verification(error)
        case is HTTPParserError:
            self = Refusal(
                .badRequest, "unreadable", "What was sent is not as HTTP/1.1 has it, or was cut off.",
                help: "Send it again.",
                fields: [.connection: "close"])
        case let error as FieldFault: self = .bad(error.detail)
        case let error as CoordinationError: self = .bad(error.description)
        default: self = Self.inner
        }
    }

    /// What was verified and is not what it was is said; what else went wrong inside is for the log of the server.
    private static func verification(_ error: any Error) -> Refusal {
        switch error {
        case InquiryError.altered, InquiryError.intake(.changed), CaseError.altered, CaseError.tampered,
            CaseError.damaged, CaseError.evidenceAltered, AttributionError.unverified:
            Refusal(
                .internalServerError, "altered", "Something in the case is not as it was left.",
                help: "Do not change anything. 'daylight case check' and 'daylight evidence verify' say what it is.")
        case let error as AttributionError: .conflict(error.description)
        case let error as EvidenceError: .bad(error.description)
        default: inner
        }
    }

    package static let inner = Refusal(
        .internalServerError, "failed", "This could not be done; the fault is the server's.",
        help: "The server's own output says more.")
}
