package import Bytes

/// What a platform calls an asset by: the id of an account, a page or a channel, a domain, a handle with its `@`.
package enum NativeID {
    /// In bytes of UTF-8. Ids and handles are a tenth of it and a domain is half of it; what is longer is another column's
    /// text, or several rows behind a quote that nobody closed.
    package static let longest = 512

    /// Why an asset cannot be called so; nil where it can.
    package static func fault(in id: ByteView) -> FieldFault? {
        if id.count > longest {
            return FieldFault(
                "long-id", field: "id",
                "the id is \(id.count) bytes long, and \(longest) are the most: is it another column's text, or is a quote"
                    + " missing?")
        }
        for index in 0..<id.count where id[index] < 0x20 || id[index] == 0x7F {
            return FieldFault(
                "hidden-character", field: "id",
                "the id holds the control character U+\(String(id[index], radix: 16, uppercase: true)); write it without"
            )
        }
        return nil
    }
}
