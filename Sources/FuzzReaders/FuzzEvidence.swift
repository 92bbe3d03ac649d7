import Bytes
import Evidence
import Seals

// What is kept as evidence, read again: whatever can be read at all must be byte for byte what is written of it.

/// A line of the custody log.
func fuzzCustodyLine(_ bytes: [UInt8]) {
    let event = ByteView.with(bytes) { try? CustodyLine($0).event }
    guard let event else { return }
    precondition(event.line == bytes, "a line has two spellings")
    precondition(
        (try? CanonicalJSON.canonical(bytes)).map { Array($0.utf8) == bytes } == true, "a line is no canonical JSON")
}

/// A custody log, whole and in pieces.
func fuzzCustodyLog(_ bytes: [UInt8]) {
    func read(_ size: Int) -> (Int, ContentHash, [EvidenceProblem]) {
        var reading = CustodyReading()
        for start in stride(from: 0, to: bytes.count, by: size) {
            reading.take(Array(bytes[start..<min(bytes.count, start + size)]))
        }
        _ = reading.finish()
        return (reading.size, reading.root, reading.problems)
    }
    let whole = read(max(1, bytes.count))
    precondition(whole == read(1 + Int(bytes.first ?? 0) % 64), "pieces change what is wrong with a log")
}

/// A signed note with a checkpoint in it.
func fuzzCheckpoint(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    if let note = try? SignedNote(reading: text) {
        precondition((try? SignedNote(reading: note.description)) == note, "a note does not read itself")
        if let checkpoint = try? Checkpoint(text: note.text) {
            precondition(checkpoint.text == note.text, "a checkpoint has two spellings")
        }
    }
}

/// DER of time-stamps.
func fuzzTimeStamp(_ bytes: [UInt8]) {
    _ = try? TimeStampResponse(bytes: bytes)
    guard let request = try? TimeStampRequest(bytes: bytes), let written = try? request.bytes else { return }
    precondition((try? TimeStampRequest(bytes: written)) == request, "a request does not read itself")
}

/// A record of evidence.
func fuzzEvidenceRecord(_ bytes: [UInt8]) {
    guard let record = try? EvidenceRecord(body: bytes) else { return }
    precondition((try? record.body).map { Array($0.utf8) == bytes } == true, "a record has two spellings")
}
