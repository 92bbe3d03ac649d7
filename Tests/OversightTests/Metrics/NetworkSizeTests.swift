import Oversight
import Records
import Testing

@Suite("Size of a network")
struct NetworkSizeTests {
    @Test("the published vectors")
    func vectors() {
        let bbc = NetworkSize.measurement(of: "v", first: 800, second: 12_800, both: 780, sharesSource: false)
        #expect(abs((bbc.figures[0].value ?? 0) - 13127.810499359795) < 1e-9)
        #expect(bbc.figures[0].remark == "standard error 71.89")
        let other = NetworkSize.measurement(of: "v", first: 200, second: 300, both: 60, sharesSource: false)
        #expect(abs((other.figures[0].value ?? 0) - 990.8196721311475) < 1e-9)
    }

    @Test(
        "refused where the overlap is unknown, too small or of one source; then only a lower bound",
        arguments: [(nil, false, 300.0), (6, false, 494), (60, true, 440)] as [(Int?, Bool, Double)])
    func refused(both: Int?, sharesSource: Bool, bound: Double) {
        let result = NetworkSize.measurement(
            of: "v", first: 200, second: 300, both: both, sharesSource: sharesSource)
        #expect(result.refusal != nil && result.figures.count == 1 && result.figures[0].value == bound)
        #expect(result.figures[0].remark == "lower bound only")
    }

    @Test("numbers that contradict each other give no figure")
    func impossible() {
        #expect(NetworkSize.measurement(of: "v", first: 5, second: 9, both: 8, sharesSource: false).figures.isEmpty)
    }
}
