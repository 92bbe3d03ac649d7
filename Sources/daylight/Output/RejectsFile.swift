import Exchange
import Glibc
import Inquiry
import Intake
import Records

/// The list of rejects of a command that has no folder of its own: made with the first of them.
final class RejectsFile {
    let path: String
    private var sink: TextSink?
    private var writer: RejectsWriter?
    private var failure: ExchangeError?
    private(set) var count = 0

    /// Begins a list. One that an earlier run left there would be taken for this run's: it goes.
    init(path: String) {
        self.path = path
        var status = stat()
        if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG { unlink(path) }
    }

    func reject(_ rejection: Rejection) {
        count += 1
        do throws(ExchangeError) {
            if writer == nil, failure == nil {
                let opened = try TextSink.file(at: path)
                sink = opened
                writer = RejectsWriter(opened)
            }
            try writer?.write(rejection)
        } catch {
            failure = error
        }
    }

    /// Closes the file. What went wrong on the way is thrown here.
    func finish() throws(ExchangeError) {
        if let failure { throw failure }
        try sink?.finish()
    }
}

extension OutputOptions {
    /// Does what rejects. Where that fails, the error may speak of the list of rejects: then the list is finished all
    /// the same, and what was read is told as far as it is known.
    func keepingRejects<Result>(
        at path: String, of question: Question, _ line: ProgressLine, finish: () throws -> Void,
        _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch {
            line.clear()
            try finish()
            if let error = error as? InquiryError, case .nothingAccepted(let summary) = error {
                if !quiet { Terminal.write(IntakeTable.text(summary, names: question.sourceNames)) }
                if summary.hasRejects { tell("rejects are listed in \(path)") }
            }
            throw error
        }
    }
}
