/// A part of the input that could not be taken, and why. Nothing is dropped without one.
package struct Rejection: Sendable, Hashable {
    /// The file, as the user named it.
    package var file: String
    /// The record's number in the file, from 1, headers not counted; 0 for the file as a whole.
    package var row: UInt64
    /// The field at fault, as the source names it; nil where the whole record is.
    package var field: String?
    /// What kind of trouble: a short lasting word for counting, for example `bad-time`.
    package var reason: String
    /// The sentence for people: what was found, and what to do.
    package var detail: String

    package init(file: String, row: UInt64, field: String?, reason: String, detail: String) {
        self.file = file
        self.row = row
        self.field = field
        self.reason = reason
        self.detail = detail
    }
}
