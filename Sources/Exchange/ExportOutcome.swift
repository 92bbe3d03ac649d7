/// What became of a dossier in a document.
package struct ExportOutcome: Sendable, Hashable {
    /// Objects, entities, rows or notes that were written.
    package var written: Int
    /// What was left out because of its marking.
    package var withheld: Withheld

    package init(written: Int, withheld: Withheld) {
        self.written = written
        self.withheld = withheld
    }
}
