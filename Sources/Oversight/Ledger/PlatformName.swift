/// Names of those who publish reports, one spelling each.
///
/// Companies report for several services at once (Meta, Google), so these are not `Records.Platform`.
package enum PlatformName {
    package static let meta = "Meta"
    package static let tiktok = "TikTok"
    package static let google = "Google/YouTube"
    package static let x = "X"
    package static let openAI = "OpenAI"

    /// The one spelling of a name that is known; others as they are.
    package static func normalised(_ name: String) -> String {
        known[name.lowercased().filter { $0 != " " }] ?? name
    }

    private static let known = [
        "meta": meta, "facebook": meta, "instagram": meta, "fb": meta, "meta/facebook": meta,
        "tiktok": tiktok, "bytedance": tiktok,
        "google": google, "youtube": google, "google/youtube": google, "googletag": google, "tag": google,
        "x": x, "twitter": x, "twitter/x": x, "x/twitter": x,
        "openai": openAI,
        "microsoft": "Microsoft", "linkedin": "LinkedIn", "reddit": "Reddit", "snap": "Snap", "snapchat": "Snap",
        "telegram": "Telegram", "pinterest": "Pinterest", "anthropic": "Anthropic",
    ]
}
