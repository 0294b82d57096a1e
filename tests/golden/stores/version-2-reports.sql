PRAGMA user_version = 2;
BEGIN TRANSACTION;
CREATE TABLE heads (
    id TEXT PRIMARY KEY,
    feed TEXT NOT NULL,
    report INTEGER NOT NULL, version INTEGER NOT NULL,
    hash BLOB NOT NULL,
    seen INTEGER NOT NULL,
    issued INTEGER
) STRICT, WITHOUT ROWID;
INSERT INTO "heads" VALUES('r-1a0c112cbd311df0ef1a','csv',13,15,X'',6,NULL);
INSERT INTO "heads" VALUES('r-39c2c3cd3462dbb533ab','cot',9,10,X'',4,1925031600000);
INSERT INTO "heads" VALUES('r-4fba76f09480ab66b81c','csv',1,14,X'10A1D9D0C56192EC90AAEAEAA62B9FC9',6,NULL);
INSERT INTO "heads" VALUES('r-9daaf31480e3a39f9884','csv',5,5,X'D309C76FABCBCB4C018F7A6458874126',2,NULL);
INSERT INTO "heads" VALUES('r-b4e137f68bcb14936ef0','csv',2,2,X'609CDF6A623D77E2927112203CFE8AAF',7,NULL);
INSERT INTO "heads" VALUES('r-f0e1f17c04bf4f6be40b','cot',7,7,X'05BA7042D0C5F95DBD0A318FF53440B6',4,1925035200000);
INSERT INTO "heads" VALUES('r-f6cfa1530bcd185ce90b','csv',3,16,X'E1349CECBC4B3A1812EAF0B29B907D8E',7,NULL);
CREATE TABLE ids (hash BLOB NOT NULL) STRICT;
INSERT INTO "ids" VALUES(X'63A76A17AACA48DB14CDC0D6C8ABD9B7');
CREATE TABLE imports (
    number INTEGER PRIMARY KEY,
    feed TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL,
    at INTEGER NOT NULL,
    rows INTEGER NOT NULL, new INTEGER NOT NULL, altered INTEGER NOT NULL, unchanged INTEGER NOT NULL,
    repeated INTEGER NOT NULL, withdrawn INTEGER NOT NULL, refused INTEGER NOT NULL
) STRICT;
INSERT INTO "imports" VALUES(1,'csv','a.csv','1fc7d47ee456d9fe1ad0311302644cf544feb56ca39adbeacfecda918f175c78',1925082000,3,3,0,0,0,0,0);
INSERT INTO "imports" VALUES(2,'csv','b.csv','119f277faa59dff83bb532d709eaeda6997c9bf7894677b7f6dab467659d5424',1925085600,3,1,1,1,0,1,0);
INSERT INTO "imports" VALUES(3,'cot','s.xml','93be6366389449f6d93d0cf3cfe82b1eeb382239935662b8e1f308c65b5e5f80',1925089200,3,2,1,0,0,0,0);
INSERT INTO "imports" VALUES(4,'cot','t.xml','705b631d51629b8eab6e678ba34b6a09192c353367e48e166d025aae26a6ac47',1925092800,2,0,1,0,0,1,0);
INSERT INTO "imports" VALUES(5,'csv','c.csv','3a17952c9c3e02dfabafda4f0d96904041ca844764ce4ddc4579d21049c4b635',1925096400,2,1,1,0,0,0,0);
INSERT INTO "imports" VALUES(6,'csv','c.csv','3a17952c9c3e02dfabafda4f0d96904041ca844764ce4ddc4579d21049c4b635',1925100000,0,0,1,0,0,1,0);
INSERT INTO "imports" VALUES(7,'csv','d.csv','bdf5bedfe717e857d8363328b355468efa88bd1f03791a76932918c2d063686a',1925103600,2,0,1,1,0,0,0);
CREATE TABLE versions (
    version INTEGER PRIMARY KEY,
    report INTEGER NOT NULL,
    import INTEGER NOT NULL,
    line INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL,
    late INTEGER NOT NULL,
    issued INTEGER,
    feed TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, source TEXT NOT NULL,
    start INTEGER NOT NULL, end INTEGER,
    lat REAL, lon REAL, radius_m REAL,
    act TEXT NOT NULL, weapon TEXT NOT NULL, target TEXT NOT NULL,
    label TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
INSERT INTO "versions" VALUES(1,1,1,2,0,0,NULL,'csv','report','r-4fba76f09480ab66b81c','csv',1925002800,1925002800,48.1,37.25,100.0,'shelling','mortar','','a side','{"text":""}');
INSERT INTO "versions" VALUES(2,2,1,3,0,0,NULL,'csv','report','r-b4e137f68bcb14936ef0','csv',1925002800,1925002800,48.2,37.25,100.0,'fire','mortar','','a side','{"text":""}');
INSERT INTO "versions" VALUES(3,3,1,4,0,0,NULL,'csv','report','r-f6cfa1530bcd185ce90b','csv',1925002800,1925002800,48.3,37.25,100.0,'other:noise, "loud"','','','a side','{"text":""}');
INSERT INTO "versions" VALUES(4,1,2,2,0,0,NULL,'csv','report','r-4fba76f09480ab66b81c','csv',1925002800,1925002800,48.1,37.25,100.0,'strike','mortar','','a side','{"text":""}');
INSERT INTO "versions" VALUES(5,5,2,4,0,0,NULL,'csv','report','r-9daaf31480e3a39f9884','csv',1925002800,1925002800,48.4,37.25,100.0,'fire','mortar','','a side','{"text":""}');
INSERT INTO "versions" VALUES(6,3,2,4,1,0,NULL,'csv','report','r-f6cfa1530bcd185ce90b','csv',1925002800,1925002800,48.3,37.25,100.0,'other:noise, "loud"','','','a side','{"text":""}');
INSERT INTO "versions" VALUES(7,7,3,1,0,0,1925035200000,'cot','report','r-f0e1f17c04bf4f6be40b','cot',1925002800,1925002800,48.3,37.5,25.0,'presence','','','h','{"type":"a-h-G","how":"m-g"}');
INSERT INTO "versions" VALUES(8,7,3,2,0,1,1925028000000,'cot','report','r-f0e1f17c04bf4f6be40b','cot',1925002800,1925002800,48.1,37.5,25.0,'presence','','','h','{"type":"a-h-G","how":"m-g"}');
INSERT INTO "versions" VALUES(9,9,3,3,0,0,1925028000000,'cot','report','r-39c2c3cd3462dbb533ab','cot',1925002800,1925002800,48.2,37.5,25.0,'presence','','','h','{"type":"a-h-G","how":"m-g"}');
INSERT INTO "versions" VALUES(10,9,4,1,1,0,1925031600000,'cot','report','r-39c2c3cd3462dbb533ab','cot',1925002800,1925002800,48.2,37.5,25.0,'presence','','','h','{"type":"a-h-G","how":"m-g"}');
INSERT INTO "versions" VALUES(11,7,4,2,0,1,1925031600000,'cot','report','r-f0e1f17c04bf4f6be40b','cot',1925002800,1925002800,48.25,37.5,25.0,'presence','','','h','{"type":"a-h-G","how":"m-g"}');
INSERT INTO "versions" VALUES(12,1,5,2,0,0,NULL,'csv','report','r-4fba76f09480ab66b81c','csv',1925002800,1925002800,48.1,37.25,100.0,'flare','mortar','','a side','{"text":""}');
INSERT INTO "versions" VALUES(13,13,5,3,0,0,NULL,'csv','report','r-1a0c112cbd311df0ef1a','csv',1925002800,1925002800,48.5,37.25,100.0,'flare','mortar','','a side','{"text":""}');
INSERT INTO "versions" VALUES(14,1,6,2,0,0,NULL,'csv','report','r-4fba76f09480ab66b81c','csv',1925002800,1925002800,48.1,37.25,100.0,'strike','mortar','','a side','{"text":""}');
INSERT INTO "versions" VALUES(15,13,6,3,1,0,NULL,'csv','report','r-1a0c112cbd311df0ef1a','csv',1925002800,1925002800,48.5,37.25,100.0,'flare','mortar','','a side','{"text":""}');
INSERT INTO "versions" VALUES(16,3,7,3,0,0,NULL,'csv','report','r-f6cfa1530bcd185ce90b','csv',1925002800,1925002800,48.3,37.25,100.0,'other:noise, "loud"','','','a side','{"text":""}');
CREATE TABLE withdrawals (number INTEGER PRIMARY KEY, import INTEGER NOT NULL UNIQUE) STRICT;
INSERT INTO "withdrawals" VALUES(6,5);
CREATE INDEX messages ON versions (report, issued) WHERE issued IS NOT NULL;
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
