import Bytes

/// Forms with files: however they are cut, the same parts come out, and nothing of a part is lost. The last byte of the
/// input says how; the rest is the body.
func fuzzForm(_ bytes: [UInt8]) {
    let body = Array(bytes.dropLast())
    let size = 1 + Int(bytes.last ?? 0) % 64
    let whole = formParts(body, pieces: max(1, body.count))
    precondition(whole == formParts(body, pieces: size), "pieces of \(size) bytes give other parts")
}

/// Each part with its bytes; then why the body was refused, if it was. What came before a refusal is cut off where the
/// pieces end, so that only whole parts count.
private func formParts(_ body: [UInt8], pieces size: Int) -> [String] {
    guard var scanner = try? MultipartScanner(type: "multipart/form-data; boundary=x", mostParts: 8) else { return [] }
    var found: [String] = []
    var name = ""
    var bytes: [UInt8] = []
    do {
        for start in stride(from: 0, to: body.count, by: size) {
            scanner.append(body[start..<min(body.count, start + size)])
            while let event = try scanner.next() {
                switch event {
                case .part(let part): (name, bytes) = ("\(part.name) \(part.fileName ?? "-")", [])
                case .bytes(let some): bytes += some
                case .end: found.append("\(name): \(bytes)")
                }
            }
        }
        try scanner.finish()
    } catch {
        found.append("\(error)")
    }
    return found
}
