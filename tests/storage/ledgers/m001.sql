BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'songyu','m001_first_floor','2022-12-31 01:30:00.000000+00:00');
CREATE TABLE allocations (id INTEGER PRIMARY KEY AUTOINCREMENT,
        batch INTEGER NOT NULL REFERENCES batches (id),
        unit INTEGER NOT NULL REFERENCES units (id),
        quantity INTEGER NOT NULL CHECK (quantity > 0),
        rule TEXT NOT NULL,
        reason TEXT
    ) STRICT;
INSERT INTO "allocations" VALUES(1,1,1,1,'installed',NULL);
INSERT INTO "allocations" VALUES(2,1,2,1,'installed',NULL);
CREATE TABLE batches (id INTEGER PRIMARY KEY AUTOINCREMENT,
        programme INTEGER NOT NULL REFERENCES programmes (id),
        number INTEGER NOT NULL CHECK (number > 0),
        planned INTEGER NOT NULL CHECK (planned > 0),
        opened_on TEXT NOT NULL CHECK (opened_on GLOB '[12][0-9][0-9][0-9]' OR opened_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR opened_on IS date(opened_on)),
        closed_on TEXT CHECK (closed_on GLOB '[12][0-9][0-9][0-9]' OR closed_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR closed_on IS date(closed_on)),
        note TEXT,
        UNIQUE (programme, number)
    ) STRICT;
INSERT INTO "batches" VALUES(1,1,1,3,'2021','2022-12-31',NULL);
CREATE TABLE bench_events (id INTEGER PRIMARY KEY AUTOINCREMENT,
        bench INTEGER NOT NULL REFERENCES benches (id),
        kind TEXT NOT NULL CHECK (kind IN ('installed', 'in_use', 'out_of_use', 'retired')),
        happened_on TEXT CHECK (happened_on GLOB '[12][0-9][0-9][0-9]' OR happened_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR happened_on IS date(happened_on)),
        reason TEXT
    ) STRICT;
INSERT INTO "bench_events" VALUES(1,1,'installed','2021-06-18',NULL);
INSERT INTO "bench_events" VALUES(2,1,'in_use','2021-06-18',NULL);
INSERT INTO "bench_events" VALUES(3,2,'installed','2021-06-18',NULL);
INSERT INTO "bench_events" VALUES(4,2,'in_use','2021-06-18',NULL);
CREATE TABLE benches (id INTEGER PRIMARY KEY AUTOINCREMENT,
        tag TEXT NOT NULL UNIQUE,
        batch INTEGER NOT NULL REFERENCES batches (id),
        unit INTEGER NOT NULL REFERENCES units (id),
        spot TEXT,
        note TEXT
    ) STRICT;
INSERT INTO "benches" VALUES(1,'B1-001',1,1,'楼道口',NULL);
INSERT INTO "benches" VALUES(2,'B1-002',1,2,'楼道口',NULL);
CREATE TABLE changes (id INTEGER PRIMARY KEY AUTOINCREMENT,
        command INTEGER NOT NULL REFERENCES commands (id),
        table_name TEXT NOT NULL,
        row_id INTEGER NOT NULL,
        old TEXT,
        new TEXT,
        CHECK (old IS NOT NULL OR new IS NOT NULL)
    ) STRICT;
