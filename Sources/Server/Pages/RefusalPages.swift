import HTTPTypes
import Reporting

/// What people see where something is refused.
enum RefusalPages {
    static func page(_ refusal: Refusal, _ frame: SitePage.Frame) -> SitePage {
        RefusalPage.page(
            status: refusal.status.code, message: refusal.message, help: refusal.help, frame: frame)
    }
}
