"""The schema's first floor: the log, the register, batches, benches, demands and their results.

Never edited after it has landed; what comes later stands in a migration of its own.
"""

from __future__ import annotations

from songyu_cli.storage.columns import ID, a_date

FIRST_FLOOR = (
    # Who did what, and what it changed.
    f"""CREATE TABLE commands ({ID},
        at TEXT NOT NULL,
        role TEXT NOT NULL,
        alias TEXT,
        name TEXT NOT NULL,
        typed TEXT NOT NULL,
        undoes INTEGER REFERENCES commands (id),
        link TEXT
    ) STRICT""",
    "CREATE UNIQUE INDEX one_open_command ON commands (coalesce(link, 'open')) WHERE link IS NULL",
    "CREATE INDEX undone_commands ON commands (undoes) WHERE undoes IS NOT NULL",
    f"""CREATE TABLE changes ({ID},
        command INTEGER NOT NULL REFERENCES commands (id),
        table_name TEXT NOT NULL,
        row_id INTEGER NOT NULL,
        old TEXT,
        new TEXT,
        CHECK (old IS NOT NULL OR new IS NOT NULL)
    ) STRICT""",
    "CREATE INDEX changes_of_command ON changes (command)",
    # Numbers already given out; not undone with the command that took them, so that none is given twice.
    "CREATE TABLE serials (name TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT",
    # The community and its programme.
    f"CREATE TABLE settings ({ID}, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL) STRICT",
    f"""CREATE TABLE programmes ({ID},
        name TEXT NOT NULL,
        target INTEGER NOT NULL CHECK (target > 0)
    ) STRICT""",
    f"""CREATE TABLE units ({ID},
        estate TEXT NOT NULL,
        building TEXT NOT NULL,
        label TEXT NOT NULL,
        grid TEXT,
        households INTEGER CHECK (households >= 0),
        floors INTEGER CHECK (floors > 0),
        UNIQUE (estate, building, label)
    ) STRICT""",
    f"""CREATE TABLE headcounts ({ID},
        unit INTEGER NOT NULL REFERENCES units (id),
        as_of TEXT NOT NULL {a_date("as_of")},
        source TEXT,
        residents INTEGER CHECK (residents >= 0),
        elderly_60 INTEGER CHECK (elderly_60 >= 0),
        elderly_65 INTEGER CHECK (elderly_65 >= 0),
        elderly_80 INTEGER CHECK (elderly_80 >= 0),
        UNIQUE (unit, as_of),
        CHECK (elderly_60 <= residents AND elderly_65 <= coalesce(elderly_60, residents)
            AND elderly_80 <= coalesce(elderly_65, elderly_60, residents))
    ) STRICT""",
    # Batches and benches.
    f"""CREATE TABLE batches ({ID},
        programme INTEGER NOT NULL REFERENCES programmes (id),
        number INTEGER NOT NULL CHECK (number > 0),
        planned INTEGER NOT NULL CHECK (planned > 0),
        opened_on TEXT NOT NULL {a_date("opened_on")},
        closed_on TEXT {a_date("closed_on")},
        note TEXT,
        UNIQUE (programme, number)
    ) STRICT""",
    f"""CREATE TABLE allocations ({ID},
        batch INTEGER NOT NULL REFERENCES batches (id),
        unit INTEGER NOT NULL REFERENCES units (id),
        quantity INTEGER NOT NULL CHECK (quantity > 0),
        rule TEXT NOT NULL,
        reason TEXT
    ) STRICT""",
    "CREATE INDEX allocations_of_batch ON allocations (batch, unit)",
    "CREATE INDEX allocations_of_unit ON allocations (unit)",
    f"""CREATE TABLE benches ({ID},
        tag TEXT NOT NULL UNIQUE,
        batch INTEGER NOT NULL REFERENCES batches (id),
        unit INTEGER NOT NULL REFERENCES units (id),
        spot TEXT,
        note TEXT
    ) STRICT""",
    "CREATE INDEX benches_of_unit ON benches (unit)",
    "CREATE INDEX benches_of_batch ON benches (batch)",
    f"""CREATE TABLE bench_events ({ID},
        bench INTEGER NOT NULL REFERENCES benches (id),
        kind TEXT NOT NULL CHECK (kind IN ('installed', 'in_use', 'out_of_use', 'retired')),
        happened_on TEXT {a_date("happened_on")},
        reason TEXT
    ) STRICT""",
    "CREATE INDEX events_of_bench ON bench_events (bench, kind)",
    # Demands and what came of them.
    f"""CREATE TABLE demands ({ID},
        unit INTEGER NOT NULL REFERENCES units (id),
        kind TEXT NOT NULL,
        quantity INTEGER NOT NULL CHECK (quantity > 0),
        channel TEXT NOT NULL,
        role TEXT NOT NULL,
        registered_on TEXT NOT NULL {a_date("registered_on")},
        text TEXT,
        merged_into INTEGER REFERENCES demands (id) CHECK (merged_into <> id),
        withdrawn_on TEXT {a_date("withdrawn_on")}
    ) STRICT""",
    "CREATE INDEX demands_of_unit ON demands (unit)",
    "CREATE INDEX demands_merged ON demands (merged_into) WHERE merged_into IS NOT NULL",
    f"""CREATE TABLE results ({ID},
        demand INTEGER NOT NULL REFERENCES demands (id),
        bench INTEGER REFERENCES benches (id),
        quantity INTEGER NOT NULL CHECK (quantity > 0),
        done_on TEXT NOT NULL {a_date("done_on")}
    ) STRICT""",
    "CREATE INDEX results_of_demand ON results (demand)",
    "CREATE INDEX results_of_bench ON results (bench)",
    f"""CREATE TABLE imports ({ID},
        file_name TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        kind TEXT NOT NULL,
        mapping TEXT NOT NULL,
        added INTEGER NOT NULL,
        changed INTEGER NOT NULL,
        same INTEGER NOT NULL
    ) STRICT""",
)
