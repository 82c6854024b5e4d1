BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'songyu','m001_first_floor','2026-11-23 05:32:18.911347+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'songyu','m002_second_floor','2026-11-23 05:32:18.916258+00:00');
CREATE TABLE allocations (id INTEGER PRIMARY KEY AUTOINCREMENT,
        batch INTEGER NOT NULL REFERENCES batches (id),
        unit INTEGER NOT NULL REFERENCES units (id),
        quantity INTEGER NOT NULL CHECK (quantity > 0),
        rule TEXT NOT NULL,
        reason TEXT
    , allocated_on TEXT CHECK (allocated_on GLOB '[12][0-9][0-9][0-9]' OR allocated_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR allocated_on IS date(allocated_on))) STRICT;
INSERT INTO "allocations" VALUES(1,1,1,1,'installed',NULL,'2021-06-18');
INSERT INTO "allocations" VALUES(2,1,2,1,'installed',NULL,'2021-06-18');
INSERT INTO "allocations" VALUES(3,2,3,1,'installed',NULL,'2022-09-05');
CREATE TABLE attendances (id INTEGER PRIMARY KEY AUTOINCREMENT,
        meeting INTEGER NOT NULL REFERENCES meetings (id),
        role TEXT NOT NULL,
        people INTEGER NOT NULL CHECK (people > 0),
        UNIQUE (meeting, role)
    ) STRICT;
INSERT INTO "attendances" VALUES(1,1,'resident',12);
INSERT INTO "attendances" VALUES(2,1,'grid_worker',2);
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
INSERT INTO "batches" VALUES(2,1,2,12,'2022-09',NULL,NULL);
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
INSERT INTO "bench_events" VALUES(5,3,'installed','2022-09-05',NULL);
INSERT INTO "bench_events" VALUES(6,3,'in_use','2022-09-05',NULL);
CREATE TABLE benches (id INTEGER PRIMARY KEY AUTOINCREMENT,
        tag TEXT NOT NULL UNIQUE,
        batch INTEGER NOT NULL REFERENCES batches (id),
        unit INTEGER NOT NULL REFERENCES units (id),
        spot TEXT,
        note TEXT
    ) STRICT;
