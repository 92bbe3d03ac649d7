import Glibc

extension [UInt8] {
    /// Writes all of the bytes to an open file, however few of them the system takes at once: a pipe or a nearly full disk
    /// may take a part only, and a signal may come between.
    /// - Returns: false where the system refuses; `errno` says why.
    package func writeWhole(to descriptor: Int32) -> Bool {
        withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if written >= 0 {
                    rest = rest.dropFirst(written)
                } else if errno != EINTR {
                    return false
                }
            }
            return true
        }
    }
}
