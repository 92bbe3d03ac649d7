package import Records

/// The pages of observations: the cohorts, one cohort's assets, one asset's readings, and what an upload came to.
package enum ObservationPage {
    package static func list(
        _ table: TwinTable, address: String, platforms: [Platform], draft: FormDraft?, frame: SitePage.Frame
    ) -> SitePage {
        let form: Markup = draft.map { upload($0, platforms, frame) } ?? ""
        return SitePage(
            "Observations", section: .observations, frame: frame,
            lede: "In what state assets were seen, from where and when.",
            main: table.markup(address: address) + form)
    }

    private static func upload(_ draft: FormDraft, _ platforms: [Platform], _ frame: SitePage.Frame) -> Markup {
        SiteParts.entry(
            "Upload readings", action: "/observations", token: frame.formToken, draft: draft, hasFiles: true,
            SiteField.file(
                "readings_file", "A file, CSV or NDJSON, to 64 MiB",
                hint: """
                    platform and id, or asset; time with its zone; country of the vantage; state: up, removed_platform, \
                    suspended, geo_blocked, age_or_login_gated, demoted_or_labelled, owner_deleted, renamed, private, \
                    not_found_unexplained, unreachable, unknown. Gzip and zstd are unpacked.
                    """)
                + draft.choice(
                    "platform", "The platform of rows that name none",
                    [("", "none: each row names its own")] + platforms.map { ($0.name, $0.title) })
                + SiteField.button("Upload"))
    }

    /// What an upload came to, with every row that was not taken.
    package static func outcome(
        name: String, figures: [(name: Markup, count: Int, link: String?)], notes: [String], rejects: TwinTable,
        frame: SitePage.Frame
    ) -> SitePage {
        SitePage(
            "Readings of \(name)", section: .observations, frame: frame, trail: [("Observations", "/observations")],
            main: SiteParts.figures(figures) + SiteParts.notes(notes)
                + SiteParts.section("rejects", "Rows that were not taken", rejects.markup(address: "/observations")))
    }

    /// One cohort.
    package static func cohort(
        name: String, figures: [(name: Markup, count: Int, link: String?)], notes: [String], jurisdiction: String,
        table: TwinTable, address: String, own: String, frame: SitePage.Frame
    ) -> SitePage {
        SitePage(
            "Observations of \(name)", section: .observations, frame: frame,
            trail: [("Observations", "/observations")],
            lede: """
                Gone is an asset that was found gone twice, from two vantages, six hours apart or more, and never seen in \
                between.
                """,
            main: SiteParts.filters(
                own,
                SiteField.line(
                    "jurisdiction", "Seen from", value: jurisdiction, hint: "anywhere, EU, or countries: AU,NZ"))
                + SiteParts.figures(figures) + table.markup(address: address) + SiteParts.notes(notes))
    }

    /// One asset.
    package static func asset(
        name: String, cohort: String, table: TwinTable, address: String, contradictions: Int, frame: SitePage.Frame
    ) -> SitePage {
        let note: Markup =
            contradictions == 0
            ? ""
            : """
            <p class="told note">\(contradictions) further readings say otherwise of the same vantage and time than what \
            came first, and are counted nowhere.</p>

            """
        return SitePage(
            name, section: .observations, frame: frame,
            trail: [
                ("Observations", "/observations"),
                (cohort, String(address.prefix(through: address.lastIndex(of: "/") ?? address.startIndex).dropLast())),
            ], lede: "Every reading of it, down to the row that it came from.",
            main: note + table.markup(address: address))
    }
}
