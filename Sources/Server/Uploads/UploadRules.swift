/// How much may be sent.
package struct UploadRules: Sendable, Equatable {
    /// Bytes of one file.
    package var perFile: Int
    /// Bytes of one person's files that wait to be imported, those that are just coming too.
    package var perPerson: Int
    /// Files in one go.
    package var mostFiles = 64
    /// Bytes of the disk that uploads leave free.
    package var spare = 64 << 20

    /// - Parameter perFile: in bytes; 4 GiB usually. A person may have four times as much waiting.
    package init(perFile: Int = 4 << 30) {
        self.perFile = perFile
        perPerson = perFile * 4
    }

    /// Bytes of one request: all files that a person may send, and the form around them.
    var perRequest: Int { perPerson + (1 << 20) }
}
