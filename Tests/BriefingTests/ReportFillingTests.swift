import Coordination
import Exchange
import Inquiry
import Intake
import Records
import Reporting
import Statistics
import Testing

@testable import Briefing

@Suite("The page of a run")
struct ReportFillingTests {
    @Test("Members, layers and figures are those of the answer")
    func figures() throws {
        let answer = try ReportScene.answer()
        let view = try ReportScene.view(answer)
        #expect(view.title == "posts.csv")
        #expect(view.networks.count == 1)
        let network = try #require(view.networks.first)
        #expect(Set(network.members.map(\.account.label)) == Set(ReportScene.crew))
        #expect(network.edges == answer.networks[0].links.count)
        #expect(network.objects == answer.anatomies[0].objects.count)
        #expect(network.days == 6)
        #expect(view.overview.nodes.count == ReportScene.crew.count)
        #expect(view.figures.edges == answer.edgeCount)
        #expect(Set(network.layers.map(\.window)).count == 2)
        for member in network.members {
            let row = try #require(answer.accountRows.first { $0.account == member.account.key })
            #expect(UInt64(member.strength) == row.strength)
            #expect(member.leads >= 0 && member.leads <= 1)
        }
        let total = network.members.reduce(0) { $0 + $1.leads }
        #expect(total > 1, "somebody posted first")
    }

    @Test("The crowd is that of all shared objects, and each proof names its own")
    func crowd() throws {
        let answer = try ReportScene.answer()
        let network = try #require(try ReportScene.view(answer).networks.first)
        let crowd = try #require(network.crowd)
        let crowds = answer.anatomies[0].objects.map(\.accountsInInput)
        #expect(crowd.objects == crowds.count && crowd.mostUsed.accounts == crowds.max())
        #expect(crowds.filter { $0 <= crowd.median }.count * 2 >= crowds.count)
        #expect(crowd.exclusive == answer.anatomies[0].objects.filter { $0.accountsInInput == $0.members }.count)
        #expect(network.evidence.allSatisfy { ($0.accountsInInput ?? 0) >= 2 })
        #expect(network.drawing.edgesInAll == network.drawing.edges.count)
    }

    @Test("Each co-acting post is marked once, on what brought most members together")
    func marks() throws {
        let answer = try ReportScene.answer()
        let activity = try #require(try ReportScene.view(answer).networks.first).activity
        #expect(activity.rows.flatMap(\.marks).count == answer.anatomies[0].posts)
        #expect(Set(activity.objects).count == activity.objects.count)
        #expect(activity.objects.allSatisfy { !$0.trace.isCommonProperty })
    }

    @Test("The evidence shows different objects and pairs, each pair of posts once, the earlier post first")
    func evidence() throws {
        let answer = try ReportScene.answer()
        let network = try #require(try ReportScene.view(answer).networks.first)
        #expect(network.evidence.count == ReportScope.evidence.chosen)
        #expect(Set(network.evidence.prefix(6).map(\.object)).count == 6)
        #expect(Set(network.evidence.map { [$0.earlier.citation, $0.later.citation] }).count == network.evidence.count)
        #expect(Set(network.evidence.prefix(6).map { [$0.earlier.account, $0.later.account] }).count == 6)
        for coact in network.evidence {
            #expect(coact.earlier.time <= coact.later.time)
            #expect(coact.earlier.account != coact.later.account)
            #expect(!coact.object.trace.isCommonProperty)
            #expect(coact.earlier.objects.contains(coact.object) && coact.later.objects.contains(coact.object))
            #expect(coact.later.time.milliseconds - coact.earlier.time.milliseconds <= coact.window.milliseconds)
        }
    }

