/** One step per version of the schema; a database of an older version runs the steps it lacks, in order. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE creatures (
    id INTEGER PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    slot INTEGER NOT NULL,
    parent_a INTEGER NOT NULL,
    parent_b INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    human REAL NOT NULL,
    machine REAL NOT NULL,
    cell REAL NOT NULL,
    psi REAL NOT NULL,
    born_at INTEGER NOT NULL,
    model TEXT NOT NULL,
    layers INTEGER NOT NULL,
    w_dim INTEGER NOT NULL,
    noise_seed INTEGER NOT NULL,
    genome BLOB,
    recipe TEXT
  );
  CREATE INDEX creatures_by_parent_a ON creatures (parent_a) WHERE parent_a != 0;
  CREATE INDEX creatures_by_parent_b ON creatures (parent_b) WHERE parent_b != 0;
  CREATE TABLE profiles (
    creature INTEGER PRIMARY KEY REFERENCES creatures (id),
    visit TEXT NOT NULL,
    code_hash TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    mishmashed_with INTEGER NOT NULL,
    attributes TEXT NOT NULL,
    consent TEXT NOT NULL,
    born_at INTEGER NOT NULL,
    revision INTEGER NOT NULL
  );
  CREATE INDEX profiles_by_age ON profiles (born_at);
  CREATE TABLE journal (
    revision INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    event TEXT NOT NULL
  );
  CREATE TABLE snapshots (
    revision INTEGER PRIMARY KEY,
    state TEXT NOT NULL
  );
  CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
  );
  `,
  `
  CREATE TABLE hidden (
    creature INTEGER PRIMARY KEY
  );
  INSERT OR IGNORE INTO hidden
    SELECT creatures.id FROM journal JOIN creatures
      ON creatures.id = CASE WHEN json_valid(event) THEN json_extract(event, '$.creature') END
    WHERE event LIKE '{"type":"creature/hidden"%';
  `,
  // Whoever is erased is looked for in the lines of profiles alone; a journal has millions of others.
  `CREATE INDEX journal_profiles ON journal (revision) WHERE event LIKE '{"type":"profile/%';`,
];
