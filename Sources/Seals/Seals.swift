// What belongs here: canonical JSON, the Merkle tree of RFC 9162, Ed25519 and signed notes: how something is given a
// name that changes with its content, and how somebody vouches for it.
// What does not: what is sealed (Oversight, Evidence), where it is kept (Workspace), the time of day.
