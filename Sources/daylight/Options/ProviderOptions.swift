import ArgumentParser
import Foundation
import Glibc
import Records
import Server
import Workspace

/// The identity provider that people sign in with.
struct ProviderOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "An OpenID Connect provider that people may sign in with, by its issuer: https://id.example/realms/newsroom.",
            valueName: "issuer"))
    var provider: String?
    @Option(help: ArgumentHelp("As what the provider knows this server.", valueName: "id"))
    var providerClient: String?
    @Option(
        help: ArgumentHelp(
            """
            A file for your eyes only whose first line is the client's secret; otherwise DAYLIGHT_PROVIDER_SECRET. Neither: a \
            public client.
            """, valueName: "file"), completion: .file())
    var providerSecretFile: String?
    @Option(help: ArgumentHelp("What people call the provider: the page says 'Sign in with NAME'.", valueName: "name"))
    var providerName: String?
    @Option(help: ArgumentHelp("The claim of the ID token that lists a person's groups.", valueName: "claim"))
    var providerGroups = "groups"
    @Option(
        help: ArgumentHelp(
            "What a group of the provider is here: editors=analyst; repeat it for more groups and roles.",
            valueName: "group=role"))
    var providerRole: [String] = []
    @Option(
        help: ArgumentHelp(
            "A scope to ask for beside openid and profile; repeat it for more. Some providers list groups only with 'groups'.",
            valueName: "scope"))
    var providerScope: [String] = []
    @Option(
        help: ArgumentHelp("Whom somebody asks that the provider lets in and this case does not.", valueName: "who"))
    var providerContact: String?
    @Option(
        help: ArgumentHelp(
            "Where browsers reach this server: https://daylight.newsroom.example. The provider sends them back there.",
            valueName: "url"))
    var publicAddress: String?

    func validate() throws {
        if provider == nil {
            let isStated =
                [providerClient, providerSecretFile, providerName, providerContact, publicAddress].contains {
                    $0 != nil
                }
                || !providerRole.isEmpty || !providerScope.isEmpty
            if isStated {
                throw ValidationError("--provider is missing: which provider do the other options speak of?")
            }
        } else {
            for (name, value) in [("--provider-client", providerClient), ("--public-address", publicAddress)]
            where value == nil {
                throw ValidationError("\(name) is missing: --provider cannot be asked without it.")
            }
        }
        _ = try roles()
    }

    /// What each group gives. Names of groups may hold `=`, as those of directories do; roles do not.
    private func roles() throws -> [String: Set<Role>] {
        var roles: [String: Set<Role>] = [:]
        for pair in providerRole {
            guard let sign = pair.lastIndex(of: "="), sign > pair.startIndex else {
                throw ValidationError("--provider-role: '\(pair)' is not GROUP=ROLE.")
            }
            let word = String(pair[pair.index(after: sign)...])
            guard let role = Role(rawValue: word) else {
                let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("--provider-role: '\(word)' is no role; there are \(known).")
            }
            roles[String(pair[..<sign]), default: []].insert(role)
        }
        return roles
    }

    /// What was said; nil where no provider was named.
    func settings() throws -> ProviderSettings? {
        guard let provider, let providerClient, let publicAddress else { return nil }
        do {
            return try ProviderSettings(
                issuer: provider, client: providerClient, secret: try secret(),
                name: providerName ?? URL(string: provider)?.host() ?? provider, groupsClaim: providerGroups,
                roles: try roles(), scopes: providerScope, contact: providerContact ?? "whoever keeps this server",
                publicAddress: publicAddress)
        } catch let refusal as Refusal {
            throw ValidationError("\(refusal.message) \(refusal.help)")
        }
    }

    private func secret() throws -> ClientSecret? {
        let environment = ProcessInfo.processInfo.environment["DAYLIGHT_PROVIDER_SECRET"].flatMap {
            $0.isEmpty ? nil : $0
        }
        if let path = providerSecretFile {
            if environment != nil {
                throw ValidationError("there are two secrets: --provider-secret-file and DAYLIGHT_PROVIDER_SECRET.")
            }
            var status = stat()
            if stat(path, &status) == 0, status.st_mode & 0o077 != 0 {
                throw FieldFault(
                    "open-secret",
                    "others may read or change \(path), so that they may know the client's secret. If nobody did, type: chmod"
                        + " 600 \(path)")
            }
            let line = try FileText.read(path, most: 4_096).split(whereSeparator: \.isNewline).first
            return try made(String(line ?? ""), path)
        }
        return try environment.map { try made($0, "DAYLIGHT_PROVIDER_SECRET") }
    }

    private func made(_ text: String, _ place: String) throws -> ClientSecret {
        guard let secret = ClientSecret(text) else {
            throw FieldFault("no-secret", "\(place) holds no client's secret: letters that can be typed, at most 1000.")
        }
        return secret
    }
}
