import HTTPTypes
import Reporting

/// What the program is, who may do what, and its keys.
struct HelpPages {
    let desk: Desk

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/help", kind: .page, name: "showHelp", "Help: roles, markings, keys.", .open, outputs: [.page],
                isUnrecorded: true,
                work: .plain { visit in
                    .page(
                        HelpPage.page(
                            frame: desk.frame(visit),
                            permissions: Permission.allCases.filter { !$0.roles.isEmpty }.map {
                                ($0.words, $0.roles.sorted().map(\.rawValue))
                            }))
                })
        ]
    }
}
