import Exchange

/// The one shape of errors for programs: `{"error": {"code": …, "message": …, "help": …}}`.
struct ErrorDocument {
    let refusal: Refusal

    init(_ refusal: Refusal) { self.refusal = refusal }

    var bytes: [UInt8] {
        var bytes = Array("{\"error\":{\"code\":".utf8)
        JSONText.append(refusal.code, to: &bytes)
        bytes += ",\"message\":".utf8
        JSONText.append(refusal.message, to: &bytes)
        bytes += ",\"help\":".utf8
        JSONText.append(refusal.help, to: &bytes)
        return bytes + "}}\n".utf8
    }

    /// Its JSON Schema.
    static let schema = #"""
        {"type":"object","required":["error"],"properties":{"error":{"type":"object","required":["code","message","help"],"properties":{"code":{"type":"string"},"message":{"type":"string"},"help":{"type":"string"}}}}}
        """#
}
