package import Oversight
package import Records

/// The pages of cohorts: the list with the form that freezes one, and one with its assets and its seal.
package enum CohortPage {
    package static func list(
        _ table: TwinTable, address: String, draft: FormDraft?, frame: SitePage.Frame
    ) -> SitePage {
        let form: Markup = draft.map { freezing($0, frame) } ?? ""
        return SitePage(
            "Cohorts", section: .cohorts, frame: frame,
            lede: """
                Frozen lists of assets: every metric is stated for one. A cohort is never edited; freezing its name again \
                makes the next version.
                """, main: table.markup(address: address) + form)
    }

    private static func freezing(_ draft: FormDraft, _ frame: SitePage.Frame) -> Markup {
        SiteParts.entry(
            "Freeze a cohort", action: "/cohorts", token: frame.formToken, draft: draft,
            draft.line("name", "Name", isRequired: true, hint: "that of a cohort again makes its next version")
                + draft.line("network", "A network of a run", hint: "as N1; or paste the assets below")
                + draft.line("run", "The run's number", hint: "the last one where it is left out")
                + draft.text(
                    "assets", "Or the assets, one a line", rows: 6,
                    hint: """
                        tiktok:7123456, or a table with a header: platform, id, and where known grade, handle, created, \
                        first_post, cluster, reach, must_report
                        """)
                + draft.choice(
                    "grade", "How sure the membership is, of assets that state nothing",
                    MembershipGrade.allCases.map { ($0.rawValue, $0.rawValue) }, chosen: "possible")
                + draft.line("note", "Why the list is as it is") + SiteField.button("Freeze"))
    }

    /// What a cohort's page shows beside its assets.
    package struct View: Sendable {
        package struct Version: Sendable {
            package var number: Int
            package var digest: String
            package var assets: Int
            package var frozen: String
            package var sealed: String?
            package var link: String

            package init(
                number: Int, digest: String, assets: Int, frozen: String, sealed: String?, link: String
            ) {
                self.number = number
                self.digest = digest
                self.assets = assets
                self.frozen = frozen
                self.sealed = sealed
                self.link = link
            }
        }

        package var cohort: Cohort
        package var digest: String
        package var address: String
        package var isCurrent: Bool
        package var versions: [Version]
        /// The line to publish, when it was sealed, and by whom.
        package var seal: (line: String, time: String, key: String)?
        package var figures: [(name: Markup, count: Int, link: String?)]
        /// Notices that went out before the seal, or while there is none.
        package var notes: [String]
        /// Nil where the visitor may not seal.
        package var sealing: FormDraft?

        package init(
            cohort: Cohort, digest: String, address: String, isCurrent: Bool, versions: [Version],
            seal: (line: String, time: String, key: String)?,
            figures: [(name: Markup, count: Int, link: String?)], notes: [String], sealing: FormDraft?
        ) {
            self.cohort = cohort
            self.digest = digest
            self.address = address
            self.isCurrent = isCurrent
            self.versions = versions
            self.seal = seal
            self.figures = figures
            self.notes = notes
            self.sealing = sealing
        }
    }

    package static func page(_ view: View, _ table: TwinTable, address: String, frame: SitePage.Frame) -> SitePage {
        let cohort = view.cohort
        let old: Markup =
            view.isCurrent
            ? ""
            : "<p class=\"told note\">This is an earlier version. <a href=\"\(view.address)\">The last one</a>.</p>\n"
        return SitePage(
            cohort.name, section: .cohorts, frame: frame, trail: [("Cohorts", "/cohorts")],
            lede: "Version \(cohort.version), frozen \(foreign(cohort.frozen.description)).",
            main: """
                \(old)\(SiteParts.figures(view.figures))\(SiteParts.notes(view.notes))\(SiteParts.facts([
                    ("Came from", foreign(cohort.source)),
                    ("Note", cohort.note.map { foreign($0) } ?? "<span class=\"none\">none</span>"),
                    ("SHA-256", SiteParts.digest(view.digest)),
                ]))\(seal(view, frame))\
                \(SiteParts.section("assets", "Assets", table.markup(address: address)))\
                \(SiteParts.section("versions", "Versions", versions(view)))
                """)
    }

    private static func seal(_ view: View, _ frame: SitePage.Frame) -> Markup {
        let content: Markup
        if let seal = view.seal {
            content = """
                <p class="prose">Sealed \(foreign(seal.time)) with \(foreign(seal.key)). Publish this line where many see it \
                and its time; the list itself stays with you, and shows later who knew what when.</p>
                <pre class="line" tabindex="0" aria-label="The line to publish">\(foreign(seal.line))</pre>

                """
        } else {
            content = """
                <p class="none">It is not sealed. Seal it before any contact with the platform: without a seal nobody can see \
                later that the list was made before the first notice.</p>

                """
        }
        let form: Markup =
            view.sealing.map { draft in
                SiteParts.entry(
                    view.seal == nil ? "Seal it with the case's key" : "Seal it again", action: view.address + "/seal",
                    token: frame.formToken, draft: draft,
                    SiteField.hidden("seal_digest", view.digest)
                        + draft.line(
                            "passphrase", "Passphrase of the case's key", kind: "password", isRequired: true,
                            hint: "it is used once, and kept nowhere")
                        + SiteField.button("Seal"))
            } ?? ""
        return SiteParts.section("seal", "Seal", content + form)
    }

    private static func versions(_ view: View) -> Markup {
        Table(
            caption: "The newest first.", label: "Versions",
            columns: [.text("Version"), .number("Assets"), .text("Frozen"), .text("Sealed"), .text("SHA-256")],
            rows: view.versions.map { version in
                [
                    "<a href=\"\(version.link)\">v\(raw: version.number)</a>", "\(version.assets)",
                    foreign(version.frozen), version.sealed.map { foreign($0) } ?? "<span class=\"none\">no</span>",
                    SiteParts.digest(version.digest),
                ]
            }
        ).markup()
    }
}
