CREATE TABLE report_imports (
    session INTEGER NOT NULL,
    number INTEGER NOT NULL,
    feed TEXT NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    at INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    new INTEGER NOT NULL,
    altered INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    repeated INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    CONSTRAINT pk_report_imports PRIMARY KEY (session, number)
)
 WITHOUT ROWID,
 STRICT;
CREATE TRIGGER report_imports_no_update BEFORE UPDATE ON report_imports BEGIN SELECT RAISE(ABORT, 'the store is append-only'); END;
CREATE TRIGGER report_imports_no_delete BEFORE DELETE ON report_imports BEGIN SELECT RAISE(ABORT, 'the store is append-only'); END;
CREATE TABLE report_versions (
    session INTEGER NOT NULL,
    version INTEGER NOT NULL,
    report INTEGER NOT NULL,
    import INTEGER NOT NULL,
    line INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL,
    late INTEGER NOT NULL,
    issued INTEGER,
    feed TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    source TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER,
    lat REAL,
    lon REAL,
    radius_m REAL,
    act TEXT NOT NULL,
    weapon TEXT NOT NULL,
    target TEXT NOT NULL,
    label TEXT NOT NULL,
    detail TEXT NOT NULL,
    CONSTRAINT pk_report_versions PRIMARY KEY (session, version)
)
 WITHOUT ROWID,
 STRICT;
CREATE INDEX ix_report_versions_issued ON report_versions (session, report, issued) WHERE issued IS NOT NULL;
CREATE TRIGGER report_versions_no_update BEFORE UPDATE ON report_versions BEGIN SELECT RAISE(ABORT, 'the store is append-only'); END;
CREATE TRIGGER report_versions_no_delete BEFORE DELETE ON report_versions BEGIN SELECT RAISE(ABORT, 'the store is append-only'); END;
CREATE TABLE report_heads (
    session INTEGER NOT NULL,
    id TEXT NOT NULL,
    report INTEGER NOT NULL,
    version INTEGER NOT NULL,
    first_import INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    issued INTEGER,
    CONSTRAINT pk_report_heads PRIMARY KEY (session, id)
)
 WITHOUT ROWID,
 STRICT;
CREATE TABLE report_withdrawals (
    session INTEGER NOT NULL,
    number INTEGER NOT NULL,
    import INTEGER NOT NULL,
    CONSTRAINT pk_report_withdrawals PRIMARY KEY (session, number),
    CONSTRAINT uq_report_withdrawals_session_import UNIQUE (session, import)
)
 WITHOUT ROWID,
 STRICT;
CREATE TRIGGER report_withdrawals_no_update BEFORE UPDATE ON report_withdrawals BEGIN SELECT RAISE(ABORT, 'the store is append-only'); END;
CREATE TRIGGER report_withdrawals_no_delete BEFORE DELETE ON report_withdrawals BEGIN SELECT RAISE(ABORT, 'the store is append-only'); END;
CREATE TABLE report_ids (
    session INTEGER NOT NULL,
    hash BLOB NOT NULL,
    CONSTRAINT pk_report_ids PRIMARY KEY (session)
)
 WITHOUT ROWID,
 STRICT;