INSERT INTO "benches" VALUES(1,'B1-001',1,1,'楼道口',NULL);
INSERT INTO "benches" VALUES(2,'B1-002',1,2,'楼道口',NULL);
INSERT INTO "benches" VALUES(3,'B2-001',2,3,'楼道口左侧','靠墙');
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
INSERT INTO "changes" VALUES(7,1,'settings',6,NULL,'{"id":6,"key":"reply_within","value":"7"}');
INSERT INTO "changes" VALUES(8,1,'settings',7,NULL,'{"id":7,"key":"result_within","value":"60"}');
INSERT INTO "changes" VALUES(9,1,'settings',8,NULL,'{"id":8,"key":"rest_days","value":""}');
INSERT INTO "changes" VALUES(10,1,'settings',9,NULL,'{"id":9,"key":"work_days","value":""}');
INSERT INTO "changes" VALUES(11,1,'settings',10,NULL,'{"id":10,"key":"silent_after","value":"30"}');
INSERT INTO "changes" VALUES(12,1,'settings',11,NULL,'{"id":11,"key":"note","value":""}');
INSERT INTO "changes" VALUES(13,2,'units',1,NULL,'{"id":1,"estate":"淞泽家园九区","building":"12","label":"3","grid":"一网格","households":10,"floors":null}');
INSERT INTO "changes" VALUES(14,3,'headcounts',1,NULL,'{"id":1,"unit":1,"as_of":"2021-03-01","source":"社区数据平台","residents":null,"elderly_60":13,"elderly_65":null,"elderly_80":1}');
INSERT INTO "changes" VALUES(15,4,'units',2,NULL,'{"id":2,"estate":"淞泽家园九区","building":"12","label":"4","grid":"一网格","households":10,"floors":null}');
INSERT INTO "changes" VALUES(16,5,'headcounts',2,NULL,'{"id":2,"unit":2,"as_of":"2021-03-01","source":"社区数据平台","residents":null,"elderly_60":9,"elderly_65":null,"elderly_80":1}');
INSERT INTO "changes" VALUES(17,6,'units',3,NULL,'{"id":3,"estate":"淞泽家园九区","building":"2","label":"1","grid":"一网格","households":10,"floors":null}');
INSERT INTO "changes" VALUES(18,7,'headcounts',3,NULL,'{"id":3,"unit":3,"as_of":"2021-03-01","source":"社区数据平台","residents":null,"elderly_60":11,"elderly_65":null,"elderly_80":1}');
INSERT INTO "changes" VALUES(19,8,'units',4,NULL,'{"id":4,"estate":"淞泽家园九区","building":"10","label":"2","grid":"一网格","households":10,"floors":null}');
INSERT INTO "changes" VALUES(20,9,'headcounts',4,NULL,'{"id":4,"unit":4,"as_of":"2021-03-01","source":"社区数据平台","residents":null,"elderly_60":4,"elderly_65":null,"elderly_80":1}');
INSERT INTO "changes" VALUES(21,10,'batches',1,NULL,'{"id":1,"programme":1,"number":1,"planned":3,"opened_on":"2021","closed_on":null,"note":null}');
INSERT INTO "changes" VALUES(22,11,'demands',1,NULL,'{"id":1,"unit":1,"kind":"bench","quantity":1,"channel":"door","role":"clerk","registered_on":"2021-03-05","text":"老人上楼前没处歇脚","merged_into":null,"withdrawn_on":null,"reply_due":"2021-03-12","result_due":"2021-05-04","owner_role":null,"merged_on":null,"withdrawn_reason":null,"repeat_of":null,"menu_item":null,"visit_unit":null,"selection":null}');
INSERT INTO "changes" VALUES(23,12,'batches',2,NULL,'{"id":2,"programme":1,"number":2,"planned":12,"opened_on":"2022-09","closed_on":null,"note":null}');
INSERT INTO "changes" VALUES(24,13,'units',5,NULL,'{"id":5,"estate":"淞泽家园九区","building":"3","label":"1","grid":null,"households":null,"floors":6}');
INSERT INTO "changes" VALUES(25,14,'demands',2,NULL,'{"id":2,"unit":2,"kind":"bench","quantity":2,"channel":"hotline","role":"clerk","registered_on":"2021-04","text":"两位老人上楼前要歇一歇，门口的旧凳子收走以后没有地方坐","merged_into":null,"withdrawn_on":null,"reply_due":null,"result_due":null,"owner_role":null,"merged_on":null,"withdrawn_reason":null,"repeat_of":null,"menu_item":null,"visit_unit":null,"selection":null}');
INSERT INTO "changes" VALUES(26,15,'demands',3,NULL,'{"id":3,"unit":3,"kind":"handrail","quantity":2,"channel":"liaison_day","role":"clerk","registered_on":"2022-12-30","text":null,"merged_into":null,"withdrawn_on":null,"reply_due":"2023-01-06","result_due":"2023-02-28","owner_role":null,"merged_on":null,"withdrawn_reason":null,"repeat_of":null,"menu_item":null,"visit_unit":null,"selection":null}');
INSERT INTO "changes" VALUES(27,16,'benches',1,NULL,'{"id":1,"tag":"B1-001","batch":1,"unit":1,"spot":"楼道口","note":null}');
INSERT INTO "changes" VALUES(28,16,'bench_events',1,NULL,'{"id":1,"bench":1,"kind":"installed","happened_on":"2021-06-18","reason":null}');
INSERT INTO "changes" VALUES(29,16,'bench_events',2,NULL,'{"id":2,"bench":1,"kind":"in_use","happened_on":"2021-06-18","reason":null}');
INSERT INTO "changes" VALUES(30,16,'results',1,NULL,'{"id":1,"demand":1,"bench":1,"quantity":1,"done_on":"2021-06-18","round":1,"role":null,"text":null}');
INSERT INTO "changes" VALUES(31,16,'allocations',1,NULL,'{"id":1,"batch":1,"unit":1,"quantity":1,"rule":"installed","reason":null,"allocated_on":"2021-06-18"}');
INSERT INTO "changes" VALUES(32,16,'benches',2,NULL,'{"id":2,"tag":"B1-002","batch":1,"unit":2,"spot":"楼道口","note":null}');
INSERT INTO "changes" VALUES(33,16,'bench_events',3,NULL,'{"id":3,"bench":2,"kind":"installed","happened_on":"2021-06-18","reason":null}');
INSERT INTO "changes" VALUES(34,16,'bench_events',4,NULL,'{"id":4,"bench":2,"kind":"in_use","happened_on":"2021-06-18","reason":null}');
INSERT INTO "changes" VALUES(35,16,'results',2,NULL,'{"id":2,"demand":2,"bench":2,"quantity":1,"done_on":"2021-06-18","round":1,"role":null,"text":null}');
INSERT INTO "changes" VALUES(36,16,'allocations',2,NULL,'{"id":2,"batch":1,"unit":2,"quantity":1,"rule":"installed","reason":null,"allocated_on":"2021-06-18"}');
INSERT INTO "changes" VALUES(37,17,'benches',3,NULL,'{"id":3,"tag":"B2-001","batch":2,"unit":3,"spot":"楼道口左侧","note":"靠墙"}');
INSERT INTO "changes" VALUES(38,17,'bench_events',5,NULL,'{"id":5,"bench":3,"kind":"installed","happened_on":"2022-09-05","reason":null}');
INSERT INTO "changes" VALUES(39,17,'bench_events',6,NULL,'{"id":6,"bench":3,"kind":"in_use","happened_on":"2022-09-05","reason":null}');
INSERT INTO "changes" VALUES(40,17,'allocations',3,NULL,'{"id":3,"batch":2,"unit":3,"quantity":1,"rule":"installed","reason":null,"allocated_on":"2022-09-05"}');
INSERT INTO "changes" VALUES(41,18,'demands',4,NULL,'{"id":4,"unit":4,"kind":"bench","quantity":1,"channel":"door","role":"grid_worker","registered_on":"2022-12-31","text":null,"merged_into":null,"withdrawn_on":null,"reply_due":"2023-01-07","result_due":"2023-03-01","owner_role":null,"merged_on":null,"withdrawn_reason":null,"repeat_of":null,"menu_item":null,"visit_unit":null,"selection":null}');
INSERT INTO "changes" VALUES(42,19,'demands',4,'{"id":4,"unit":4,"kind":"bench","quantity":1,"channel":"door","role":"grid_worker","registered_on":"2022-12-31","text":null,"merged_into":null,"withdrawn_on":null,"reply_due":"2023-01-07","result_due":"2023-03-01","owner_role":null,"merged_on":null,"withdrawn_reason":null,"repeat_of":null,"menu_item":null,"visit_unit":null,"selection":null}',NULL);
INSERT INTO "changes" VALUES(43,20,'batches',1,'{"id":1,"programme":1,"number":1,"planned":3,"opened_on":"2021","closed_on":null,"note":null}','{"id":1,"programme":1,"number":1,"planned":3,"opened_on":"2021","closed_on":"2022-12-31","note":null}');
INSERT INTO "changes" VALUES(44,21,'headcounts',5,NULL,'{"id":5,"unit":1,"as_of":"2022-11-15","source":"走访","residents":null,"elderly_60":14,"elderly_65":null,"elderly_80":2}');
INSERT INTO "changes" VALUES(45,21,'visits',1,NULL,'{"id":1,"visited_on":"2022-11-15","grid":"一网格","role":"grid_worker"}');
INSERT INTO "changes" VALUES(46,21,'visit_units',1,NULL,'{"id":1,"visit":1,"unit":1,"headcount":5,"remark":null}');
INSERT INTO "changes" VALUES(47,21,'demands',5,NULL,'{"id":5,"unit":1,"kind":"bench","quantity":1,"channel":"door","role":"grid_worker","registered_on":"2022-11-15","text":"老人没处坐","merged_into":null,"withdrawn_on":null,"reply_due":"2022-11-22","result_due":"2023-01-14","owner_role":null,"merged_on":null,"withdrawn_reason":null,"repeat_of":1,"menu_item":null,"visit_unit":1,"selection":null}');
INSERT INTO "changes" VALUES(48,21,'hazards',1,NULL,'{"id":1,"unit":1,"kind":"old_stool","severity":"low","quantity":2,"found_on":"2022-11-15","role":"grid_worker","text":null,"visit_unit":1,"demand":null,"cleared_on":null,"cleared_how":null,"cleared_role":null}');
INSERT INTO "changes" VALUES(49,21,'visit_units',2,NULL,'{"id":2,"visit":1,"unit":4,"headcount":null,"remark":null}');
INSERT INTO "changes" VALUES(50,21,'demands',6,NULL,'{"id":6,"unit":4,"kind":"handrail","quantity":1,"channel":"door","role":"grid_worker","registered_on":"2022-11-15","text":null,"merged_into":null,"withdrawn_on":null,"reply_due":"2022-11-22","result_due":"2023-01-14","owner_role":null,"merged_on":null,"withdrawn_reason":null,"repeat_of":null,"menu_item":null,"visit_unit":2,"selection":null}');
INSERT INTO "changes" VALUES(51,21,'visit_units',3,NULL,'{"id":3,"visit":1,"unit":3,"headcount":null,"remark":"没人在家"}');
INSERT INTO "changes" VALUES(52,21,'imports',1,NULL,'{"id":1,"file_name":"走访.txt","sha256":"fb9eb872b35feb0cb12c2096f5481bcc83e1532b16111d40a7082c74f8f6d6bf","kind":"visits","mapping":"{\"on\": [\"2022-11-15\"]}","added":3,"changed":0,"same":0}');
INSERT INTO "changes" VALUES(53,22,'hazards',2,NULL,'{"id":2,"unit":3,"kind":"blocked_exit","severity":"high","quantity":1,"found_on":"2022-11-20","role":"clerk","text":"电动车停在楼道口","visit_unit":null,"demand":null,"cleared_on":null,"cleared_how":null,"cleared_role":null}');
INSERT INTO "changes" VALUES(54,23,'hazards',1,'{"id":1,"unit":1,"kind":"old_stool","severity":"low","quantity":2,"found_on":"2022-11-15","role":"grid_worker","text":null,"visit_unit":1,"demand":null,"cleared_on":null,"cleared_how":null,"cleared_role":null}','{"id":1,"unit":1,"kind":"old_stool","severity":"low","quantity":2,"found_on":"2022-11-15","role":"grid_worker","text":null,"visit_unit":1,"demand":null,"cleared_on":"2022-12-01","cleared_how":"居民自己搬走","cleared_role":"clerk"}');
INSERT INTO "changes" VALUES(55,24,'demands',7,NULL,'{"id":7,"unit":2,"kind":"bench","quantity":1,"channel":"walk_in","role":"clerk","registered_on":"2022-10-08","text":"门口还是没地方坐","merged_into":null,"withdrawn_on":null,"reply_due":"2022-10-15","result_due":"2022-12-07","owner_role":null,"merged_on":null,"withdrawn_reason":null,"repeat_of":null,"menu_item":null,"visit_unit":null,"selection":null}');
INSERT INTO "changes" VALUES(56,25,'demands',7,'{"id":7,"unit":2,"kind":"bench","quantity":1,"channel":"walk_in","role":"clerk","registered_on":"2022-10-08","text":"门口还是没地方坐","merged_into":null,"withdrawn_on":null,"reply_due":"2022-10-15","result_due":"2022-12-07","owner_role":null,"merged_on":null,"withdrawn_reason":null,"repeat_of":null,"menu_item":null,"visit_unit":null,"selection":null}','{"id":7,"unit":2,"kind":"bench","quantity":1,"channel":"walk_in","role":"clerk","registered_on":"2022-10-08","text":"门口还是没地方坐","merged_into":2,"withdrawn_on":null,"reply_due":"2022-10-15","result_due":"2022-12-07","owner_role":null,"merged_on":"2022-10-10","withdrawn_reason":null,"repeat_of":null,"menu_item":null,"visit_unit":null,"selection":null}');
INSERT INTO "changes" VALUES(57,26,'selections',1,NULL,'{"id":1,"measure":"elderly","least":null,"top":2,"grid":null,"as_of":"2022-12-31","selected_on":"2022-12-31","role":"clerk","note":"第二批"}');
INSERT INTO "changes" VALUES(58,26,'selection_units',1,NULL,'{"id":1,"selection":1,"unit":1,"rank":1,"elderly_60":14,"elderly_80":2,"households":10,"benches":1,"counted_on":"2022-11-15","source":"走访"}');
INSERT INTO "changes" VALUES(59,26,'selection_units',2,NULL,'{"id":2,"selection":1,"unit":3,"rank":2,"elderly_60":11,"elderly_80":1,"households":10,"benches":1,"counted_on":"2021-03-01","source":"社区数据平台"}');
INSERT INTO "changes" VALUES(60,27,'reviews',1,NULL,'{"id":1,"demand":2,"round":1,"reasonable":"yes","feasible":"yes","reason":null,"role":"red_steward","reviewed_on":"2022-12-30"}');
INSERT INTO "changes" VALUES(61,27,'reviews',2,NULL,'{"id":2,"demand":3,"round":1,"reasonable":"yes","feasible":"yes","reason":null,"role":"red_steward","reviewed_on":"2022-12-30"}');
INSERT INTO "changes" VALUES(62,27,'reviews',3,NULL,'{"id":3,"demand":5,"round":1,"reasonable":"yes","feasible":"yes","reason":null,"role":"red_steward","reviewed_on":"2022-12-30"}');
INSERT INTO "changes" VALUES(63,28,'reviews',4,NULL,'{"id":4,"demand":6,"round":1,"reasonable":null,"feasible":"no","reason":"墙体太薄","role":"red_steward","reviewed_on":"2022-12-30"}');
INSERT INTO "changes" VALUES(64,29,'meetings',1,NULL,'{"id":1,"kind":"consultation","held_on":"2022-12-30","place":"社区","topic":"楼道口的凳子"}');
INSERT INTO "changes" VALUES(65,29,'attendances',1,NULL,'{"id":1,"meeting":1,"role":"resident","people":12}');
INSERT INTO "changes" VALUES(66,29,'attendances',2,NULL,'{"id":2,"meeting":1,"role":"grid_worker","people":2}');
INSERT INTO "changes" VALUES(67,30,'decisions',1,NULL,'{"id":1,"demand":2,"round":1,"verdict":"accepted","reason":null,"role":"clerk","decided_on":"2022-12-30","meeting":1}');
INSERT INTO "changes" VALUES(68,30,'decisions',2,NULL,'{"id":2,"demand":3,"round":1,"verdict":"accepted","reason":null,"role":"clerk","decided_on":"2022-12-30","meeting":1}');
INSERT INTO "changes" VALUES(69,30,'meeting_items',1,NULL,'{"id":1,"meeting":1,"demand":2,"menu_item":null,"question":null,"outcome":null}');
INSERT INTO "changes" VALUES(70,30,'meeting_items',2,NULL,'{"id":2,"meeting":1,"demand":3,"menu_item":null,"question":null,"outcome":null}');
INSERT INTO "changes" VALUES(71,31,'decisions',3,NULL,'{"id":3,"demand":6,"round":1,"verdict":"declined","reason":"墙体太薄，扶手装不牢","role":"clerk","decided_on":"2022-12-30","meeting":1}');
INSERT INTO "changes" VALUES(72,31,'meeting_items',3,NULL,'{"id":3,"meeting":1,"demand":6,"menu_item":null,"question":null,"outcome":null}');
INSERT INTO "changes" VALUES(73,32,'meeting_items',4,NULL,'{"id":4,"meeting":1,"demand":null,"menu_item":null,"question":"楼道口能不能划停车线","outcome":"请物业先看"}');
INSERT INTO "changes" VALUES(74,33,'replies',1,NULL,'{"id":1,"demand":2,"replied_on":"2022-12-30","how":"meeting","role":"clerk","text":"已列入计划"}');
INSERT INTO "changes" VALUES(75,33,'replies',2,NULL,'{"id":2,"demand":3,"replied_on":"2022-12-30","how":"meeting","role":"clerk","text":"已列入计划"}');
INSERT INTO "changes" VALUES(76,34,'extensions',1,NULL,'{"id":1,"demand":3,"due":"2023-05-01","reason":"等厂家排期","role":"clerk","extended_on":"2022-12-31"}');
INSERT INTO "changes" VALUES(77,35,'menu_items',1,NULL,'{"id":1,"year":2022,"title":"百凳项目","kind":"bench","role":"secretary","starts_on":null,"ends_on":null,"target":null,"programme":1,"closed_on":null,"outcome":null}');
INSERT INTO "changes" VALUES(78,36,'menu_items',2,NULL,'{"id":2,"year":2022,"title":"楼道扶手","kind":"handrail","role":"red_steward","starts_on":"2022-07","ends_on":"2022-12","target":null,"programme":null,"closed_on":null,"outcome":null}');
INSERT INTO "changes" VALUES(79,37,'demands',3,'{"id":3,"unit":3,"kind":"handrail","quantity":2,"channel":"liaison_day","role":"clerk","registered_on":"2022-12-30","text":null,"merged_into":null,"withdrawn_on":null,"reply_due":"2023-01-06","result_due":"2023-02-28","owner_role":null,"merged_on":null,"withdrawn_reason":null,"repeat_of":null,"menu_item":null,"visit_unit":null,"selection":null}','{"id":3,"unit":3,"kind":"handrail","quantity":2,"channel":"liaison_day","role":"clerk","registered_on":"2022-12-30","text":null,"merged_into":null,"withdrawn_on":null,"reply_due":"2023-01-06","result_due":"2023-02-28","owner_role":null,"merged_on":null,"withdrawn_reason":null,"repeat_of":null,"menu_item":2,"visit_unit":null,"selection":null}');
INSERT INTO "changes" VALUES(80,38,'demands',5,'{"id":5,"unit":1,"kind":"bench","quantity":1,"channel":"door","role":"grid_worker","registered_on":"2022-11-15","text":"老人没处坐","merged_into":null,"withdrawn_on":null,"reply_due":"2022-11-22","result_due":"2023-01-14","owner_role":null,"merged_on":null,"withdrawn_reason":null,"repeat_of":1,"menu_item":null,"visit_unit":1,"selection":null}','{"id":5,"unit":1,"kind":"bench","quantity":1,"channel":"door","role":"grid_worker","registered_on":"2022-11-15","text":"老人没处坐","merged_into":null,"withdrawn_on":"2022-12-31","reply_due":"2022-11-22","result_due":"2023-01-14","owner_role":null,"merged_on":null,"withdrawn_reason":"搬走了","repeat_of":1,"menu_item":null,"visit_unit":1,"selection":null}');
INSERT INTO "changes" VALUES(81,39,'reopenings',1,NULL,'{"id":1,"demand":5,"reason":"家人又来问","role":"clerk","reopened_on":"2022-12-31","withdrawn_on":"2022-12-31","withdrawn_reason":"搬走了"}');
INSERT INTO "changes" VALUES(82,39,'demands',5,'{"id":5,"unit":1,"kind":"bench","quantity":1,"channel":"door","role":"grid_worker","registered_on":"2022-11-15","text":"老人没处坐","merged_into":null,"withdrawn_on":"2022-12-31","reply_due":"2022-11-22","result_due":"2023-01-14","owner_role":null,"merged_on":null,"withdrawn_reason":"搬走了","repeat_of":1,"menu_item":null,"visit_unit":1,"selection":null}','{"id":5,"unit":1,"kind":"bench","quantity":1,"channel":"door","role":"grid_worker","registered_on":"2022-11-15","text":"老人没处坐","merged_into":null,"withdrawn_on":null,"reply_due":"2022-11-22","result_due":"2023-01-14","owner_role":null,"merged_on":null,"withdrawn_reason":null,"repeat_of":1,"menu_item":null,"visit_unit":1,"selection":null}');
CREATE TABLE commands (id INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        role TEXT NOT NULL,
        alias TEXT,
        name TEXT NOT NULL,
        typed TEXT NOT NULL,
        undoes INTEGER REFERENCES commands (id),
        link TEXT
    ) STRICT;
