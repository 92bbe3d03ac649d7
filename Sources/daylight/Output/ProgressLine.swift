import Foundation
import Records
import Synchronization

/// Draws progress: on a terminal one line that is rewritten, elsewhere a plain line every ten seconds, and nothing for
/// work that is done within a second.
final class ProgressLine: Sendable {
    private struct State {
        var label = ""
        var began = Date.distantPast
        var drawn = Date.distantPast
        var isShown = false
    }

    private let state = Mutex(State())
    private let isQuiet: Bool
    private let isTerminal: Bool

    init(quiet: Bool) {
        isQuiet = quiet
        isTerminal = Terminal.showsMessages
    }

    var progress: Records.Progress {
        Records.Progress(report: { self.report($0) }, note: { self.note($0) })
    }

    private func report(_ step: Records.Progress.Step) {
        if isQuiet { return }
        let now = Date()
        state.withLock { state in
            if state.label != step.label {
                state.label = step.label
                state.began = now
                state.drawn = now
            }
            let pause = isTerminal ? (state.isShown ? 0.1 : 1.0) : 10.0
            guard now.timeIntervalSince(state.drawn) >= pause else { return }
            state.drawn = now
            let line = Self.line(step, seconds: now.timeIntervalSince(state.began))
            if isTerminal {
                Terminal.write("\r\u{1B}[K" + Terminal.visible(line))
                state.isShown = true
            } else {
                Terminal.tell(line)
            }
        }
    }

    private func note(_ text: String) {
        if isQuiet { return }
        clear()
        Terminal.tell("note: " + text)
    }

    /// Takes the line away.
    func clear() {
        state.withLock { state in
            if state.isShown { Terminal.write("\r\u{1B}[K") }
            state.isShown = false
            state.label = ""
        }
    }

    /// What, how much, how fast, how long still.
    static func line(_ step: Records.Progress.Step, seconds: Double) -> String {
        let rate = seconds > 0 ? Double(step.done) / seconds : 0
        var line = "\(step.label): \(amount(step.done, step.unit))"
        if let total = step.total, total > 0 {
            line += " of \(amount(total, step.unit)) (\(min(100, step.done * 100 / total)) %)"
        }
        if rate > 0 {
            line += ", \(amount(UInt64(rate), step.unit))/s"
            if let total = step.total, total > step.done {
                line += ", \(Int((Double(total - step.done) / rate).rounded(.up))) s left"
            }
        }
        return line
    }

    private static func amount(_ value: UInt64, _ unit: String) -> String {
        guard unit == "bytes" else { return "\(value) \(unit)" }
        return value < 1_000_000 ? "\(value / 1000) kB" : "\(value / 1_000_000) MB"
    }
}
