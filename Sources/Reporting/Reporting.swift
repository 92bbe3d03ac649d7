// Reporting turns view values into pages: HTML and SVG as strings, nothing else.
//
// What belongs here: the views (what a page needs to know, already counted and read), the words and numbers as people
// read them, charts, drawings and their layout, the style sheet.
// What does not: files, clocks, queries, searches, random numbers, anything that decides what is found. A page says what
// its view says, and the same view gives the same bytes.
//
// The way in is `InvestigationReport.html(_:)` with a `ReportView`.
