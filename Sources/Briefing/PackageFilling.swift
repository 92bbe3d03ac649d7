package import Evidence
package import Exchange
import Records
package import Reporting
import Seals

/// From what a package says of itself to its page.
package enum PackageFilling {
    package static func view(_ facts: PackageFacts) -> PackageView {
        var seals = [
            (what: "Key", value: facts.key.name.description),
            (what: "SHA-256 of the key in DER", value: facts.key.fingerprint),
            (what: "Entries under the checkpoint", value: String(facts.checkpoint.size)),
            (what: "Root over them, base64", value: facts.checkpoint.root.base64),
        ]
        for line in facts.checkpoint.extensions { seals.append((what: "The signer says", value: line)) }
        for stamp in facts.timeStamps {
            seals.append((what: "An authority saw the checkpoint", value: "\(stamp.response.time) (\(stamp.file))"))
        }
        return PackageView(
            version: facts.contents.software, origin: facts.checkpoint.origin,
            marking: TrafficLight(facts.contents.marking) ?? .unmarked, exhibits: facts.exhibits.map(exhibit),
            records: facts.records.map { record in
                PackageView.Record(
                    identifier: record.identifier, entry: record.entry, subject: record.subject, files: record.files,
                    path: record.path)
            }, further: facts.further, limits: facts.limits,
            omissions: facts.contents.omissions.map { omission in
                ("\(omission.count) \(plural(omission))" + (omission.name.map { " " + $0 } ?? ""), omission.reason)
            }, seals: seals)
    }

    /// What was left out, in the number that it was.
    package static func plural(_ omission: PackagePlan.Omission) -> String {
        omission.kind == "entries" ? "entries of the log" : omission.kind + (omission.count == 1 ? "" : "s")
    }

    private static func exhibit(_ exhibit: Exhibit) -> PackageView.Exhibit {
        let assessed = exhibit.assessed
        var remarks = assessed.techniques.map { technique in
            "Technique: \(technique.list)\(technique.version.map { "@" + $0 } ?? ""):\(technique.identifier)"
        }
        if let breakout = assessed.breakout {
            remarks.append(
                "Breakout Scale, category \(breakout.category), by \(breakout.reach.count) records of its reach")
        }
        return PackageView.Exhibit(
            label: exhibit.label, title: exhibit.title, statement: assessed.statement, preparedBy: exhibit.preparedBy,
            supporting: assessed.supporting, contradicting: assessed.contradicting, remarks: remarks)
    }
}