INSERT INTO "commands" VALUES(1,'2022-12-31T09:30:00+08:00','clerk',NULL,'init','init --community 淞渔社区 --subdistrict 斜塘街道 --estate 淞泽家园九区 --target 300',NULL,'344556d5dc0fcebaf12dccf44b341bebaf3452f83913b2bdafca04b7f9e04df1');
INSERT INTO "commands" VALUES(2,'2022-12-31T09:30:00+08:00','clerk',NULL,'unit add','unit add 12-3 --grid 一网格 --households 10',NULL,'55cc77a0fa0a9b8793916820a2f54295e6c5db7024825a9a98136da1bc0b9da5');
INSERT INTO "commands" VALUES(3,'2022-12-31T09:30:00+08:00','clerk',NULL,'unit count','unit count 12-3 --elderly 13 --elderly-80 1 --on 2021-03-01 --source 社区数据平台',NULL,'5a0c659fd46625f3877dbd1baf12a2012f3383e2f9c15fea1a294f5c6e8c18ab');
INSERT INTO "commands" VALUES(4,'2022-12-31T09:30:00+08:00','clerk',NULL,'unit add','unit add 12-4 --grid 一网格 --households 10',NULL,'223e5179acb39f306712b238fa3cb0ae3a1e92a59a847c492839c6bd701295dc');
INSERT INTO "commands" VALUES(5,'2022-12-31T09:30:00+08:00','clerk',NULL,'unit count','unit count 12-4 --elderly 9 --elderly-80 1 --on 2021-03-01 --source 社区数据平台',NULL,'0dfac275b1ad3f3dac0cc050cf83dfa7598f2ae06688ee06583d344e86048afd');
INSERT INTO "commands" VALUES(6,'2022-12-31T09:30:00+08:00','clerk',NULL,'unit add','unit add 2-1 --grid 一网格 --households 10',NULL,'205bdac3d43fb76d21afa46f17dde000e91d83c6f35741f0895a565323c52f18');
INSERT INTO "commands" VALUES(7,'2022-12-31T09:30:00+08:00','clerk',NULL,'unit count','unit count 2-1 --elderly 11 --elderly-80 1 --on 2021-03-01 --source 社区数据平台',NULL,'ff686ee5d2b2619eda38d8babe5d672d76888b06fab98c59f71d2923dedfe6f5');
INSERT INTO "commands" VALUES(8,'2022-12-31T09:30:00+08:00','clerk',NULL,'unit add','unit add 10-2 --grid 一网格 --households 10',NULL,'ec5bccf9d7723c4aab2e064873e38652bf8fa3ddb90d049b29d767037757db59');
INSERT INTO "commands" VALUES(9,'2022-12-31T09:30:00+08:00','clerk',NULL,'unit count','unit count 10-2 --elderly 4 --elderly-80 1 --on 2021-03-01 --source 社区数据平台',NULL,'f5306df97e69567e9fbb8974b7dac7c9748a825cb4b2d1fbe55373a1c8843d22');
INSERT INTO "commands" VALUES(10,'2022-12-31T09:30:00+08:00','clerk',NULL,'batch open','batch open 1 -n 3 --on 2021',NULL,'a30135eae9a19168984367f206b2ee13b1eb4005998e35293661bd8b577dc196');
INSERT INTO "commands" VALUES(11,'2022-12-31T09:30:00+08:00','clerk',NULL,'demand add','demand add 12-3 --on 2021-03-05 --text 老人上楼前没处歇脚',NULL,'348c90bbc4dce981945ed799931c1c687432ca5bcf0f795d0e49ab2cde2103c7');
INSERT INTO "commands" VALUES(12,'2022-12-31T09:30:00+08:00','clerk',NULL,'batch open','batch open 2 -n 12 --on 2022-09',NULL,'ee1d445fa9319c8df6d1542470bd5d25fbd93b1b54e2d5e49e0b696ec7f7b5f1');
INSERT INTO "commands" VALUES(13,'2022-12-31T09:30:00+08:00','clerk',NULL,'unit add','unit add 3-1 --floors 6',NULL,'d633d6e7511ce245cd7f8ad961e0603a0a93e006b112165872fe020b0c4a7345');
INSERT INTO "commands" VALUES(14,'2022-12-31T09:30:00+08:00','clerk',NULL,'demand add','demand add 12-4 -n 2 --on 2021-04 --channel 热线 --text 两位老人上楼前要歇一歇，门口的旧凳子收走以后没有地方坐',NULL,'986be6a86f4cacd9a0c2cb4507b3ca19cdc144e584e3bc28d04f1d61770812b3');
INSERT INTO "commands" VALUES(15,'2022-12-31T09:30:00+08:00','clerk',NULL,'demand add','demand add 2-1 --kind 扶手 -n 2 --on 2022-12-30 --channel 联系日',NULL,'030b92bbe32bc5c7a5f9482b561a04f98bc2828f116b0be42a1b728b29ad1e0d');
INSERT INTO "commands" VALUES(16,'2022-12-31T09:30:00+08:00','clerk',NULL,'bench install','bench install 12-3 12-4 --batch 1 --on 2021-06-18',NULL,'b776fe326fec5adce7c5e593f6225cde23c1352160c52c1e95b3d05be5fe00d2');
INSERT INTO "commands" VALUES(17,'2022-12-31T09:30:00+08:00','clerk',NULL,'bench install','bench install 2-1 --batch 2 --on 2022-09-05 --spot 楼道口左侧 --note 靠墙',NULL,'93b3f29996c2a4a1d2c2d8ad25f694a5e0dbe0ad2dc440f89d220b108f1e7040');
INSERT INTO "commands" VALUES(18,'2022-12-31T09:30:00+08:00','grid_worker','三网格','demand add','demand add 10-2',NULL,'ef288667fc1d86329c9f1f8aece1618c8685d77a0f7a312b9eb9aabaeeae8343');
INSERT INTO "commands" VALUES(19,'2022-12-31T09:30:00+08:00','clerk',NULL,'undo','undo',18,'a07987b6d5995a6e0c0d9eb5639b0902541574a70ffeeacdffd1230243513da1');
INSERT INTO "commands" VALUES(20,'2022-12-31T09:30:00+08:00','clerk',NULL,'batch close','batch close 1',NULL,'508abf91208ac3c7c5ef1405f8cc8b7583b63647af21b35f6deae318ab570272');
INSERT INTO "commands" VALUES(21,'2022-12-31T09:30:00+08:00','grid_worker','三网格','visit file','visit --file 走访.txt --on 2022-11-15 --grid 一网格',NULL,'2559019ad38c11e820cf9b2190b5b045d0f49f2849168f073f76fb33ddd4db57');
INSERT INTO "commands" VALUES(22,'2022-12-31T09:30:00+08:00','clerk',NULL,'hazard add','hazard add 2-1 --kind 堵塞通道 --severity high --on 2022-11-20 --text 电动车停在楼道口',NULL,'e4fa9343e123e70742b3e6e18652eee93cbdc3ba9c1e53ed4de7794dcfb80e2f');
INSERT INTO "commands" VALUES(23,'2022-12-31T09:30:00+08:00','clerk',NULL,'hazard clear','hazard clear 1 --how 居民自己搬走 --on 2022-12-01',NULL,'85b3a17184a70c3ae281e80890ba396d62617df308cc62496dfbbf3c66db19ba');
INSERT INTO "commands" VALUES(24,'2022-12-31T09:30:00+08:00','clerk',NULL,'demand add','demand add 12-4 --on 2022-10-08 --channel 来访 --text 门口还是没地方坐',NULL,'02d2c1ec604fc8176d3eeae9b3cf5db41fd035fde0106f819e45ae72c96477f1');
INSERT INTO "commands" VALUES(25,'2022-12-31T09:30:00+08:00','clerk',NULL,'demand merge','demand merge 7 --into 2 --on 2022-10-10',NULL,'e2c0a894cfb9b8cb686cd078ed661e694f1ba8439beff7a9856f4f7a1445245e');
INSERT INTO "commands" VALUES(26,'2022-12-31T09:30:00+08:00','clerk',NULL,'unit screen','unit screen --top 2 --save --note 第二批',NULL,'0827f72f9651798dc6f8c1ac05407d1e7d1b1e1f9f389474106529cad8274152');
INSERT INTO "commands" VALUES(27,'2022-12-31T09:30:00+08:00','red_steward',NULL,'demand review','demand review 2 3 5 --reasonable 是 --feasible 是 --on 2022-12-30',NULL,'8d6115dbaa2f68193198e5343fddebb482971ac80c2e3cbcf061505d95ea98c2');
INSERT INTO "commands" VALUES(28,'2022-12-31T09:30:00+08:00','red_steward',NULL,'demand review','demand review 6 --feasible 否 --reason 墙体太薄 --on 2022-12-30',NULL,'c945f3ea75a2913308e74257e5f8da25a2d7362b42ff4210c97a8c7983107fc3');
INSERT INTO "commands" VALUES(29,'2022-12-31T09:30:00+08:00','clerk',NULL,'meeting add','meeting add --kind 协商会 --on 2022-12-30 --place 社区 --topic 楼道口的凳子 --present 居民=12 --present 网格员=2',NULL,'eb1a5a42db846d6fea77369790363ddf2f91cdaddfb7c13c3bcb7be19900661b');
INSERT INTO "commands" VALUES(30,'2022-12-31T09:30:00+08:00','clerk',NULL,'meeting item','meeting item 1 2 3 --accept',NULL,'4aa5aeb470c7306c02a13b468aafb330e65abe47b4e8ca563bb495bbd4bb290f');
INSERT INTO "commands" VALUES(31,'2022-12-31T09:30:00+08:00','clerk',NULL,'meeting item','meeting item 1 6 --decline --reason 墙体太薄，扶手装不牢',NULL,'0cc55c0752776bd66045e79315d8a5b4b086f5d0fa6b9c46bef7b57d3ee36fa3');
INSERT INTO "commands" VALUES(32,'2022-12-31T09:30:00+08:00','clerk',NULL,'meeting item','meeting item 1 --question 楼道口能不能划停车线 --outcome 请物业先看',NULL,'d8cccc67df360ac7b64ac30096eafd882d5bcd23db420d969f290d59225de167');
INSERT INTO "commands" VALUES(33,'2022-12-31T09:30:00+08:00','clerk',NULL,'demand reply','demand reply 2 3 --how 会议 --on 2022-12-30 --text 已列入计划',NULL,'0b4851dd05c1db3246ff286af1f87df3f5f654f72c501e8e8e9474c8717b0265');
INSERT INTO "commands" VALUES(34,'2022-12-31T09:30:00+08:00','clerk',NULL,'demand extend','demand extend 3 --to 2023-05-01 --reason 等厂家排期',NULL,'109d3c8173f51159e39f711f28395cc18eb88579afe6b6943c7479e666539c23');
INSERT INTO "commands" VALUES(35,'2022-12-31T09:30:00+08:00','clerk',NULL,'menu add','menu add 百凳项目 --year 2022 --programme --owner 书记',NULL,'51dcf579940a13334aa7a9abcaeceff7309667c5f2956b04830e6a2b631a0d63');
INSERT INTO "commands" VALUES(36,'2022-12-31T09:30:00+08:00','clerk',NULL,'menu add','menu add 楼道扶手 --year 2022 --kind 扶手 --from 2022-07 --to 2022-12 --owner 红色管家',NULL,'7b68dc726b53428b0499789e435b1b5f399a0c07cd817e8a2d325b4bce3695f1');
INSERT INTO "commands" VALUES(37,'2022-12-31T09:30:00+08:00','clerk',NULL,'menu link','menu link 2 3',NULL,'57b3b67d1db405ae888446b940b204ad06d8a12f79220d15512d27be36e58e65');
INSERT INTO "commands" VALUES(38,'2022-12-31T09:30:00+08:00','clerk',NULL,'demand withdraw','demand withdraw 5 --reason 搬走了',NULL,'479a304f3d54de8bf0529958ca1f056e0a924f0b344ec3a256a582c39a5a7fb2');
INSERT INTO "commands" VALUES(39,'2022-12-31T09:30:00+08:00','clerk',NULL,'demand reopen','demand reopen 5 --reason 家人又来问',NULL,'cbea1550154e88b99877abd0d5c05983f8d1c1282fd36a1367649a648e883dcc');
CREATE TABLE decisions (id INTEGER PRIMARY KEY AUTOINCREMENT,
        demand INTEGER NOT NULL REFERENCES demands (id),
        round INTEGER NOT NULL CHECK (round > 0),
        verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'declined')),
        reason TEXT CHECK (reason IS NOT NULL OR verdict = 'accepted'),
        role TEXT NOT NULL,
        decided_on TEXT NOT NULL CHECK (decided_on GLOB '[12][0-9][0-9][0-9]' OR decided_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR decided_on IS date(decided_on)),
        meeting INTEGER REFERENCES meetings (id)
    ) STRICT;
