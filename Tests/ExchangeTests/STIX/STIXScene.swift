import Foundation
import Oversight
import Records
import Testing

@testable import Exchange

/// A dossier with something of everything, and what becomes of it.
enum STIXScene {
    static let begun = Instant(milliseconds: 1_700_000_000_000)
    static let now = Instant(milliseconds: 1_732_000_000_000)
    static let digest = String(repeating: "ab", count: 32)

    static func key(_ id: String, _ platform: Platform = .tiktok) -> AssetKey { AssetKey(platform: platform, id: id) }

    static func dossier(_ light: TrafficLight = .green) throws -> Dossier {
        var dossier = Dossier(
            head: Dossier.Head(
                title: "Amber", summary: "Invented.", producer: "Lab", marking: light, begun: begun, now: now))
        let (a, b, c, d) = (key("7001"), key("@amber"), key("@amber", .x), key("amber.example", .unstated))
        dossier.assets = [
            Dossier.Asset(
                key: a,
                handles: [
                    Dossier.HandlePeriod(handle: "old", first: begun, last: begun),
                    Dossier.HandlePeriod(handle: "amber7", first: begun, last: now),
                ], name: "Amber \"News\"", created: StatedTime(Day(19_000)), grade: .confirmed, reach: 12,
                posts: 2, marking: .green),
            Dossier.Asset(key: b, grade: .probable, marking: .green),
            Dossier.Asset(key: c, marking: .clear),
            Dossier.Asset(key: d, kind: .domain, marking: .green),
        ].sorted { $0.key < $1.key }
        dossier.networks = [
            Dossier.Network(
                identifier: "run 1 N1", source: "run 1, network N1", sourceDigest: digest,
                members: [a, b, c, d].sorted(),
                edges: [
                    Dossier.Edge(
                        a: a, b: b, trace: "url", window: "60", weight: 3, pairs: 4, postsA: 3, postsB: 3, first: begun,
                        last: now, medianGap: 2.5, pValue: "1.05e-812", qValue: "3.2e-9"),
                    Dossier.Edge(
                        a: a, b: b, trace: "hashtag", window: "none", weight: 1, pairs: 1, postsA: 1, postsB: 1,
                        first: now, last: now, medianGap: 0),
                ], first: begun, last: now, rivals: ["fans"], marking: .green)
        ]
        dossier.observables = [
            Dossier.Observable(
                kind: .domain, value: "birch.example", posts: 2, first: begun, last: now, marking: .green),
            Dossier.Observable(kind: .hashtag, value: "amber", posts: 1, first: now, last: now, marking: .green),
            Dossier.Observable(
                kind: .url, value: "https://birch.example/ä b?q=%zz", posts: 1, first: now, last: now, marking: .green),
        ].sorted()
        dossier.posts = PostPass([
            Dossier.Post(
                author: a, identifier: "900", time: begun, text: "line\u{2028}\n\u{0}\"x\"",
                address: "https://www.tiktok.com/@amber7/video/900", language: "ro",
                objects: [
                    TracedObject(trace: .domain, value: "birch.example"), TracedObject(trace: .hashtag, value: "amber"),
                    TracedObject(trace: .domain, value: "birch.example"), TracedObject(trace: .sound, value: "5"),
                ], fileSHA256: digest, row: 1, marking: .green),
            Dossier.Post(
                author: b, identifier: "901", time: now, text: "",
                address: "https://www.tiktok.com/@amber7/video/900", fileSHA256: digest, row: 2, marking: .green),
            Dossier.Post(author: c, identifier: "", time: now, text: "x", fileSHA256: digest, row: 3, marking: .green),
        ])
        dossier.operations = [
            Dossier.Operation(
                name: "Amber Dawn", aliases: ["AD"], description: "Invented.", first: begun, last: now,
                networks: ["run 1 N1"], marking: .green)
        ]
        dossier.techniques = [
            Dossier.Technique(
                framework: .disarm, id: "T0019.002", name: "Hijack Hashtags", version: "1.6", phase: "develop-content",
                subject: "Amber Dawn", marking: .green),
            Dossier.Technique(
                framework: .metaKillChain, id: "3.1.4", name: "Mass posting", version: "2024", subject: "run 1 N1",
                marking: .green),
        ]
        dossier.assessments = [
            assessment("draft", actor: "Nobody", signers: []), assessment("signed", actor: "Somebody", signers: ["B"]),
        ]
        try fillRegisters(&dossier, a, b)
        return dossier
    }

