package import Records

/// When somebody outside a platform named a network in public.
package struct DatedExposure: Codable, Sendable, Hashable {
    /// The operation's name or an alias; of a network without a name the row's label, such as `China (108 accounts)`.
    package var network: String
    package var by: String
    package var at: StatedTime
    package var source: String

    package init(of network: String, by: String, at: StatedTime, source: String) {
        self.network = network
        self.by = by
        self.at = at
        self.source = source
    }

    /// Whether it names the row's network. Sources are no key: a table's rows share theirs.
    package func concerns(_ row: Disclosure) -> Bool {
        (row.names + [row.label]).contains { $0.lowercased() == network.lowercased() }
    }
}

/// M15: how many networks a platform says it found by itself, and of how many of these the public knew before it acted.
package enum DetectionAudit {
    /// - Parameters:
    ///   - rows: rows of networks of one platform.
    ///   - exposures: dated, by others than the platform.
    package static func measure(
        _ rows: [Disclosure], of subject: String, exposures: [DatedExposure] = [], inputs: [String] = []
    ) -> Measurement {
        var result = Measurement(.detectionSource, of: subject, inputs: inputs)
        let rows = Ledger(rows).rows
        let stated = rows.filter { $0.detection.kind != .unstated }
        guard !stated.isEmpty else {
            result.refusal = "none of \(rows.count) rows states who detected it"
            return result
        }
        let own = stated.filter { $0.detection.kind == .internal }
        result.figures.append(Shares.figure("internal of rows that state it", own.count, of: stated.count))
        for (label, kind) in [("internal and external", Detection.Kind.both), ("external", .external)] {
            result.figures.append(
                Shares.figure(
                    label + " of rows that state it", stated.count { $0.detection.kind == kind }, of: stated.count))
        }
        result.figures.append(Shares.figure("state nothing", rows.count - stated.count, of: rows.count))
        guard !own.isEmpty else {
            result.notes.append("no row is marked internal: there is nothing to challenge")
            return result
        }
        guard !exposures.isEmpty else {
            result.notes.append(
                "no dated exposures were given: how many of the \(own.count) marked internal the public knew before is not"
                    + " known")
            return result
        }
        var (challenged, open) = (0, 0)
        for row in own {
            switch standing(row, exposures) {
            case .challenged(let exposure):
                challenged += 1
                result.notes.append(
                    "\(row.label) is marked internal, and \(exposure.by) had named it on \(exposure.at)"
                        + " (\(exposure.source))")
            case .open(let exposure):
                open += 1
                result.notes.append(
                    "\(row.label) is marked internal and was named by \(exposure.by) on \(exposure.at); challengeable only"
                        + " if the platform acted later than that, which is not known")
            case .unchallenged: break
            }
        }
        result.figures.append(share(challenged, open: open, of: own.count))
        return result
    }

    /// Where for some rows nobody can tell which came first: bounds.
    private static func share(_ challenged: Int, open: Int, of own: Int) -> Figure {
        let label = "challenged of internal"
        if open == 0 { return Shares.figure(label, challenged, of: own) }
        let reason = "undetermined for \(open): the day of the action is not known"
        guard own >= Shares.fewest else {
            return Figure(
                label, nil, unit: "share", count: challenged, of: own,
                remark: "\(challenged) to \(challenged + open) of \(own): \(reason)")
        }
        return Figure(
            label, nil, unit: "share", low: Double(challenged) / Double(own),
            high: Double(challenged + open) / Double(own), count: challenged, of: own, remark: reason)
    }

    private enum Standing {
        case challenged(DatedExposure)
        case open(DatedExposure)
        case unchallenged
    }

    /// An action without a stated time lies somewhere in the period that its report covers.
    private static func standing(_ row: Disclosure, _ exposures: [DatedExposure]) -> Standing {
        let known = exposures.filter { $0.concerns(row) }.sorted {
            ($0.at.latest, $0.at.earliest, $0.by, $0.source) < ($1.at.latest, $1.at.earliest, $1.by, $1.source)
        }
        guard let first = known.first else { return .unchallenged }
        let earliest = row.acted?.earliest ?? row.period?.first.start
        let latest = row.acted?.latest ?? row.period?.last.end
        if let earliest, first.at.latest <= earliest { return .challenged(first) }
        if let latest, known.allSatisfy({ $0.at.earliest >= latest }) { return .unchallenged }
        return .open(first)
    }
}
