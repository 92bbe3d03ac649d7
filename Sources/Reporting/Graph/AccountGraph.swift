package import Records

/// Accounts, the ties between them and the networks they form, as whoever wants a drawing gives them. Anything may stand
/// in it: `DrawnGraph` leaves out what cannot be drawn, and counts it.
package struct AccountGraph: Sendable, Equatable {
    /// An account.
    package struct Account: Sendable, Equatable {
        /// Its name as people read it.
        package var label: String
        /// Its page: a path of this server, `/accounts/…`.
        package var address: String
        package var platform: Platform
        /// The number of its network, as in `networks`.
        package var network: Int
        package var firstSeen: Instant?

        package init(label: String, address: String, platform: Platform, network: Int, firstSeen: Instant?) {
            self.label = label
            self.address = address
            self.platform = platform
            self.network = network
            self.firstSeen = firstSeen
        }
    }

    /// A tie between two accounts, by place in `accounts`. Several of one pair are added up.
    package struct Tie: Sendable, Equatable {
        package var a: UInt32
        package var b: UInt32
        /// Above nought, usually the number of distinct objects.
        package var weight: Double

        package init(a: UInt32, b: UInt32, weight: Double) {
            self.a = a
            self.b = b
            self.weight = weight
        }
    }

    /// What a network is called.
    package struct Network: Sendable, Equatable {
        package var number: Int
        package var label: String
        /// Where it opens on its own: a path of this server, `/networks/…`.
        package var address: String

        package init(number: Int, label: String, address: String) {
            self.number = number
            self.label = label
            self.address = address
        }
    }

    package var accounts: [Account]
    package var ties: [Tie]
    /// Numbers without an entry are called by their number and lead nowhere.
    package var networks: [Network]

    package init(accounts: [Account], ties: [Tie], networks: [Network]) {
        self.accounts = accounts
        self.ties = ties
        self.networks = networks
    }
}
