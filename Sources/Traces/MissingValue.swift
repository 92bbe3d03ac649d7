package import Bytes

extension ByteView {
    /// Whether the field of a table says that there is nothing: it is empty or blank, or one of the words that R, Python and
    /// databases write for that (`NA`, `NaN`, `nan`, `null`, `NULL`, `None`).
    ///
    /// For fields of tables alone: in JSON, `null` says it, and a text that says "NA" says so.
    package var isMissing: Bool {
        let bytes = trimmed
        switch bytes.count {
        case 0: return true
        case 2: return bytes.equals("NA")
        case 3: return bytes.equals("NaN") || bytes.equals("nan")
        case 4: return bytes.equals("null") || bytes.equals("NULL") || bytes.equals("None")
        default: return false
        }
    }

    /// Whether a field that holds an identifier says that there is none: like `isMissing`, and `0` as well.
    package var isMissingIdentifier: Bool {
        isMissing || trimmed.equals("0")
    }
}
