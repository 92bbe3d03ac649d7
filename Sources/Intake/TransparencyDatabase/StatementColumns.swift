/// Where the fields of a statement of reasons stand in a table.
struct StatementColumns {
    let platform: Int
    let visibility: Int
    let account: Int
    let category: Int
    let keywords: Int
    let applied: Int
    let created: Int
    let uuid: Int?
    let platformUID: Int?
    let monetary: Int?
    let provision: Int?
    let ground: Int?
    let additionalCategories: Int?
    let contentTypes: Int?
    let territories: Int?
    let content: Int?
    let source: Int?
    let detection: Int?
    let automation: Int?
    /// Where restrictions end, with the columns' names.
    let ends: [(column: Int, name: String)]
    /// Number of columns.
    let count: Int
    /// Names of columns that are read and not there.
    let missing: [String]

    /// - Throws: where a column is missing without which there is no statement, or stands there twice.
    init(_ table: TableHead) throws(RecordFault) {
        let required = [
            "platform_name", "decision_visibility", "decision_account", "category", "category_specification",
            "application_date", "created_at",
        ]
        let absent = required.filter { table.index($0) == nil }
        guard absent.isEmpty else {
            let shown = table.columns.prefix(12).map { $0.count > 40 ? "\($0.prefix(40))…" : $0 }
            throw RecordFault(
                "missing-column", field: absent[0],
                "it is no dump of statements of reasons: its header has no \(absent.joined(separator: ", "));"
                    + " found: \(shown.joined(separator: ", "))\(table.columns.count > 12 ? " …" : "")")
        }
        if let twice = table.repeatedColumns.first {
            throw RecordFault(
                "repeated-column", field: twice,
                "two columns are called \"\(twice.prefix(40))\"; which one counts cannot be told")
        }
        var missing: [String] = []
        func optional(_ name: String) -> Int? {
            let index = table.index(name)
            if index == nil { missing.append(name) }
            return index
        }
        platform = try table.required("platform_name")
        visibility = try table.required("decision_visibility")
        account = try table.required("decision_account")
        category = try table.required("category")
        keywords = try table.required("category_specification")
        applied = try table.required("application_date")
        created = try table.required("created_at")
        uuid = optional("uuid")
        platformUID = optional("platform_uid")
        monetary = optional("decision_monetary")
        provision = optional("decision_provision")
        ground = optional("decision_ground")
        additionalCategories = optional("category_addition")
        contentTypes = optional("content_type")
        territories = optional("territorial_scope")
        content = optional("content_date")
        source = optional("source_type")
        detection = optional("automated_detection")
        automation = optional("automated_decision")
        ends = [
            "end_date_visibility_restriction", "end_date_monetary_restriction", "end_date_service_restriction",
            "end_date_account_restriction",
        ].compactMap { name in optional(name).map { (column: $0, name: name) } }
        count = table.columns.count
        self.missing = missing
    }
}
