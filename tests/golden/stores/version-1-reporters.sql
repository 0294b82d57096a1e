BEGIN TRANSACTION;
CREATE TABLE reporters (
    feed TEXT NOT NULL, native_id TEXT NOT NULL, reporter TEXT NOT NULL,
    PRIMARY KEY (feed, native_id, reporter)
) STRICT, WITHOUT ROWID
;
INSERT INTO "reporters" VALUES('csv','ODK-77','Planted Sender');
COMMIT;
