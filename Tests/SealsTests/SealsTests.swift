import Testing

@Suite("Seals")
struct SealsTests {}
