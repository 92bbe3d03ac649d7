import GRDB

/// The tables of what the server keeps beside a case: who may do what, and what is being done. Migrations are numbered
/// and never edited, as those of the case are.
enum ServerSchema {
    /// Marks the file: "DLSV".
    static let applicationID: Int32 = 0x444C_5356

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("0001-people") { try $0.execute(sql: people) }
        migrator.registerMigration("0002-work") { try $0.execute(sql: work) }
        return migrator
    }

    private static let people = """
        -- Never deleted: the log names them for as long as the case is kept.
        CREATE TABLE people (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL,
            roles TEXT NOT NULL,              -- names, sorted, blanks between
            clearance TEXT NOT NULL,          -- of TLP 2.0
            password TEXT,                    -- a hash, whatever the server makes of it
            issuer TEXT, subject TEXT,        -- who an identity provider says that it is
            created INTEGER NOT NULL, disabled INTEGER,
            UNIQUE (issuer, subject), CHECK ((issuer IS NULL) = (subject IS NULL))
        ) STRICT;
        -- Secrets are known by their SHA-256 alone: who reads this file can use none of them.
        CREATE TABLE sessions (
            digest TEXT PRIMARY KEY, person INTEGER NOT NULL REFERENCES people,
            created INTEGER NOT NULL, seen INTEGER NOT NULL, expires INTEGER NOT NULL, ended INTEGER
        ) WITHOUT ROWID, STRICT;
        CREATE INDEX sessions_person ON sessions (person);
        CREATE TABLE tokens (
            id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, person INTEGER NOT NULL REFERENCES people,
            label TEXT NOT NULL, scopes TEXT NOT NULL,
            created INTEGER NOT NULL, expires INTEGER, revoked INTEGER, used INTEGER
        ) STRICT;
        CREATE INDEX tokens_person ON tokens (person);
        """

    /// Whoever asks and decides is kept by name: names are never given twice, and who works alone has no row.
    private static let work = """
        CREATE TABLE jobs (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL, parameters TEXT NOT NULL,
            asked_by TEXT NOT NULL, created INTEGER NOT NULL,
            state TEXT NOT NULL DEFAULT 'waiting'
                CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled', 'interrupted')),
            attempt INTEGER NOT NULL DEFAULT 1,
            started INTEGER, ended INTEGER, is_cancelled INTEGER NOT NULL DEFAULT 0,
            label TEXT, done INTEGER, total INTEGER, unit TEXT,
            message TEXT, result TEXT
        ) STRICT;
        CREATE INDEX jobs_state ON jobs (state, id);
        CREATE TABLE approvals (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL, name TEXT NOT NULL, digest TEXT NOT NULL,
            asked_by TEXT NOT NULL, asked INTEGER NOT NULL, reason TEXT NOT NULL,
            decided_by TEXT, decided INTEGER, is_granted INTEGER, note TEXT,
            superseded INTEGER,               -- when something else was asked for under the same name
            CHECK (decided_by IS NULL OR decided_by <> asked_by),
            CHECK ((decided_by IS NULL) = (decided IS NULL) AND (decided IS NULL) = (is_granted IS NULL))
        ) STRICT;
        CREATE INDEX approvals_subject ON approvals (kind, name);
        CREATE INDEX approvals_open ON approvals (id) WHERE decided IS NULL AND superseded IS NULL;
        """
}
