import Foundation
import Testing

@Suite("Serving, by the built program")
struct ServeCommandTests {
    @Test("A bind that others could reach is wrong usage while the case has no people")
    func bind() throws {
        try TemporaryFolder.with { folder in
            #expect(try CommandLine.run(["init", "case", "--no-key"], in: folder).code == 0)
            let refused = try CommandLine.run(
                ["serve", "--case", "case", "--host", "0.0.0.0", "--port", "0"], in: folder)
            #expect(refused.code == 64)
            #expect(refused.messages.contains("this case has no people who could sign in"))
            #expect(refused.messages.contains("daylight people add NAME --role admin"))
            #expect(try CommandLine.run(["serve", "--case", "case", "--port", "70000"], in: folder).code == 64)
            #expect(try CommandLine.run(["serve", "--case", "nothing"], in: folder).code == 1)
        }
    }

    @Test("People and tokens are kept without a password ever being an argument")
    func people() throws {
        try TemporaryFolder.with { folder in
            _ = try CommandLine.run(["init", "case", "--no-key"], in: folder)
            func daylight(_ line: String) throws -> (output: String, messages: String, code: Int32) {
                try CommandLine.typed("daylight \(line) --case case", in: folder)
            }
            try "correct horse battery staple\n".write(toFile: folder + "/ada", atomically: true, encoding: .utf8)
            try "short\n".write(toFile: folder + "/short", atomically: true, encoding: .utf8)
            #expect(try daylight("people add ada --role admin --role analyst --clearance red").code == 1)
            let short = try daylight("people add ada --role admin --password-file short")
            #expect(short.code == 1)
            #expect(short.messages.contains("at least 15 characters"))
            #expect(
                try daylight("people add ada --role admin --role analyst --clearance red --password-file ada").code == 0
            )
            #expect(try daylight("people add Ada --role viewer --password-file ada").code == 1)
            let list = try daylight("people list --format csv").output
            #expect(
                list.hasPrefix(
                    "name,display_name,roles,clearance,password,created,disabled,issuer,subject\nada,ada,admin analyst,TLP:RED,yes,"
                ))
            #expect(try daylight("people disable ada").messages.contains("the last who may keep the people"))
            let token = try daylight("token new --person ada --scope read --scope export --label 'a notebook'")
            #expect(token.code == 0)
            #expect(token.output.hasPrefix("daylight_"))
            #expect(token.output.count == "daylight_".count + 43 + 1)
            #expect(try daylight("token new --person ada --scope publish --label x").code == 1)
            #expect(
                try daylight("token new --person eve --scope read --label x").messages.contains(
                    "nobody is called 'eve'"))
            #expect(try daylight("token list --format csv").output.contains(",ada,a notebook,export read,"))
            #expect(try daylight("token revoke 1").code == 0)
            #expect(try daylight("people reset ada --password-file ada").code == 0)
            let store = try FileManager.default.attributesOfItem(atPath: folder + "/case/server/server.sqlite")
            #expect((store[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        }
    }

    @Test("An identity provider is described by options that fit together, and its secret by none")
    func provider() throws {
        try TemporaryFolder.with { folder in
            _ = try CommandLine.run(["init", "case", "--no-key"], in: folder)
            func serve(_ line: String) throws -> (output: String, messages: String, code: Int32) {
                try CommandLine.typed("timeout 20 daylight serve --case case --port 0 \(line)", in: folder)
            }
            let whole =
                "--provider https://id.example --provider-client daylight --public-address http://127.0.0.1:8787"
            for (line, words) in [
                ("--provider-client daylight", "--provider is missing"),
                ("--provider https://id.example --provider-client x", "--public-address is missing"),
                ("\(whole) --provider-role editors", "'editors' is not GROUP=ROLE"),
                ("\(whole) --provider-role editors=chef", "'chef' is no role; there are viewer, analyst"),
                (whole, "No group has a role"),
                ("\(whole) --provider-role e=viewer --proxy", "begins with https"),
                (
                    "--provider http://id.example --provider-client x --public-address http://localhost "
                        + "--provider-role e=viewer", "only https is asked"
                ),
                ("\(whole) --provider-role e=viewer --provider-secret s3cret", "Unknown option"),
            ] {
                let refused = try serve(line)
                #expect(refused.code == 64, "\(line): \(refused.messages)")
                #expect(refused.messages.contains(words), "\(line): \(refused.messages)")
            }
            try "s3cret\n".write(toFile: folder + "/secret", atomically: true, encoding: .utf8)
            let role = "\(whole) --provider-role CN=editors,O=x=viewer --provider-secret-file secret"
            let open = try CommandLine.typed(
                "chmod 640 secret; daylight serve --case case --port 0 \(role)", in: folder)
            #expect(open.code == 1)
            #expect(open.messages.contains("chmod 600 secret"))
            let twice = try CommandLine.typed(
                "chmod 600 secret; DAYLIGHT_PROVIDER_SECRET=x daylight serve --case case --port 0 \(role)", in: folder)
            #expect(twice.code == 64)
            let empty = try CommandLine.typed(
                ": > none; chmod 600 none; daylight serve --case case --port 0 \(whole) --provider-role e=viewer "
                    + "--provider-secret-file none", in: folder)
            #expect(empty.code == 1)
            // Nobody needs to have been entered: there is no key in the address then.
            let run = try CommandLine.typed(
                """
                daylight serve --case case --port 0 \(role) > address 2> messages & server=$!
                for i in $(seq 200); do [ -s address ] && break; sleep 0.05; done
                tr '\\0' ' ' < /proc/$server/cmdline | grep -c s3cret
                kill -TERM $server; wait $server; echo "ended $?"; cat address; grep -c s3cret messages
                """, in: folder)
            let lines = run.output.split(separator: "\n")
            #expect(lines.first == "0" && lines.dropFirst().first == "ended 0" && lines.last == "0", "\(run)")
            #expect(lines.dropFirst(2).first?.wholeMatch(of: /http:\/\/127\.0\.0\.1:\d+\//) != nil, "\(run)")
            _ = try CommandLine.typed("daylight people add ada --no-password --role admin --case case", in: folder)
            let tie = "daylight people tie ada --issuer https://id.example --subject 8a3f --case case"
            #expect(try CommandLine.typed(tie, in: folder).code == 0)
            #expect(
                try CommandLine.typed("daylight people list --case case --format csv", in: folder).output
                    .hasSuffix(",https://id.example,8a3f\n"))
            let reset = try CommandLine.typed(
                "echo a long password for a test > p; daylight people reset ada --password-file p --case case",
                in: folder)
            #expect(reset.code == 1)
            #expect(reset.messages.contains("daylight people untie ada"))
            #expect(try CommandLine.typed("daylight people untie ada --case case", in: folder).code == 0)
        }
    }

    @Test("It prints its address when it can be reached, and ends by itself when it is told to")
    func lifetime() throws {
        try TemporaryFolder.with { folder in
            _ = try CommandLine.run(["init", "case", "--no-key"], in: folder)
            let run = try CommandLine.typed(
                """
                daylight serve --case case --port 0 > address 2> messages & server=$!
                for i in $(seq 200); do [ -s address ] && break; sleep 0.05; done
                kill -TERM $server; wait $server; echo "ended $?"; cat address
                """, in: folder)
            let lines = run.output.split(separator: "\n")
            #expect(lines.first == "ended 0")
            #expect(lines.last?.wholeMatch(of: /http:\/\/127\.0\.0\.1:\d+\/enter\?key=[A-Za-z0-9_-]{43}/) != nil)
        }
    }
}
