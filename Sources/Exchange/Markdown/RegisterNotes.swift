import Oversight
import Records

/// Notes on what a platform was told, what it answered, and what it reports of itself; and the drawing of all notes but
/// accounts'.
extension CaseNotes {
    var registerNotes: [(ObjectReference, String)] {
        dossier.notices.map { (Self.reference($0), note($0)) }
            + dossier.responses.map { (Self.reference($0), note($0)) }
            + dossier.exposures.map { (Self.reference($0), note($0)) }
            + dossier.obligations.map { (Self.reference($0), note($0)) }
            + dossier.disclosures.map { (Self.reference($0), note($0)) }
    }

    private func note(_ entry: Entered<Notice>) -> String {
        let notice = entry.value
        var front = head("notice", notice.name, marking: entry.marking)
        front.add("platform", notice.platform.name)
        front.add("channel", notice.channel.rawValue)
        front.add("sent", notice.sent.text)
        front.add("sender", notice.sender)
        front.add("reference", notice.reference)
        front.add("text_sha256", notice.textSHA256)
        front.add("entry_sha256", entry.digest)
        var text = front.closed + title("Notice " + notice.name)
        text += MarkdownText.quoted(notice.words(about: notice.assets?.count ?? 0)) + "\n"
        text += list(
            "Answers",
            dossier.responses.filter { $0.value.notice == notice.name }.map {
                link(Self.reference($0), $0.value.name)
            })
        return text + list("Names", (notice.assets ?? []).map { link($0) })
    }

    private func note(_ entry: Entered<Response>) -> String {
        let response = entry.value
        var front = head("response", response.name, marking: entry.marking)
        front.add("content", response.content.rawValue)
        front.add("received", response.received.text)
        front.add("text_sha256", response.textSHA256)
        front.add("entry_sha256", entry.digest)
        return front.closed + title("Response " + response.name) + MarkdownText.quoted(response.words) + "\n"
            + "Answers \(link(ObjectReference(.notice, response.notice), response.notice)).\n"
    }

    private func note(_ entry: Entered<Exposure>) -> String {
        let exposure = entry.value
        var front = head("exposure", exposure.name, marking: entry.marking)
        front.add("source", exposure.source.rawValue)
        front.add("at", exposure.at.text)
        front.add("by", exposure.by)
        front.add("entry_sha256", entry.digest)
        return front.closed + title("Exposure " + exposure.name) + MarkdownText.quoted(exposure.words) + "\n"
            + list("Assets", (exposure.assets ?? []).map { link($0) })
    }

    private func note(_ entry: Entered<ObligationClock>) -> String {
        let clock = entry.value
        let reading = try? ObligationReading(clock, at: dossier.head.now)
        var front = head("obligation", clock.name, marking: entry.marking)
        front.add("rule", clock.rule)
        front.add("provision", clock.provision)
        front.add("start", clock.start.text)
        front.add("due", reading?.due?.latest.description)
        front.add("state", reading?.state.word)
        front.add("entry_sha256", entry.digest)
        return front.closed + title("Obligation " + clock.name) + MarkdownText.quoted(clock.words) + "\n"
            + list(
                "What happened",
                clock.events.map { event in
                    let remark = event.note.map { ": " + MarkdownText.inline($0) } ?? ""
                    return MarkdownText.inline("\(event.time) \(event.kind.rawValue)") + remark
                })
    }

    private func note(_ entry: Entered<LedgerReport>) -> String {
        let report = entry.value
        var front = head("disclosure", report.name, marking: entry.marking)
        front.add("platform", report.platform)
        front.add("captured", report.captured.text)
        front.add("document_sha256", report.documentSHA256)
        front.add("entry_sha256", entry.digest)
        return front.closed + title(report.name) + "What the platform says, and no finding of anybody else.\n\n"
            + list("Rows", report.rows.map { MarkdownText.inline($0.words) })
    }
}

extension CaseNotes {
    /// JSON Canvas 1.0 (jsoncanvas.org): operations, networks, assessments and notices in columns, with what belongs
    /// together tied.
    var canvas: String {
        let columns = [
            dossier.operations.map(\.reference), dossier.networks.map(\.reference),
            dossier.assessments.map(\.reference),
            dossier.notices.map { Self.reference($0) }, dossier.responses.map { Self.reference($0) },
        ].filter { !$0.isEmpty }
        var nodes: [(id: String, path: String, column: Int, row: Int)] = []
        for (column, things) in columns.enumerated() {
            for (row, thing) in things.enumerated() {
                guard let path = names[thing] else { continue }
                nodes.append((Self.identifier(thing), path, column, row))
            }
        }
        var members = JSONMembers()
        members.objects("nodes", nodes) { node, members in
            members.text("id", node.id)
            members.text("type", "file")
            members.text("file", node.path + ".md")
            members.integer("x", Int64(node.column) * 560)
            members.integer("y", Int64(node.row) * 320)
            members.integer("width", 440)
            members.integer("height", 260)
        }
        let drawn = drawnTies.filter { names[$0.from] != nil && names[$0.to] != nil }
        members.objects("edges", drawn) { tie, members in
            members.text("id", NamedUUID("tie", "\(tie.from) \(tie.to)").text)
            members.text("fromNode", Self.identifier(tie.from))
            members.text("toNode", Self.identifier(tie.to))
            members.text("label", tie.label)
        }
        return String(decoding: members.json, as: UTF8.self) + "\n"
    }

    private static func identifier(_ thing: ObjectReference) -> String {
        NamedUUID("note", "\(thing.kind.rawValue) \(thing.id)").text
    }

    private var drawnTies: [(from: ObjectReference, to: ObjectReference, label: String)] {
        var ties: [(ObjectReference, ObjectReference, String)] = []
        for operation in dossier.operations {
            for network in operation.networks {
                ties.append((ObjectReference(.network, network), operation.reference, "part of"))
            }
        }
        for assessment in dossier.assessments {
            for kind in [ObjectReference.Kind.operation, .network] {
                ties.append((assessment.reference, ObjectReference(kind, assessment.subject), "about"))
            }
        }
        for response in dossier.responses {
            ties.append((Self.reference(response), ObjectReference(.notice, response.value.notice), "answers"))
        }
        return ties
    }
}
