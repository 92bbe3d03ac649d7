import ArgumentParser
import Attribution
import Coordination
import Evidence
import Exchange
import Glibc
import Inquiry
import Intake
import Records
import Seals
import Workspace

/// Errors as the user meets them: one sentence and an exit code.
enum Failure {
    /// The results are there, but part of the input was rejected.
    static let partial = ExitCode(3)

    /// Something is not what it was when it was left.
    static let unverified = ExitCode(2)

    /// Prints what went wrong and ends the program.
    /// - Parameter command: what was running; nil where the words were not understood.
    static func exit(with error: any Error, of command: (any ParsableCommand)? = nil) -> Never {
        let advice = (command as? any AdvisingCommand).flatMap { command in
            search(error).flatMap { command.advice(on: $0) }
        }
        switch error {
        case ExchangeError.readerGone:
            Glibc.exit(0)
        case InquiryError.altered, InquiryError.intake(.changed), CaseError.altered,
            CaseError.tampered, CaseError.damaged, CaseError.evidenceAltered, ExchangeError.evidenceAltered:
            // What was verified is not what it was.
            stop("\(error)", code: 2)
        case AttributionError.unverified:
            stop("\(error)", code: 2)
        case let error as AttributionError:
            stop(error.description)
        case let error as InquiryError:
            stop([error.description, advice].compactMap { $0 }.joined(separator: " "))
        case let error as CaseError:
            stop(error.description)
        case let error as IntakeError:
            stop(error.description)
        case let error as CoordinationError:
            stop([error.description, advice].compactMap { $0 }.joined(separator: " "))
        case let error as ExchangeError:
            stop(error.description)
        case let error as TruthError:
            stop(error.description)
        case let error as EvidenceError:
            stop(error.description)
        case let error as SealError:
            stop(error.description)
        case let error as FieldFault:
            stop(error.detail)
        default:
            // Wrong usage, help, the version, and exit codes that commands throw.
            Daylight.exit(withError: error)
        }
    }

    /// What went wrong in a search, whoever asked for it.
    private static func search(_ error: any Error) -> CoordinationError? {
        if let error = error as? InquiryError, case .search(let inner) = error { return inner }
        return error as? CoordinationError
    }

    private static func stop(_ sentence: String, code: Int32 = 1) -> Never {
        Terminal.tell(lines: "daylight: " + sentence)
        Glibc.exit(code)
    }
}

/// A command with ways of its own out of a search that is too large: an error names what every search has, and no option
/// that the running command lacks.
protocol AdvisingCommand {
    /// A sentence about options that are not used yet; nil where there is none.
    func advice(on error: CoordinationError) -> String?
}