    @Test("The page holds the members, both posts of a co-act and where they stand")
    func page() throws {
        let view = try ReportScene.view(try ReportScene.answer())
        let page = InvestigationReport.html(view)
        for member in ReportScene.crew { #expect(page.contains(member)) }
        let coact = try #require(view.networks.first?.evidence.first)
        #expect(page.contains("&lt;b&gt;Ascultați&lt;/b&gt;"))
        for post in [coact.earlier, coact.later] {
            #expect(page.contains(post.identifier))
            #expect(page.contains("row \(post.citation.row)<"))
        }
        #expect(page.contains("daylight 0.0.1"))
        #expect(page.contains(String(repeating: "ab", count: 32)))
        #expect(!page.contains("/somewhere/"), "folders differ from machine to machine")
    }

    @Test("Every explanation that can be counted has its finding")
    func rivals() throws {
        let view = try ReportScene.view(try ReportScene.answer())
        #expect(view.rivals.allSatisfy { $0.finding != nil })
        let bots = view.rivals.compactMap(\.finding).first { $0.contains("“bot”") }
        #expect(bots?.hasPrefix("1 of 7 members") == true && bots?.hasSuffix("Some signs in N1.") == true)
        #expect(view.networks.first?.rivals.map(\.explanation) == RivalExplanation.allCases)
        #expect(InvestigationReport.html(view).contains("All seven explanations"))
    }

    @Test("Chance is told as it was asked, with what came of it over shuffled accounts")
    func significance() throws {
        let chance = ChanceModel(bin: .unlimited, rate: 0.05, keepsUnlikely: false)
        let answer = try ReportScene.answer(chance: chance, permutations: 2)
        let view = try ReportScene.view(answer)
        let significance = try #require(view.significance)
        #expect(significance.tests > 0 && significance.falseDiscoveryRate == 0.05)
        #expect(significance.candidates == answer.candidateTies)
        #expect(significance.calibration?.runs == 2)
        #expect(!view.notes.contains { $0.hasPrefix("CHECKED") } && answer.notes.contains { $0.hasPrefix("CHECKED") })
        let network = try #require(view.networks.first)
        let (weakest, median) = (try #require(network.weakestQ), try #require(network.medianQ))
        #expect(median <= weakest && weakest <= Probability(0.05))
        let links = answer.networks[0].links
        #expect(network.pairs.map(\.qValue) == links.prefix(network.pairs.count).map(\.qValue))
        #expect(answer.networkRows[0].weakestQ == weakest && answer.networkRows[0].medianQ == median)
        #expect(InvestigationReport.html(view).contains("Is it more than chance?"))
    }

    @Test("With occasions alone nothing is said of chance but that it was not asked about")
    func untested() throws {
        let view = try ReportScene.view(try ReportScene.answer())
        #expect(view.significance == nil && view.networks.allSatisfy { $0.weakestQ == nil })
        #expect(InvestigationReport.html(view).contains("No tie was tested against chance in this run"))
        #expect(view.limits.contains { $0.contains("everybody who is tied to anybody") })
    }

    @Test("Where nothing is reported, the page says how near the nearest pair came")
    func nearest() throws {
        let answer = try ReportScene.answer(
            minimumWeight: 2, chance: ChanceModel(rate: 1e-300, keepsUnlikely: false))
        #expect(answer.networks.isEmpty && answer.candidateTies > 0)
        let view = try ReportScene.view(answer)
        let nearest = try #require(view.significance?.nearest)
        #expect(nearest.pValue <= nearest.qValue && nearest.qValue > Probability(1e-300))
        #expect(answer.notes.contains { $0.hasPrefix("NOTHING: ") && $0.contains(nearest.pValue.text(digits: 2)) })
    }

    @Test("The same answer gives the same view, and the same input the same page")
    func determinism() throws {
        let answer = try ReportScene.answer()
        #expect(try ReportScene.view(answer) == ReportScene.view(answer))
        let pages = try (0..<2).map { _ in InvestigationReport.html(try ReportScene.view(try ReportScene.answer())) }
        #expect(pages[0] == pages[1])
    }

    @Test("A run without networks has a page too")
    func empty() throws {
        let view = try ReportScene.view(try ReportScene.answer(minimumWeight: 100))
        #expect(view.networks.isEmpty)
        #expect(InvestigationReport.html(view).contains("No network was found"))
    }

    @Test("An input that has changed since is refused")
    func changedInput() throws {
        var answer = try ReportScene.answer()
        answer.question.sources[0].contents = ReportScene.table + Array("\n".utf8)
        #expect(throws: InquiryError.self) { try ReportScene.view(answer) }
    }
}
