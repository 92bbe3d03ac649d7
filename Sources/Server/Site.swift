import Briefing

/// The one table: every address of the server. A page brings its endpoints along; a new page is a file in `Pages` and a line
/// here.
package enum Site {
    package static func endpoints(_ desk: Desk) -> [Endpoint] {
        let findings = Findings(desk)
        let room = EvidencePages(desk: desk, shelf: RecordShelf())
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
            ImportPages(desk: desk).endpoints,
            JobPages(desk: desk).endpoints,
            CaseInterface(desk: desk).endpoints,
            ImportInterface(desk: desk).endpoints,
            JobInterface(desk: desk).endpoints,
            ZeeschuimerInterface(desk: desk).endpoints,
            CardPages(desk: desk).endpoints,
            CohortPages(desk: desk).endpoints,
            NoticePages(desk: desk).endpoints,
            ObservationPages(desk: desk).endpoints,
            LedgerPages(desk: desk).endpoints,
            ClaimPages(desk: desk).endpoints,
            ObligationPages(desk: desk).endpoints,
            room.endpoints,
            PackagePages(desk: desk, room: room).endpoints,
            ApprovalPages(desk: desk).endpoints,
            AssessmentPages(desk: desk).endpoints,
            TimelinePages(desk: desk).endpoints,
            ExportPages(desk: desk).endpoints,
            HelpPages(desk: desk).endpoints,
            AssetFiles().endpoints,
        ].flatMap { $0 }
        return endpoints + InterfaceDescription(desk: desk, others: endpoints).endpoints
    }
}
