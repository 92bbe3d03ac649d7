extension Seal {
    /// The shell commands that check the seal without this program: a script for `/bin/sh` with what every Debian has
    /// (`openssl`, `sort`, `od`, `sed`, `base64`, `sha256sum`), short enough to be read first.
    ///
    /// It prints a line for key, signature, size and root, and ends with 1 at the first that fails. A leaf takes a few
    /// milliseconds.
    /// - Parameters:
    ///   - listFile: the path of the list that is shown, a leaf in each line.
    ///   - keyFile: the path of the signer's public key in PEM.
    package func verificationCommands(listFile: String, keyFile: String) -> String {
        """
        # Checks the seal
        #   \(line)
        # with openssl, sort, od, sed, base64 and sha256sum.
        list=\(ShellChecks.quoted(listFile))
        key=\(ShellChecks.quoted(keyFile))
        \(ShellChecks.work)

        # 1. The key is the one that the line names: SHA-256 of its name, a newline, 01 and the 32 bytes of the key.
        \(ShellChecks.key(key))

        # 2. The signature is that key's, under four lines: origin, size, root, time.
        printf '%s\\n' \(ShellChecks.quoted(origin)) \(size) '\(root.base64)' \\
          '\(Self.timeLine(sealedAt))' > "$work/text"
        printf '%s' '\(Base64.text(signature))' |
          base64 -d > "$work/signature"
        \(ShellChecks.signature())

        # 3. The list has as many leaves as were sealed; they count in the order of their bytes.
        sort -- "$list" > "$work/leaves"
        size=$(grep -c '' < "$work/leaves")
        test "$size" -eq \(size) && echo "size ok" || { echo "size FAILS: $size"; exit 1; }

        # 4. The root (RFC 9162): a leaf is hashed behind a byte 0, two neighbours together behind a byte 1, and a last one
        #    without a neighbour goes up as it is. Hashes are kept as octal escapes, which printf turns into bytes.
        \(ShellChecks.root)
        test "$root" = '\(root.base64)' && echo "root ok" || { echo "root FAILS: $root"; exit 1; }

        """
    }
}