INSERT INTO "decisions" VALUES(1,2,1,'accepted',NULL,'clerk','2022-12-30',1);
INSERT INTO "decisions" VALUES(2,3,1,'accepted',NULL,'clerk','2022-12-30',1);
INSERT INTO "decisions" VALUES(3,6,1,'declined','墙体太薄，扶手装不牢','clerk','2022-12-30',1);
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
    , reply_due TEXT CHECK (reply_due IS date(reply_due)), result_due TEXT CHECK (result_due IS date(result_due)), owner_role TEXT, merged_on TEXT CHECK (merged_on GLOB '[12][0-9][0-9][0-9]' OR merged_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR merged_on IS date(merged_on)), withdrawn_reason TEXT, repeat_of INTEGER REFERENCES demands (id), menu_item INTEGER REFERENCES menu_items (id), visit_unit INTEGER REFERENCES visit_units (id), selection INTEGER REFERENCES selections (id)) STRICT;
INSERT INTO "demands" VALUES(1,1,'bench',1,'door','clerk','2021-03-05','老人上楼前没处歇脚',NULL,NULL,'2021-03-12','2021-05-04',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "demands" VALUES(2,2,'bench',2,'hotline','clerk','2021-04','两位老人上楼前要歇一歇，门口的旧凳子收走以后没有地方坐',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "demands" VALUES(3,3,'handrail',2,'liaison_day','clerk','2022-12-30',NULL,NULL,NULL,'2023-01-06','2023-02-28',NULL,NULL,NULL,NULL,2,NULL,NULL);
INSERT INTO "demands" VALUES(5,1,'bench',1,'door','grid_worker','2022-11-15','老人没处坐',NULL,NULL,'2022-11-22','2023-01-14',NULL,NULL,NULL,1,NULL,1,NULL);
INSERT INTO "demands" VALUES(6,4,'handrail',1,'door','grid_worker','2022-11-15',NULL,NULL,NULL,'2022-11-22','2023-01-14',NULL,NULL,NULL,NULL,NULL,2,NULL);
INSERT INTO "demands" VALUES(7,2,'bench',1,'walk_in','clerk','2022-10-08','门口还是没地方坐',2,NULL,'2022-10-15','2022-12-07',NULL,'2022-10-10',NULL,NULL,NULL,NULL,NULL);
CREATE TABLE extensions (id INTEGER PRIMARY KEY AUTOINCREMENT,
        demand INTEGER NOT NULL REFERENCES demands (id),
        due TEXT CHECK (due IS date(due)) NOT NULL,
        reason TEXT NOT NULL,
        role TEXT NOT NULL,
        extended_on TEXT NOT NULL CHECK (extended_on GLOB '[12][0-9][0-9][0-9]' OR extended_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR extended_on IS date(extended_on))
    ) STRICT;
INSERT INTO "extensions" VALUES(1,3,'2023-05-01','等厂家排期','clerk','2022-12-31');
CREATE TABLE hazards (id INTEGER PRIMARY KEY AUTOINCREMENT,
        unit INTEGER NOT NULL REFERENCES units (id),
        kind TEXT NOT NULL,
        severity TEXT NOT NULL,
        quantity INTEGER NOT NULL CHECK (quantity > 0),
        found_on TEXT NOT NULL CHECK (found_on GLOB '[12][0-9][0-9][0-9]' OR found_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR found_on IS date(found_on)),
        role TEXT NOT NULL,
        text TEXT,
        visit_unit INTEGER REFERENCES visit_units (id),
        demand INTEGER REFERENCES demands (id),
        cleared_on TEXT CHECK (cleared_on GLOB '[12][0-9][0-9][0-9]' OR cleared_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR cleared_on IS date(cleared_on)),
        cleared_how TEXT,
        cleared_role TEXT
    ) STRICT;
INSERT INTO "hazards" VALUES(1,1,'old_stool','low',2,'2022-11-15','grid_worker',NULL,1,NULL,'2022-12-01','居民自己搬走','clerk');
INSERT INTO "hazards" VALUES(2,3,'blocked_exit','high',1,'2022-11-20','clerk','电动车停在楼道口',NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "headcounts" VALUES(2,2,'2021-03-01','社区数据平台',NULL,9,NULL,1);
INSERT INTO "headcounts" VALUES(3,3,'2021-03-01','社区数据平台',NULL,11,NULL,1);
INSERT INTO "headcounts" VALUES(4,4,'2021-03-01','社区数据平台',NULL,4,NULL,1);
INSERT INTO "headcounts" VALUES(5,1,'2022-11-15','走访',NULL,14,NULL,2);
CREATE TABLE imports (id INTEGER PRIMARY KEY AUTOINCREMENT,
        file_name TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        kind TEXT NOT NULL,
        mapping TEXT NOT NULL,
        added INTEGER NOT NULL,
        changed INTEGER NOT NULL,
        same INTEGER NOT NULL
    ) STRICT;
INSERT INTO "imports" VALUES(1,'走访.txt','fb9eb872b35feb0cb12c2096f5481bcc83e1532b16111d40a7082c74f8f6d6bf','visits','{"on": ["2022-11-15"]}',3,0,0);
CREATE TABLE meeting_items (id INTEGER PRIMARY KEY AUTOINCREMENT,
        meeting INTEGER NOT NULL REFERENCES meetings (id),
        demand INTEGER REFERENCES demands (id),
        menu_item INTEGER REFERENCES menu_items (id),
        question TEXT,
        outcome TEXT,
        CHECK ((demand IS NOT NULL) + (menu_item IS NOT NULL) + (question IS NOT NULL) = 1)
    ) STRICT;
INSERT INTO "meeting_items" VALUES(1,1,2,NULL,NULL,NULL);
INSERT INTO "meeting_items" VALUES(2,1,3,NULL,NULL,NULL);
INSERT INTO "meeting_items" VALUES(3,1,6,NULL,NULL,NULL);
INSERT INTO "meeting_items" VALUES(4,1,NULL,NULL,'楼道口能不能划停车线','请物业先看');
CREATE TABLE meetings (id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        held_on TEXT NOT NULL CHECK (held_on GLOB '[12][0-9][0-9][0-9]' OR held_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR held_on IS date(held_on)),
        place TEXT,
        topic TEXT
    ) STRICT;
INSERT INTO "meetings" VALUES(1,'consultation','2022-12-30','社区','楼道口的凳子');
CREATE TABLE menu_items (id INTEGER PRIMARY KEY AUTOINCREMENT,
        year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2999),
        title TEXT NOT NULL,
        kind TEXT NOT NULL,
        role TEXT,
        starts_on TEXT CHECK (starts_on GLOB '[12][0-9][0-9][0-9]' OR starts_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR starts_on IS date(starts_on)),
        ends_on TEXT CHECK (ends_on GLOB '[12][0-9][0-9][0-9]' OR ends_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR ends_on IS date(ends_on)),
        target INTEGER CHECK (target > 0),
        programme INTEGER REFERENCES programmes (id),
        closed_on TEXT CHECK (closed_on GLOB '[12][0-9][0-9][0-9]' OR closed_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR closed_on IS date(closed_on)),
        outcome TEXT,
        UNIQUE (year, title)
    ) STRICT;
INSERT INTO "menu_items" VALUES(1,2022,'百凳项目','bench','secretary',NULL,NULL,NULL,1,NULL,NULL);
INSERT INTO "menu_items" VALUES(2,2022,'楼道扶手','handrail','red_steward','2022-07','2022-12',NULL,NULL,NULL,NULL);
CREATE TABLE programmes (id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        target INTEGER NOT NULL CHECK (target > 0)
    ) STRICT;
INSERT INTO "programmes" VALUES(1,'便民安心凳',300);
CREATE TABLE reopenings (id INTEGER PRIMARY KEY AUTOINCREMENT,
        demand INTEGER NOT NULL REFERENCES demands (id),
        reason TEXT NOT NULL,
        role TEXT NOT NULL,
        reopened_on TEXT NOT NULL CHECK (reopened_on GLOB '[12][0-9][0-9][0-9]' OR reopened_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR reopened_on IS date(reopened_on)),
        withdrawn_on TEXT CHECK (withdrawn_on GLOB '[12][0-9][0-9][0-9]' OR withdrawn_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR withdrawn_on IS date(withdrawn_on)),
        withdrawn_reason TEXT
    ) STRICT;
INSERT INTO "reopenings" VALUES(1,5,'家人又来问','clerk','2022-12-31','2022-12-31','搬走了');
CREATE TABLE replies (id INTEGER PRIMARY KEY AUTOINCREMENT,
        demand INTEGER NOT NULL REFERENCES demands (id),
        replied_on TEXT NOT NULL CHECK (replied_on GLOB '[12][0-9][0-9][0-9]' OR replied_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR replied_on IS date(replied_on)),
        how TEXT NOT NULL,
        role TEXT NOT NULL,
        text TEXT
    ) STRICT;
INSERT INTO "replies" VALUES(1,2,'2022-12-30','meeting','clerk','已列入计划');
INSERT INTO "replies" VALUES(2,3,'2022-12-30','meeting','clerk','已列入计划');
CREATE TABLE results (id INTEGER PRIMARY KEY AUTOINCREMENT,
        demand INTEGER NOT NULL REFERENCES demands (id),
        bench INTEGER REFERENCES benches (id),
        quantity INTEGER NOT NULL CHECK (quantity > 0),
        done_on TEXT NOT NULL CHECK (done_on GLOB '[12][0-9][0-9][0-9]' OR done_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR done_on IS date(done_on))
    , round INTEGER NOT NULL DEFAULT 1 CHECK (round > 0), role TEXT, text TEXT) STRICT;
INSERT INTO "results" VALUES(1,1,1,1,'2021-06-18',1,NULL,NULL);
INSERT INTO "results" VALUES(2,2,2,1,'2021-06-18',1,NULL,NULL);
CREATE TABLE reviews (id INTEGER PRIMARY KEY AUTOINCREMENT,
        demand INTEGER NOT NULL REFERENCES demands (id),
        round INTEGER NOT NULL CHECK (round > 0),
        reasonable TEXT CHECK (reasonable IN ('yes', 'no')),
        feasible TEXT CHECK (feasible IN ('yes', 'no')),
        reason TEXT,
        role TEXT NOT NULL,
        reviewed_on TEXT NOT NULL CHECK (reviewed_on GLOB '[12][0-9][0-9][0-9]' OR reviewed_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR reviewed_on IS date(reviewed_on)),
        CHECK (coalesce(reasonable, feasible) IS NOT NULL),
        CHECK ('no' NOT IN (coalesce(reasonable, 'yes'), coalesce(feasible, 'yes')) OR reason IS NOT NULL)
    ) STRICT;
INSERT INTO "reviews" VALUES(1,2,1,'yes','yes',NULL,'red_steward','2022-12-30');
INSERT INTO "reviews" VALUES(2,3,1,'yes','yes',NULL,'red_steward','2022-12-30');
INSERT INTO "reviews" VALUES(3,5,1,'yes','yes',NULL,'red_steward','2022-12-30');
INSERT INTO "reviews" VALUES(4,6,1,NULL,'no','墙体太薄','red_steward','2022-12-30');
CREATE TABLE selection_units (id INTEGER PRIMARY KEY AUTOINCREMENT,
        selection INTEGER NOT NULL REFERENCES selections (id),
        unit INTEGER NOT NULL REFERENCES units (id),
        rank INTEGER NOT NULL CHECK (rank > 0),
        elderly_60 INTEGER,
        elderly_80 INTEGER,
        households INTEGER,
        benches INTEGER NOT NULL,
        counted_on TEXT CHECK (counted_on GLOB '[12][0-9][0-9][0-9]' OR counted_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR counted_on IS date(counted_on)),
        source TEXT,
        UNIQUE (selection, unit)
    ) STRICT;
INSERT INTO "selection_units" VALUES(1,1,1,1,14,2,10,1,'2022-11-15','走访');
INSERT INTO "selection_units" VALUES(2,1,3,2,11,1,10,1,'2021-03-01','社区数据平台');
CREATE TABLE selections (id INTEGER PRIMARY KEY AUTOINCREMENT,
        measure TEXT NOT NULL,
        least TEXT,
        top INTEGER CHECK (top > 0),
        grid TEXT,
        as_of TEXT NOT NULL CHECK (as_of GLOB '[12][0-9][0-9][0-9]' OR as_of GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR as_of IS date(as_of)),
        selected_on TEXT NOT NULL CHECK (selected_on GLOB '[12][0-9][0-9][0-9]' OR selected_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR selected_on IS date(selected_on)),
        role TEXT NOT NULL,
        note TEXT
    ) STRICT;
INSERT INTO "selections" VALUES(1,'elderly',NULL,2,NULL,'2022-12-31','2022-12-31','clerk','第二批');
CREATE TABLE serials (name TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT;
INSERT INTO "serials" VALUES('B1',2);
INSERT INTO "serials" VALUES('B2',1);
CREATE TABLE settings (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL) STRICT;
INSERT INTO "settings" VALUES(1,'community','淞渔社区');
INSERT INTO "settings" VALUES(2,'subdistrict','斜塘街道');
INSERT INTO "settings" VALUES(3,'estate','淞泽家园九区');
INSERT INTO "settings" VALUES(4,'role','clerk');
INSERT INTO "settings" VALUES(5,'kinds','');
INSERT INTO "settings" VALUES(6,'reply_within','7');
INSERT INTO "settings" VALUES(7,'result_within','60');
INSERT INTO "settings" VALUES(8,'rest_days','');
INSERT INTO "settings" VALUES(9,'work_days','');
INSERT INTO "settings" VALUES(10,'silent_after','30');
INSERT INTO "settings" VALUES(11,'note','');
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
INSERT INTO "units" VALUES(3,'淞泽家园九区','2','1','一网格',10,NULL);
INSERT INTO "units" VALUES(4,'淞泽家园九区','10','2','一网格',10,NULL);
INSERT INTO "units" VALUES(5,'淞泽家园九区','3','1',NULL,NULL,6);
CREATE TABLE visit_units (id INTEGER PRIMARY KEY AUTOINCREMENT,
        visit INTEGER NOT NULL REFERENCES visits (id),
        unit INTEGER NOT NULL REFERENCES units (id),
        headcount INTEGER REFERENCES headcounts (id),
        remark TEXT
    ) STRICT;
INSERT INTO "visit_units" VALUES(1,1,1,5,NULL);
INSERT INTO "visit_units" VALUES(2,1,4,NULL,NULL);
INSERT INTO "visit_units" VALUES(3,1,3,NULL,'没人在家');
CREATE TABLE visits (id INTEGER PRIMARY KEY AUTOINCREMENT,
        visited_on TEXT NOT NULL CHECK (visited_on GLOB '[12][0-9][0-9][0-9]' OR visited_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]' OR visited_on IS date(visited_on)),
        grid TEXT,
        role TEXT NOT NULL
    ) STRICT;
INSERT INTO "visits" VALUES(1,'2022-11-15','一网格','grid_worker');
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
CREATE INDEX units_of_visit ON visit_units (visit);
CREATE INDEX visits_of_unit ON visit_units (unit);
CREATE INDEX visits_of_headcount ON visit_units (headcount);
CREATE INDEX selections_of_unit ON selection_units (unit);
CREATE INDEX demands_repeating ON demands (repeat_of) WHERE repeat_of IS NOT NULL;
CREATE INDEX demands_of_menu_item ON demands (menu_item) WHERE menu_item IS NOT NULL;
CREATE INDEX demands_of_visit ON demands (visit_unit) WHERE visit_unit IS NOT NULL;
CREATE INDEX demands_of_selection ON demands (selection) WHERE selection IS NOT NULL;
CREATE INDEX items_of_meeting ON meeting_items (meeting);
CREATE INDEX meetings_of_demand ON meeting_items (demand) WHERE demand IS NOT NULL;
CREATE INDEX meetings_of_menu_item ON meeting_items (menu_item) WHERE menu_item IS NOT NULL;
CREATE INDEX reviews_of_demand ON reviews (demand);
CREATE INDEX decisions_of_demand ON decisions (demand);
CREATE INDEX decisions_of_meeting ON decisions (meeting) WHERE meeting IS NOT NULL;
CREATE INDEX replies_of_demand ON replies (demand);
CREATE INDEX extensions_of_demand ON extensions (demand);
CREATE INDEX reopenings_of_demand ON reopenings (demand);
CREATE INDEX hazards_of_unit ON hazards (unit);
CREATE INDEX hazards_of_visit ON hazards (visit_unit) WHERE visit_unit IS NOT NULL;
CREATE INDEX hazards_of_demand ON hazards (demand) WHERE demand IS NOT NULL;
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
CREATE TRIGGER log_allocations_insert AFTER INSERT ON allocations BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'allocations', NEW.id, NULL, json_object('id', NEW.id, 'batch', NEW.batch, 'unit', NEW.unit, 'quantity', NEW.quantity, 'rule', NEW.rule, 'reason', NEW.reason, 'allocated_on', NEW.allocated_on)); END;
CREATE TRIGGER log_allocations_update AFTER UPDATE ON allocations WHEN OLD.id IS NOT NEW.id OR OLD.batch IS NOT NEW.batch OR OLD.unit IS NOT NEW.unit OR OLD.quantity IS NOT NEW.quantity OR OLD.rule IS NOT NEW.rule OR OLD.reason IS NOT NEW.reason OR OLD.allocated_on IS NOT NEW.allocated_on BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'allocations', NEW.id, json_object('id', OLD.id, 'batch', OLD.batch, 'unit', OLD.unit, 'quantity', OLD.quantity, 'rule', OLD.rule, 'reason', OLD.reason, 'allocated_on', OLD.allocated_on), json_object('id', NEW.id, 'batch', NEW.batch, 'unit', NEW.unit, 'quantity', NEW.quantity, 'rule', NEW.rule, 'reason', NEW.reason, 'allocated_on', NEW.allocated_on)); END;
CREATE TRIGGER log_allocations_delete AFTER DELETE ON allocations BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'allocations', OLD.id, json_object('id', OLD.id, 'batch', OLD.batch, 'unit', OLD.unit, 'quantity', OLD.quantity, 'rule', OLD.rule, 'reason', OLD.reason, 'allocated_on', OLD.allocated_on), NULL); END;
CREATE TRIGGER log_benches_insert AFTER INSERT ON benches BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'benches', NEW.id, NULL, json_object('id', NEW.id, 'tag', NEW.tag, 'batch', NEW.batch, 'unit', NEW.unit, 'spot', NEW.spot, 'note', NEW.note)); END;
CREATE TRIGGER log_benches_update AFTER UPDATE ON benches WHEN OLD.id IS NOT NEW.id OR OLD.tag IS NOT NEW.tag OR OLD.batch IS NOT NEW.batch OR OLD.unit IS NOT NEW.unit OR OLD.spot IS NOT NEW.spot OR OLD.note IS NOT NEW.note BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'benches', NEW.id, json_object('id', OLD.id, 'tag', OLD.tag, 'batch', OLD.batch, 'unit', OLD.unit, 'spot', OLD.spot, 'note', OLD.note), json_object('id', NEW.id, 'tag', NEW.tag, 'batch', NEW.batch, 'unit', NEW.unit, 'spot', NEW.spot, 'note', NEW.note)); END;
CREATE TRIGGER log_benches_delete AFTER DELETE ON benches BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'benches', OLD.id, json_object('id', OLD.id, 'tag', OLD.tag, 'batch', OLD.batch, 'unit', OLD.unit, 'spot', OLD.spot, 'note', OLD.note), NULL); END;
CREATE TRIGGER log_bench_events_insert AFTER INSERT ON bench_events BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'bench_events', NEW.id, NULL, json_object('id', NEW.id, 'bench', NEW.bench, 'kind', NEW.kind, 'happened_on', NEW.happened_on, 'reason', NEW.reason)); END;
CREATE TRIGGER log_bench_events_update AFTER UPDATE ON bench_events WHEN OLD.id IS NOT NEW.id OR OLD.bench IS NOT NEW.bench OR OLD.kind IS NOT NEW.kind OR OLD.happened_on IS NOT NEW.happened_on OR OLD.reason IS NOT NEW.reason BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'bench_events', NEW.id, json_object('id', OLD.id, 'bench', OLD.bench, 'kind', OLD.kind, 'happened_on', OLD.happened_on, 'reason', OLD.reason), json_object('id', NEW.id, 'bench', NEW.bench, 'kind', NEW.kind, 'happened_on', NEW.happened_on, 'reason', NEW.reason)); END;
CREATE TRIGGER log_bench_events_delete AFTER DELETE ON bench_events BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'bench_events', OLD.id, json_object('id', OLD.id, 'bench', OLD.bench, 'kind', OLD.kind, 'happened_on', OLD.happened_on, 'reason', OLD.reason), NULL); END;
CREATE TRIGGER log_demands_insert AFTER INSERT ON demands BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'demands', NEW.id, NULL, json_object('id', NEW.id, 'unit', NEW.unit, 'kind', NEW.kind, 'quantity', NEW.quantity, 'channel', NEW.channel, 'role', NEW.role, 'registered_on', NEW.registered_on, 'text', NEW.text, 'merged_into', NEW.merged_into, 'withdrawn_on', NEW.withdrawn_on, 'reply_due', NEW.reply_due, 'result_due', NEW.result_due, 'owner_role', NEW.owner_role, 'merged_on', NEW.merged_on, 'withdrawn_reason', NEW.withdrawn_reason, 'repeat_of', NEW.repeat_of, 'menu_item', NEW.menu_item, 'visit_unit', NEW.visit_unit, 'selection', NEW.selection)); END;
CREATE TRIGGER log_demands_update AFTER UPDATE ON demands WHEN OLD.id IS NOT NEW.id OR OLD.unit IS NOT NEW.unit OR OLD.kind IS NOT NEW.kind OR OLD.quantity IS NOT NEW.quantity OR OLD.channel IS NOT NEW.channel OR OLD.role IS NOT NEW.role OR OLD.registered_on IS NOT NEW.registered_on OR OLD.text IS NOT NEW.text OR OLD.merged_into IS NOT NEW.merged_into OR OLD.withdrawn_on IS NOT NEW.withdrawn_on OR OLD.reply_due IS NOT NEW.reply_due OR OLD.result_due IS NOT NEW.result_due OR OLD.owner_role IS NOT NEW.owner_role OR OLD.merged_on IS NOT NEW.merged_on OR OLD.withdrawn_reason IS NOT NEW.withdrawn_reason OR OLD.repeat_of IS NOT NEW.repeat_of OR OLD.menu_item IS NOT NEW.menu_item OR OLD.visit_unit IS NOT NEW.visit_unit OR OLD.selection IS NOT NEW.selection BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'demands', NEW.id, json_object('id', OLD.id, 'unit', OLD.unit, 'kind', OLD.kind, 'quantity', OLD.quantity, 'channel', OLD.channel, 'role', OLD.role, 'registered_on', OLD.registered_on, 'text', OLD.text, 'merged_into', OLD.merged_into, 'withdrawn_on', OLD.withdrawn_on, 'reply_due', OLD.reply_due, 'result_due', OLD.result_due, 'owner_role', OLD.owner_role, 'merged_on', OLD.merged_on, 'withdrawn_reason', OLD.withdrawn_reason, 'repeat_of', OLD.repeat_of, 'menu_item', OLD.menu_item, 'visit_unit', OLD.visit_unit, 'selection', OLD.selection), json_object('id', NEW.id, 'unit', NEW.unit, 'kind', NEW.kind, 'quantity', NEW.quantity, 'channel', NEW.channel, 'role', NEW.role, 'registered_on', NEW.registered_on, 'text', NEW.text, 'merged_into', NEW.merged_into, 'withdrawn_on', NEW.withdrawn_on, 'reply_due', NEW.reply_due, 'result_due', NEW.result_due, 'owner_role', NEW.owner_role, 'merged_on', NEW.merged_on, 'withdrawn_reason', NEW.withdrawn_reason, 'repeat_of', NEW.repeat_of, 'menu_item', NEW.menu_item, 'visit_unit', NEW.visit_unit, 'selection', NEW.selection)); END;
CREATE TRIGGER log_demands_delete AFTER DELETE ON demands BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'demands', OLD.id, json_object('id', OLD.id, 'unit', OLD.unit, 'kind', OLD.kind, 'quantity', OLD.quantity, 'channel', OLD.channel, 'role', OLD.role, 'registered_on', OLD.registered_on, 'text', OLD.text, 'merged_into', OLD.merged_into, 'withdrawn_on', OLD.withdrawn_on, 'reply_due', OLD.reply_due, 'result_due', OLD.result_due, 'owner_role', OLD.owner_role, 'merged_on', OLD.merged_on, 'withdrawn_reason', OLD.withdrawn_reason, 'repeat_of', OLD.repeat_of, 'menu_item', OLD.menu_item, 'visit_unit', OLD.visit_unit, 'selection', OLD.selection), NULL); END;
CREATE TRIGGER log_results_insert AFTER INSERT ON results BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'results', NEW.id, NULL, json_object('id', NEW.id, 'demand', NEW.demand, 'bench', NEW.bench, 'quantity', NEW.quantity, 'done_on', NEW.done_on, 'round', NEW.round, 'role', NEW.role, 'text', NEW.text)); END;
CREATE TRIGGER log_results_update AFTER UPDATE ON results WHEN OLD.id IS NOT NEW.id OR OLD.demand IS NOT NEW.demand OR OLD.bench IS NOT NEW.bench OR OLD.quantity IS NOT NEW.quantity OR OLD.done_on IS NOT NEW.done_on OR OLD.round IS NOT NEW.round OR OLD.role IS NOT NEW.role OR OLD.text IS NOT NEW.text BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'results', NEW.id, json_object('id', OLD.id, 'demand', OLD.demand, 'bench', OLD.bench, 'quantity', OLD.quantity, 'done_on', OLD.done_on, 'round', OLD.round, 'role', OLD.role, 'text', OLD.text), json_object('id', NEW.id, 'demand', NEW.demand, 'bench', NEW.bench, 'quantity', NEW.quantity, 'done_on', NEW.done_on, 'round', NEW.round, 'role', NEW.role, 'text', NEW.text)); END;
CREATE TRIGGER log_results_delete AFTER DELETE ON results BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'results', OLD.id, json_object('id', OLD.id, 'demand', OLD.demand, 'bench', OLD.bench, 'quantity', OLD.quantity, 'done_on', OLD.done_on, 'round', OLD.round, 'role', OLD.role, 'text', OLD.text), NULL); END;
CREATE TRIGGER log_imports_insert AFTER INSERT ON imports BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'imports', NEW.id, NULL, json_object('id', NEW.id, 'file_name', NEW.file_name, 'sha256', NEW.sha256, 'kind', NEW.kind, 'mapping', NEW.mapping, 'added', NEW.added, 'changed', NEW.changed, 'same', NEW.same)); END;
CREATE TRIGGER log_imports_update AFTER UPDATE ON imports WHEN OLD.id IS NOT NEW.id OR OLD.file_name IS NOT NEW.file_name OR OLD.sha256 IS NOT NEW.sha256 OR OLD.kind IS NOT NEW.kind OR OLD.mapping IS NOT NEW.mapping OR OLD.added IS NOT NEW.added OR OLD.changed IS NOT NEW.changed OR OLD.same IS NOT NEW.same BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'imports', NEW.id, json_object('id', OLD.id, 'file_name', OLD.file_name, 'sha256', OLD.sha256, 'kind', OLD.kind, 'mapping', OLD.mapping, 'added', OLD.added, 'changed', OLD.changed, 'same', OLD.same), json_object('id', NEW.id, 'file_name', NEW.file_name, 'sha256', NEW.sha256, 'kind', NEW.kind, 'mapping', NEW.mapping, 'added', NEW.added, 'changed', NEW.changed, 'same', NEW.same)); END;
CREATE TRIGGER log_imports_delete AFTER DELETE ON imports BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'imports', OLD.id, json_object('id', OLD.id, 'file_name', OLD.file_name, 'sha256', OLD.sha256, 'kind', OLD.kind, 'mapping', OLD.mapping, 'added', OLD.added, 'changed', OLD.changed, 'same', OLD.same), NULL); END;
CREATE TRIGGER log_visits_insert AFTER INSERT ON visits BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'visits', NEW.id, NULL, json_object('id', NEW.id, 'visited_on', NEW.visited_on, 'grid', NEW.grid, 'role', NEW.role)); END;
CREATE TRIGGER log_visits_update AFTER UPDATE ON visits WHEN OLD.id IS NOT NEW.id OR OLD.visited_on IS NOT NEW.visited_on OR OLD.grid IS NOT NEW.grid OR OLD.role IS NOT NEW.role BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'visits', NEW.id, json_object('id', OLD.id, 'visited_on', OLD.visited_on, 'grid', OLD.grid, 'role', OLD.role), json_object('id', NEW.id, 'visited_on', NEW.visited_on, 'grid', NEW.grid, 'role', NEW.role)); END;
CREATE TRIGGER log_visits_delete AFTER DELETE ON visits BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'visits', OLD.id, json_object('id', OLD.id, 'visited_on', OLD.visited_on, 'grid', OLD.grid, 'role', OLD.role), NULL); END;
CREATE TRIGGER log_visit_units_insert AFTER INSERT ON visit_units BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'visit_units', NEW.id, NULL, json_object('id', NEW.id, 'visit', NEW.visit, 'unit', NEW.unit, 'headcount', NEW.headcount, 'remark', NEW.remark)); END;
CREATE TRIGGER log_visit_units_update AFTER UPDATE ON visit_units WHEN OLD.id IS NOT NEW.id OR OLD.visit IS NOT NEW.visit OR OLD.unit IS NOT NEW.unit OR OLD.headcount IS NOT NEW.headcount OR OLD.remark IS NOT NEW.remark BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'visit_units', NEW.id, json_object('id', OLD.id, 'visit', OLD.visit, 'unit', OLD.unit, 'headcount', OLD.headcount, 'remark', OLD.remark), json_object('id', NEW.id, 'visit', NEW.visit, 'unit', NEW.unit, 'headcount', NEW.headcount, 'remark', NEW.remark)); END;
CREATE TRIGGER log_visit_units_delete AFTER DELETE ON visit_units BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'visit_units', OLD.id, json_object('id', OLD.id, 'visit', OLD.visit, 'unit', OLD.unit, 'headcount', OLD.headcount, 'remark', OLD.remark), NULL); END;
CREATE TRIGGER log_selections_insert AFTER INSERT ON selections BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'selections', NEW.id, NULL, json_object('id', NEW.id, 'measure', NEW.measure, 'least', NEW.least, 'top', NEW.top, 'grid', NEW.grid, 'as_of', NEW.as_of, 'selected_on', NEW.selected_on, 'role', NEW.role, 'note', NEW.note)); END;
CREATE TRIGGER log_selections_update AFTER UPDATE ON selections WHEN OLD.id IS NOT NEW.id OR OLD.measure IS NOT NEW.measure OR OLD.least IS NOT NEW.least OR OLD.top IS NOT NEW.top OR OLD.grid IS NOT NEW.grid OR OLD.as_of IS NOT NEW.as_of OR OLD.selected_on IS NOT NEW.selected_on OR OLD.role IS NOT NEW.role OR OLD.note IS NOT NEW.note BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'selections', NEW.id, json_object('id', OLD.id, 'measure', OLD.measure, 'least', OLD.least, 'top', OLD.top, 'grid', OLD.grid, 'as_of', OLD.as_of, 'selected_on', OLD.selected_on, 'role', OLD.role, 'note', OLD.note), json_object('id', NEW.id, 'measure', NEW.measure, 'least', NEW.least, 'top', NEW.top, 'grid', NEW.grid, 'as_of', NEW.as_of, 'selected_on', NEW.selected_on, 'role', NEW.role, 'note', NEW.note)); END;
CREATE TRIGGER log_selections_delete AFTER DELETE ON selections BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'selections', OLD.id, json_object('id', OLD.id, 'measure', OLD.measure, 'least', OLD.least, 'top', OLD.top, 'grid', OLD.grid, 'as_of', OLD.as_of, 'selected_on', OLD.selected_on, 'role', OLD.role, 'note', OLD.note), NULL); END;
CREATE TRIGGER log_selection_units_insert AFTER INSERT ON selection_units BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'selection_units', NEW.id, NULL, json_object('id', NEW.id, 'selection', NEW.selection, 'unit', NEW.unit, 'rank', NEW.rank, 'elderly_60', NEW.elderly_60, 'elderly_80', NEW.elderly_80, 'households', NEW.households, 'benches', NEW.benches, 'counted_on', NEW.counted_on, 'source', NEW.source)); END;
CREATE TRIGGER log_selection_units_update AFTER UPDATE ON selection_units WHEN OLD.id IS NOT NEW.id OR OLD.selection IS NOT NEW.selection OR OLD.unit IS NOT NEW.unit OR OLD.rank IS NOT NEW.rank OR OLD.elderly_60 IS NOT NEW.elderly_60 OR OLD.elderly_80 IS NOT NEW.elderly_80 OR OLD.households IS NOT NEW.households OR OLD.benches IS NOT NEW.benches OR OLD.counted_on IS NOT NEW.counted_on OR OLD.source IS NOT NEW.source BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'selection_units', NEW.id, json_object('id', OLD.id, 'selection', OLD.selection, 'unit', OLD.unit, 'rank', OLD.rank, 'elderly_60', OLD.elderly_60, 'elderly_80', OLD.elderly_80, 'households', OLD.households, 'benches', OLD.benches, 'counted_on', OLD.counted_on, 'source', OLD.source), json_object('id', NEW.id, 'selection', NEW.selection, 'unit', NEW.unit, 'rank', NEW.rank, 'elderly_60', NEW.elderly_60, 'elderly_80', NEW.elderly_80, 'households', NEW.households, 'benches', NEW.benches, 'counted_on', NEW.counted_on, 'source', NEW.source)); END;
CREATE TRIGGER log_selection_units_delete AFTER DELETE ON selection_units BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'selection_units', OLD.id, json_object('id', OLD.id, 'selection', OLD.selection, 'unit', OLD.unit, 'rank', OLD.rank, 'elderly_60', OLD.elderly_60, 'elderly_80', OLD.elderly_80, 'households', OLD.households, 'benches', OLD.benches, 'counted_on', OLD.counted_on, 'source', OLD.source), NULL); END;
CREATE TRIGGER log_menu_items_insert AFTER INSERT ON menu_items BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'menu_items', NEW.id, NULL, json_object('id', NEW.id, 'year', NEW.year, 'title', NEW.title, 'kind', NEW.kind, 'role', NEW.role, 'starts_on', NEW.starts_on, 'ends_on', NEW.ends_on, 'target', NEW.target, 'programme', NEW.programme, 'closed_on', NEW.closed_on, 'outcome', NEW.outcome)); END;
CREATE TRIGGER log_menu_items_update AFTER UPDATE ON menu_items WHEN OLD.id IS NOT NEW.id OR OLD.year IS NOT NEW.year OR OLD.title IS NOT NEW.title OR OLD.kind IS NOT NEW.kind OR OLD.role IS NOT NEW.role OR OLD.starts_on IS NOT NEW.starts_on OR OLD.ends_on IS NOT NEW.ends_on OR OLD.target IS NOT NEW.target OR OLD.programme IS NOT NEW.programme OR OLD.closed_on IS NOT NEW.closed_on OR OLD.outcome IS NOT NEW.outcome BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'menu_items', NEW.id, json_object('id', OLD.id, 'year', OLD.year, 'title', OLD.title, 'kind', OLD.kind, 'role', OLD.role, 'starts_on', OLD.starts_on, 'ends_on', OLD.ends_on, 'target', OLD.target, 'programme', OLD.programme, 'closed_on', OLD.closed_on, 'outcome', OLD.outcome), json_object('id', NEW.id, 'year', NEW.year, 'title', NEW.title, 'kind', NEW.kind, 'role', NEW.role, 'starts_on', NEW.starts_on, 'ends_on', NEW.ends_on, 'target', NEW.target, 'programme', NEW.programme, 'closed_on', NEW.closed_on, 'outcome', NEW.outcome)); END;
CREATE TRIGGER log_menu_items_delete AFTER DELETE ON menu_items BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'menu_items', OLD.id, json_object('id', OLD.id, 'year', OLD.year, 'title', OLD.title, 'kind', OLD.kind, 'role', OLD.role, 'starts_on', OLD.starts_on, 'ends_on', OLD.ends_on, 'target', OLD.target, 'programme', OLD.programme, 'closed_on', OLD.closed_on, 'outcome', OLD.outcome), NULL); END;
CREATE TRIGGER log_meetings_insert AFTER INSERT ON meetings BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'meetings', NEW.id, NULL, json_object('id', NEW.id, 'kind', NEW.kind, 'held_on', NEW.held_on, 'place', NEW.place, 'topic', NEW.topic)); END;
CREATE TRIGGER log_meetings_update AFTER UPDATE ON meetings WHEN OLD.id IS NOT NEW.id OR OLD.kind IS NOT NEW.kind OR OLD.held_on IS NOT NEW.held_on OR OLD.place IS NOT NEW.place OR OLD.topic IS NOT NEW.topic BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'meetings', NEW.id, json_object('id', OLD.id, 'kind', OLD.kind, 'held_on', OLD.held_on, 'place', OLD.place, 'topic', OLD.topic), json_object('id', NEW.id, 'kind', NEW.kind, 'held_on', NEW.held_on, 'place', NEW.place, 'topic', NEW.topic)); END;
CREATE TRIGGER log_meetings_delete AFTER DELETE ON meetings BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'meetings', OLD.id, json_object('id', OLD.id, 'kind', OLD.kind, 'held_on', OLD.held_on, 'place', OLD.place, 'topic', OLD.topic), NULL); END;
CREATE TRIGGER log_attendances_insert AFTER INSERT ON attendances BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'attendances', NEW.id, NULL, json_object('id', NEW.id, 'meeting', NEW.meeting, 'role', NEW.role, 'people', NEW.people)); END;
CREATE TRIGGER log_attendances_update AFTER UPDATE ON attendances WHEN OLD.id IS NOT NEW.id OR OLD.meeting IS NOT NEW.meeting OR OLD.role IS NOT NEW.role OR OLD.people IS NOT NEW.people BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'attendances', NEW.id, json_object('id', OLD.id, 'meeting', OLD.meeting, 'role', OLD.role, 'people', OLD.people), json_object('id', NEW.id, 'meeting', NEW.meeting, 'role', NEW.role, 'people', NEW.people)); END;
CREATE TRIGGER log_attendances_delete AFTER DELETE ON attendances BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'attendances', OLD.id, json_object('id', OLD.id, 'meeting', OLD.meeting, 'role', OLD.role, 'people', OLD.people), NULL); END;
CREATE TRIGGER log_meeting_items_insert AFTER INSERT ON meeting_items BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'meeting_items', NEW.id, NULL, json_object('id', NEW.id, 'meeting', NEW.meeting, 'demand', NEW.demand, 'menu_item', NEW.menu_item, 'question', NEW.question, 'outcome', NEW.outcome)); END;
CREATE TRIGGER log_meeting_items_update AFTER UPDATE ON meeting_items WHEN OLD.id IS NOT NEW.id OR OLD.meeting IS NOT NEW.meeting OR OLD.demand IS NOT NEW.demand OR OLD.menu_item IS NOT NEW.menu_item OR OLD.question IS NOT NEW.question OR OLD.outcome IS NOT NEW.outcome BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'meeting_items', NEW.id, json_object('id', OLD.id, 'meeting', OLD.meeting, 'demand', OLD.demand, 'menu_item', OLD.menu_item, 'question', OLD.question, 'outcome', OLD.outcome), json_object('id', NEW.id, 'meeting', NEW.meeting, 'demand', NEW.demand, 'menu_item', NEW.menu_item, 'question', NEW.question, 'outcome', NEW.outcome)); END;
CREATE TRIGGER log_meeting_items_delete AFTER DELETE ON meeting_items BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'meeting_items', OLD.id, json_object('id', OLD.id, 'meeting', OLD.meeting, 'demand', OLD.demand, 'menu_item', OLD.menu_item, 'question', OLD.question, 'outcome', OLD.outcome), NULL); END;
CREATE TRIGGER log_reviews_insert AFTER INSERT ON reviews BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'reviews', NEW.id, NULL, json_object('id', NEW.id, 'demand', NEW.demand, 'round', NEW.round, 'reasonable', NEW.reasonable, 'feasible', NEW.feasible, 'reason', NEW.reason, 'role', NEW.role, 'reviewed_on', NEW.reviewed_on)); END;
CREATE TRIGGER log_reviews_update AFTER UPDATE ON reviews WHEN OLD.id IS NOT NEW.id OR OLD.demand IS NOT NEW.demand OR OLD.round IS NOT NEW.round OR OLD.reasonable IS NOT NEW.reasonable OR OLD.feasible IS NOT NEW.feasible OR OLD.reason IS NOT NEW.reason OR OLD.role IS NOT NEW.role OR OLD.reviewed_on IS NOT NEW.reviewed_on BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'reviews', NEW.id, json_object('id', OLD.id, 'demand', OLD.demand, 'round', OLD.round, 'reasonable', OLD.reasonable, 'feasible', OLD.feasible, 'reason', OLD.reason, 'role', OLD.role, 'reviewed_on', OLD.reviewed_on), json_object('id', NEW.id, 'demand', NEW.demand, 'round', NEW.round, 'reasonable', NEW.reasonable, 'feasible', NEW.feasible, 'reason', NEW.reason, 'role', NEW.role, 'reviewed_on', NEW.reviewed_on)); END;
CREATE TRIGGER log_reviews_delete AFTER DELETE ON reviews BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'reviews', OLD.id, json_object('id', OLD.id, 'demand', OLD.demand, 'round', OLD.round, 'reasonable', OLD.reasonable, 'feasible', OLD.feasible, 'reason', OLD.reason, 'role', OLD.role, 'reviewed_on', OLD.reviewed_on), NULL); END;
CREATE TRIGGER log_decisions_insert AFTER INSERT ON decisions BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'decisions', NEW.id, NULL, json_object('id', NEW.id, 'demand', NEW.demand, 'round', NEW.round, 'verdict', NEW.verdict, 'reason', NEW.reason, 'role', NEW.role, 'decided_on', NEW.decided_on, 'meeting', NEW.meeting)); END;
CREATE TRIGGER log_decisions_update AFTER UPDATE ON decisions WHEN OLD.id IS NOT NEW.id OR OLD.demand IS NOT NEW.demand OR OLD.round IS NOT NEW.round OR OLD.verdict IS NOT NEW.verdict OR OLD.reason IS NOT NEW.reason OR OLD.role IS NOT NEW.role OR OLD.decided_on IS NOT NEW.decided_on OR OLD.meeting IS NOT NEW.meeting BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'decisions', NEW.id, json_object('id', OLD.id, 'demand', OLD.demand, 'round', OLD.round, 'verdict', OLD.verdict, 'reason', OLD.reason, 'role', OLD.role, 'decided_on', OLD.decided_on, 'meeting', OLD.meeting), json_object('id', NEW.id, 'demand', NEW.demand, 'round', NEW.round, 'verdict', NEW.verdict, 'reason', NEW.reason, 'role', NEW.role, 'decided_on', NEW.decided_on, 'meeting', NEW.meeting)); END;
CREATE TRIGGER log_decisions_delete AFTER DELETE ON decisions BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'decisions', OLD.id, json_object('id', OLD.id, 'demand', OLD.demand, 'round', OLD.round, 'verdict', OLD.verdict, 'reason', OLD.reason, 'role', OLD.role, 'decided_on', OLD.decided_on, 'meeting', OLD.meeting), NULL); END;
CREATE TRIGGER log_replies_insert AFTER INSERT ON replies BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'replies', NEW.id, NULL, json_object('id', NEW.id, 'demand', NEW.demand, 'replied_on', NEW.replied_on, 'how', NEW.how, 'role', NEW.role, 'text', NEW.text)); END;
CREATE TRIGGER log_replies_update AFTER UPDATE ON replies WHEN OLD.id IS NOT NEW.id OR OLD.demand IS NOT NEW.demand OR OLD.replied_on IS NOT NEW.replied_on OR OLD.how IS NOT NEW.how OR OLD.role IS NOT NEW.role OR OLD.text IS NOT NEW.text BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'replies', NEW.id, json_object('id', OLD.id, 'demand', OLD.demand, 'replied_on', OLD.replied_on, 'how', OLD.how, 'role', OLD.role, 'text', OLD.text), json_object('id', NEW.id, 'demand', NEW.demand, 'replied_on', NEW.replied_on, 'how', NEW.how, 'role', NEW.role, 'text', NEW.text)); END;
CREATE TRIGGER log_replies_delete AFTER DELETE ON replies BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'replies', OLD.id, json_object('id', OLD.id, 'demand', OLD.demand, 'replied_on', OLD.replied_on, 'how', OLD.how, 'role', OLD.role, 'text', OLD.text), NULL); END;
CREATE TRIGGER log_extensions_insert AFTER INSERT ON extensions BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'extensions', NEW.id, NULL, json_object('id', NEW.id, 'demand', NEW.demand, 'due', NEW.due, 'reason', NEW.reason, 'role', NEW.role, 'extended_on', NEW.extended_on)); END;
CREATE TRIGGER log_extensions_update AFTER UPDATE ON extensions WHEN OLD.id IS NOT NEW.id OR OLD.demand IS NOT NEW.demand OR OLD.due IS NOT NEW.due OR OLD.reason IS NOT NEW.reason OR OLD.role IS NOT NEW.role OR OLD.extended_on IS NOT NEW.extended_on BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'extensions', NEW.id, json_object('id', OLD.id, 'demand', OLD.demand, 'due', OLD.due, 'reason', OLD.reason, 'role', OLD.role, 'extended_on', OLD.extended_on), json_object('id', NEW.id, 'demand', NEW.demand, 'due', NEW.due, 'reason', NEW.reason, 'role', NEW.role, 'extended_on', NEW.extended_on)); END;
CREATE TRIGGER log_extensions_delete AFTER DELETE ON extensions BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'extensions', OLD.id, json_object('id', OLD.id, 'demand', OLD.demand, 'due', OLD.due, 'reason', OLD.reason, 'role', OLD.role, 'extended_on', OLD.extended_on), NULL); END;
CREATE TRIGGER log_reopenings_insert AFTER INSERT ON reopenings BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'reopenings', NEW.id, NULL, json_object('id', NEW.id, 'demand', NEW.demand, 'reason', NEW.reason, 'role', NEW.role, 'reopened_on', NEW.reopened_on, 'withdrawn_on', NEW.withdrawn_on, 'withdrawn_reason', NEW.withdrawn_reason)); END;
CREATE TRIGGER log_reopenings_update AFTER UPDATE ON reopenings WHEN OLD.id IS NOT NEW.id OR OLD.demand IS NOT NEW.demand OR OLD.reason IS NOT NEW.reason OR OLD.role IS NOT NEW.role OR OLD.reopened_on IS NOT NEW.reopened_on OR OLD.withdrawn_on IS NOT NEW.withdrawn_on OR OLD.withdrawn_reason IS NOT NEW.withdrawn_reason BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'reopenings', NEW.id, json_object('id', OLD.id, 'demand', OLD.demand, 'reason', OLD.reason, 'role', OLD.role, 'reopened_on', OLD.reopened_on, 'withdrawn_on', OLD.withdrawn_on, 'withdrawn_reason', OLD.withdrawn_reason), json_object('id', NEW.id, 'demand', NEW.demand, 'reason', NEW.reason, 'role', NEW.role, 'reopened_on', NEW.reopened_on, 'withdrawn_on', NEW.withdrawn_on, 'withdrawn_reason', NEW.withdrawn_reason)); END;
CREATE TRIGGER log_reopenings_delete AFTER DELETE ON reopenings BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'reopenings', OLD.id, json_object('id', OLD.id, 'demand', OLD.demand, 'reason', OLD.reason, 'role', OLD.role, 'reopened_on', OLD.reopened_on, 'withdrawn_on', OLD.withdrawn_on, 'withdrawn_reason', OLD.withdrawn_reason), NULL); END;
CREATE TRIGGER log_hazards_insert AFTER INSERT ON hazards BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'hazards', NEW.id, NULL, json_object('id', NEW.id, 'unit', NEW.unit, 'kind', NEW.kind, 'severity', NEW.severity, 'quantity', NEW.quantity, 'found_on', NEW.found_on, 'role', NEW.role, 'text', NEW.text, 'visit_unit', NEW.visit_unit, 'demand', NEW.demand, 'cleared_on', NEW.cleared_on, 'cleared_how', NEW.cleared_how, 'cleared_role', NEW.cleared_role)); END;
CREATE TRIGGER log_hazards_update AFTER UPDATE ON hazards WHEN OLD.id IS NOT NEW.id OR OLD.unit IS NOT NEW.unit OR OLD.kind IS NOT NEW.kind OR OLD.severity IS NOT NEW.severity OR OLD.quantity IS NOT NEW.quantity OR OLD.found_on IS NOT NEW.found_on OR OLD.role IS NOT NEW.role OR OLD.text IS NOT NEW.text OR OLD.visit_unit IS NOT NEW.visit_unit OR OLD.demand IS NOT NEW.demand OR OLD.cleared_on IS NOT NEW.cleared_on OR OLD.cleared_how IS NOT NEW.cleared_how OR OLD.cleared_role IS NOT NEW.cleared_role BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'hazards', NEW.id, json_object('id', OLD.id, 'unit', OLD.unit, 'kind', OLD.kind, 'severity', OLD.severity, 'quantity', OLD.quantity, 'found_on', OLD.found_on, 'role', OLD.role, 'text', OLD.text, 'visit_unit', OLD.visit_unit, 'demand', OLD.demand, 'cleared_on', OLD.cleared_on, 'cleared_how', OLD.cleared_how, 'cleared_role', OLD.cleared_role), json_object('id', NEW.id, 'unit', NEW.unit, 'kind', NEW.kind, 'severity', NEW.severity, 'quantity', NEW.quantity, 'found_on', NEW.found_on, 'role', NEW.role, 'text', NEW.text, 'visit_unit', NEW.visit_unit, 'demand', NEW.demand, 'cleared_on', NEW.cleared_on, 'cleared_how', NEW.cleared_how, 'cleared_role', NEW.cleared_role)); END;
CREATE TRIGGER log_hazards_delete AFTER DELETE ON hazards BEGIN INSERT INTO changes (command, table_name, row_id, old, new) VALUES ((SELECT id FROM commands WHERE link IS NULL), 'hazards', OLD.id, json_object('id', OLD.id, 'unit', OLD.unit, 'kind', OLD.kind, 'severity', OLD.severity, 'quantity', OLD.quantity, 'found_on', OLD.found_on, 'role', OLD.role, 'text', OLD.text, 'visit_unit', OLD.visit_unit, 'demand', OLD.demand, 'cleared_on', OLD.cleared_on, 'cleared_how', OLD.cleared_how, 'cleared_role', OLD.cleared_role), NULL); END;
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
            d.owner_role, d.reply_due, d.result_due, d.merged_into, d.merged_on, d.repeat_of, d.menu_item,
            d.withdrawn_on, d.withdrawn_reason,
            (1 + (SELECT count(*) FROM reopenings AS o WHERE o.demand = d.id)) AS round, (SELECT CASE WHEN e.verdict = 'declined' AND e.round < (1 + (SELECT count(*) FROM reopenings AS o WHERE o.demand = d.id)) THEN NULL ELSE e.verdict END
    FROM decisions AS e WHERE e.demand = d.id ORDER BY e.id DESC LIMIT 1) AS verdict, (SELECT CASE WHEN e.verdict = 'declined' AND e.round < (1 + (SELECT count(*) FROM reopenings AS o WHERE o.demand = d.id)) THEN NULL ELSE e.decided_on END
    FROM decisions AS e WHERE e.demand = d.id ORDER BY e.id DESC LIMIT 1) AS decided_on,
            (SELECT coalesce(sum(r.quantity), 0) FROM results AS r WHERE r.demand = d.id AND r.round = (1 + (SELECT count(*) FROM reopenings AS o WHERE o.demand = d.id))) AS carried_out,
            (SELECT count(*) FROM replies AS p WHERE p.demand = d.id) AS replies,
            (SELECT replace(min(substr(p.replied_on || '-99-99', 1, 10)), '-99', '') FROM replies AS p
                WHERE p.demand = d.id) AS replied_on
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
CREATE VIEW v_visits AS 
        SELECT w.id, v.id AS visit, v.visited_on, v.grid, v.role, u.estate || '/' || u.building || '/' || u.label AS unit, h.elderly_60, h.elderly_80,
            w.remark
        FROM visit_units AS w JOIN visits AS v ON v.id = w.visit JOIN units AS u ON u.id = w.unit
            LEFT JOIN headcounts AS h ON h.id = w.headcount;
