import Testing

@testable import Records

@Suite("Instants and windows")
struct TimeAndWindowTests {
    @Test(
        "an instant prints as ISO 8601 in UTC with milliseconds, also before 1970 and on leap days",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (1_732_471_200_000, "2024-11-24T18:00:00.000Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (-2_203_891_200_000, "1900-03-01T00:00:00.000Z"),
        ] as [(Int64, String)])
    func printing(milliseconds: Int64, text: String) {
        #expect(Instant(milliseconds: milliseconds).description == text)
    }

    @Test(
        "a window is read with its unit; a bare number is seconds",
        arguments: [
            ("60", 60_000), ("60s", 60_000), ("0.25s", 250), ("250ms", 250), ("10min", 600_000), ("10m", 600_000),
            ("1h", 3_600_000), ("2d", 172_800_000), ("none", Int64.max), ("0", 0),
        ] as [(String, Int64)])
    func reading(text: String, milliseconds: Int64) {
        #expect(Window(text)?.milliseconds == milliseconds)
    }

    @Test("what is no window is refused", arguments: ["", "s", "-1s", "1 s", "1e3s", "soon", "0.0001s", "1..5s"])
    func refusing(text: String) {
        #expect(Window(text) == nil)
    }

    @Test("a window prints so that it can be read again", arguments: [0, 1, 250, 1000, 60_000, 600_000, 3_600_000])
    func roundTrip(milliseconds: Int64) {
        let window = Window(milliseconds: milliseconds)
        #expect(Window(window.description) == window)
        #expect(Window(window.secondsText) == window)
    }

    @Test("every trace and platform is found by its name")
    func names() {
        #expect(Trace.allCases.allSatisfy { Trace(name: $0.name) == $0 })
        #expect(Platform.allCases.allSatisfy { Platform(name: $0.name) == $0 })
        #expect(Platform(name: "Twitter") == .x)
        #expect(TraceSet.all.traces == Trace.allCases)
    }
}
