import ArgumentParser
import Coordination
import Corpus
import Exchange
import Intake
import Records

/// A run under another program's rules, printed in its own columns.
struct PeerRun {
    let semantics: PeerOptions.Semantics
    let peer: PeerOptions
    let input: InputOptions
    let search: SearchOptions
    let output: OutputOptions

    func run(reject: (Rejection) -> Void, progress: Progress) throws -> IntakeSummary {
        let windows = try search.windows
        guard windows.count == 1, let window = windows.first else {
            throw ValidationError("--semantics takes one --window.")
        }
        var table = ShareTable()
        let summary = try Intake.readShares(
            input.sources, objects: try objects, options: try input.reading.options(.all), into: &table, reject: reject,
            progress: progress)
        let seconds = window.isUnlimited ? Double.infinity : Double(window.milliseconds) / 1000
        let sink = TextSink.standardOutput()
        switch semantics {
        case .cooRTweet: try cooRTweet(table, seconds, sink)
        case .cnt: try toolkit(table, seconds, sink)
        }
        try sink.finish()
        return summary
    }

    /// What counts as a row's object.
    private var objects: ShareObjects {
        get throws {
            switch peer.network {
            case .coLink: return .coLink
            case .coPost: return .coPost
            case .coRetweet: return .coRetweet
            case .coReply: return .coReply
            case .coTweet: return .coTweet
            case .coSimilarTweet: return .coSimilarTweet
            case nil:
                let traces = search.trace == nil ? [.shared] : try search.traces.traces
                guard traces.count == 1, let trace = traces.first else {
                    throw ValidationError("--semantics cooRTweet takes one --trace.")
                }
                return .trace(trace)
            }
        }
    }

    private func cooRTweet(_ table: ShareTable, _ seconds: Double, _ sink: TextSink) throws {
        let pairs = try CooRTweet.detectGroups(
            table, window: seconds, minimumParticipation: search.minParticipation)
        if peer.pairs {
            var rows = try Rows(
                sink, format: output.rowFormat,
                header: ["object_id", "account_id", "account_id_y", "content_id", "content_id_y", "time_delta"])
            for pair in pairs {
                try rows.write([
                    .text(table.object(pair.object)), .text(table.account(pair.account)),
                    .text(table.account(pair.accountY)), .text(table.content(pair.content)),
                    .text(table.content(pair.contentY)), .peerNumber(pair.timeDelta),
                ])
            }
            return try rows.finish()
        }
        let weights = peer.edgeWeight.isEmpty ? [0.5] : peer.edgeWeight
        let marks = weights.count == 1 ? ["weight_threshold"] : weights.map { "weight_threshold_\(RNumber.text($0))" }
        var rows = try Rows(
            sink, format: output.rowFormat,
            header: [
                "from", "to", "weight", "avg_time_delta", "n_content_id", "n_content_id_y", "edge_symmetry_score",
            ] + marks)
        for edge in CooRTweet.network(pairs, table: table, edgeWeights: weights) {
            try rows.write(
                [
                    .text(table.account(edge.from)), .text(table.account(edge.to)), .integer(Int64(edge.weight)),
                    .peerNumber(edge.averageTimeDelta), .integer(Int64(edge.olderContents)),
                    .integer(Int64(edge.newerContents)), .peerNumber(edge.symmetry),
                ] + edge.passes.map { .integer($0 ? 1 : 0) })
        }
        try rows.finish()
    }

    private func toolkit(_ table: ShareTable, _ seconds: Double, _ sink: TextSink) throws {
        let key: CoordinationNetworkToolkit.Key =
            switch peer.network {
            case .coPost: .none
            case .coSimilarTweet: .similarText(threshold: peer.similarity)
            default: .object
            }
        var rows = try Rows(sink, format: output.rowFormat, header: ["user_1", "user_2", "weight"])
        let edges = CoordinationNetworkToolkit.network(
            table, key: key, window: seconds, minimumWeight: search.minWeight ?? 2, includesSelf: peer.includeSelfPairs)
        for edge in edges {
            try rows.write([
                .text(table.account(edge.from)), .text(table.account(edge.to)), .integer(Int64(edge.weight)),
            ])
        }
        try rows.finish()
    }
}
