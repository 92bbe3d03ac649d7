import Foundation
import Testing

@Suite("Obligations on the command line")
struct ObligationCommandTests {
    private let now = "--case case --now 2026-03-20T12:00:00Z"
    private let digi = "--source https://digi.org.au/complaints"

    @Test("case 10: X has 60 and 90 working days from 5 December 2025, by the days of the Commission")
    func xFine() throws {
        let rows = """
            name,provision,platform,start,allowed,calendar,source
            check-mark,remedies for the blue check mark,x,2025-12-05,60 working days,eu,https://eucrim.eu/news/eu-fines-x-120-million-in-first-dsa-non-compliance-decision
            plan,an action plan on advertisements and data access,x,2025-12-05,90 working days,eu,https://eucrim.eu/news/eu-fines-x-120-million-in-first-dsa-non-compliance-decision

            """
        try OversightScene.with { scene in
            try scene.write(rows, "clocks.csv")
            try scene.run("obligation import clocks.csv \(now)")
            func list(_ time: String) throws -> [[String: String]] {
                try scene.rows("obligation list --case case --now \(time)")
            }
            let before = try list("2026-03-11T22:59:00Z")
            #expect(before.map { $0["due"] } == ["2026-03-11", "2026-04-27"])
            #expect(before.map { $0["state"] } == ["open", "open"])
            #expect(before.map { $0["days_left"] } == ["0", "47"])
            let after = try list("2026-03-20T12:00:00Z")
            #expect(after.map { $0["state"] } == ["missed", "open"])
            #expect(after.first?["days_left"] == "-9" && after.first?["verdict"] == "fail")
            #expect(
                try scene.rows("obligation due --case case --now 2026-02-20").map { $0["obligation"] } == ["check-mark"]
            )
            #expect(try scene.rows("obligation due --case case --now 2026-02-01").isEmpty)
            #expect(
                try scene.rows("obligation due --case case --now 2026-02-01 --within 90").map { $0["obligation"] } == [
                    "check-mark", "plan",
                ])
            let met = try scene.run("obligation event check-mark --met 2026-03-13 --note letter \(now)")
            #expect(met.messages.contains("check-mark is late, due 2026-03-11"))
            let late = try list("2026-03-20T12:00:00Z")
            #expect(late.first?["state"] == "late" && late.first?["days_late"] == "2")
            #expect(try list("2026-03-12T12:00:00Z").first?["state"] == "missed")
            let shown = try scene.run("obligation show check-mark \(now) --format table").output
            for line in [
                "M20 Obligation clock: check-mark: x: remedies for the blue check mark",
                "96 days, due 2026-03-11, 24:00 Brussels time", "note: state: late by 2 days",
                "counted by Regulation 1182/71",
            ] {
                #expect(shown.contains(line), "\(line)")
            }
        }
    }

    @Test("case 10: DIGI decided on X after 53 days and a referral after one, with no number set")
    func digiOnX() throws {
        try OversightScene.with { scene in
            let added = try scene.run(
                "obligation add digi-x --rule au-complaint --debtor DIGI --start 2023-10-05 \(digi) \(now)")
            #expect(added.messages.contains("digi-x is open, never due: no number is set (calendar au)"))
            try scene.run("obligation event digi-x --step 2023-10-06 --note 'the referral' \(now)")
            try scene.run("obligation event digi-x --met 2023-11-27 --note 'breach of Outcome 1C published' \(now)")
            let figures = try scene.rows("obligation show digi-x \(now)")
            #expect(figures.first { $0["figure"] == "days to the referral" }?["value"] == "1")
            #expect(figures.first { $0["figure"] == "days to compliance" }?["value"] == "53")
            let listed = try scene.rows("obligation list \(now)")
            #expect(listed.first?["state"] == "met" && listed.first?["verdict"] == "undetermined")
            #expect(listed.first?["who"] == "DIGI")
        }
    }

    @Test("a country's own holidays move the end, and a clock without its calendar is told of")
    func ownHolidays() throws {
        try OversightScene.with { scene in
            try scene.write(
                "date,name\n2024-11-30,Saint Andrew\n2024-12-01,National Day\n2024-12-09,Invented\nsoon,x\n", "ro.csv")
            let clock = "--provision answer --platform tiktok --start 2024-12-06 --source https://example.org"
            let added = try scene.run("obligation add a --allowed '1 working day' --calendar ro \(clock) \(now)")
            #expect(added.messages.contains("no calendar is called 'ro'"))
            #expect(try scene.run("obligation list \(now)", code: 3).messages.contains("--holidays id=FILE"))
            let listed = try scene.rows(
                "obligation list --holidays ro@eastern_europe=ro.csv \(now)", code: 3)
            #expect(listed.first?["due"] == "2024-12-10")
            let shown = try scene.run("obligation show --holidays ro=ro.csv \(now) --format table", code: 3)
            #expect(shown.output.contains("calendar: holidays of ro.csv"))
            #expect(shown.messages.contains("ro.csv, row 4, field date: 'soon' is no day"))
            #expect(try scene.run("obligation list --holidays ro \(now)", code: 64).messages.contains("ro=FILE"))
            #expect(
                try scene.run("obligation list --holidays ro@mars=ro.csv \(now)", code: 64).messages.contains("no zone")
            )
        }
    }

    @Test("a clock that runs into a year without holidays is refused until a list of them is given")
    func unknownYear() throws {
        try OversightScene.with { scene in
            let now = "--case case --now 2027-11-06T00:00:00Z"
            let entered = try scene.run(
                "obligation add c --provision p --platform x --start 2027-11-05 --allowed '60 working days' --calendar eu --source https://a.example \(now)"
            )
            #expect(entered.messages.contains("c: the calendar 'eu' holds the holidays of 2023 to 2027"))
            let refused = try scene.run("obligation list \(now) --format csv", code: 3)
            #expect(!refused.output.contains("2028") && refused.messages.contains("--holidays eu=FILE"))
            try scene.write("date,name\n2027-12-24,a\n2028-01-03,b\n", "eu.csv")
            let listed = try scene.run("obligation list \(now) --holidays eu=eu.csv --format csv")
            #expect(listed.output.contains("c,x,open,2028-02-01,87,"))
        }
    }

    @Test("an extension, and an outcome that is not public, are entered beside what was")
    func events() throws {
        try OversightScene.with { scene in
            try scene.run(
                "obligation add r --rule dsa-67 --platform tiktok --start 2024-12-06 --allowed '24 h' --source https://example.org \(now)"
            )
            func state(_ time: String) throws -> String? {
                try scene.rows("obligation list --case case --now \(time)").first?["state"]
            }
            #expect(try state("2024-12-06T12:00:00Z") == "open")
            #expect(try state("2024-12-07T12:00:00Z") == "unknown")
            #expect(try state("2024-12-09T12:00:00Z") == "missed")
            try scene.run("obligation event r --extended 2024-12-13 \(now)")
            #expect(try state("2024-12-09T12:00:00Z") == "extended")
            try scene.run("obligation event r --undisclosed 2025-06-30 \(now)")
            #expect(try state("2025-07-01T12:00:00Z") == "unknown")
            #expect(try scene.rows("obligation due \(now)").map { $0["state"] } == ["unknown"])
            for (words, message) in [
                ("--met 2024-11-01", "lies before the clock 'r' starts"), ("--met 2027-01-01", "lies in the future"),
                ("--step 2024-12-10", "Say with --note"), ("--met 2024-12-10 --step 2024-12-10", "Give one of"),
                ("--undisclosed 2025-06-30", "has this event already"), ("--met 10.12.2024", "is no time"),
            ] {
                let result = try scene.run(
                    "obligation event r \(words) \(now)", code: message.hasPrefix("lies before") ? 1 : 64)
                #expect(result.messages.contains(message), "\(words): \(result.messages)")
            }
            #expect(try scene.run("obligation event q --met 2024-12-10 \(now)", code: 1).messages.contains("'q'"))
        }
    }

    @Test("provisions come with their status in law and how well they are vouched for")
    func rules() throws {
        try OversightScene.with { scene in
            let all = try scene.rows("obligation rules")
            #expect(all.count > 30)
            #expect(all.contains { $0["id"] == "dsa-67" && $0["status"] == "in force" && $0["grade"] == "stored_page" })
            let bills = try scene.rows("obligation rules --framework au_bill")
            #expect(bills.count == 3 && bills.allSatisfy { $0["status"] == "NOT ENACTED" })
            try scene.run("obligation rules --framework mars", code: 64)
            #expect(
                try scene.run(
                    "obligation add a --rule dsa-999 --platform x --start 2024-12-06 --source s \(now)", code: 64
                ).messages.contains("--rule: no provision has the id 'dsa-999'"))
        }
    }
}
