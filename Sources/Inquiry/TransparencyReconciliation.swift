package import Intake
package import Oversight
package import Records

/// Brings what was read from the Transparency Database and from harmonised reports to what is measured of it.
package enum TransparencyReconciliation {
    /// Reads dumps of statements of reasons into one tally. A file that is no dump is rejected (row 0), and the others
    /// are read.
    /// - Parameters:
    ///   - platforms: whose statements are counted, as the database names them; nil for all.
    ///   - findsRepeats: whether a statement that stands in several dumps counts once, at 13 bytes a statement.
    ///   - reject: is given each rejection as it is met.
    /// - Returns: the tally, and what each file gave.
    /// - Throws: where not one file could be read.
    package static func tally(
        _ files: [SourceFile], of platforms: [String]? = nil, options: IntakeOptions = IntakeOptions(),
        findsRepeats: Bool = true, reject: (Rejection) -> Void, progress: Progress = .silent
    ) throws(IntakeError) -> (tally: StatementTally, dumps: [StatementDump]) {
        if files.isEmpty { throw .noSources }
        var tally = StatementTally(platforms: platforms, findsRepeats: findsRepeats)
        var dumps: [StatementDump] = []
        var unreadable: [UnreadableFile] = []
        for file in files {
            do throws(IntakeError) {
                var isFull = false
                let dump = try StatementDump.read(file, options: options, reject: reject, progress: progress) {
                    isFull = !tally.add($0)
                    return !isFull
                }
                if isFull {
                    reject(
                        Rejection(
                            file: file.path, row: dump.rows, field: nil, reason: "tally-full",
                            detail: "the tally holds no more combinations of platform, day and kind: from this row on"
                                + " nothing is counted; read fewer platforms or days at once"))
                }
                tally.noteFile(
                    sha256: dump.sha256, rejected: dump.rejected,
                    gap: dump.brokenOff.map { "\(file.name) was not read to its end: \($0)" })
                dumps.append(dump)
            } catch {
                guard case .nothingReadable(let failures) = error else { throw error }
                for failure in failures {
                    reject(
                        Rejection(
                            file: failure.path, row: 0, field: nil, reason: failure.reason, detail: failure.detail))
                    tally.noteFile(sha256: "", rejected: 0, gap: "\(file.name) was not read: \(failure.detail)")
                }
                unreadable += failures
            }
        }
        if dumps.isEmpty { throw .nothingReadable(unreadable) }
        return (tally, dumps)
    }

    /// M19: reads a report's parts and sets their numbers against a tally.
    /// - Throws: where not one file could be read.
    package static func reconcile(
        _ files: [SourceFile], of platform: String, with tally: StatementTally,
        masks: [DefectMask] = DefectMask.announced, reject: (Rejection) -> Void, progress: Progress = .silent
    ) throws(IntakeError) -> [Measurement] {
        if files.isEmpty { throw .noSources }
        var cells: [ReportCell] = []
        var digests: [String] = []
        var unreadable: [UnreadableFile] = []
        for file in files {
            do throws(IntakeError) {
                let report = try TransparencyReport.read(file, progress: progress)
                report.rejected.forEach(reject)
                cells += report.cells
                if !report.sha256.isEmpty { digests.append(report.sha256) }
            } catch {
                guard case .nothingReadable(let failures) = error else { throw error }
                for failure in failures {
                    reject(
                        Rejection(
                            file: failure.path, row: 0, field: nil, reason: failure.reason, detail: failure.detail))
                }
                unreadable += failures
            }
        }
        if unreadable.count == files.count { throw .nothingReadable(unreadable) }
        return tally.measureReconciliation(cells, of: platform, reports: digests, masks: masks)
    }
}
