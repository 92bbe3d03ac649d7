// What belongs here: the formats that this field already uses, written from values: tables, graphs, rejects, platform
// exports. Each format has one file, and each text goes out through a `TextSink`.
// What does not: searching, summing up networks (Inquiry hands over finished rows), pages for people (Reporting).