INSERT INTO "changes" VALUES(1,1,'programmes',1,NULL,'{"id":1,"name":"便民安心凳","target":300}');
INSERT INTO "changes" VALUES(2,1,'settings',1,NULL,'{"id":1,"key":"community","value":"淞渔社区"}');
INSERT INTO "changes" VALUES(3,1,'settings',2,NULL,'{"id":2,"key":"subdistrict","value":"斜塘街道"}');
INSERT INTO "changes" VALUES(4,1,'settings',3,NULL,'{"id":3,"key":"estate","value":"淞泽家园九区"}');
INSERT INTO "changes" VALUES(5,1,'settings',4,NULL,'{"id":4,"key":"role","value":"clerk"}');
INSERT INTO "changes" VALUES(6,1,'settings',5,NULL,'{"id":5,"key":"kinds","value":""}');
INSERT INTO "changes" VALUES(7,1,'settings',6,NULL,'{"id":6,"key":"note","value":""}');
INSERT INTO "changes" VALUES(8,2,'units',1,NULL,'{"id":1,"estate":"淞泽家园九区","building":"12","label":"3","grid":"一网格","households":10,"floors":null}');
INSERT INTO "changes" VALUES(9,3,'headcounts',1,NULL,'{"id":1,"unit":1,"as_of":"2021-03-01","source":"社区数据平台","residents":null,"elderly_60":13,"elderly_65":null,"elderly_80":1}');
INSERT INTO "changes" VALUES(10,4,'units',2,NULL,'{"id":2,"estate":"淞泽家园九区","building":"12","label":"4","grid":"一网格","households":10,"floors":null}');
INSERT INTO "changes" VALUES(11,5,'headcounts',2,NULL,'{"id":2,"unit":2,"as_of":"2021-03-01","source":null,"residents":null,"elderly_60":9,"elderly_65":null,"elderly_80":null}');
INSERT INTO "changes" VALUES(12,6,'units',3,NULL,'{"id":3,"estate":"淞泽家园九区","building":"7","label":"1","grid":null,"households":null,"floors":null}');
INSERT INTO "changes" VALUES(13,6,'units',4,NULL,'{"id":4,"estate":"淞泽家园九区","building":"7","label":"2","grid":null,"households":null,"floors":null}');
INSERT INTO "changes" VALUES(14,6,'headcounts',3,NULL,'{"id":3,"unit":3,"as_of":"2021-05","source":null,"residents":null,"elderly_60":9,"elderly_65":null,"elderly_80":1}');
INSERT INTO "changes" VALUES(15,6,'headcounts',4,NULL,'{"id":4,"unit":4,"as_of":"2021-05","source":null,"residents":null,"elderly_60":8,"elderly_65":null,"elderly_80":null}');
INSERT INTO "changes" VALUES(16,6,'imports',1,NULL,'{"id":1,"file_name":"底账.csv","sha256":"aad86f453c647d68af8f9723edabc0479565b435fda1fc97528932dc5904a36b","kind":"units","mapping":"{\"底账\": [\"building\", \"label\", \"elderly_60\", \"elderly_80\"]}","added":2,"changed":0,"same":0}');
INSERT INTO "changes" VALUES(17,7,'batches',1,NULL,'{"id":1,"programme":1,"number":1,"planned":3,"opened_on":"2021","closed_on":null,"note":null}');
INSERT INTO "changes" VALUES(18,8,'demands',1,NULL,'{"id":1,"unit":1,"kind":"bench","quantity":1,"channel":"door","role":"clerk","registered_on":"2021-03-05","text":"老人上楼前没处歇脚","merged_into":null,"withdrawn_on":null}');
INSERT INTO "changes" VALUES(19,9,'demands',2,NULL,'{"id":2,"unit":2,"kind":"bench","quantity":2,"channel":"hotline","role":"clerk","registered_on":"2021-04","text":"门口的旧凳子收走以后没有地方坐","merged_into":null,"withdrawn_on":null}');
INSERT INTO "changes" VALUES(20,10,'demands',2,'{"id":2,"unit":2,"kind":"bench","quantity":2,"channel":"hotline","role":"clerk","registered_on":"2021-04","text":"门口的旧凳子收走以后没有地方坐","merged_into":null,"withdrawn_on":null}','{"id":2,"unit":2,"kind":"bench","quantity":2,"channel":"hotline","role":"clerk","registered_on":"2021-04","text":"没有地方坐","merged_into":null,"withdrawn_on":null}');
INSERT INTO "changes" VALUES(21,11,'benches',1,NULL,'{"id":1,"tag":"B1-001","batch":1,"unit":1,"spot":"楼道口","note":null}');
INSERT INTO "changes" VALUES(22,11,'bench_events',1,NULL,'{"id":1,"bench":1,"kind":"installed","happened_on":"2021-06-18","reason":null}');
INSERT INTO "changes" VALUES(23,11,'bench_events',2,NULL,'{"id":2,"bench":1,"kind":"in_use","happened_on":"2021-06-18","reason":null}');
INSERT INTO "changes" VALUES(24,11,'results',1,NULL,'{"id":1,"demand":1,"bench":1,"quantity":1,"done_on":"2021-06-18"}');
INSERT INTO "changes" VALUES(25,11,'allocations',1,NULL,'{"id":1,"batch":1,"unit":1,"quantity":1,"rule":"installed","reason":null}');
INSERT INTO "changes" VALUES(26,11,'benches',2,NULL,'{"id":2,"tag":"B1-002","batch":1,"unit":2,"spot":"楼道口","note":null}');
INSERT INTO "changes" VALUES(27,11,'bench_events',3,NULL,'{"id":3,"bench":2,"kind":"installed","happened_on":"2021-06-18","reason":null}');
INSERT INTO "changes" VALUES(28,11,'bench_events',4,NULL,'{"id":4,"bench":2,"kind":"in_use","happened_on":"2021-06-18","reason":null}');
INSERT INTO "changes" VALUES(29,11,'results',2,NULL,'{"id":2,"demand":2,"bench":2,"quantity":1,"done_on":"2021-06-18"}');
INSERT INTO "changes" VALUES(30,11,'allocations',2,NULL,'{"id":2,"batch":1,"unit":2,"quantity":1,"rule":"installed","reason":null}');
INSERT INTO "changes" VALUES(31,12,'demands',3,NULL,'{"id":3,"unit":3,"kind":"handrail","quantity":1,"channel":"door","role":"grid_worker","registered_on":"2022-12-31","text":null,"merged_into":null,"withdrawn_on":null}');
INSERT INTO "changes" VALUES(32,13,'demands',3,'{"id":3,"unit":3,"kind":"handrail","quantity":1,"channel":"door","role":"grid_worker","registered_on":"2022-12-31","text":null,"merged_into":null,"withdrawn_on":null}',NULL);
INSERT INTO "changes" VALUES(33,14,'batches',1,'{"id":1,"programme":1,"number":1,"planned":3,"opened_on":"2021","closed_on":null,"note":null}','{"id":1,"programme":1,"number":1,"planned":3,"opened_on":"2021","closed_on":"2022-12-31","note":null}');
INSERT INTO "changes" VALUES(34,15,'settings',6,'{"id":6,"key":"note","value":""}','{"id":6,"key":"note","value":"虚构示例"}');
CREATE TABLE commands (id INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        role TEXT NOT NULL,
        alias TEXT,
        name TEXT NOT NULL,
        typed TEXT NOT NULL,
        undoes INTEGER REFERENCES commands (id),
        link TEXT
    ) STRICT;
