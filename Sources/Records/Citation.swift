/// Where a post stands in the input: evidence rests on it, since a corpus holds no text.
package struct Citation: Hashable, Comparable, Sendable {
    /// The source file, by its place in the run's list of inputs.
    package var source: UInt32
    /// The record's number in that file, from 1, headers not counted.
    package var row: UInt32

    package init(source: UInt32, row: UInt32) {
        self.source = source
        self.row = row
    }

    package static func < (left: Citation, right: Citation) -> Bool {
        (left.source, left.row) < (right.source, right.row)
    }
}

/// A post as its source shows it, read again for a person to see.
package struct CitedPost: Sendable, Equatable {
    package var citation: Citation
    package var account: AccountKey
    /// The handle shown to people, where the source has one.
    package var handle: String?
    /// The platform's id of the post; empty where the source has none.
    package var identifier: String
    package var time: Instant
    /// What the post says; empty where the source has no text.
    package var text: String
    /// An address that opens the post, where one can be made.
    package var address: String?
    /// The objects of the post, by trace, as Daylight normalised them.
    package var objects: [TracedObject]

    package init(
        citation: Citation, account: AccountKey, handle: String?, identifier: String, time: Instant, text: String,
        address: String?, objects: [TracedObject]
    ) {
        self.citation = citation
        self.account = account
        self.handle = handle
        self.identifier = identifier
        self.time = time
        self.text = text
        self.address = address
        self.objects = objects
    }
}

/// One object in one trace.
package struct TracedObject: Hashable, Sendable {
    package var trace: Trace
    package var value: String

    package init(trace: Trace, value: String) {
        self.trace = trace
        self.value = value
    }
}