    private static func assessment(_ name: String, actor: String, signers: [String]) -> Dossier.Assessment {
        Dossier.Assessment(
            name: name, digest: digest, layer: .networkToOperator, text: "One office runs it.", likelihood: "likely",
            confidence: .moderate, limits: "No billing data.", subject: "Amber Dawn", actor: actor, author: "A",
            written: now, signers: signers, marking: .green)
    }

    private static func fillRegisters(_ dossier: inout Dossier, _ a: AssetKey, _ b: AssetKey) throws {
        func entered<Value: Sendable>(_ value: Value) -> Entered<Value> {
            Entered(digest: digest, entered: now, value: value, marking: .green)
        }
        let sent = StatedTime(Day(19_800))
        dossier.notices = [
            entered(
                Notice(
                    name: "first", platform: .tiktok, channel: .article16, sent: sent, sender: "Lab", reference: "77",
                    cohort: digest, assets: [a, b]))
        ]
        dossier.responses = [
            entered(
                Response(name: "first answer 1", notice: "first", content: .decision, received: StatedTime(Day(19_810)))
            )
        ]
        dossier.exposures = [
            entered(
                Exposure(name: "Article", source: .press, at: sent, by: "A paper", cohort: digest, assets: [a]))
        ]
        dossier.obligations = [
            entered(
                ObligationClock(
                    name: "answer", provision: "answer the notice", platform: .tiktok, start: sent, allowed: .hours(24),
                    calendar: "plain", events: [ObligationEvent(.met, StatedTime(Day(19_810)))], source: "law"))
        ]
        dossier.disclosures = [
            entered(
                LedgerReport(
                    platform: "TikTok", report: "Covert influence Q1 2024", captured: sent, documentSHA256: digest,
                    rows: [
                        Disclosure(
                            platform: "TikTok", report: "Covert influence Q1 2024", origins: ["RO"],
                            counts: [.accounts: StatedCount(7800, .about)], operation: "Amber",
                            source: "https://t.example")
                    ]))
        ]
        var builder = ObservationTable.Builder()
        let named = builder.number(of: Vantage(country: "RO"))
        let vantage = try #require(named)
        let number = builder.number(of: a)
        for (hour, state) in [AvailabilityState.up, .up, .removedPlatform].enumerated() {
            builder.add(
                asset: number, time: now.milliseconds + Int64(hour) * 3_600_000, vantage: vantage, state: state)
        }
        dossier.availability = builder.finish()
    }

    /// A bundle, read back.
    struct Bundle {
        let text: String
        let outcome: STIXWriter.Outcome
        let objects: [[String: Any]]

        init(_ dossier: Dossier) throws {
            let sink = TextSink.memory()
            outcome = try STIXWriter.write(dossier, to: sink)
            text = sink.text
            let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            objects = try #require(root["objects"] as? [[String: Any]])
        }

        func all(_ type: String) -> [[String: Any]] { objects.filter { $0["type"] as? String == type } }

        var ids: [String] { objects.compactMap { $0["id"] as? String } }

        /// Every id that an object refers to.
        var references: Set<String> {
            var found: Set<String> = []
            for object in objects {
                for (name, value) in object {
                    if name.hasSuffix("_ref"), let id = value as? String { found.insert(id) }
                    if name.hasSuffix("_refs"), let ids = value as? [String] { found.formUnion(ids) }
                }
            }
            return found
        }
    }
}
