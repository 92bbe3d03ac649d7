import Oversight
import Records
import Testing

@Suite("M12: the cross-platform gap")
struct CrossPlatformGapTests {
    private static func exposure(
        _ by: String, _ source: Exposure.Source = .peerNamed, assets: [Int]? = nil, address: String? = nil
    ) -> Exposure {
        Exposure(
            name: by, source: source, at: StatedTime(Instant(milliseconds: Scenario.time(days: 0))), by: by,
            address: address, cohort: "c", assets: assets.map { $0.map(Scenario.key) })
    }

    @Test(
        "what a platform or its company names of its own is no gap",
        arguments: [
            ("Meta", Platform.tiktok, true), ("Meta", .facebook, false), ("meta", .instagram, false),
            ("Meta's threat report", .facebook, false), ("Meta's threat report", .tiktok, true),
            ("TikTok", .tiktok, false), ("ByteDance", .tiktok, false), ("Google TAG", .youtube, false),
            ("Twitter", .x, false), ("Exhibit A", .x, true),
            ("Facebook Papers consortium", .facebook, true), ("TikTok Observatory", .tiktok, true),
            ("X-Force", .x, true),
        ])
    func peers(by: String, platform: Platform, isPeer: Bool) {
        #expect(CrossPlatformGap.isPeer(Self.exposure(by), of: platform) == isPeer)
        #expect(!CrossPlatformGap.isPeer(Self.exposure(by, .exposed), of: platform))
    }

    @Test("M02 and M03 from the naming on, and M10 beside them; who was not named is left out and counted")
    func measured() throws {
        var scenario = Scenario()
        for number in 0..<8 {
            scenario.asset(number)
            scenario.see(number, .up, day: 1)
            if number < 3 { scenario.gone(number, day: 5) } else { scenario.see(number, .up, day: 40) }
        }
        let named = Clocks(
            .peerNamed, of: scenario.assets, notices: [],
            exposures: [("d", Self.exposure("Meta", assets: Array(0..<6)))])
        let omission = Measurement(.disclosureOmission, of: "TikTok", refusal: "one source only")
        let parts = CrossPlatformGap.measurements(
            of: "c", scenario.histories(), named, own: 1, days: [30], omission: omission, inputs: ["d"])
        #expect(parts.map(\.metric) == [.crossPlatformGap, .crossPlatformGap, .crossPlatformGap])
        #expect(
            parts.map(\.subject) == [
                "M02 of c, from naming by another platform", "M03 of c, from naming by another platform",
                "M10 of TikTok",
            ])
        #expect(parts[1].figures[0].count == 3 && parts[1].figures[0].total == 6)
        #expect(parts[0].notes.contains("1 assets were named by the platform itself alone and are left out"))
        #expect(parts[0].notes.contains("1 assets were named by no other platform and are left out"))
        #expect(parts[2].refusal == "one source only")
    }

    @Test("the named cohort is a network confirmed by whoever named it and is not the platform")
    func network() throws {
        let day = try #require(Day("2024-11-01"))
        let network = CrossPlatformGap.network(
            "herd", on: .tiktok, assets: [Scenario.key(0), Scenario.key(1)],
            exposures: [
                Self.exposure("Meta", address: "https://about.meta.example/a"),
                Self.exposure("meta", address: "https://about.meta.example/b"),
                Self.exposure("An institute", .exposed, address: "https://institute.example"), Self.exposure("TikTok"),
            ], days: ReportingPeriod(day))
        #expect(network.independentSources == 2 && network.platform == "TikTok" && network.assets.count == 2)
    }
}
