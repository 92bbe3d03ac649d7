import Exchange
import Records

/// The list of rejects of a command that has no folder of its own: made with the first of them.
final class RejectsFile {
    let path: String
    private var sink: TextSink?
    private var writer: RejectsWriter?
    private var failure: ExchangeError?
    private(set) var count = 0

    init(path: String) {
        self.path = path
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