INSERT INTO "commands" VALUES(1,'2022-12-31T09:30:00+08:00','clerk',NULL,'init','init --community 淞渔社区 --subdistrict 斜塘街道 --estate 淞泽家园九区 --target 300',NULL,'0417971b0051323b0042bf5631715f7f2395807026ddc22ceb39e4e1f1fefa97');
INSERT INTO "commands" VALUES(2,'2022-12-31T09:30:00+08:00','clerk',NULL,'unit add','unit add 12-3 --grid 一网格 --households 10',NULL,'f6f62326959a4a2df5dc1b112c501f99cae26c81675609bc4069dddd2793b294');
INSERT INTO "commands" VALUES(3,'2022-12-31T09:30:00+08:00','clerk',NULL,'unit count','unit count 12-3 --elderly 13 --elderly-80 1 --on 2021-03-01 --source 社区数据平台',NULL,'080f75f7bac7b2f71173b347d37fe3ab7bba0fee253aff10d41e3d1b5908d3dd');
INSERT INTO "commands" VALUES(4,'2022-12-31T09:30:00+08:00','clerk',NULL,'unit add','unit add 12-4 --grid 一网格 --households 10',NULL,'0606272065528809c508a75e184b28330745e79abc11b1a4a7f6f625349a47c5');
INSERT INTO "commands" VALUES(5,'2022-12-31T09:30:00+08:00','clerk',NULL,'unit count','unit count 12-4 --elderly 9 --on 2021-03-01',NULL,'18870e6719172af61c1c23fed0fb819e8a478f6602ca2f540108e7e33c3cb3f4');
INSERT INTO "commands" VALUES(6,'2022-12-31T09:30:00+08:00','clerk',NULL,'unit import','unit import 底账.csv --on 2021-05',NULL,'df4e0fa377a957835f35b5a40fb41ac0c8b79a1396c2042162e38c0b915babff');
INSERT INTO "commands" VALUES(7,'2022-12-31T09:30:00+08:00','clerk',NULL,'batch open','batch open 1 -n 3 --on 2021',NULL,'4987e5d67b0dd5fff6a1dfeb7518b8200e0090732052e129f7eddb2033dec778');
INSERT INTO "commands" VALUES(8,'2022-12-31T09:30:00+08:00','clerk',NULL,'demand add','demand add 12-3 --on 2021-03-05 --text 老人上楼前没处歇脚',NULL,'cc580b721a3b65dcc5ff2369bc60b5990c4967cdabaa22b516a3655b2b40eec9');
INSERT INTO "commands" VALUES(9,'2022-12-31T09:30:00+08:00','clerk',NULL,'demand add','demand add 12-4 -n 2 --on 2021-04 --channel 热线 --text 门口的旧凳子收走以后没有地方坐',NULL,'89a6e000b4de462b3424c733e6dceaa3062214decebe693a6e579f34e5ff7b44');
INSERT INTO "commands" VALUES(10,'2022-12-31T09:30:00+08:00','clerk',NULL,'demand edit','demand edit 2 --text 没有地方坐',NULL,'2b3bf7fc36df89b9034663141ce67c24e5e95e23882fcf69e758d2c7edd83cb2');
INSERT INTO "commands" VALUES(11,'2022-12-31T09:30:00+08:00','clerk',NULL,'bench install','bench install 12-3 12-4 --on 2021-06-18',NULL,'2acb93d5252e3427b790fe23ab8242aac424d7b2aacc52d05a6cf5de78d9b849');
INSERT INTO "commands" VALUES(12,'2022-12-31T09:30:00+08:00','grid_worker','三网格','demand add','demand add 7-1 --kind 扶手',NULL,'76c84b30cb6e3a1b1a70daa9cf0ec8b98682c947919118db8480af43262efce0');
INSERT INTO "commands" VALUES(13,'2022-12-31T09:30:00+08:00','clerk',NULL,'undo','undo',12,'e7dc57878f7d34587bc0c13130653aa32be403881352bf95a8489a146a2dce0b');
INSERT INTO "commands" VALUES(14,'2022-12-31T09:30:00+08:00','clerk',NULL,'batch close','batch close 1',NULL,'431f7aff9f80d53c33b862b693983295db55a19ac9b56a8beafce114707ab30c');
INSERT INTO "commands" VALUES(15,'2022-12-31T09:30:00+08:00','clerk',NULL,'config set','config set note 虚构示例',NULL,'08b62d8a9f8aa671b9ca99de44c537cb2fe9070d9691587e513a08d4cdd6638c');
CREATE TABLE demands (id INTEGER PRIMARY KEY AUTOINCREMENT,
        unit INTEGER NOT NULL REFERENCES units (id),
        kind TEXT NOT NULL,
        quantity INTEGER NOT NULL CHECK (quantity > 0),
        channel TEXT NOT NULL,
        role TEXT NOT NULL,
        registered_on TEXT NOT NULL CHECK (registered_on GLOB '[12][0-9][0-9][0-9]' OR registered_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR registered_on IS date(registered_on)),
        text TEXT,
        merged_into INTEGER REFERENCES demands (id) CHECK (merged_into <> id),
        withdrawn_on TEXT CHECK (withdrawn_on GLOB '[12][0-9][0-9][0-9]' OR withdrawn_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR withdrawn_on IS date(withdrawn_on))
    ) STRICT;
INSERT INTO "demands" VALUES(1,1,'bench',1,'door','clerk','2021-03-05','老人上楼前没处歇脚',NULL,NULL);
INSERT INTO "demands" VALUES(2,2,'bench',2,'hotline','clerk','2021-04','没有地方坐',NULL,NULL);
CREATE TABLE headcounts (id INTEGER PRIMARY KEY AUTOINCREMENT,
        unit INTEGER NOT NULL REFERENCES units (id),
        as_of TEXT NOT NULL CHECK (as_of GLOB '[12][0-9][0-9][0-9]' OR as_of GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR as_of IS date(as_of)),
        source TEXT,
        residents INTEGER CHECK (residents >= 0),
        elderly_60 INTEGER CHECK (elderly_60 >= 0),
        elderly_65 INTEGER CHECK (elderly_65 >= 0),
        elderly_80 INTEGER CHECK (elderly_80 >= 0),
        UNIQUE (unit, as_of),
        CHECK (elderly_60 <= residents AND elderly_65 <= coalesce(elderly_60, residents)
            AND elderly_80 <= coalesce(elderly_65, elderly_60, residents))
    ) STRICT;
