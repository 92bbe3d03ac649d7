import Bytes
import Records

/// DISARM's bundle: techniques are `attack-pattern`s whose id stands in an external reference, and which name MITRE's
/// kill chain though it is not the one; a relationship `subtechnique-of` leads from a part to its whole.
enum DisarmReading {
    private static let longestObject = 4 << 20

    static func read(_ source: ByteSource, _ file: SourceFile) -> TaxonomyFile {
        var list = TaxonomyFile(kind: .disarm, file: file)
        let scanner = JSONElementScanner(
            source, plan: JSONElementScanner.Plan(entered: ["objects"], errors: []),
            maximumRecordBytes: longestObject)
        var arena = ScratchArena()
        var number: UInt64 = 0
        /// Ids by the objects' own.
        var ids: [String: String] = [:]
        var known: Set<String> = []
        var wholes: [(part: String, whole: String)] = []
        while true {
            let event = scanner.next()
            if case .end = event { break }
            number += 1
            switch event {
            case .record(let object):
                arena.reset()
                switch object.member("type").text(&arena).string {
                case "attack-pattern":
                    do throws(FieldFault) {
                        let entry = try technique(object, &arena)
                        if !known.insert(entry.id).inserted {
                            throw FieldFault("repeated-id", field: "external_id", "\(entry.id) stands twice")
                        }
                        ids[object.member("id").text(&arena).string] = entry.id
                        list.entries.append(entry)
                    } catch {
                        reject(&list, file, number, error)
                    }
                case "relationship" where object.member("relationship_type").text(&arena).string == "subtechnique-of":
                    wholes.append(
                        (
                            object.member("source_ref").text(&arena).string,
                            object.member("target_ref").text(&arena).string
                        ))
                default: continue
                }
            case .fault(let fault):
                let why = RecordFault(fault, scanner.skipped, maximum: longestObject)
                reject(&list, file, number, FieldFault(why.reason, why.detail))
            case .error, .context, .end: continue
            }
        }
        var places: [String: Int] = [:]
        for (index, entry) in list.entries.enumerated() { places[entry.id] = index }
        for (part, whole) in wholes {
            guard let id = ids[part], let place = places[id] else { continue }
            list.entries[place].parent = ids[whole]
        }
        return list
    }

    private static func technique(
        _ object: JSONValue, _ arena: inout ScratchArena
    ) throws(FieldFault) -> TaxonomyFile.Entry {
        var id = ""
        var references = object.member("external_references").elements
        while references.next(), id.isEmpty { id = references.value.member("external_id").text(&arena).trimmed.string }
        let title = object.member("name").text(&arena).trimmed.string
        if id.isEmpty {
            throw FieldFault(
                "missing-id", field: "external_references", "the technique '\(title)' has no external_id such as T0049")
        }
        if title.isEmpty { throw FieldFault("missing-name", field: "name", "the technique \(id) has no name") }
        var phases = object.member("kill_chain_phases").elements
        let phase = phases.next() ? phases.value.member("phase_name").text(&arena).trimmed.string : ""
        return TaxonomyFile.Entry(id: id, title: title, parent: nil, phase: phase.isEmpty ? nil : phase)
    }

    private static func reject(_ list: inout TaxonomyFile, _ file: SourceFile, _ number: UInt64, _ fault: FieldFault) {
        list.rejected.append(
            Rejection(file: file.path, row: number, field: fault.field, reason: fault.reason, detail: fault.detail))
    }
}
