import Dispatch
import Exchange
import Foundation
import Inquiry
import Records
import Reporting
import Seals

/// A drawing as it is laid out once and kept: of a whole run, or of one network.
struct RunDrawing: Sendable {
    /// Which drawing, for whom.
    struct Key: Hashable, Sendable {
        var run: Int64
        /// The place of the one network; nil for all of the run.
        var network: Int?
        /// Whose drawing it is where not everybody may see all accounts: a clearance and the state of the markings.
        var sight: String
    }

    let graph: DrawnGraph
    let places: GraphPlaces
    let packet: [UInt8]
    let labels: [UInt8]

    init(_ run: OpenRun, network: Int?, _ sight: FindingSight) {
        let index = run.index
        var places: [UInt32: UInt32] = [:]
        var accounts: [AccountGraph.Account] = []
        var networks: [AccountGraph.Network] = []
        for number in network.map({ $0..<$0 + 1 }) ?? 0..<index.networks.count {
            let found = index.networks[number]
            guard sight.network(run.number, found.row.network) else { continue }
            networks.append(
                AccountGraph.Network(
                    number: number, label: found.row.network,
                    address: NetworkPage.address(run: run.number, found.row.network)))
            for member in index.members[found.members] where sight.account(member.row.account) {
                places[member.account] = UInt32(accounts.count)
                accounts.append(
                    AccountGraph.Account(
                        label: index.label(member.account), address: FindingAddress.account(member.row.account),
                        platform: member.row.account.platform, network: number, firstSeen: member.row.first))
            }
        }
        var ties: [AccountGraph.Tie] = []
        func add(_ edge: RunEdge) {
            guard let a = places[edge.a], let b = places[edge.b] else { return }
            ties.append(AccountGraph.Tie(a: a, b: b, weight: Double(edge.weight)))
        }
        for position in run.ties where network.map({ index.networks[$0].edges.contains(Int(position)) }) ?? true {
            add(index.edge(Int(position)))
        }
        graph = DrawnGraph(AccountGraph(accounts: accounts, ties: ties, networks: networks))
        self.places = GraphPlaces(graph, threads: max(1, ProcessInfo.processInfo.activeProcessorCount / 2))
        packet = DrawingPacket(graph, places: self.places).bytes
        labels = LabelPacket(graph).bytes
    }

    /// - Parameter address: of the page that it stands on.
    func panel(_ title: String, address: String, query: String = "") -> GraphPanel {
        GraphPanel(
            title: title, packetAddress: address + "/drawing" + query, labelsAddress: address + "/labels" + query,
            graph: graph, places: places)
    }
}
