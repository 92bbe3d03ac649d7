import Bytes
import Records
import Seals

/// Bundles of STIX 2.1 (and the objects of 2.0 in them), as OpenCTI, MISP and authorities such as VIGINUM hand them out.
///
/// Every object is kept as it stands, whatever its type, so that it can be handed on unchanged; what others can be
/// compared with — accounts, addresses, hosts, hashes — is an indicator besides. One object at a time is in memory.
struct STIXBundles: Format {
    let description = FormatDescription(
        id: "stix", title: "STIX 2.1 bundle (JSON)",
        summary: "a bundle of objects, as of OpenCTI or VIGINUM; each is kept as it stands")

    func recognises(_ head: SourceHead) -> Bool {
        guard let shape = head.shape else { return false }
        if shape.texts["type"] == "bundle", shape.texts["id"]?.hasPrefix("bundle--") ?? true { return true }
        // The members of an object come in any order: the type may stand far behind.
        guard let type = shape.texts["objects.type"], let id = shape.texts["objects.id"] else { return false }
        return id.hasPrefix(type + "--")
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard head.shape != nil else { throw .notJSON }
        return .stated(
            Reader(report: ReportName.report(head.path), period: ReportName.period(head.path)),
            JSONElementScanner.Plan(
                entered: ["objects"], errors: [], context: ["type", "spec_version"], wrapsOnce: true))
    }

    private final class Reader: StatedObjectReader {
        private let report: String
        private let period: String?
        private var arena = ScratchArena()
        /// Names of the identities met so far, by their ids: who says it. A bundle names its authors first.
        private var identities: [String: String] = [:]
        private var firstIdentity: String?

        private static let mostIdentities = 100_000

        init(report: String, period: String?) {
            self.report = report
            self.period = period
        }

        func meet(_ name: ByteView, _ value: JSONValue) throws(RecordFault) {
            guard name.equals("type") else { return }
            arena.reset()
            let type = value.text(&arena)
            if !type.equals("bundle") {
                throw RecordFault(
                    "not-a-bundle", field: "type",
                    "the document is of the type \(type.quoted), and a bundle is wanted; its objects were taken all the same"
                )
            }
        }

        func read(_ object: JSONValue, into draft: inout StatementDraft) throws(RecordFault) {
            arena.reset()
            let type = try required("type", of: object)
            if type == "bundle" {
                if object.member("objects").isNull {
                    throw .passing("empty-bundle", "bundles without objects")
                }
                throw RecordFault(
                    "nested-bundle", field: "type",
                    "a bundle stands among the objects, which STIX does not allow; import its objects as a file of their own"
                )
            }
            let id = try required("id", of: object)
            let (text, digest) = try verbatim(object)
            if !id.hasPrefix(type + "--") {
                draft.remarks.append(
                    Remark("odd-id", "objects whose id does not begin with their type; they are kept", example: id))
            }
            if let version = string("spec_version", of: object), version != "2.1" {
                draft.remarks.append(
                    Remark("other-version", "objects of another version of STIX; they are kept", example: version))
            }
            draft.statements.append(
                .object(
                    PublishedObject(
                        standard: "stix", id: id, type: type, version: string("modified", of: object), text: text,
                        digest: digest, marking: marking(of: object, type: type))))
            if type == "identity", let name = string("name", of: object), !name.isEmpty {
                if identities.count < Self.mostIdentities { identities[id] = name }
                firstIdentity = firstIdentity ?? name
            }
            STIXIndicators.read(object, type: type, context(of: object), &arena, into: &draft)
        }

        private func required(_ name: StaticString, of object: JSONValue) throws(RecordFault) -> String {
            guard let value = string(name, of: object), !value.isEmpty else {
                throw RecordFault(
                    "missing-\(name)", field: "\(name)",
                    "the object has no '\(name)' that is a text: \(object.bytes.quoted)")
            }
            return value
        }

        private func string(_ name: StaticString, of object: JSONValue) -> String? {
            let value = object.member(name)
            return value.kind == .string ? value.text(&arena).string : nil
        }

        /// The object without the blanks between its tokens, and the digest of its canonical form.
        private func verbatim(_ object: JSONValue) throws(RecordFault) -> (text: String, digest: String) {
            let bytes = Self.withoutBlanks(object.bytes)
            do throws(SealError) {
                let canonical = try CanonicalJSON.canonical(bytes, keepsDigits: true)
                return (String(decoding: bytes, as: UTF8.self), CanonicalJSON.digest(canonical))
            } catch {
                if case .badJSON(let offset, let reason) = error {
                    throw RecordFault(
                        "bad-json",
                        "the object is not JSON that every reader takes alike: \(reason) (byte \(offset) of it)")
                }
                throw RecordFault("bad-json", error.description)
            }
        }

        private static func withoutBlanks(_ source: ByteView) -> [UInt8] {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(source.count)
            var isInString = false
            var isEscaped = false
            for index in 0..<source.count {
                let byte = source[index]
                if isInString {
                    if isEscaped {
                        isEscaped = false
                    } else if byte == UInt8(ascii: "\\") {
                        isEscaped = true
                    } else if byte == UInt8(ascii: "\"") {
                        isInString = false
                    }
                } else if byte == UInt8(ascii: "\"") {
                    isInString = true
                } else if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
                    continue
                }
                bytes.append(byte)
            }
            return bytes
        }

        /// The narrowest of the lights that the object or a part of it refers to: an object is handed on whole, and what may
        /// not be shown of it keeps all of it back. What defines markings is for everybody to read.
        private func marking(of object: JSONValue, type: String) -> TrafficLight? {
            if type == "marking-definition" || type == "extension-definition" { return .clear }
            var narrowest: TrafficLight?
            func meet(_ reference: JSONValue) {
                guard let light = TrafficLight(stixIdentifier: reference.text(&arena).string) else { return }
                narrowest = max(narrowest ?? light, light)
            }
            var references = object.member("object_marking_refs").elements
            while references.next() { meet(references.value) }
            var parts = object.member("granular_markings").elements
            while parts.next() { meet(parts.value.member("marking_ref")) }
            return narrowest
        }

        private func context(of object: JSONValue) -> IndicatorContext {
            let author = string("created_by_ref", of: object) ?? string("x_opencti_created_by_ref", of: object)
            let comment = string("description", of: object) ?? string("x_opencti_description", of: object) ?? ""
            return IndicatorContext(
                publication: Publication(
                    speaker: author.flatMap { identities[$0] } ?? firstIdentity ?? "unstated", report: report,
                    period: period),
                comment: Refanging.cleaned(comment))
        }
    }
}
