// Server is the case over HTTP: which address does what, who may, what is written down about it, and how an answer goes
// out.
//
// What belongs here: the table of endpoints and what is made of it (router, OpenAPI document, limits), sessions, tokens,
// permissions, forms, audit, jobs. What does not: HTML (Reporting), SQL (Workspace), what a page says (Briefing), what
// is found (Inquiry).
//
// The way in is `Site.endpoints(_:)`, the one table, and `SiteService`, which serves it.