INSERT INTO "headcounts" VALUES(1,1,'2021-03-01','社区数据平台',NULL,13,NULL,1);
INSERT INTO "headcounts" VALUES(2,2,'2021-03-01',NULL,NULL,9,NULL,NULL);
INSERT INTO "headcounts" VALUES(3,3,'2021-05',NULL,NULL,9,NULL,1);
INSERT INTO "headcounts" VALUES(4,4,'2021-05',NULL,NULL,8,NULL,NULL);
CREATE TABLE imports (id INTEGER PRIMARY KEY AUTOINCREMENT,
        file_name TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        kind TEXT NOT NULL,
        mapping TEXT NOT NULL,
        added INTEGER NOT NULL,
        changed INTEGER NOT NULL,
        same INTEGER NOT NULL
    ) STRICT;
INSERT INTO "imports" VALUES(1,'底账.csv','aad86f453c647d68af8f9723edabc0479565b435fda1fc97528932dc5904a36b','units','{"底账": ["building", "label", "elderly_60", "elderly_80"]}',2,0,0);
CREATE TABLE programmes (id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        target INTEGER NOT NULL CHECK (target > 0)
    ) STRICT;
INSERT INTO "programmes" VALUES(1,'便民安心凳',300);
CREATE TABLE results (id INTEGER PRIMARY KEY AUTOINCREMENT,
        demand INTEGER NOT NULL REFERENCES demands (id),
        bench INTEGER REFERENCES benches (id),
        quantity INTEGER NOT NULL CHECK (quantity > 0),
        done_on TEXT NOT NULL CHECK (done_on GLOB '[12][0-9][0-9][0-9]' OR done_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR done_on IS date(done_on))
    ) STRICT;
