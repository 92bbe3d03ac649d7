import Bytes
import Records
import Traces

/// The accounts of coordinated networks as the program CooRnet writes them, a row each: CrowdTangle's description of the
/// account under `account.…`, and what the program found (degree, component, cluster). They become profiles; what was
/// found is the program's and is not taken over.
struct CooRnetAccounts: Format {
    let description = FormatDescription(
        id: "coornet-accounts", title: "CooRnet accounts (CSV)",
        summary: "account.platformId, account.name, account.handle, coord.shares, component …; the table of CooRnet")

    func recognises(_ head: SourceHead) -> Bool {
        head.table?.has("account.platform", "account.platformId", "account.name") ?? false
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard let table = head.table else { throw .notATable }
        return .table(
            Reader(
                platform: try table.required("account.platform"), account: try table.required("account.platformId"),
                name: table.index("account.name"), handle: table.index("account.handle"),
                followers: table.index("account.avg.subscriberCount") ?? table.index("account.subscriberCount"),
                verified: table.index("account.verified"), region: table.index("account.pageAdminTopCountry"),
                created: table.index("account.pageCreatedDate"), text: table.index("account.pageDescription"),
                address: table.index("name") ?? table.index("account.url")))
    }

    private struct Reader: TableReader {
        let platform: Int
        let account: Int
        let name: Int?
        let handle: Int?
        let followers: Int?
        let verified: Int?
        let region: Int?
        let created: Int?
        let text: Int?
        let address: Int?

        func read(_ row: CSVRow, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.kind = .profile
            draft.platform = CrowdTangle.platform(row[platform].trimmed)
            try draft.setAccount(id: draft.identifier(row[account]), handle: handle(row.field(handle), draft))
            draft.address = draft.value(row.field(address))
            guard draft.keepsDetails else { return }
            draft.profile.name = draft.value(row.field(name))
            draft.profile.description = draft.value(row.field(text))
            draft.profile.created = Field.optionalTime(row.field(created))
            draft.profile.counters.followers = draft.counter(row.field(followers))
            draft.region = draft.value(row.field(region))
            let mark = draft.value(row.field(verified))
            draft.profile.isVerified = mark.isEmpty ? nil : Field.isTrue(mark)
        }

        /// R writes `FALSE` where a list of handles was empty.
        private func handle(_ field: ByteView, _ draft: RecordDraft) -> ByteView {
            let value = draft.value(field)
            return value.equals("FALSE") || value.equals("none") ? .empty : value
        }
    }
}
