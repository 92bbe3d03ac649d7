import Coordination
import Foundation
import Intake
import Records
import Testing

@testable import Inquiry

/// Other explanations on real data, which are never part of the project: set `DAYLIGHT_DATA` to their folder.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] != nil))
struct RivalRealDataTests {
    private func answer(_ name: String, _ chance: ChanceModel?, minimumWeight: Int) throws -> Answer {
        let path = (ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] ?? "") + "/" + name
        return try Question(
            sources: [SourceFile(path: path)],
            search: SearchParameters(
                windows: [Window(milliseconds: 600_000)], minimumWeight: minimumWeight, threads: 2, chance: chance)
        ).answer(reject: { _ in }, progress: .silent)
    }

    @Test("among ordinary accounts that are tied, every network shows strong signs of news or of one owner")
    func ordinary() throws {
        for chance in [ChanceModel(correction: .attainable, keepsUnlikely: false), nil] {
            let answer = try answer("controls/x_us2024_ordinary.csv", chance, minimumWeight: 2)
            #expect(!answer.networks.isEmpty)
            for index in answer.networks.indices {
                let strong = Set(answer.strongRivals(index))
                #expect(!strong.isDisjoint(with: [.headlines, .oneOwner]), "\(answer.networks[index].identifier)")
            }
        }
    }

    @Test("a known operation shows strong signs of nothing else")
    func operation() throws {
        let answer = try answer(
            "ira/ira_2016-10-01_2016-11-14_trolls.csv.zst", ChanceModel(keepsUnlikely: false), minimumWeight: 3)
        #expect(answer.networks.count > 5)
        #expect(answer.networks.indices.allSatisfy { answer.strongRivals($0).isEmpty })
    }
}
