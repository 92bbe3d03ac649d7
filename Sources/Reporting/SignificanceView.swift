package import Records
package import Statistics

/// How pairs of accounts were tested against chance.
package struct SignificanceView: Sendable, Equatable {
    /// The false discovery rate at which pairs were reported, above 0 and below 1.
    package var falseDiscoveryRate: Double
    /// How many pairs of accounts could have been tied: for all of them probabilities were corrected.
    package var tests: Int
    /// Whether only pairs were counted that could have met as often as they must; else all that were active enough.
    package var isAttainable: Bool
    /// The bin of time within which who acted when was left to chance.
    package var bin: Window?
    /// What the test takes for chance, as one sentence.
    package var null: String
    /// Ties that met the thresholds, reported or not: a pair of accounts counts once for each trace and window.
    package var candidates: Int?
    /// The pair that chance explains least, where none was reported.
    package var nearest: NearestPairView?
    /// How the same search fared where nothing could be true; nil where that was not asked for.
    package var calibration: CalibrationView?

    package init(
        falseDiscoveryRate: Double, tests: Int, isAttainable: Bool = false, bin: Window? = nil, null: String,
        candidates: Int? = nil, nearest: NearestPairView? = nil, calibration: CalibrationView? = nil
    ) {
        self.falseDiscoveryRate = falseDiscoveryRate
        self.tests = tests
        self.isAttainable = isAttainable
        self.bin = bin
        self.null = null
        self.candidates = candidates
        self.nearest = nearest
        self.calibration = calibration
    }
}

/// The probabilities of the pair that came nearest to being reported.
package struct NearestPairView: Sendable, Equatable {
    package var pValue: Probability
    package var qValue: Probability

    package init(pValue: Probability, qValue: Probability) {
        self.pValue = pValue
        self.qValue = qValue
    }
}

/// The same search over shuffled accounts, where whatever is reported is false.
package struct CalibrationView: Sendable, Equatable {
    /// How often p-values at or below a level came out.
    package struct Level: Sendable, Equatable {
        package var level: Double
        /// Their share among all tests of all runs; an honest p-value keeps it at or below `level`.
        package var share: Double

        package init(level: Double, share: Double) {
            self.level = level
            self.share = share
        }
    }

    package var runs: Int
    /// Runs that reported anything, and the pairs that they reported together.
    package var alarms: Int
    package var falsePairs: Int
    /// The bin of time within which accounts were shuffled.
    package var bin: Window
    package var levels: [Level]

    package init(runs: Int, alarms: Int, falsePairs: Int, bin: Window, levels: [Level]) {
        self.runs = runs
        self.alarms = alarms
        self.falsePairs = falsePairs
        self.bin = bin
        self.levels = levels
    }
}

extension CalibrationView {
    /// "In 20 runs over shuffled accounts, none reported anything."
    var sentence: String {
        let runs =
            "In \(Words.count(runs, "run", "runs")) of the same search over accounts shuffled within "
            + "\(TimeText.window(bin)), where nothing can be true, "
        if alarms == 0 { return runs + (self.runs == 1 ? "nothing was reported." : "none reported anything.") }
        return runs + "\(NumberText.grouped(alarms)) reported something: "
            + "\(Words.count(falsePairs, "pair", "pairs")) in all."
    }

    /// Whether more runs reported something than chance should make at `rate`. A single run may be bad luck.
    func isAlarming(at rate: Double) -> Bool { alarms > 1 && Double(alarms) > 2 * rate * Double(runs) }

    /// Whether p-values come out no more often than they say, at every level.
    var isHonest: Bool { levels.allSatisfy { $0.share <= $0.level } }
}
