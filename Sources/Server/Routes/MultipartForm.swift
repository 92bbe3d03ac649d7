import Bytes

/// A form that carries files, as browsers send it (RFC 7578), read whole: for forms that are small.
struct MultipartForm: Sendable {
    struct File: Sendable {
        /// As the sender calls it: it may hold anything, paths too.
        var name: String
        var bytes: [UInt8]
    }

    private let parts: [(head: MultipartPart, bytes: [UInt8])]

    /// - Parameter type: the field Content-Type, which names the boundary.
    /// - Throws: where the body is not such a form.
    init(_ bytes: [UInt8], type: String) throws(Refusal) {
        var parts: [(head: MultipartPart, bytes: [UInt8])] = []
        do throws(MultipartFault) {
            var scanner = try MultipartScanner(type: type)
            scanner.append(bytes)
            while let event = try scanner.next() {
                switch event {
                case .part(let head): parts.append((head, []))
                case .bytes(let bytes): parts[parts.count - 1].bytes += bytes
                case .end: break
                }
            }
            try scanner.finish()
        } catch {
            throw .bad("What was sent is no form: \(error).", help: "Nothing of it was kept; send it again.")
        }
        self.parts = parts
    }

    /// The first value of a field that is no file, exactly as it was sent.
    func text(_ field: String) -> String? {
        guard let part = parts.first(where: { $0.head.name == field && $0.head.fileName == nil }) else { return nil }
        return String(validating: part.bytes, as: UTF8.self)
    }

    /// The first file of a field; nil where none was chosen.
    func file(_ field: String) -> File? {
        guard let part = parts.first(where: { $0.head.name == field }), let name = part.head.fileName else {
            return nil
        }
        return File(name: name, bytes: part.bytes)
    }
}
