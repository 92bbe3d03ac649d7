// What belongs here: questions with their rival hypotheses, evidence rows with likelihood-ratio intervals, the posterior,
// words of probability, taxonomies' tags and signed assessments, as values and plain functions.
// What does not: the exhibits themselves (Evidence), what a platform did (Oversight), keeping entries (Workspace), clocks.
