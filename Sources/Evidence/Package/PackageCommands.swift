package import Seals

/// `VERIFY.txt`: a script that checks a package without this program, and says what each step shows.
package struct PackageCommands {
    let origin: String
    let key: VerifyingKey
    let size: Int
    let isWholeLog: Bool
    let timeStamps: [Stamp]

    /// A time-stamp in the package.
    package struct Stamp: Sendable {
        /// The path of its files without their endings.
        package var stem: String
        /// The checkpoint that it is over.
        package var note: String
        /// Whether there are certificates between the authority's and those that are trusted.
        package var hasChain: Bool

        package init(stem: String, note: String, hasChain: Bool) {
            self.stem = stem
            self.note = note
            self.hasChain = hasChain
        }
    }

    /// Entries up to which a shell works out the root: it takes about 10 ms for each.
    package static let mostEntries = 5000

    package init(
        origin: String, key: VerifyingKey, size: Int, isWholeLog: Bool, timeStamps: [Stamp]
    ) {
        self.origin = origin
        self.key = key
        self.size = size
        self.isWholeLog = isWholeLog
        self.timeStamps = timeStamps
    }

    package var text: String {
        """
        # How to check this package without the program that made it. Unpack it, go into its folder, read what follows, and
        # type:  sh VERIFY.txt
        # It needs sha256sum, sha512sum, openssl 3, od, sed, base64, grep, find and sort, ends with 0 and 'all ok', or with 1
        # and a line that says FAILS.
        #
        # These lines are themselves a file of the package. Whoever doubts them types them from elsewhere; whoever doubts the
        # key below has it from its holder, and not from here:
        #   \(key.name), SHA-256 of the key in DER \(key.fingerprint)

        \(ShellChecks.work)
        key=\(PackageLayout.publicKey)
        fails() { echo "$1 FAILS: $2"; exit 1; }

        # 1. Every file is what the manifests say, in two hashes, and no file is there that they do not name.
        for list in \(BagManifest.payloadFile(.sha256)) \(BagManifest.tagFile(.sha256)); do
          sha256sum --quiet --strict -c "$list" || fails "$list" "see above"
        done
        for list in \(BagManifest.payloadFile(.sha512)) \(BagManifest.tagFile(.sha512)); do
          sha512sum --quiet --strict -c "$list" || fails "$list" "see above"
        done
        { cut -c 67- \(BagManifest.payloadFile(.sha256)) \(BagManifest.tagFile(.sha256)); echo \(BagManifest.tagFile(.sha256))
          echo \(BagManifest.tagFile(.sha512)); echo \(PackageLayout.signature); } | sort > "$work/named"
        find . ! -type d | sed 's,^./,,' | sort > "$work/there"
        diff "$work/named" "$work/there" > "$work/said" || fails "list of files" "$(cat "$work/said")"
        echo "files ok"

        # 2. The key is the one that is named above.
        \(ShellChecks.key(key.name))
        found=$(openssl pkey -pubin -in "$key" -outform DER | sha256sum | cut -c 1-64)
        test "$found" = \(key.fingerprint) || fails key "$found"
        test "$(cat \(PackageLayout.publicKeyLine))" = \(ShellChecks.quoted(key.noteText)) || fails key \(PackageLayout.publicKeyLine)

        # A signed note is a text, an empty line, and the signature behind four bytes of the key's name.
        note() {
          sed '/^$/,$d' "$1" > "$work/text"
          tail -n 1 "$1" | cut -d ' ' -f 3 | base64 -d | tail -c 64 > "$work/signature"
        }

        # 3. The manifest of manifests is signed by the key, and with it every byte of the package.
        note \(PackageLayout.signature)
        \(ShellChecks.signature("package"))
        test "$(sed -n 1,2p "$work/text")" = \(ShellChecks.quoted(origin + "\n" + PackageSeal.lead)) ||
          fails package "another case's"
        sed -n 3p "$work/text" | sha256sum --quiet --strict -c - || fails package "\(BagManifest.tagFile(.sha256))"

        # 4. The checkpoint, the size and the root of the custody log, is signed by the key.
        note \(PackageLayout.checkpoint)
        \(ShellChecks.signature("checkpoint"))
        test "$(sed -n 1p "$work/text")" = \(ShellChecks.quoted(origin)) || fails checkpoint "another case's"
        test "$(sed -n 2p "$work/text")" = \(size) || fails checkpoint "another size"
        if test -e \(PackageLayout.previousCheckpoint); then
          note \(PackageLayout.previousCheckpoint)
          \(ShellChecks.signature("checkpoint before").replacingLines())
        fi

        for file in data/log/checkpoints/*.txt; do
          test -e "$file" || continue
          note "$file"
          \(ShellChecks.signature("earlier checkpoint").replacingLines())
        done

        # 5. Each record and each original is what its name says, and the custody log names it.
        sed -n 's/.*"object":"\\([0-9a-f]*\\)".*/\\1/p' \(PackageLayout.custody) | LC_ALL=C sort -u > "$work/objects"
        : > "$work/found"
        for file in data/records/*.json data/media/* data/captures/*; do
          test -e "$file" || continue
          found=$(sha256sum < "$file" | cut -c 1-64)
          name=${file##*/}; name=${name%%.*}
          if test "$name" = "$found"; then
            echo "$found" >> "$work/found"
          else
            # A web archive that was made for this package is named by its record.
            case "$file" in data/captures/*) test -e "data/records/$name.json" || fails "$file" "no record" ;;
            *) fails "$file" "its hash is $found" ;; esac
          fi
        done
        if test -e \(PackageLayout.posts); then
          while IFS= read -r line; do
            printf %s "$line" | sha256sum | cut -c 1-64
          done < \(PackageLayout.posts) >> "$work/found"
        fi
        LC_ALL=C sort -u "$work/found" | LC_ALL=C comm -23 - "$work/objects" > "$work/unnamed"
        test -s "$work/unnamed" && fails "custody log" "it does not name $(head -n 1 "$work/unnamed")"
        echo "records ok"

        \(rootStep)
        \(timeStampStep)
        echo "all ok"

        """
    }

    private var rootStep: String {
        guard isWholeLog else {
            return """
                # 6. The custody log is an excerpt; \(PackageLayout.excerptProofs) has a proof of RFC 9162
                #    for each line. A shell is not the tool for those: 'daylight evidence verify', or pymerkle.
                echo "custody log NOT CHECKED here: it is an excerpt"

                """
        }
        guard size <= Self.mostEntries else {
            return """
                # 6. The root over the custody log: with \(size) entries not the work of a shell. 'daylight evidence verify'
                #    works it out, or any program that knows RFC 9162.
                test "$(grep -c '' < \(PackageLayout.custody))" = \(size) || fails \(PackageLayout.custody) "another size"
                echo "root NOT CHECKED here: the log is long"

                """
        }
        return """
            # 6. The root over the custody log (RFC 9162) is the one in the checkpoint. Hashes are kept as octal escapes.
            note \(PackageLayout.checkpoint)
            cp \(PackageLayout.custody) "$work/leaves"
            \(ShellChecks.root)
            test "$root" = "$(sed -n 3p "$work/text")" && echo "root ok" || fails root "$root"

            """
    }

    private var timeStampStep: String {
        if timeStamps.isEmpty {
            return """
                # 7. There is no time-stamp: nobody but the signer says when the checkpoint was there.
                echo "no time-stamp"

                """
        }
        let steps = timeStamps.map { stamp in
            let chain = stamp.hasChain ? " -untrusted \(stamp.stem).chain.pem" : ""
            return """
                found=$(openssl ts -reply -in \(stamp.stem).tsr -text 2> "$work/said" | sed -n 's/^Time stamp: //p')
                openssl ts -verify -in \(stamp.stem).tsr -data \(stamp.note) -CAfile \(stamp.stem).ca.pem\(chain) \\
                  -attime "$(date -u -d "$found" +%s)" > "$work/said" 2>&1 && echo "time-stamp ok: $found" ||
                  fails \(stamp.stem).tsr "$(cat "$work/said")"
                """
        }
        return """
            # 7. An authority saw a checkpoint at a time. The certificates here are the package's own: take the
            #    authority's from the authority.
            \(steps.joined(separator: "\n"))

            """
    }
}

extension String {
    /// For a place that is further to the right.
    fileprivate func replacingLines() -> String {
        split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n  ")
    }
}
