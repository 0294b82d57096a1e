PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE heads (
    feed TEXT NOT NULL, native_id TEXT NOT NULL,
    report INTEGER NOT NULL, version INTEGER NOT NULL,
    hash BLOB NOT NULL,
    seen INTEGER NOT NULL,
    PRIMARY KEY (feed, native_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "heads" VALUES('cot','ANDROID-0a1b',5,5,X'1C86230985856BEB5C6FEB72F7FFE947',3);
INSERT INTO "heads" VALUES('csv','ODK-77',1,6,X'F3165561D64DC91F598176EF4F584D6A',4);
INSERT INTO "heads" VALUES('csv','b',2,2,X'DF378188FA070F01F16603D41AA8BAFB',1);
INSERT INTO "heads" VALUES('csv','c',4,7,X'',4);
CREATE TABLE imports (
    number INTEGER PRIMARY KEY,
    feed TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL,
    at INTEGER NOT NULL,
    rows INTEGER NOT NULL, new INTEGER NOT NULL, altered INTEGER NOT NULL, unchanged INTEGER NOT NULL,
    repeated INTEGER NOT NULL, withdrawn INTEGER NOT NULL, refused INTEGER NOT NULL
) STRICT;
INSERT INTO "imports" VALUES(1,'csv','a.csv','9781341760ea6d3e6edf57d60e1a96aa1bf323051842ef2f2fef7f9294b5efcc',1925082000,2,2,0,0,0,0,0);
INSERT INTO "imports" VALUES(2,'csv','b.csv','70ff8ac4cace94698e898cf64a6d20e1eba51fb96067403f1fe425d05809eadd',1925085600,2,1,1,0,0,0,0);
INSERT INTO "imports" VALUES(3,'cot','c.xml','60499451342e2ef3f5269b25fa967457801b7d9a88be7cbd7d57aa0407e9762f',1925089200,1,1,0,0,0,0,0);
INSERT INTO "imports" VALUES(4,'csv','b.csv','70ff8ac4cace94698e898cf64a6d20e1eba51fb96067403f1fe425d05809eadd',1925092800,0,0,1,0,0,1,0);
CREATE TABLE versions (
    version INTEGER PRIMARY KEY,
    report INTEGER NOT NULL,
    import INTEGER NOT NULL,
    line INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL,
    feed TEXT NOT NULL, kind TEXT NOT NULL, native_id TEXT NOT NULL, source TEXT NOT NULL,
    start INTEGER NOT NULL, end INTEGER,
    lat REAL, lon REAL, radius_m REAL,
    act TEXT NOT NULL, weapon TEXT NOT NULL, target TEXT NOT NULL,
    label TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
INSERT INTO "versions" VALUES(1,1,1,2,0,'csv','report','ODK-77','csv',1925002800,1925002800,1.5,2.9,100.0,'shelling','','','','{}');
INSERT INTO "versions" VALUES(2,2,1,3,0,'csv','report','b','csv',1925006400,1925006400,1.5,2.9,100.0,'fire','','','','{}');
INSERT INTO "versions" VALUES(3,1,2,2,0,'csv','report','ODK-77','csv',1925002800,1925002800,1.5,2.9,100.0,'strike','','','','{}');
INSERT INTO "versions" VALUES(4,4,2,3,0,'csv','report','c','csv',1925010000,1925010000,1.5,2.9,100.0,'fire','','','','{}');
INSERT INTO "versions" VALUES(5,5,3,1,0,'cot','report','ANDROID-0a1b','cot',1925073000,1925073000,1.51,2.91,9.9,'other:b-a-o-tbl','','','','{"type":"b-a-o-tbl","how":"h-e","remarks":"call Planted Sender"}');
INSERT INTO "versions" VALUES(6,1,4,2,0,'csv','report','ODK-77','csv',1925002800,1925002800,1.5,2.9,100.0,'shelling','','','','{}');
INSERT INTO "versions" VALUES(7,4,4,3,1,'csv','report','c','csv',1925010000,1925010000,1.5,2.9,100.0,'fire','','','','{}');
CREATE TABLE withdrawals (number INTEGER PRIMARY KEY, import INTEGER NOT NULL UNIQUE) STRICT;
INSERT INTO "withdrawals" VALUES(4,2);
CREATE TRIGGER imports_no_UPDATE BEFORE UPDATE ON imports
BEGIN SELECT RAISE(ABORT, 'the store is append-only'); END;
CREATE TRIGGER imports_no_DELETE BEFORE DELETE ON imports
BEGIN SELECT RAISE(ABORT, 'the store is append-only'); END;
CREATE TRIGGER versions_no_UPDATE BEFORE UPDATE ON versions
BEGIN SELECT RAISE(ABORT, 'the store is append-only'); END;
CREATE TRIGGER versions_no_DELETE BEFORE DELETE ON versions
BEGIN SELECT RAISE(ABORT, 'the store is append-only'); END;
CREATE TRIGGER withdrawals_no_UPDATE BEFORE UPDATE ON withdrawals
BEGIN SELECT RAISE(ABORT, 'the store is append-only'); END;
CREATE TRIGGER withdrawals_no_DELETE BEFORE DELETE ON withdrawals
BEGIN SELECT RAISE(ABORT, 'the store is append-only'); END;
COMMIT;
