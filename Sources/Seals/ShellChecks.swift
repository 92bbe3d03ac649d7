import Bytes

/// Pieces of scripts for `/bin/sh` that check what this room makes, with what every Debian has: `openssl`, `od`, `sed`,
/// `base64`, `sha256sum`. They print a line that ends in `ok`, or in `FAILS` and end with 1, and use the folder `$work`.
package enum ShellChecks {
    /// A word of the shell, whatever is in it.
    package static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    }

    /// Makes `$work`, which goes when the script ends.
    package static let work = """
        LC_ALL=C; export LC_ALL
        work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT || exit 1
        """

    /// Whether the PEM in `$key` is the key of a name: SHA-256 of the name, a newline, 01 and the 32 bytes of the key.
    package static func key(_ name: KeyName) -> String {
        """
        found=$( { printf '%s\\n\\001' \(quoted(name.name)); openssl pkey -pubin -in "$key" -outform DER | tail -c 32; } |
          sha256sum | cut -c 1-8)
        test "$found" = \(name.hashBytes.hexadecimal) && echo "key ok" || { echo "key FAILS: $found"; exit 1; }
        """
    }

    /// Whether the 64 bytes in `$work/signature` are the signature by `$key` under `$work/text`.
    package static func signature(_ what: String = "signature") -> String {
        """
        openssl pkeyutl -verify -rawin -pubin -inkey "$key" -in "$work/text" -sigfile "$work/signature" > "$work/said" 2>&1 &&
          echo "\(what) ok" || { echo "\(what) FAILS"; exit 1; }
        """
    }

    /// Works out the root (RFC 9162) of the lines in `$work/leaves` into `$root`, base64: a leaf is hashed behind a byte 0,
    /// two neighbours together behind a byte 1, and a last one without a neighbour goes up as it is. A leaf takes a few
    /// milliseconds. Hashes are kept as octal escapes, which printf turns into bytes.
    package static let root = """
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
        """
}
