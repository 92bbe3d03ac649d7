import Bytes
import Records
import Traces

/// Any JSON objects, a line each or in one array, their members explained by the user. A member of a nested object is
/// a dotted path; where the path meets an array, it goes on in each of its elements.
struct MappedObjects: Format {
    let description = FormatDescription(
        id: "ndjson", title: "Any JSON objects, a line each",
        summary: "objects a line each, or an array of them; say what their members mean with --map")

    /// Never by itself: nobody but the user knows what the members mean.
    func recognises(_ head: SourceHead) -> Bool { false }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard let shape = head.shape else { throw .notJSON }
        guard let mapping = options.mapping else { throw .noMapping }
        let reader = Reader(mapping)
        if shape.isArray { return .elements(reader, JSONElementScanner.Plan(entered: [], errors: [])) }
        return .lines(reader)
    }

    private struct Reader: ObjectReader {
        private let platform: Platform
        private let separator: UInt8
        private let timeName: String
        private let readsProfiles: Bool
        private let root: PathNode

        init(_ mapping: ColumnMapping) {
            platform = mapping.platform ?? .unstated
            separator = mapping.separator
            timeName = mapping.columns[.time] ?? "time"
            readsProfiles = mapping.readsProfiles
            var root = PathNode(name: [])
            for (role, path) in mapping.columns.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                root.insert(role, at: path.split(separator: ".").map { Array($0.utf8) }[...])
            }
            self.root = root
        }

        func read(_ object: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.platform = platform
            var found = Found()
            walk(object, root, &found, &draft, &arena)
            if readsProfiles {
                draft.kind = .profile
            } else {
                draft.time = try Field.time(found.time, timeName)
            }
            try draft.setAccount(id: found.account, handle: found.handle)
            if !draft.repostTarget.isEmpty { draft.isRepost = true }
        }

        /// What is judged only when all of the object is read.
        private struct Found {
            var account = ByteView.empty
            var handle = ByteView.empty
            var time = ByteView.empty
        }

        /// One pass over an object for all the paths into it.
        private func walk(
            _ value: JSONValue, _ node: PathNode, _ found: inout Found, _ draft: inout RecordDraft,
            _ arena: inout ScratchArena
        ) {
            if value.kind == .array {
                var elements = value.elements
                while elements.next() {
                    walk(elements.value, node, &found, &draft, &arena)
                }
                return
            }
            var members = value.members
            while members.next() {
                for child in node.children where members.key.equals(child.name) {
                    for role in child.roles { assign(members.value, to: role, &found, &draft, &arena) }
                    if !child.children.isEmpty {
                        walk(members.value, child, &found, &draft, &arena)
                    }
                }
            }
        }

        private func assign(
            _ value: JSONValue, to role: ColumnMapping.Role, _ found: inout Found, _ draft: inout RecordDraft,
            _ arena: inout ScratchArena
        ) {
            switch role {
            case .account: found.account = value.identifier(&arena)
            case .handle: found.handle = value.value(&arena)
            case .time: found.time = value.text(&arena)
            case .post: draft.identifier = value.identifier(&arena)
            case .text: draft.text = value.value(&arena)
            case .caption: draft.caption = value.value(&arena)
            case .sound: draft.sound = value.text(&arena)
            case .reply: draft.replyTarget = value.identifier(&arena)
            case .repost: draft.repostTarget = value.identifier(&arena)
            case .quote: draft.quotedPost = value.identifier(&arena)
            case .address: draft.address = value.value(&arena)
            case .isRepost: draft.isRepost = Field.isTrue(value.text(&arena))
            case .object:
                draft.kind = .shareEvent
                draft.sharedObject = value.value(&arena)
            case .url: append(value, to: &draft.urls, &arena) { FieldList.appendAddresses($0, isTyped: true, to: &$1) }
            case .hashtags: appendList(value, to: &draft.hashtags, &arena)
            case .mentions: appendList(value, to: &draft.mentions, &arena)
            case .effects: appendList(value, to: &draft.effects, &arena)
            default: if draft.keepsDetails { MappedDetail.assign(value.value(&arena), to: role, &draft) }
            }
        }

        private func appendList(_ value: JSONValue, to list: inout [ByteView], _ arena: inout ScratchArena) {
            append(value, to: &list, &arena) { FieldList.append($0, separator: separator, isTyped: true, to: &$1) }
        }

        /// An array item by item; a string as the list that it may be.
        private func append(
            _ value: JSONValue, to list: inout [ByteView], _ arena: inout ScratchArena,
            _ split: (ByteView, inout [ByteView]) -> Void
        ) {
            if value.kind == .array {
                value.appendTexts(to: &list, &arena)
            } else {
                split(value.text(&arena), &list)
            }
        }
    }
}

/// The mapped paths as a tree, so that one pass over an object serves them all.
private struct PathNode {
    let name: [UInt8]
    private(set) var roles: [ColumnMapping.Role] = []
    private(set) var children: [PathNode] = []

    init(name: [UInt8]) { self.name = name }

    mutating func insert(_ role: ColumnMapping.Role, at path: ArraySlice<[UInt8]>) {
        guard let next = path.first else {
            roles.append(role)
            return
        }
        let position =
            children.firstIndex { $0.name == next }
            ?? {
                children.append(PathNode(name: next))
                return children.count - 1
            }()
        children[position].insert(role, at: path.dropFirst())
    }
}
