import Records
import Synchronization

/// Passes progress on and keeps the notes, which belong into the results too.
final class NoteKeeper: Sendable {
    private let kept = Mutex<[String]>([])
    private let inner: Progress

    init(_ inner: Progress) {
        self.inner = inner
    }

    var progress: Progress {
        Progress(
            report: inner.report,
            note: { note in
                self.kept.withLock { $0.append(note) }
                self.inner.note(note)
            }, isCancelled: inner.isCancelled)
    }

    var notes: [String] { kept.withLock { $0 } }
}
