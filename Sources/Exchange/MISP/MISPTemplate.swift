/// The templates of MISP objects (github.com/MISP/misp-objects) that are written, at the versions by which pymisp
/// 2.5.34.4 checks them. An object of another version is taken for another kind by correlation and search.
enum MISPTemplate: String, CaseIterable {
    case annotation
    case domain = "domain-ip"
    case event
    case facebookAccount = "facebook-account"
    case facebookGroup = "facebook-group"
    case facebookPage = "facebook-page"
    case facebookPost = "facebook-post"
    case forensicEvidence = "forensic-evidence"
    case instagramAccount = "instagram-account"
    case microblog
    case redditAccount = "reddit-account"
    case report
    case socialMediaGroup = "social-media-group"
    case telegramAccount = "telegram-account"
    case twitterAccount = "twitter-account"
    case twitterPost = "twitter-post"
    case userAccount = "user-account"
    case youtubeChannel = "youtube-channel"

    var name: String { rawValue }

    var category: String { self == .domain ? "network" : "misc" }

    var version: Int {
        switch self {
        case .annotation: 3
        case .domain: 11
        case .event: 1
        case .facebookAccount: 1
        case .facebookGroup: 2
        case .facebookPage: 1
        case .facebookPost: 1
        case .forensicEvidence: 2
        case .instagramAccount: 1
        case .microblog: 20
        case .redditAccount: 2
        case .report: 8
        case .socialMediaGroup: 1
        case .telegramAccount: 2
        case .twitterAccount: 7
        case .twitterPost: 5
        case .userAccount: 6
        case .youtubeChannel: 1
        }
    }

    /// Relations of which an object must have one, of those that are written.
    var required: Set<String> {
        switch self {
        case .annotation: ["text"]
        case .domain: ["domain"]
        case .event: ["status"]
        case .facebookAccount, .instagramAccount, .redditAccount: ["account-name", "account-id", "link"]
        case .facebookGroup: ["group-name", "link"]
        case .facebookPage: ["page-name", "link"]
        case .facebookPost, .twitterPost: ["post", "post-id", "link"]
        case .forensicEvidence: ["evidence-number"]
        case .microblog: ["post", "link"]
        case .report: ["title", "summary", "link"]
        case .socialMediaGroup: ["group-name", "group-alias", "description"]
        case .telegramAccount: ["id", "username"]
        case .twitterAccount: ["name", "id", "link"]
        case .userAccount: ["username", "user-id"]
        case .youtubeChannel: ["channel-name", "channel-id", "link"]
        }
    }

    /// The template's own, the same in every MISP.
    var uuid: String {
        switch self {
        case .annotation: "5d8dc046-15a1-4ca3-a09f-ed4ede7c4487"
        case .domain: "43b3b146-77eb-4931-b4cc-b66c60f28734"
        case .event: "3853b726-6a9c-43b3-8ffb-23839b07d5a9"
        case .facebookAccount: "b9862b95-7d78-4938-a2b5-13e45c60f25a"
        case .facebookGroup: "165c5507-1cba-4cec-9be4-66e21b590ee6"
        case .facebookPage: "e76892db-c168-4289-b957-56e3021c46b9"
        case .facebookPost: "82c1fd90-85a1-4420-a315-d2a7cfae2f01"
        case .forensicEvidence: "fe44c648-63ef-43fc-b3de-af71a2e023e4"
        case .instagramAccount: "656ced16-23f3-4322-925d-c9c961684999"
        case .microblog: "8ec8c911-ddbe-4f5b-895b-fbff70c42a60"
        case .redditAccount: "6802f885-2003-494a-b234-61aadce62731"
        case .report: "70a68471-df22-4e3f-aa1a-5a3be19f82df"
        case .socialMediaGroup: "c4939ec4-ab53-4c35-9a98-3d4d4caf5b6c"
        case .telegramAccount: "06f02ecf-5afb-42c5-9cb0-b362e222f52c"
        case .twitterAccount: "8066563f-881e-4f6a-9d6c-a9d15b8658bb"
        case .twitterPost: "d1214031-ce1b-4a35-bd33-644c707bda2e"
        case .userAccount: "49606b06-22f0-4ac8-8eee-2f12ad46f3d3"
        case .youtubeChannel: "cb9f492b-9930-4388-98e1-5d0cdcfa51df"
        }
    }
}

/// The types of attributes that are written (MISP core format, section 2.4.2.3).
enum MISPType: String {
    case campaign = "campaign-name"
    case datetime
    case domain
    case link
    case text
    case threatActor = "threat-actor"
    case url

    /// The category that the type has where nothing else is said.
    var category: String {
        switch self {
        case .campaign, .threatActor: "Attribution"
        case .domain, .url: "Network activity"
        case .link: "External analysis"
        case .datetime, .text: "Other"
        }
    }
}

/// How one object stands to another (MISP's list of relationships).
enum MISPRelationship: String {
    case annotates
    case associated = "associated-with"
    case attributed = "attributed-to"
    case authored = "authored-by"
    case connected = "connected-to"
    case derived = "derived-from"
    case member = "member-of"
    case part = "part-of"
    case references
}
