import Briefing
import Reporting
import Workspace

/// The first page.
struct OverviewPages {
    let desk: Desk
    private let counted = Recent<CaseVersion, OverviewFilling>(most: 1)

    init(desk: Desk) { self.desk = desk }

    var endpoints: [Endpoint] {
        let twins = Endpoint.table(
            "/overview", name: "getOverview", "What the case holds, in numbers.", .read,
            { try table($0) }, page: { try page($0) })
        return [
            Endpoint.page("/", name: "showOverview", "What is in the case, what changed, what is due.", .read) {
                try page($0)
            }
        ] + twins.filter { $0.kind == .interface }
    }

    private func filling() throws -> OverviewFilling {
        try counted.value(desk.readers.version()) { try OverviewFilling(desk.folder, desk.readers) }
    }

    private func view(_ visit: Visit) throws -> (view: OverviewView, leftOut: Int) {
        try filling().view(
            at: visit.now, markings: desk.markings(at: visit.now),
            isWhole: visit.visitor.sees(desk.marking(at: visit.now)), sees: visit.visitor.sees)
    }

    private func page(_ visit: Visit) throws -> SitePage {
        let (view, leftOut) = try view(visit)
        return OverviewPage.page(view, frame: desk.frame(visit, leftOut: leftOut))
    }

    private func table(_ visit: Visit) throws -> TwinTable {
        let (view, leftOut) = try view(visit)
        return TwinTable(
            "overview", caption: "What the case holds.",
            columns: [.init("what", "What"), .init("count", "How many", isNumber: true)],
            rows: (view.material + view.findings + view.registers).map {
                [.words($0.name), .count($0.count, link: $0.link)]
            }, leftOut: leftOut)
    }
}
