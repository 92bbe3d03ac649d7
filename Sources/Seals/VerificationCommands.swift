import Bytes

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
        list=\(Self.quoted(listFile))
        key=\(Self.quoted(keyFile))
        LC_ALL=C; export LC_ALL
        work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT || exit 1

        # 1. The key is the one that the line names: SHA-256 of its name, a newline, 01 and the 32 bytes of the key.
        found=$( { printf '%s\\n\\001' \(Self.quoted(key.name)); openssl pkey -pubin -in "$key" -outform DER | tail -c 32; } |
          sha256sum | cut -c 1-8)
        test "$found" = \(key.hashBytes.hexadecimal) && echo "key ok" || { echo "key FAILS: $found"; exit 1; }

        # 2. The signature is that key's, under four lines: origin, size, root, time.
        printf '%s\\n' \(Self.quoted(origin)) \(size) '\(root.base64)' \\
          '\(Self.timeLine(sealedAt))' > "$work/text"
        printf '%s' '\(Base64.text(signature))' |
          base64 -d > "$work/signature"
        openssl pkeyutl -verify -rawin -pubin -inkey "$key" -in "$work/text" -sigfile "$work/signature" > "$work/said" 2>&1 &&
          echo "signature ok" || { echo "signature FAILS"; exit 1; }

        # 3. The list has as many leaves as were sealed; they count in the order of their bytes.
        sort -- "$list" > "$work/leaves"
        size=$(grep -c '' < "$work/leaves")
        test "$size" -eq \(size) && echo "size ok" || { echo "size FAILS: $size"; exit 1; }

        # 4. The root (RFC 9162): a leaf is hashed behind a byte 0, two neighbours together behind a byte 1, and a last one
        #    without a neighbour goes up as it is. Hashes are kept as octal escapes, which printf turns into bytes.
        hash() { printf '%s\\n' "$(openssl dgst -sha256 -binary | od -An -v -to1 | tr -d '\\n' | sed 's/ /\\\\/g')"; }
        while IFS= read -r leaf; do
          printf '\\000%s' "$leaf" | hash
        done < "$work/leaves" > "$work/level"
        while test "$(grep -c '' < "$work/level")" -gt 1; do
          while read -r left; do
            if read -r right; then printf "\\\\001$left$right" | hash; else printf '%s\\n' "$left"; fi
          done < "$work/level" > "$work/next"
          mv "$work/next" "$work/level"
        done
        read -r root < "$work/level"
        root=$(printf "$root" | base64)
        test "$root" = '\(root.base64)' && echo "root ok" || { echo "root FAILS: $root"; exit 1; }

        """
    }

    /// A word of the shell, whatever is in it.
    private static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    }
}
