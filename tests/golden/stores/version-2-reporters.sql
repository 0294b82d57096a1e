BEGIN TRANSACTION;
CREATE TABLE apart (
    id TEXT NOT NULL, part TEXT NOT NULL, text TEXT NOT NULL, import INTEGER NOT NULL,
    PRIMARY KEY (id, part, text, import)
) STRICT, WITHOUT ROWID
;
INSERT INTO "apart" VALUES('r-39c2c3cd3462dbb533ab','native_id','u2',3);
INSERT INTO "apart" VALUES('r-39c2c3cd3462dbb533ab','native_id','u2',4);
INSERT INTO "apart" VALUES('r-4fba76f09480ab66b81c','native_id','a',1);
INSERT INTO "apart" VALUES('r-4fba76f09480ab66b81c','native_id','a',2);
INSERT INTO "apart" VALUES('r-9daaf31480e3a39f9884','native_id','dddd',2);
INSERT INTO "apart" VALUES('r-b4e137f68bcb14936ef0','native_id','bb',1);
INSERT INTO "apart" VALUES('r-b4e137f68bcb14936ef0','reporter','J. Doe',1);
INSERT INTO "apart" VALUES('r-f0e1f17c04bf4f6be40b','native_id','u1',3);
INSERT INTO "apart" VALUES('r-f0e1f17c04bf4f6be40b','native_id','u1',4);
INSERT INTO "apart" VALUES('r-f6cfa1530bcd185ce90b','native_id','ccc',1);
INSERT INTO "apart" VALUES('r-f6cfa1530bcd185ce90b','native_id','ccc',7);
CREATE TABLE secret (key BLOB NOT NULL) STRICT;
INSERT INTO "secret" VALUES(X'2E3939FF0C769E2418953A06B7885F4CE5789A17FA9A0C47AD39B970AB21A0AB');
COMMIT;
