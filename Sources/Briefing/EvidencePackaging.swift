package import Evidence
package import Exchange
package import Inquiry
package import Records
import Reporting
package import Seals
package import Workspace

extension CasePackage {
    /// Makes a package, and enters in the custody log that it was made before it appears: nothing leaves that the log does
    /// not know of.
    /// - Parameters:
    ///   - order: what goes in, and to whom it may be shown.
    ///   - path: a ZIP file where it ends in `.zip`, a folder otherwise; nothing may be there yet.
    ///   - clock: is asked when the entry is made, once nobody else can make one.
    ///   - told: is called with what had to be cleared up in the log.
    ///   - draft: who hands it out, to whom and why: makes the log's entry of the package's digest and a note.
    package func write(
        _ order: PackageOrder, of folder: CaseFolder, to path: String, signedBy key: SigningKey,
        at clock: () -> Instant,
        progress: Records.Progress = .silent, told: ([String]) -> Void = { _ in },
        draft: (_ digest: String, _ note: String) throws -> CustodyDraft
    ) throws -> PackageWriter.Summary {
        try PackageWriter.write(
            order, of: source, to: path, signedBy: key, progress: progress,
            report: { PackageReport.html(PackageFilling.view($0)) },
            willAppear: { summary in
                let writer = try folder.evidence.writer()
                told(writer.notes)
                let entry = try draft(
                    summary.digest,
                    "package of checkpoint \(size), \(order.marking.label): \(summary.contents.records) records,"
                        + " \(summary.contents.files) files")
                try writer.append([entry], at: clock())
            })
    }
}
