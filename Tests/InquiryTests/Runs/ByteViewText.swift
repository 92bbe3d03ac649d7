import Bytes

@testable import Inquiry

/// Reads cells out of texts.
enum ByteViewText {
    static func logarithm(_ text: String) -> Double? { ByteView.with(text) { TableCell.logarithm($0) } }
}
