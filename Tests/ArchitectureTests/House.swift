/// The rooms of the house and what each may do: the table of `docs/design/0001-first-stone.md`, in code.
struct Room {
    var name: String
    /// Rooms of ours that it may import. Arrows only point down.
    var mayImport: Set<String>
    /// Whether it may use Foundation: the lower rooms start without it and stay portable and quick to build.
    var mayUseFoundation = true
    /// Whether it may hold unsafe code.
    var mayBeUnsafe = false
    /// Whether it may print: everybody else tells `Progress`, and the command line draws.
    var mayPrint = false
    /// Whether it may ask other machines: nothing that data says may make any other room open a connection.
    var mayFetch = false
}

enum House {
    private static let second: Set = ["Corpus", "Traces", "Statistics", "Seals", "Records", "Bytes"]
    private static let third: Set = second.union([
        "Intake", "Coordination", "Oversight", "Evidence", "Attribution",
    ])
    private static let fourth: Set = third.union(["Workspace", "Exchange"])
    private static let fifth: Set = fourth.union(["Inquiry", "Reporting"])

    static let rooms = [
        Room(name: "Bytes", mayImport: ["CZlib", "CZstd"], mayUseFoundation: false, mayBeUnsafe: true),
        Room(name: "Records", mayImport: ["Bytes"], mayUseFoundation: false),
        Room(name: "Corpus", mayImport: ["Records", "Bytes"], mayUseFoundation: false),
        Room(name: "Traces", mayImport: ["Records", "Bytes"], mayUseFoundation: false),
        Room(name: "Statistics", mayImport: ["Records", "Bytes"]),
        Room(name: "Seals", mayImport: ["Records", "Bytes"]),
        Room(name: "Intake", mayImport: ["Corpus", "Traces", "Seals", "Records", "Bytes"]),
        Room(name: "Coordination", mayImport: ["Corpus", "Statistics", "Records", "Bytes"]),
        Room(name: "Oversight", mayImport: ["Statistics", "Seals", "Records", "Bytes"]),
        Room(name: "Evidence", mayImport: ["Seals", "Records", "Bytes"]),
        Room(name: "Attribution", mayImport: ["Statistics", "Seals", "Records", "Bytes"]),
        // SQLite's C functions take bytes by pointer.
        Room(name: "Workspace", mayImport: third, mayBeUnsafe: true),
        Room(name: "Exchange", mayImport: third),
        Room(name: "Inquiry", mayImport: fourth),
        Room(name: "Reporting", mayImport: fourth),
        // The only room that may open connections to other machines.
        Room(name: "Collection", mayImport: fourth, mayFetch: true),
        Room(name: "Briefing", mayImport: fifth),
        Room(name: "Server", mayImport: fifth.union(["Briefing", "Collection"])),
        Room(name: "daylight", mayImport: fifth.union(["Briefing", "Collection", "Server"]), mayPrint: true),
        // Built only when it is asked for: libFuzzer hands over bare pointers.
        Room(
            name: "FuzzReaders", mayImport: third.union(["Workspace", "Exchange"]), mayBeUnsafe: true, mayPrint: true),
    ]

    /// Every module of ours, the system libraries' shims included.
    static let modules = Set(rooms.map(\.name)).union(["CZlib", "CZstd"])
}