INSERT INTO "results" VALUES(1,1,1,1,'2021-06-18');
INSERT INTO "results" VALUES(2,2,2,1,'2021-06-18');
CREATE TABLE serials (name TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT;
INSERT INTO "serials" VALUES('B1',2);
CREATE TABLE settings (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL) STRICT;
INSERT INTO "settings" VALUES(1,'community','淞渔社区');
INSERT INTO "settings" VALUES(2,'subdistrict','斜塘街道');
INSERT INTO "settings" VALUES(3,'estate','淞泽家园九区');
INSERT INTO "settings" VALUES(4,'role','clerk');
INSERT INTO "settings" VALUES(5,'kinds','');
INSERT INTO "settings" VALUES(6,'note','虚构示例');
CREATE TABLE units (id INTEGER PRIMARY KEY AUTOINCREMENT,
        estate TEXT NOT NULL,
        building TEXT NOT NULL,
        label TEXT NOT NULL,
        grid TEXT,
        households INTEGER CHECK (households >= 0),
        floors INTEGER CHECK (floors > 0),
        UNIQUE (estate, building, label)
    ) STRICT;
INSERT INTO "units" VALUES(1,'淞泽家园九区','12','3','一网格',10,NULL);
INSERT INTO "units" VALUES(2,'淞泽家园九区','12','4','一网格',10,NULL);
INSERT INTO "units" VALUES(3,'淞泽家园九区','7','1',NULL,NULL,NULL);
INSERT INTO "units" VALUES(4,'淞泽家园九区','7','2',NULL,NULL,NULL);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE UNIQUE INDEX one_open_command ON commands (coalesce(link, 'open')) WHERE link IS NULL;
CREATE INDEX undone_commands ON commands (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX changes_of_command ON changes (command);
CREATE INDEX allocations_of_batch ON allocations (batch, unit);
CREATE INDEX allocations_of_unit ON allocations (unit);
CREATE INDEX benches_of_unit ON benches (unit);
CREATE INDEX benches_of_batch ON benches (batch);
CREATE INDEX events_of_bench ON bench_events (bench, kind);
CREATE INDEX demands_of_unit ON demands (unit);
CREATE INDEX demands_merged ON demands (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX results_of_demand ON results (demand);
CREATE INDEX results_of_bench ON results (bench);
CREATE TRIGGER log_settings_insert AFTER INSERT ON settings BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'settings', NEW.id, NULL, json_object('id', NEW.id, 'key', NEW.key, 'value', NEW.value)); END;
CREATE TRIGGER log_settings_update AFTER UPDATE ON settings WHEN OLD.id IS NOT NEW.id OR OLD.key IS NOT NEW.key OR OLD.value IS NOT NEW.value BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'settings', NEW.id, json_object('id', OLD.id, 'key', OLD.key, 'value', OLD.value), json_object('id', NEW.id, 'key', NEW.key, 'value', NEW.value)); END;
CREATE TRIGGER log_settings_delete AFTER DELETE ON settings BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'settings', OLD.id, json_object('id', OLD.id, 'key', OLD.key, 'value', OLD.value), NULL); END;
CREATE TRIGGER log_programmes_insert AFTER INSERT ON programmes BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'programmes', NEW.id, NULL, json_object('id', NEW.id, 'name', NEW.name, 'target', NEW.target)); END;
CREATE TRIGGER log_programmes_update AFTER UPDATE ON programmes WHEN OLD.id IS NOT NEW.id OR OLD.name IS NOT NEW.name OR OLD.target IS NOT NEW.target BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'programmes', NEW.id, json_object('id', OLD.id, 'name', OLD.name, 'target', OLD.target), json_object('id', NEW.id, 'name', NEW.name, 'target', NEW.target)); END;
CREATE TRIGGER log_programmes_delete AFTER DELETE ON programmes BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'programmes', OLD.id, json_object('id', OLD.id, 'name', OLD.name, 'target', OLD.target), NULL); END;
CREATE TRIGGER log_units_insert AFTER INSERT ON units BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'units', NEW.id, NULL, json_object('id', NEW.id, 'estate', NEW.estate, 'building', NEW.building, 'label', NEW.label, 'grid', NEW.grid, 'households', NEW.households, 'floors', NEW.floors)); END;
CREATE TRIGGER log_units_update AFTER UPDATE ON units WHEN OLD.id IS NOT NEW.id OR OLD.estate IS NOT NEW.estate OR OLD.building IS NOT NEW.building OR OLD.label IS NOT NEW.label OR OLD.grid IS NOT NEW.grid OR OLD.households IS NOT NEW.households OR OLD.floors IS NOT NEW.floors BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'units', NEW.id, json_object('id', OLD.id, 'estate', OLD.estate, 'building', OLD.building, 'label', OLD.label, 'grid', OLD.grid, 'households', OLD.households, 'floors', OLD.floors), json_object('id', NEW.id, 'estate', NEW.estate, 'building', NEW.building, 'label', NEW.label, 'grid', NEW.grid, 'households', NEW.households, 'floors', NEW.floors)); END;
CREATE TRIGGER log_units_delete AFTER DELETE ON units BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'units', OLD.id, json_object('id', OLD.id, 'estate', OLD.estate, 'building', OLD.building, 'label', OLD.label, 'grid', OLD.grid, 'households', OLD.households, 'floors', OLD.floors), NULL); END;
CREATE TRIGGER log_headcounts_insert AFTER INSERT ON headcounts BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'headcounts', NEW.id, NULL, json_object('id', NEW.id, 'unit', NEW.unit, 'as_of', NEW.as_of, 'source', NEW.source, 'residents', NEW.residents, 'elderly_60', NEW.elderly_60, 'elderly_65', NEW.elderly_65, 'elderly_80', NEW.elderly_80)); END;
CREATE TRIGGER log_headcounts_update AFTER UPDATE ON headcounts WHEN OLD.id IS NOT NEW.id OR OLD.unit IS NOT NEW.unit OR OLD.as_of IS NOT NEW.as_of OR OLD.source IS NOT NEW.source OR OLD.residents IS NOT NEW.residents OR OLD.elderly_60 IS NOT NEW.elderly_60 OR OLD.elderly_65 IS NOT NEW.elderly_65 OR OLD.elderly_80 IS NOT NEW.elderly_80 BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'headcounts', NEW.id, json_object('id', OLD.id, 'unit', OLD.unit, 'as_of', OLD.as_of, 'source', OLD.source, 'residents', OLD.residents, 'elderly_60', OLD.elderly_60, 'elderly_65', OLD.elderly_65, 'elderly_80', OLD.elderly_80), json_object('id', NEW.id, 'unit', NEW.unit, 'as_of', NEW.as_of, 'source', NEW.source, 'residents', NEW.residents, 'elderly_60', NEW.elderly_60, 'elderly_65', NEW.elderly_65, 'elderly_80', NEW.elderly_80)); END;
CREATE TRIGGER log_headcounts_delete AFTER DELETE ON headcounts BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'headcounts', OLD.id, json_object('id', OLD.id, 'unit', OLD.unit, 'as_of', OLD.as_of, 'source', OLD.source, 'residents', OLD.residents, 'elderly_60', OLD.elderly_60, 'elderly_65', OLD.elderly_65, 'elderly_80', OLD.elderly_80), NULL); END;
CREATE TRIGGER log_batches_insert AFTER INSERT ON batches BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'batches', NEW.id, NULL, json_object('id', NEW.id, 'programme', NEW.programme, 'number', NEW.number, 'planned', NEW.planned, 'opened_on', NEW.opened_on, 'closed_on', NEW.closed_on, 'note', NEW.note)); END;
CREATE TRIGGER log_batches_update AFTER UPDATE ON batches WHEN OLD.id IS NOT NEW.id OR OLD.programme IS NOT NEW.programme OR OLD.number IS NOT NEW.number OR OLD.planned IS NOT NEW.planned OR OLD.opened_on IS NOT NEW.opened_on OR OLD.closed_on IS NOT NEW.closed_on OR OLD.note IS NOT NEW.note BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'batches', NEW.id, json_object('id', OLD.id, 'programme', OLD.programme, 'number', OLD.number, 'planned', OLD.planned, 'opened_on', OLD.opened_on, 'closed_on', OLD.closed_on, 'note', OLD.note), json_object('id', NEW.id, 'programme', NEW.programme, 'number', NEW.number, 'planned', NEW.planned, 'opened_on', NEW.opened_on, 'closed_on', NEW.closed_on, 'note', NEW.note)); END;
CREATE TRIGGER log_batches_delete AFTER DELETE ON batches BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'batches', OLD.id, json_object('id', OLD.id, 'programme', OLD.programme, 'number', OLD.number, 'planned', OLD.planned, 'opened_on', OLD.opened_on, 'closed_on', OLD.closed_on, 'note', OLD.note), NULL); END;
CREATE TRIGGER log_allocations_insert AFTER INSERT ON allocations BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'allocations', NEW.id, NULL, json_object('id', NEW.id, 'batch', NEW.batch, 'unit', NEW.unit, 'quantity', NEW.quantity, 'rule', NEW.rule, 'reason', NEW.reason)); END;
CREATE TRIGGER log_allocations_update AFTER UPDATE ON allocations WHEN OLD.id IS NOT NEW.id OR OLD.batch IS NOT NEW.batch OR OLD.unit IS NOT NEW.unit OR OLD.quantity IS NOT NEW.quantity OR OLD.rule IS NOT NEW.rule OR OLD.reason IS NOT NEW.reason BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'allocations', NEW.id, json_object('id', OLD.id, 'batch', OLD.batch, 'unit', OLD.unit, 'quantity', OLD.quantity, 'rule', OLD.rule, 'reason', OLD.reason), json_object('id', NEW.id, 'batch', NEW.batch, 'unit', NEW.unit, 'quantity', NEW.quantity, 'rule', NEW.rule, 'reason', NEW.reason)); END;
CREATE TRIGGER log_allocations_delete AFTER DELETE ON allocations BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'allocations', OLD.id, json_object('id', OLD.id, 'batch', OLD.batch, 'unit', OLD.unit, 'quantity', OLD.quantity, 'rule', OLD.rule, 'reason', OLD.reason), NULL); END;
CREATE TRIGGER log_benches_insert AFTER INSERT ON benches BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'benches', NEW.id, NULL, json_object('id', NEW.id, 'tag', NEW.tag, 'batch', NEW.batch, 'unit', NEW.unit, 'spot', NEW.spot, 'note', NEW.note)); END;
CREATE TRIGGER log_benches_update AFTER UPDATE ON benches WHEN OLD.id IS NOT NEW.id OR OLD.tag IS NOT NEW.tag OR OLD.batch IS NOT NEW.batch OR OLD.unit IS NOT NEW.unit OR OLD.spot IS NOT NEW.spot OR OLD.note IS NOT NEW.note BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'benches', NEW.id, json_object('id', OLD.id, 'tag', OLD.tag, 'batch', OLD.batch, 'unit', OLD.unit, 'spot', OLD.spot, 'note', OLD.note), json_object('id', NEW.id, 'tag', NEW.tag, 'batch', NEW.batch, 'unit', NEW.unit, 'spot', NEW.spot, 'note', NEW.note)); END;
CREATE TRIGGER log_benches_delete AFTER DELETE ON benches BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'benches', OLD.id, json_object('id', OLD.id, 'tag', OLD.tag, 'batch', OLD.batch, 'unit', OLD.unit, 'spot', OLD.spot, 'note', OLD.note), NULL); END;
CREATE TRIGGER log_bench_events_insert AFTER INSERT ON bench_events BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'bench_events', NEW.id, NULL, json_object('id', NEW.id, 'bench', NEW.bench, 'kind', NEW.kind, 'happened_on', NEW.happened_on, 'reason', NEW.reason)); END;
CREATE TRIGGER log_bench_events_update AFTER UPDATE ON bench_events WHEN OLD.id IS NOT NEW.id OR OLD.bench IS NOT NEW.bench OR OLD.kind IS NOT NEW.kind OR OLD.happened_on IS NOT NEW.happened_on OR OLD.reason IS NOT NEW.reason BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'bench_events', NEW.id, json_object('id', OLD.id, 'bench', OLD.bench, 'kind', OLD.kind, 'happened_on', OLD.happened_on, 'reason', OLD.reason), json_object('id', NEW.id, 'bench', NEW.bench, 'kind', NEW.kind, 'happened_on', NEW.happened_on, 'reason', NEW.reason)); END;
CREATE TRIGGER log_bench_events_delete AFTER DELETE ON bench_events BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'bench_events', OLD.id, json_object('id', OLD.id, 'bench', OLD.bench, 'kind', OLD.kind, 'happened_on', OLD.happened_on, 'reason', OLD.reason), NULL); END;
CREATE TRIGGER log_demands_insert AFTER INSERT ON demands BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'demands', NEW.id, NULL, json_object('id', NEW.id, 'unit', NEW.unit, 'kind', NEW.kind, 'quantity', NEW.quantity, 'channel', NEW.channel, 'role', NEW.role, 'registered_on', NEW.registered_on, 'text', NEW.text, 'merged_into', NEW.merged_into, 'withdrawn_on', NEW.withdrawn_on)); END;
CREATE TRIGGER log_demands_update AFTER UPDATE ON demands WHEN OLD.id IS NOT NEW.id OR OLD.unit IS NOT NEW.unit OR OLD.kind IS NOT NEW.kind OR OLD.quantity IS NOT NEW.quantity OR OLD.channel IS NOT NEW.channel OR OLD.role IS NOT NEW.role OR OLD.registered_on IS NOT NEW.registered_on OR OLD.text IS NOT NEW.text OR OLD.merged_into IS NOT NEW.merged_into OR OLD.withdrawn_on IS NOT NEW.withdrawn_on BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'demands', NEW.id, json_object('id', OLD.id, 'unit', OLD.unit, 'kind', OLD.kind, 'quantity', OLD.quantity, 'channel', OLD.channel, 'role', OLD.role, 'registered_on', OLD.registered_on, 'text', OLD.text, 'merged_into', OLD.merged_into, 'withdrawn_on', OLD.withdrawn_on), json_object('id', NEW.id, 'unit', NEW.unit, 'kind', NEW.kind, 'quantity', NEW.quantity, 'channel', NEW.channel, 'role', NEW.role, 'registered_on', NEW.registered_on, 'text', NEW.text, 'merged_into', NEW.merged_into, 'withdrawn_on', NEW.withdrawn_on)); END;
CREATE TRIGGER log_demands_delete AFTER DELETE ON demands BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'demands', OLD.id, json_object('id', OLD.id, 'unit', OLD.unit, 'kind', OLD.kind, 'quantity', OLD.quantity, 'channel', OLD.channel, 'role', OLD.role, 'registered_on', OLD.registered_on, 'text', OLD.text, 'merged_into', OLD.merged_into, 'withdrawn_on', OLD.withdrawn_on), NULL); END;
CREATE TRIGGER log_results_insert AFTER INSERT ON results BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'results', NEW.id, NULL, json_object('id', NEW.id, 'demand', NEW.demand, 'bench', NEW.bench, 'quantity', NEW.quantity, 'done_on', NEW.done_on)); END;
CREATE TRIGGER log_results_update AFTER UPDATE ON results WHEN OLD.id IS NOT NEW.id OR OLD.demand IS NOT NEW.demand OR OLD.bench IS NOT NEW.bench OR OLD.quantity IS NOT NEW.quantity OR OLD.done_on IS NOT NEW.done_on BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'results', NEW.id, json_object('id', OLD.id, 'demand', OLD.demand, 'bench', OLD.bench, 'quantity', OLD.quantity, 'done_on', OLD.done_on), json_object('id', NEW.id, 'demand', NEW.demand, 'bench', NEW.bench, 'quantity', NEW.quantity, 'done_on', NEW.done_on)); END;
CREATE TRIGGER log_results_delete AFTER DELETE ON results BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'results', OLD.id, json_object('id', OLD.id, 'demand', OLD.demand, 'bench', OLD.bench, 'quantity', OLD.quantity, 'done_on', OLD.done_on), NULL); END;
CREATE TRIGGER log_imports_insert AFTER INSERT ON imports BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'imports', NEW.id, NULL, json_object('id', NEW.id, 'file_name', NEW.file_name, 'sha256', NEW.sha256, 'kind', NEW.kind, 'mapping', NEW.mapping, 'added', NEW.added, 'changed', NEW.changed, 'same', NEW.same)); END;
CREATE TRIGGER log_imports_update AFTER UPDATE ON imports WHEN OLD.id IS NOT NEW.id OR OLD.file_name IS NOT NEW.file_name OR OLD.sha256 IS NOT NEW.sha256 OR OLD.kind IS NOT NEW.kind OR OLD.mapping IS NOT NEW.mapping OR OLD.added IS NOT NEW.added OR OLD.changed IS NOT NEW.changed OR OLD.same IS NOT NEW.same BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'imports', NEW.id, json_object('id', OLD.id, 'file_name', OLD.file_name, 'sha256', OLD.sha256, 'kind', OLD.kind, 'mapping', OLD.mapping, 'added', OLD.added, 'changed', OLD.changed, 'same', OLD.same), json_object('id', NEW.id, 'file_name', NEW.file_name, 'sha256', NEW.sha256, 'kind', NEW.kind, 'mapping', NEW.mapping, 'added', NEW.added, 'changed', NEW.changed, 'same', NEW.same)); END;
CREATE TRIGGER log_imports_delete AFTER DELETE ON imports BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'imports', OLD.id, json_object('id', OLD.id, 'file_name', OLD.file_name, 'sha256', OLD.sha256, 'kind', OLD.kind, 'mapping', OLD.mapping, 'added', OLD.added, 'changed', OLD.changed, 'same', OLD.same), NULL); END;
CREATE TRIGGER log_changes_fixed BEFORE UPDATE ON changes BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER log_changes_kept BEFORE DELETE ON changes BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER log_changes_whole BEFORE INSERT ON changes WHEN (SELECT link FROM commands WHERE id = NEW.command) IS NOT NULL BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER log_commands_fixed BEFORE UPDATE ON commands WHEN OLD.link IS NOT NULL BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER log_commands_kept BEFORE DELETE ON commands BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER log_commands_single BEFORE INSERT ON commands WHEN EXISTS (SELECT 1 FROM commands WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE VIEW v_units AS 
        SELECT u.id, u.estate || '/' || u.building || '/' || u.label AS unit, u.grid, u.households, u.floors, (SELECT h.as_of FROM headcounts AS h WHERE h.unit = u.id AND h.as_of <= '9999' AND h.elderly_60 IS NOT NULL ORDER BY h.as_of DESC LIMIT 1) AS as_of, CASE WHEN coalesce((SELECT h.residents FROM headcounts AS h WHERE h.unit = u.id AND h.as_of <= '9999' AND h.residents IS NOT NULL ORDER BY h.as_of DESC LIMIT 1) < (SELECT h.elderly_60 FROM headcounts AS h WHERE h.unit = u.id AND h.as_of <= '9999' AND h.elderly_60 IS NOT NULL ORDER BY h.as_of DESC LIMIT 1), 0) THEN NULL ELSE (SELECT h.residents FROM headcounts AS h WHERE h.unit = u.id AND h.as_of <= '9999' AND h.residents IS NOT NULL ORDER BY h.as_of DESC LIMIT 1) END AS residents, (SELECT h.elderly_60 FROM headcounts AS h WHERE h.unit = u.id AND h.as_of <= '9999' AND h.elderly_60 IS NOT NULL ORDER BY h.as_of DESC LIMIT 1) AS elderly_60, CASE WHEN coalesce((SELECT h.elderly_65 FROM headcounts AS h WHERE h.unit = u.id AND h.as_of <= '9999' AND h.elderly_65 IS NOT NULL ORDER BY h.as_of DESC LIMIT 1) > (SELECT h.elderly_60 FROM headcounts AS h WHERE h.unit = u.id AND h.as_of <= '9999' AND h.elderly_60 IS NOT NULL ORDER BY h.as_of DESC LIMIT 1), 0) THEN NULL ELSE (SELECT h.elderly_65 FROM headcounts AS h WHERE h.unit = u.id AND h.as_of <= '9999' AND h.elderly_65 IS NOT NULL ORDER BY h.as_of DESC LIMIT 1) END AS elderly_65, CASE WHEN coalesce((SELECT h.elderly_80 FROM headcounts AS h WHERE h.unit = u.id AND h.as_of <= '9999' AND h.elderly_80 IS NOT NULL ORDER BY h.as_of DESC LIMIT 1) > (SELECT h.elderly_60 FROM headcounts AS h WHERE h.unit = u.id AND h.as_of <= '9999' AND h.elderly_60 IS NOT NULL ORDER BY h.as_of DESC LIMIT 1), 0) OR coalesce((SELECT h.elderly_80 FROM headcounts AS h WHERE h.unit = u.id AND h.as_of <= '9999' AND h.elderly_80 IS NOT NULL ORDER BY h.as_of DESC LIMIT 1) > (SELECT h.elderly_65 FROM headcounts AS h WHERE h.unit = u.id AND h.as_of <= '9999' AND h.elderly_65 IS NOT NULL ORDER BY h.as_of DESC LIMIT 1), 0) THEN NULL ELSE (SELECT h.elderly_80 FROM headcounts AS h WHERE h.unit = u.id AND h.as_of <= '9999' AND h.elderly_80 IS NOT NULL ORDER BY h.as_of DESC LIMIT 1) END AS elderly_80, (SELECT h.source FROM headcounts AS h WHERE h.unit = u.id AND h.as_of <= '9999' AND h.elderly_60 IS NOT NULL ORDER BY h.as_of DESC LIMIT 1) AS source,
            (SELECT count(*) FROM benches AS b WHERE b.unit = u.id AND coalesce((SELECT e.kind FROM bench_events AS e WHERE e.bench = b.id AND e.kind <> 'installed' ORDER BY e.id DESC LIMIT 1), 'pending') = 'in_use') AS benches_in_use
        FROM units AS u;
CREATE VIEW v_demands AS 
        SELECT d.id, u.estate || '/' || u.building || '/' || u.label AS unit, u.grid, d.kind, d.quantity, d.channel, d.role, d.registered_on, d.text,
            d.merged_into, d.withdrawn_on,
            (SELECT coalesce(sum(r.quantity), 0) FROM results AS r WHERE r.demand = d.id) AS carried_out
        FROM demands AS d JOIN units AS u ON u.id = d.unit;
CREATE VIEW v_benches AS 
        SELECT b.id, b.tag, t.number AS batch, u.estate || '/' || u.building || '/' || u.label AS unit, u.grid, b.spot, coalesce((SELECT e.kind FROM bench_events AS e WHERE e.bench = b.id AND e.kind <> 'installed' ORDER BY e.id DESC LIMIT 1), 'pending') AS state,
            (SELECT min(e.happened_on) FROM bench_events AS e WHERE e.bench = b.id AND e.kind = 'installed') AS installed_on, (SELECT min(e.happened_on) FROM bench_events AS e WHERE e.bench = b.id AND e.kind = 'in_use') AS in_use_on
        FROM benches AS b JOIN batches AS t ON t.id = b.batch JOIN units AS u ON u.id = b.unit;
CREATE VIEW v_batches AS 
        SELECT t.number AS batch, t.planned, t.opened_on, t.closed_on,
            (SELECT coalesce(sum(a.quantity), 0) FROM allocations AS a WHERE a.batch = t.id) AS allocated,
            (SELECT count(*) FROM benches AS b WHERE b.batch = t.id) AS installed,
            (SELECT count(*) FROM benches AS b WHERE b.batch = t.id AND coalesce((SELECT e.kind FROM bench_events AS e WHERE e.bench = b.id AND e.kind <> 'installed' ORDER BY e.id DESC LIMIT 1), 'pending') = 'in_use') AS in_use
        FROM batches AS t;
CREATE VIEW v_headcounts AS 
        SELECT h.id, u.estate || '/' || u.building || '/' || u.label AS unit, h.as_of, h.residents, h.elderly_60, h.elderly_65, h.elderly_80, h.source
        FROM headcounts AS h JOIN units AS u ON u.id = h.unit;
CREATE VIEW v_log AS 
        SELECT c.id, c.at, c.role, c.alias, c.name AS command, c.typed, c.undoes,
            (SELECT count(*) FROM changes AS g WHERE g.command = c.id) AS changes
        FROM commands AS c;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('commands',15);
INSERT INTO "sqlite_sequence" VALUES('changes',34);
INSERT INTO "sqlite_sequence" VALUES('programmes',1);
INSERT INTO "sqlite_sequence" VALUES('settings',6);
INSERT INTO "sqlite_sequence" VALUES('units',4);
INSERT INTO "sqlite_sequence" VALUES('headcounts',4);
INSERT INTO "sqlite_sequence" VALUES('imports',1);
INSERT INTO "sqlite_sequence" VALUES('batches',1);
INSERT INTO "sqlite_sequence" VALUES('demands',3);
INSERT INTO "sqlite_sequence" VALUES('benches',2);
INSERT INTO "sqlite_sequence" VALUES('bench_events',4);
INSERT INTO "sqlite_sequence" VALUES('results',2);
INSERT INTO "sqlite_sequence" VALUES('allocations',2);
COMMIT;
