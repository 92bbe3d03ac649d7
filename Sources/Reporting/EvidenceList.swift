import Records

/// Co-acts with both posts as the source shows them, and where in which file each stands.
struct EvidenceList {
    let network: NetworkView
    let inputs: [InputView]

    func markup() -> Markup {
        let shown = Array(network.evidence.prefix(ReportLimits.evidence))
        guard !shown.isEmpty else {
            return "<p>No posts were read back for this network; edges.csv names its ties.</p>\n"
        }
        let open = shown.prefix(ReportLimits.openEvidence)
        let rest = shown.dropFirst(open.count)
        let count =
            network.coActs > shown.count
            ? "\(NumberText.grouped(shown.count)) of \(NumberText.grouped(network.coActs)) co-acts, as the input has "
                + "them, chosen among those of its strongest ties: particular objects before popular ones, different objects and "
                + "accounts before the same again, close in time before far apart."
            : "\(Words.sentence(Words.count(shown.count, "co-act", "co-acts"))), as the input has \(shown.count == 1 ? "it" : "them")."
        var markup: Markup = """
            <p class="soft">\(count) Times in UTC, as finely as the input states them.</p>
            \(list(open, from: 1))
            """
        if !rest.isEmpty {
            markup += disclosure(
                "\(Words.count(rest.count, "more co-act", "more co-acts"))", list(rest, from: open.count + 1))
        }
        return markup
    }

    private func list(_ coActs: ArraySlice<CoActView>, from number: Int) -> Markup {
        "<ol class=\"evidence\" start=\"\(raw: number)\">\n\(coActs.map { item($0) }.joined())</ol>\n"
    }

    private func item(_ coAct: CoActView) -> Markup {
        let fineness = max(resolution(coAct.earlier), resolution(coAct.later))
        let gap = TimeText.apart(milliseconds: coAct.gap, to: fineness)
        let crowd: Markup =
            coAct.accountsInInput.map {
                " <span class=\"soft\">used by \(Words.count($0, "account", "accounts")) in the input</span>"
            } ?? ""
        // Of two posts of one moment nobody knows which came first.
        let order: (Markup, Markup) = coAct.gap == 0 ? ("One", "Other") : ("First", "Then")
        return """
            <li>
            <p class="coact"><span class="gap">\(gap)</span> \(coAct.object.trace.nouns.one) \
            <q>\(foreign(coAct.object.value, upTo: 120))</q>\(crowd)</p>
            <div class="posts">
            \(post(coAct.earlier, order: order.0))\(post(coAct.later, order: order.1))</div>
            </li>

            """
    }

    private func post(_ post: CitedPost, order: Markup) -> Markup {
        let name = post.handle ?? post.account.value
        let link: Markup = post.address.map { "<p>\(address($0))</p>\n" } ?? ""
        let identifier: Markup =
            post.identifier.isEmpty ? "" : "post <span class=\"mono\">\(foreign(post.identifier, upTo: 60))</span> · "
        return """
            <article>
            <p class="by"><span class="order">\(order)</span> <b>\(foreign(name, upTo: 60))</b> \
            <span class="soft">\(post.account.platform.title)</span></p>
            <p class="at">\(TimeText.statedElement(post.time, to: resolution(post)))</p>
            \(quotation(post.text))\(link)\
            <p class="cite">\(identifier)\(source(post.citation.source)), row \(Int(post.citation.row))</p>
            </article>

            """
    }

    private func resolution(_ post: CitedPost) -> TimeResolution {
        let source = Int(post.citation.source)
        return inputs.indices.contains(source) ? inputs[source].resolution : .millisecond
    }

    private func source(_ index: UInt32) -> Markup {
        inputs.indices.contains(Int(index)) ? foreign(inputs[Int(index)].name, upTo: 80) : "input \(Int(index) + 1)"
    }

    /// The post's words in their own direction; long ones open to the whole.
    private func quotation(_ text: String) -> Markup {
        if text.isEmpty { return "<p class=\"none\">The input has no text for this post.</p>\n" }
        let clip = VisibleText.clipped(text, to: ReportLimits.excerpt)
        let excerpt: Markup =
            "<blockquote dir=\"auto\">\(VisibleText.markup(clip.text))\(clip.isClipped ? "…" : "")</blockquote>\n"
        guard clip.isClipped else { return excerpt }
        let whole = VisibleText.clipped(text, to: ReportLimits.text)
        let ending = whole.isClipped ? " … (longer still; the row cited below has it all)" : ""
        return excerpt
            + disclosure(
                "The whole text, \(text.count) characters",
                "<blockquote dir=\"auto\">\(VisibleText.markup(whole.text))\(ending)</blockquote>\n")
    }
}
