import Bytes
import Testing

@testable import Coordination

@Suite("Names as machines make them")
struct NameShapeTests {
    private func shape(_ name: String) -> NameShape { ByteView.with(name) { NameShape($0) } }

    @Test("the platform's default, words with long tails of digits, and letters and digits in turns are told apart")
    func generated() {
        #expect(["user7421906358120", "User_748201", "user12345"].allSatisfy { shape($0) == .platformDefault })
        #expect(
            ["MariaPopescu48210397", "maria_48210", "ab12345", "мария48213"].allSatisfy { shape($0) == .digitTail })
        #expect(["k3x9qd71vb", "a1b2c3d4"].allSatisfy { shape($0) == .scrambled })
    }

    @Test("names that people choose are theirs, with a year or a number behind them too")
    func chosen() {
        let names = [
            "anna", "maria1987", "real.madrid.fan", "dj_2000_x", "user", "user12", "4ever_young", "1234567", "",
        ]
        #expect(names.allSatisfy { shape($0) == .chosen })
    }
}
