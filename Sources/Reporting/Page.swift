/// What every page has: it loads nothing and sends nothing, needs nothing but itself, and can be skipped through by
/// keyboard.
struct Page {
    /// The program and its version.
    var version: String
    var title: String
    var header: Markup
    var contents: Markup
    var main: Markup
    /// What the page claims and what it does not, in a sentence.
    var claim: Markup

    /// The whole page as a document.
    var html: String {
        let page: Markup = """
            <!DOCTYPE html>
            <html lang="en" dir="ltr">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
            img-src data:; base-uri 'none'; form-action 'none'">
            <meta name="referrer" content="no-referrer">
            <meta name="color-scheme" content="light dark">
            <meta name="generator" content="\(version)">
            <title>\(title) · Daylight</title>
            <style>\(PageStyle.sheet)</style>
            </head>
            <body>
            <a class="skip" href="#main">Skip to the report</a>
            \(header)
            \(contents)
            <main id="main">
            \(main)
            </main>
            <footer>
            <p>\(version). This page loads nothing and sends nothing. \(claim)</p>
            </footer>
            </body>
            </html>

            """
        return page.string
    }
}
