-- A ledger of layout 1, as the last version before layout 2 made it.
pragma application_id = 2003201124;
pragma user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE document (
	n INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	reading VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	published VARCHAR NOT NULL, 
	first DATE, 
	last DATE, 
	known DATE, 
	recorded VARCHAR NOT NULL, 
	text TEXT NOT NULL, 
	lines JSON NOT NULL, 
	payload JSON NOT NULL, 
	PRIMARY KEY (n)
);
INSERT INTO "document" VALUES(1,'f9c56afde555219d','8a87f2fb2df99331','On The envoys of both sides met in the old ','2020-05-15','2020-05-15','2020-05-15','2020-05-15','2024-01-02T03:04:05+00:00','The envoys of both sides met in the old mill.','[]','{"id":"f9c56afde555219d","title":"On The envoys of both sides met in the old ","publisher":null,"published":"2020-05-15","text":""}');
INSERT INTO "document" VALUES(2,'990b20087cfef157','b6958e2390807f75','On Rain fell on the bridge.
Grain was sent ','2020-05','2020-05-01','2020-05-31','2020-05-31','2024-01-02T03:04:05+00:00','Rain fell on the bridge.
Grain was sent to the north.','[]','{"id":"990b20087cfef157","title":"On Rain fell on the bridge.\nGrain was sent ","publisher":null,"published":"2020-05","text":""}');
INSERT INTO "document" VALUES(3,'c5158b2807920110','091bea844a7ccae6','On An undated note on the tariff.','XXXX-05-06',NULL,NULL,NULL,'2024-01-02T03:04:05+00:00','An undated note on the tariff.','[]','{"id":"c5158b2807920110","title":"On An undated note on the tariff.","publisher":null,"published":"XXXX-05-06","text":""}');
INSERT INTO "document" VALUES(4,'f9c56afde555219d','74da44143d781424','On The envoys of both sides met in the old ','2020-05-15','2020-05-15','2020-05-15','2020-05-15','2024-01-02T03:04:05+00:00','The envoys of both sides met in the old mill.','[]','{"id":"f9c56afde555219d","title":"On The envoys of both sides met in the old ","publisher":null,"published":"2020-05-15","text":""}');
CREATE TABLE layout (
	schema INTEGER NOT NULL, 
	watchfloor VARCHAR NOT NULL, 
	PRIMARY KEY (schema)
);
INSERT INTO "layout" VALUES(1,'0.1.0');
CREATE TABLE refused (
	document INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	reason VARCHAR NOT NULL, 
	PRIMARY KEY (document, n), 
	FOREIGN KEY(document) REFERENCES document (n)
);
INSERT INTO "refused" VALUES(1,1,0,3,'a table');
INSERT INTO "refused" VALUES(2,1,0,3,'a table');
INSERT INTO "refused" VALUES(3,1,0,3,'a table');
CREATE TABLE statement (
	document INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	event VARCHAR, 
	factuality VARCHAR, 
	happened VARCHAR, 
	first DATE, 
	last DATE, 
	known DATE, 
	recorded VARCHAR NOT NULL, 
	proposal BOOLEAN NOT NULL, 
	payload JSON NOT NULL, 
	PRIMARY KEY (document, n), 
	FOREIGN KEY(document) REFERENCES document (n)
);
INSERT INTO "statement" VALUES(1,1,'4e26d9784438d996','event','AID','happened','2020-04','2020-04-01','2020-04-30','2020-05-15','2024-01-02T03:04:05+00:00',0,'{"id":"4e26d9784438d996","kind":"event","citation":{"document":"f9c56afde555219d","start":0,"end":45,"exact":"The envoys of both sides met in the old mill.","speaker":"Host","source_line":1},"event":"AID","actors":[{"key":"RUS","name":"RUS"}],"recipients":[{"key":"SRB","name":"SRB"}],"when":"2020-04","factuality":"happened"}');
INSERT INTO "statement" VALUES(2,1,'966c9e5c1b832ff2','event','AID','happened','2020-04','2020-04-01','2020-04-30','2020-05-31','2024-01-02T03:04:05+00:00',0,'{"id":"966c9e5c1b832ff2","kind":"event","citation":{"document":"990b20087cfef157","start":0,"end":53,"exact":"Rain fell on the bridge.\nGrain was sent to the north.","speaker":"Host","source_line":1},"event":"AID","actors":[{"key":"RUS","name":"RUS"}],"recipients":[{"key":"SRB","name":"SRB"}],"when":"2020-04","factuality":"happened"}');
INSERT INTO "statement" VALUES(3,1,'669690b3f3996efc','event','AID','happened','2020-04','2020-04-01','2020-04-30',NULL,'2024-01-02T03:04:05+00:00',0,'{"id":"669690b3f3996efc","kind":"event","citation":{"document":"c5158b2807920110","start":0,"end":30,"exact":"An undated note on the tariff.","speaker":"Host","source_line":1},"event":"AID","actors":[{"key":"RUS","name":"RUS"}],"recipients":[{"key":"SRB","name":"SRB"}],"when":"2020-04","factuality":"happened"}');
INSERT INTO "statement" VALUES(4,1,'4e26d9784438d996','event','AID','happened','2020-04','2020-04-01','2020-04-30','2020-05-15','2024-01-02T03:04:05+00:00',0,'{"id":"4e26d9784438d996","kind":"event","citation":{"document":"f9c56afde555219d","start":0,"end":45,"exact":"The envoys of both sides met in the old mill.","speaker":"Host","source_line":1},"event":"AID","actors":[{"key":"RUS","name":"RUS"}],"recipients":[{"key":"SRB","name":"SRB"}],"when":"2020-04","factuality":"happened"}');
INSERT INTO "statement" VALUES(4,2,'6eb221157cd12f59','event','CONSULT','happened','2020-05-14','2020-05-14','2020-05-14','2020-05-15','2024-01-02T03:04:05+00:00',0,'{"id":"6eb221157cd12f59","kind":"event","citation":{"document":"f9c56afde555219d","start":0,"end":45,"exact":"The envoys of both sides met in the old mill.","speaker":"Host","source_line":1},"event":"CONSULT","actors":[{"key":"RUS","name":"RUS"}],"recipients":[{"key":"SRB","name":"SRB"}],"when":"2020-05-14","factuality":"happened"}');
CREATE TABLE turn (
	document INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	speaker VARCHAR NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	PRIMARY KEY (document, n), 
	FOREIGN KEY(document) REFERENCES document (n)
);
INSERT INTO "turn" VALUES(1,1,'Host',0,45);
INSERT INTO "turn" VALUES(2,1,'Host',0,53);
INSERT INTO "turn" VALUES(3,1,'Host',0,30);
INSERT INTO "turn" VALUES(4,1,'Host',0,45);
CREATE INDEX document_by_id ON document (id, n);
CREATE INDEX statement_by_known ON statement (known);
CREATE UNIQUE INDEX statement_by_id ON statement (document, id);
CREATE TRIGGER layout_no_update before update on layout begin select raise(abort, 'the ledger is append-only'); end;
CREATE TRIGGER layout_no_delete before delete on layout begin select raise(abort, 'the ledger is append-only'); end;
CREATE TRIGGER document_no_update before update on document begin select raise(abort, 'the ledger is append-only'); end;
CREATE TRIGGER document_no_delete before delete on document begin select raise(abort, 'the ledger is append-only'); end;
CREATE TRIGGER turn_no_update before update on turn begin select raise(abort, 'the ledger is append-only'); end;
CREATE TRIGGER turn_no_delete before delete on turn begin select raise(abort, 'the ledger is append-only'); end;
CREATE TRIGGER statement_no_update before update on statement begin select raise(abort, 'the ledger is append-only'); end;
CREATE TRIGGER statement_no_delete before delete on statement begin select raise(abort, 'the ledger is append-only'); end;
CREATE TRIGGER refused_no_update before update on refused begin select raise(abort, 'the ledger is append-only'); end;
CREATE TRIGGER refused_no_delete before delete on refused begin select raise(abort, 'the ledger is append-only'); end;
COMMIT;
