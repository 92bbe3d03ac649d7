package import Exchange
package import Inquiry
package import Records
import Reporting

extension ResultFolder {
    /// Writes everything that a run leaves: tables, graphs, the report, and the manifest last of all.
    /// - Parameters:
    ///   - command: what to type for the same again; nil to make it of what was asked.
    ///   - execution: the clock and the machine, asked when everything else is written.
    /// - Returns: the manifest.
    package func leave(
        _ answer: Answer, version: String, command: String? = nil, graphs: [GraphFormat] = [.gexf],
        progress: Progress, execution: () -> RunManifest.Execution
    ) throws -> RunManifest {
        try finishRejects()
        try write(answer, graphs: graphs)
        func manifest(_ results: [RunManifest.Output], _ execution: RunManifest.Execution) -> RunManifest {
            answer.manifest(command: "investigate", version: version, results: results, execution: execution)
        }
        let typed = command ?? RunCommand.words(manifest([], execution()))
        let view = try ReportFilling.view(
            answer, version: version, command: typed, outputs: outputs, progress: progress)
        try file("report.html") { sink throws(ExchangeError) in try sink.write(InvestigationReport.html(view)) }
        let whole = manifest(outputs, execution())
        try finish(whole)
        return whole
    }
}