CREATE VIEW v_hazards AS 
        SELECT z.id, u.estate || '/' || u.building || '/' || u.label AS unit, u.grid, z.kind, z.severity, z.quantity, z.found_on, z.role, z.text, z.demand,
            z.cleared_on, z.cleared_how
        FROM hazards AS z JOIN units AS u ON u.id = z.unit;
CREATE VIEW v_selections AS 
        SELECT s.id AS selection, s.measure, s.least, s.top, s.grid AS of_grid, s.as_of, s.selected_on,
            w.rank, u.estate || '/' || u.building || '/' || u.label AS unit, u.grid,
            w.elderly_60, w.elderly_80, w.households, w.benches, w.counted_on, w.source
        FROM selection_units AS w JOIN selections AS s ON s.id = w.selection JOIN units AS u ON u.id = w.unit;
CREATE VIEW v_decisions AS 
        SELECT e.id, e.demand, e.round, e.verdict, e.reason, e.role, e.decided_on, e.meeting FROM decisions AS e;
CREATE VIEW v_replies AS 
        SELECT p.id, p.demand, p.replied_on, p.how, p.role, p.text FROM replies AS p;
CREATE VIEW v_meetings AS 
        SELECT m.id, m.kind, m.held_on, m.place, m.topic,
            (SELECT sum(a.people) FROM attendances AS a WHERE a.meeting = m.id) AS people,
            (SELECT count(*) FROM meeting_items AS i WHERE i.meeting = m.id) AS items
        FROM meetings AS m;
