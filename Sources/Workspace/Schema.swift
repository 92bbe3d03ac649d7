import GRDB

/// The tables of a case. Migrations are numbered and never edited: a case of any earlier version is brought forward
/// step by step, each step in a transaction of its own.
enum Schema {
    /// Marks the file as a case for `file(1)` and for us: "DLIT".
    static let applicationID: Int32 = 0x444C_4954

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for (name, statements) in steps {
            migrator.registerMigration(name) { try $0.execute(sql: statements) }
        }
        return migrator
    }

    /// The names of the versions, oldest first.
    static var versions: [String] { steps.map(\.name) }

    private static let steps: [(name: String, statements: String)] = [
        ("0001-records", records),
        ("0002-statements", statements),
        ("0003-runs", runs),
        ("0004-identities", identities),
        ("0005-counters", counters),
        ("0006-oversight", oversight),
        ("0008-exchange", exchange),
    ]

    /// Names of platforms and traces stand in tables of their own, so that their numbers mean the same in every case
    /// that a version of the program wrote, whatever it numbers them inside.
    private static let records = """
        CREATE TABLE platforms (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE traces (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

        -- One row for each file that was imported; a file is known by its SHA-256 and by how it was read.
        CREATE TABLE imports (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, format TEXT NOT NULL,
            reading TEXT NOT NULL,            -- JSON: what the user said about the file
            collected INTEGER,                -- when the file's records were collected, where the user said so
            started INTEGER NOT NULL,
            rows_done INTEGER NOT NULL DEFAULT 0, repeated INTEGER NOT NULL DEFAULT 0,
            rejects_done INTEGER NOT NULL DEFAULT 0,
            summary TEXT,                     -- JSON, once the file is imported whole
            -- Whether the file changed while it was read: what was committed is not of the bytes of `sha256`.
            has_changed INTEGER NOT NULL DEFAULT 0,
            UNIQUE (sha256, reading)
        ) STRICT;
        CREATE TABLE rejects (
            import INTEGER NOT NULL REFERENCES imports, number INTEGER NOT NULL,
            row INTEGER NOT NULL, field TEXT, reason TEXT NOT NULL, detail TEXT NOT NULL,
            PRIMARY KEY (import, number)
        ) WITHOUT ROWID, STRICT;

        CREATE TABLE accounts (
            id INTEGER PRIMARY KEY,
            platform INTEGER NOT NULL REFERENCES platforms,
            kind TEXT NOT NULL CHECK (kind IN ('id', 'handle')),
            value TEXT NOT NULL,
            handle TEXT,                      -- the one in the record imported last, as written
            created INTEGER,
            UNIQUE (value, platform, kind)
        ) STRICT;
        CREATE TABLE handles (
            account INTEGER NOT NULL REFERENCES accounts, handle TEXT NOT NULL,
            first INTEGER NOT NULL, last INTEGER NOT NULL,
            PRIMARY KEY (account, handle)
        ) WITHOUT ROWID, STRICT;
        CREATE INDEX handles_handle ON handles (handle);
        CREATE TABLE profiles (
            account INTEGER NOT NULL REFERENCES accounts, observed INTEGER NOT NULL,
            import INTEGER NOT NULL REFERENCES imports, row INTEGER NOT NULL,
            is_stated INTEGER NOT NULL,       -- whether the source says when; else the import's own time stands there
            name TEXT, description TEXT, location TEXT, urls TEXT,
            followers INTEGER, following INTEGER, posts INTEGER, likes INTEGER, is_verified INTEGER,
            PRIMARY KEY (account, observed, import, row)
        ) WITHOUT ROWID, STRICT;

        -- Narrow, since every search goes through all of it. A post of which only counters were seen has no account.
        -- `objects` lists what the post acted on, as a JSON array of ids: a row an action would be most of the file and
        -- most of the time of an import. The view `actions` unfolds it.
        CREATE TABLE posts (
            id INTEGER PRIMARY KEY,
            platform INTEGER NOT NULL REFERENCES platforms,
            account INTEGER REFERENCES accounts,
            time INTEGER,
            import INTEGER NOT NULL REFERENCES imports, row INTEGER NOT NULL,
            is_repost INTEGER NOT NULL DEFAULT 0,
            identifier TEXT,
            objects TEXT
        ) STRICT;
        CREATE UNIQUE INDEX posts_identifier ON posts (identifier, platform) WHERE identifier IS NOT NULL;
        CREATE INDEX posts_citation ON posts (import, row);
        CREATE INDEX posts_account ON posts (account) WHERE account IS NOT NULL;
        -- What the post said when it was first met; what it said later stands in `revisions`.
        CREATE TABLE contents (
            post INTEGER PRIMARY KEY REFERENCES posts,
            text TEXT, caption TEXT, address TEXT, language TEXT, region TEXT, client TEXT
        ) STRICT;
        CREATE TABLE revisions (
            post INTEGER NOT NULL REFERENCES posts, import INTEGER NOT NULL REFERENCES imports, row INTEGER NOT NULL,
            observed INTEGER NOT NULL, text TEXT, caption TEXT,
            PRIMARY KEY (post, import, row)
        ) WITHOUT ROWID, STRICT;
        CREATE TABLE counters (
            post INTEGER NOT NULL REFERENCES posts, observed INTEGER NOT NULL,
            import INTEGER NOT NULL REFERENCES imports, row INTEGER NOT NULL,
            is_stated INTEGER NOT NULL,
            views INTEGER, likes INTEGER, comments INTEGER, shares INTEGER, quotes INTEGER, saves INTEGER,
            PRIMARY KEY (post, observed, import, row)
        ) WITHOUT ROWID, STRICT;
        CREATE INDEX counters_import ON counters (import, post);
        CREATE TABLE flags (
            post INTEGER NOT NULL REFERENCES posts, flag TEXT NOT NULL, detail TEXT NOT NULL,
            PRIMARY KEY (post, flag)
        ) WITHOUT ROWID, STRICT;

        CREATE TABLE objects (
            id INTEGER PRIMARY KEY,
            trace INTEGER NOT NULL REFERENCES traces,
            platform INTEGER REFERENCES platforms,   -- where the name means something on one platform only
            digest INTEGER NOT NULL,          -- the first eight bytes of the value's SHA-256
            value TEXT NOT NULL
        ) STRICT;
        CREATE INDEX objects_digest ON objects (digest);
        CREATE VIEW actions AS
            SELECT posts.id AS post, posts.account, posts.time, objects.trace, action.value AS object, objects.value
            FROM posts CROSS JOIN json_each(posts.objects) AS action CROSS JOIN objects ON objects.id = action.value;
        -- Share events: an action each, without a post behind it but for the content id, which is its account's own.
        CREATE TABLE events (
            id INTEGER PRIMARY KEY,
            account INTEGER NOT NULL REFERENCES accounts, time INTEGER NOT NULL,
            import INTEGER NOT NULL REFERENCES imports, row INTEGER NOT NULL,
            object INTEGER REFERENCES objects, content TEXT
        ) STRICT;
        CREATE INDEX events_citation ON events (import, row);
        """

    /// What was published of operations: kept as the speaker's word, each once.
    private static let statements = """
        CREATE TABLE indicators (
            id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE,
            import INTEGER NOT NULL REFERENCES imports, row INTEGER NOT NULL,
            kind TEXT NOT NULL, value TEXT NOT NULL, original TEXT NOT NULL,
            platform INTEGER REFERENCES platforms, domain TEXT, handle TEXT, comment TEXT NOT NULL,
            procedure TEXT, label TEXT NOT NULL, speaker TEXT NOT NULL, report TEXT NOT NULL, period TEXT
        ) STRICT;
        CREATE INDEX indicators_handle ON indicators (handle) WHERE handle IS NOT NULL;
        CREATE TABLE claims (
            id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE,
            import INTEGER NOT NULL REFERENCES imports, row INTEGER NOT NULL,
            statement TEXT NOT NULL, number INTEGER NOT NULL, unit TEXT NOT NULL,
            platform INTEGER REFERENCES platforms, procedure TEXT, comment TEXT NOT NULL,
            speaker TEXT NOT NULL, report TEXT NOT NULL, period TEXT
        ) STRICT;
        """

    /// Runs over the case: the manifest whole, the other results in the folder `runs/<id>`.
    private static let runs = """
        CREATE TABLE runs (id INTEGER PRIMARY KEY, command TEXT NOT NULL, manifest TEXT NOT NULL) STRICT;
        """

    /// Accounts that may be one hand's: linked, with the reason, never merged. The lower id stands first.
    private static let identities = """
        -- Accounts that profiles name by their addresses, whether or not they are in the case yet.
        CREATE TABLE addresses (
            account INTEGER NOT NULL REFERENCES accounts, platform INTEGER NOT NULL REFERENCES platforms,
            handle TEXT NOT NULL, text TEXT NOT NULL,
            PRIMARY KEY (account, platform, handle)
        ) WITHOUT ROWID, STRICT;
        CREATE TABLE identities (
            a INTEGER NOT NULL REFERENCES accounts, b INTEGER NOT NULL REFERENCES accounts,
            reason TEXT NOT NULL, detail TEXT NOT NULL,
            PRIMARY KEY (a, b, reason), CHECK (a < b)
        ) WITHOUT ROWID, STRICT;
        """

    /// The index cost every import a tenth of its time, for a question that is asked once an import and of few posts.
    private static let counters = "DROP INDEX counters_import"

    /// What the platform knew, said and did. States are numbered as `AvailabilityState` numbers them, for good.
    private static let oversight = """
        -- Registers are only added to: a later entry of a kind and name supersedes the earlier ones.
        CREATE TABLE entries (
            id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, entered INTEGER NOT NULL,
            digest TEXT NOT NULL,             -- SHA-256 of `body`
            body TEXT NOT NULL,               -- canonical JSON (RFC 8785)
            -- SHA-256 over the chain of the entry before, kind, name, time and digest: none can go or move unseen.
            chain TEXT NOT NULL
        ) STRICT;
        CREATE INDEX entries_name ON entries (kind, name);
        CREATE TABLE assets (
            id INTEGER PRIMARY KEY, platform INTEGER NOT NULL REFERENCES platforms, value TEXT NOT NULL,
            UNIQUE (value, platform)
        ) STRICT;
        CREATE TABLE vantages (
            id INTEGER PRIMARY KEY, country TEXT NOT NULL, network TEXT NOT NULL, is_logged_in INTEGER,
            client TEXT NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX vantages_words ON vantages (country, network, coalesce(is_logged_in, -1), client);
        CREATE TABLE observations (
            asset INTEGER NOT NULL REFERENCES assets, time INTEGER NOT NULL,
            vantage INTEGER NOT NULL REFERENCES vantages, state INTEGER NOT NULL, evidence TEXT,
            file INTEGER NOT NULL REFERENCES observation_files,
            PRIMARY KEY (asset, time, vantage)
        ) WITHOUT ROWID, STRICT;
        CREATE TABLE asset_counters (
            asset INTEGER NOT NULL REFERENCES assets, counter TEXT NOT NULL, time INTEGER NOT NULL, number REAL NOT NULL,
            PRIMARY KEY (asset, counter, time)
        ) WITHOUT ROWID, STRICT;
        CREATE TABLE observation_files (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL UNIQUE, bytes INTEGER NOT NULL,
            entered INTEGER NOT NULL, rows INTEGER NOT NULL, accepted INTEGER NOT NULL,
            -- How many readings came from it, and the sum over them by which a changed one shows.
            readings INTEGER NOT NULL, checksum TEXT NOT NULL
        ) STRICT;
        """

    /// Objects of documents in the field's own formats, as they stand there, each version once.
    private static let exchange = """
        CREATE TABLE published_objects (
            id INTEGER PRIMARY KEY,
            digest TEXT NOT NULL UNIQUE,      -- SHA-256 of the body's canonical JSON
            import INTEGER NOT NULL REFERENCES imports, row INTEGER NOT NULL,
            standard TEXT NOT NULL, identifier TEXT NOT NULL, type TEXT NOT NULL,
            version TEXT,                     -- when it was changed last, as it says itself
            marking TEXT,                     -- of TLP 2.0, as it says itself
            body TEXT NOT NULL
        ) STRICT;
        """
}
