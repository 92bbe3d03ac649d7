// What belongs here: the record of a capture, exhibits, the custody log with its checkpoints and proofs, time-stamps, and
// what a package for a court holds, as values and plain functions over storage that they are given.
// What does not: where files lie (Workspace), how a bag, a zip or a WARC is written (Exchange), fetching (Collection),
// who is behind a network (Attribution), clocks.
