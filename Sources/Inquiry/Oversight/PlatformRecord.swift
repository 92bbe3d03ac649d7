import Oversight
import Records
import Workspace

/// What a case and the shipped ledger hold of a platform's own word: how soon it discloses, whether its statements agree,
/// whether it kept its duties.
enum PlatformRecord {
    static func measurements(
        of platform: Platform, _ folder: CaseFolder, now: Instant
    ) throws(CaseError) -> [Measurement] {
        let selection = LedgerSelection(try CaseLedger(folder), withShipped: true)
        let name = PlatformName.normalised(platform.name)
        var measurements = [
            lag(DisclosureLag.measure(selection.ledger, platform: name, inputs: selection.inputs(of: name)))
        ]
        // What others say of it, and how they disagree among themselves, is no want of candour of the platform's.
        let claims = try folder.current(StatedClaim.self).filter {
            $0.entry.scope.platform == platform && PlatformName.normalised($0.entry.speaker) == name
        }
        measurements.append(consistency(of: claims, platform: name))
        measurements.append(try duties(of: platform, folder, now))
        return measurements
    }

    /// The longest lag of all reports, in front of the others: what a threshold is held against.
    private static func lag(_ measurement: Measurement) -> Measurement {
        var measurement = measurement
        let lags = measurement.figures.filter {
            $0.unit == "days" && $0.low != nil && !$0.label.hasPrefix("after the action")
        }
        if let longest = lags.max(by: { ($0.high ?? 0) < ($1.high ?? 0) }) {
            var figure = longest
            figure.label = "longest lag"
            figure.remark = longest.label
            // An exact lag of one report is not hidden by another's wide bounds.
            figure.low = lags.compactMap(\.low).max()
            if figure.low != figure.high { figure.value = nil }
            measurement.figures.insert(figure, at: 0)
        }
        return measurement
    }

    private static func consistency(of claims: [Registered<StatedClaim>], platform: String) -> Measurement {
        let digests = claims.map(\.digest)
        guard claims.count > 1 else {
            return Measurement(
                .statementConsistency, of: platform,
                refusal: "fewer than two claims of \(platform)'s own stand in the register", inputs: digests)
        }
        let pairs = StatementConsistency().pairs(claims.map(\.entry))
        guard pairs.contains(where: { $0.ratio != nil }) else {
            return Measurement(
                .statementConsistency, of: platform,
                refusal: "no two claims of \(platform)'s own are about the same number", inputs: digests)
        }
        let contradictory = pairs.count { $0.relation == .contradictory }
        return Measurement(
            .statementConsistency, of: platform,
            figures: [
                Figure(
                    "contradictory", Double(contradictory), unit: "pairs", count: contradictory, of: pairs.count)
            ], notes: pairs.filter { $0.relation == .contradictory }.map(\.description), inputs: digests)
    }

    private static func duties(
        of platform: Platform, _ folder: CaseFolder, _ now: Instant
    ) throws(CaseError) -> Measurement {
        var (kept, broken, open, unknown) = (0, 0, 0, 0)
        var notes: [String] = []
        var inputs: [String] = []
        for clock in try folder.current(ObligationClock.self) where clock.entry.platform == platform {
            inputs.append(clock.digest)
            let reading: ObligationReading
            do throws(FieldFault) {
                reading = try ObligationReading(clock.entry, at: now)
            } catch {
                unknown += 1
                notes.append("\(clock.entry.name): \(error.detail)")
                continue
            }
            switch reading.state {
            case .met: kept += 1
            case .late, .missed:
                broken += 1
                notes.append("\(clock.entry.name): \(reading.state.word)")
            case .open, .extended: open += 1
            case .unknown: unknown += 1
            }
        }
        guard kept + broken > 0 else {
            return Measurement(
                .obligationClock, of: platform.name,
                refusal: "no duty with a date has been due: \(open) open, \(unknown) without an answer", notes: notes,
                inputs: inputs)
        }
        return Measurement(
            .obligationClock, of: platform.name,
            figures: [
                Figure(
                    "missed or late", unknown == 0 ? Double(broken) : nil, unit: "duties", low: Double(broken),
                    high: Double(broken + unknown), count: broken, of: kept + broken + unknown,
                    remark: "\(open) open, \(unknown) without an answer")
            ], notes: notes, inputs: inputs)
    }
}