CREATE VIEW v_menu_items AS 
        SELECT i.id, i.year, i.title, i.kind, i.role, i.starts_on, i.ends_on, i.target, i.closed_on, i.outcome,
            (SELECT count(*) FROM demands AS d WHERE d.menu_item = i.id) AS linked
        FROM menu_items AS i;
CREATE VIEW v_log AS 
        SELECT c.id, c.at, c.role, c.alias, c.name AS command, c.typed, c.undoes,
            (SELECT count(*) FROM changes AS g WHERE g.command = c.id) AS changes
        FROM commands AS c;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('commands',39);
INSERT INTO "sqlite_sequence" VALUES('changes',82);
INSERT INTO "sqlite_sequence" VALUES('programmes',1);
INSERT INTO "sqlite_sequence" VALUES('settings',11);
INSERT INTO "sqlite_sequence" VALUES('units',5);
INSERT INTO "sqlite_sequence" VALUES('headcounts',5);
INSERT INTO "sqlite_sequence" VALUES('batches',2);
INSERT INTO "sqlite_sequence" VALUES('demands',7);
INSERT INTO "sqlite_sequence" VALUES('benches',3);
INSERT INTO "sqlite_sequence" VALUES('bench_events',6);
INSERT INTO "sqlite_sequence" VALUES('results',2);
INSERT INTO "sqlite_sequence" VALUES('allocations',3);
INSERT INTO "sqlite_sequence" VALUES('visits',1);
INSERT INTO "sqlite_sequence" VALUES('visit_units',3);
INSERT INTO "sqlite_sequence" VALUES('hazards',2);
INSERT INTO "sqlite_sequence" VALUES('imports',1);
INSERT INTO "sqlite_sequence" VALUES('selections',1);
INSERT INTO "sqlite_sequence" VALUES('selection_units',2);
INSERT INTO "sqlite_sequence" VALUES('reviews',4);
INSERT INTO "sqlite_sequence" VALUES('meetings',1);
INSERT INTO "sqlite_sequence" VALUES('attendances',2);
INSERT INTO "sqlite_sequence" VALUES('decisions',3);
INSERT INTO "sqlite_sequence" VALUES('meeting_items',4);
INSERT INTO "sqlite_sequence" VALUES('replies',2);
INSERT INTO "sqlite_sequence" VALUES('extensions',1);
INSERT INTO "sqlite_sequence" VALUES('menu_items',2);
INSERT INTO "sqlite_sequence" VALUES('reopenings',1);
COMMIT;
