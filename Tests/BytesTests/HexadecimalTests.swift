import Testing

@testable import Bytes

@Suite("Hexadecimal digits")
struct HexadecimalTests {
    @Test("each byte has two lower-case digits, leading noughts included")
    func digits() {
        #expect([0x00, 0x0F, 0xA0, 0xFF].hexadecimal == "000fa0ff")
        #expect([UInt8]().hexadecimal == "")
    }
}
