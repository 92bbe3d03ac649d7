/// Which hashes make up a proof of RFC 9162, whoever keeps them: a tree in memory, or a file of nodes.
enum MerkleProof {
    /// The hashes that lead from a leaf to the root (section 2.1.3.1), from below.
    /// - Parameter hash: the hash over leaves `start..<end`.
    static func inclusion(
        of index: Int, size: Int, hash: (_ start: Int, _ end: Int) throws(SealError) -> ContentHash
    ) throws(SealError) -> [ContentHash] {
        guard index >= 0, index < size else {
            throw .noProof("leaf \(index) is not among the \(size) leaves, which are counted from 0")
        }
        // PATH of the RFC, from the root down; what it writes last is found first.
        var proof: [ContentHash] = []
        var (start, end) = (0, size)
        while end - start > 1 {
            let middle = start + split(end - start)
            if index < middle {
                proof.append(try hash(middle, end))
                end = middle
            } else {
                proof.append(try hash(start, middle))
                start = middle
            }
        }
        return proof.reversed()
    }

    /// The hashes that show the tree of the first leaves to be the beginning of a later one (section 2.1.4.1).
    static func consistency(
        from earlier: Int, size: Int, hash: (_ start: Int, _ end: Int) throws(SealError) -> ContentHash
    ) throws(SealError) -> [ContentHash] {
        guard earlier > 0, earlier <= size else {
            throw .noProof("a tree of \(earlier) leaves is no beginning of one of \(size)")
        }
        // SUBPROOF of the RFC, from the root down.
        var proof: [ContentHash] = []
        var (start, end) = (0, size)
        while earlier < end {
            let middle = start + split(end - start)
            if earlier <= middle {
                proof.append(try hash(middle, end))
                end = middle
            } else {
                proof.append(try hash(start, middle))
                start = middle
            }
        }
        // The earlier root itself is known to whoever checks.
        if start > 0 { proof.append(try hash(start, end)) }
        return proof.reversed()
    }

    /// The largest power of two below `count`, which is 2 or more.
    static func split(_ count: Int) -> Int {
        1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
    }
}
