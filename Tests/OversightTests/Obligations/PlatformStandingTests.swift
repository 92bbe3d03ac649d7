import Oversight
import Records
import Testing

@Suite("What platforms are before the law, and who supervises them")
struct PlatformStandingTests {
    @Test("every row says what it was taken from, and memory is marked")
    func sources() {
        #expect(PlatformStanding.shipped.allSatisfy { !$0.source.isEmpty })
        #expect(PlatformStanding.shipped.filter { $0.grade != .memory }.allSatisfy { $0.source.hasPrefix("https://") })
        #expect(ServicesCoordinator.shipped.allSatisfy { $0.source.hasPrefix("https://") && !$0.title.isEmpty })
        #expect(ServiceEstablishment.shipped.allSatisfy { $0.coordinator != nil && $0.source.hasPrefix("https://") })
    }

    @Test("the Union has 27 coordinators, each found by its State's letters and name")
    func coordinators() {
        #expect(ServicesCoordinator.shipped.count == 27)
        #expect(Set(ServicesCoordinator.shipped.map(\.country)).count == 27)
        for one in ServicesCoordinator.shipped {
            #expect(ServicesCoordinator.of(one.country) == one)
            #expect(ServicesCoordinator.of(one.state.uppercased()) == one || one.state == "Czechia", "\(one.state)")
            #expect(one.isMeant(by: "the \(one.name) (\(one.state))"))
            #expect(ServicesCoordinator.shipped.filter { $0.isMeant(by: one.name) } == [one], "\(one.name)")
        }
        #expect(ServicesCoordinator.of("el")?.name == "EETT")
        #expect(ServicesCoordinator.of("Czech Republic")?.country == "CZ")
        #expect(ServicesCoordinator.of("United Kingdom") == nil)
    }

    @Test("very large platforms of Irish companies are Ireland's, Telegram is Belgium's, of others nothing is known")
    func establishments() {
        for platform in [Platform.facebook, .instagram, .tiktok, .x, .youtube] {
            #expect(ServiceEstablishment.of(platform)?.coordinator?.name == "Coimisiún na Meán")
        }
        #expect(ServiceEstablishment.of(.telegram)?.coordinator?.name == "BIPT")
        #expect(ServiceEstablishment.of(.mastodon) == nil)
    }

    @Test("a standing from memory is a caution beside a duty in force")
    func cautions() {
        func cautions(_ platform: Platform) -> [String] {
            ProvisionMap().matches(
                Finding(
                    .recurrence, platform: platform, jurisdiction: .europeanUnion, verdict: .fail, subject: "n",
                    statement: "3/6 returned", day: Day("2024-12-01"))
            ).flatMap(\.cautions)
        }
        #expect(cautions(.bluesky).contains("that it binds bluesky as platform is from memory: check it"))
        #expect(!cautions(.tiktok).contains { $0.contains("binds tiktok") })
    }
}
