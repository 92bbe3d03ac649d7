/// The one table: every address of the server. A page brings its endpoints along; a new page is a file in `Pages` and a line
/// here.
package enum Site {
    package static func endpoints(_ desk: Desk) -> [Endpoint] {
        let findings = Findings(desk)
        let endpoints = [
            EntryPages(desk: desk).endpoints,
            OverviewPages(desk: desk).endpoints,
            NetworkListPages(findings).endpoints,
            NetworkPages(findings).endpoints,
            PairPages(findings).endpoints,
            ItemPages(findings).endpoints,
            EmergencePages(findings).endpoints,
            SearchPages(findings).endpoints,
            RunPages(desk: desk).endpoints,
            PeoplePages(desk: desk).endpoints,
            AccountPages(desk: desk).endpoints,
            AuditPages(desk: desk).endpoints,
            HelpPages(desk: desk).endpoints,
            AssetFiles().endpoints,
        ].flatMap { $0 }
        return endpoints + InterfaceDescription(desk: desk, others: endpoints).endpoints
    }
}
