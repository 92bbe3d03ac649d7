/// Something in the evidence that is not as it was left.
package struct EvidenceProblem: Hashable, Sendable {
    /// The file concerned, relative to the folder of the evidence.
    package let file: String
    /// The entry of the custody log concerned, from 1; nil where it is the whole file.
    package let entry: Int?
    /// What is wrong, as a sentence without its subject.
    package let what: String

    package init(file: String, entry: Int? = nil, _ what: String) {
        self.file = file
        self.entry = entry
        self.what = what
    }
}

extension EvidenceProblem: CustomStringConvertible {
    package var description: String { file + (entry.map { ", entry \($0)" } ?? "") + ": " + what }
}
