// What belongs here: what a platform knew, said and did: the ledger of disclosures, cohorts of assets, notices and
// answers, availability, claims, obligations, and the metrics made of them, as values and plain functions.
// What does not: reading files (Intake), keeping registers (Workspace), pages and drawings (Reporting), clocks.
