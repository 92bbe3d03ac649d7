// Briefing says what a page says: it fills Reporting's views from Inquiry's answers and from the case.
//
// What belongs here: which networks, posts and figures a page shows, counted and read; the words for settings and limits
// that depend on a run. What does not: HTML, routes, who may see what is not marked, and anything that decides what is
// found. The command line and the server fill the same views, so that a page and a file never say different things.
