import Foundation
import Testing

/// A case of a thousand posts with a run, a cohort, a notice with its answer, observations, a duty and a disclosure.
enum ExportScene {
    static func with(_ body: (OversightScene) throws -> Void) throws {
        try OversightScene.with { scene in
            try scene.write(posts, "posts.ndjson")
            try scene.run(
                "import posts.ndjson --case case --now 2024-12-01T00:00:00Z --quiet --as ndjson "
                    + "--map account=user,handle=handle,post=id,time=at,text=text,url=link --platform x")
            try scene.run("investigate --case case --fdr none --min-weight 2 --now 2024-12-01T00:00:00Z --quiet")
            try scene.write(
                "platform,id,handle,grade,created,kind\nx,100,user0,confirmed,2024-01-02,\nx,101,user1,probable,,\n"
                    + "unstated,amber.example,,possible,,domain\n", "assets.csv")
            try scene.run(
                "cohort freeze amber --file assets.csv --case case --now 2024-12-01T00:00:00Z --quiet")
            try scene.run(
                "notice add first --cohort amber --platform x --channel dsa_art16 --sent 2024-12-02 --sender Lab --case case "
                    + "--now 2024-12-03T00:00:00Z --quiet")
            try scene.run(
                "notice answer first --content acknowledgement --received 2024-12-03 --case case --now 2024-12-04T00:00:00Z"
            )
            try scene.run(
                "notice exposed Article --cohort amber --source press --at 2024-12-01 --by Paper --case case "
                    + "--now 2024-12-04T00:00:00Z")
            try scene.write(
                """
                platform,id,time,state,vantage_country
                x,100,2024-12-02T00:00:00Z,up,RO
                x,100,2024-12-03T00:00:00Z,up,RO
                x,100,2024-12-04T00:00:00Z,suspended,RO

                """, "seen.csv")
            try scene.run("observe import seen.csv --case case --now 2024-12-05T00:00:00Z --quiet")
            try scene.run(
                "obligation add answer --provision 'answer the notice' --platform x --start 2024-12-02T00:00:00Z "
                    + "--allowed '24 h' --calendar plain --source law --case case --now 2024-12-05T00:00:00Z")
            try body(scene)
        }
    }

    /// Twenty accounts, fifty posts each; every five of them share a link within seconds, and write what is hard to write.
    private static let posts: String = {
        var lines = ""
        let texts = [
            "#forest", "\\\"quoted\\\" \\\\ back", "ä 🌲 \\u2028 line", "a\\nb\\tc", "\\u0000nul", "#лес #森林",
            "<b>&amp;</b>",
        ]
        for post in 0..<1000 {
            let user = post % 20
            let round = post / 20
            let second = round * 3600 + user
            let time =
                "2024-11-\(String(format: "%02d", 1 + second / 86_400))T"
                + String(format: "%02d:%02d:%02dZ", second / 3600 % 24, second / 60 % 60, second % 60)
            lines +=
                "{\"id\":\"\(900_000 + post)\",\"user\":\"\(100 + user)\",\"handle\":\"user\(user)\",\"at\":\"\(time)\","
                + "\"text\":\"\(texts[post % texts.count])\",\"link\":\"https://birch\(user / 5).example/ü/\(round)?q=a b\"}\n"
        }
        return lines
    }()
}
