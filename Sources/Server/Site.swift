/// The one table: every address of the server. A page brings its endpoints along; a new page is a file in `Pages` and a line
/// here.
package enum Site {
    package static func endpoints(_ desk: Desk) -> [Endpoint] {
        [
            EntryPages(desk: desk).endpoints,
            OverviewPages(desk: desk).endpoints,
            HelpPages(desk: desk).endpoints,
            AssetFiles().endpoints,
        ].flatMap { $0 }
    }
}
