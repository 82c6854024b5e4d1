"""The schema's second floor: from the door to the decision, and the answers.

Never edited after it has landed; what comes later stands in a migration of its own.
"""

from __future__ import annotations

from songyu_cli.storage.columns import ID, a_date

_DEMAND = "demand INTEGER NOT NULL REFERENCES demands (id)"
_ROUND = "round INTEGER NOT NULL CHECK (round > 0)"  # a reopening begins a demand's next round


def _day(column: str) -> str:
    return f"{column} TEXT CHECK ({column} IS date({column}))"


SECOND_FLOOR = (
    # A round from door to door, and the stairwells it called at.
    f"""CREATE TABLE visits ({ID},
        visited_on TEXT NOT NULL {a_date("visited_on")},
        grid TEXT,
        role TEXT NOT NULL
    ) STRICT""",
    f"""CREATE TABLE visit_units ({ID},
        visit INTEGER NOT NULL REFERENCES visits (id),
        unit INTEGER NOT NULL REFERENCES units (id),
        headcount INTEGER REFERENCES headcounts (id),
        remark TEXT
    ) STRICT""",
    "CREATE INDEX units_of_visit ON visit_units (visit)",
    "CREATE INDEX visits_of_unit ON visit_units (unit)",
    "CREATE INDEX visits_of_headcount ON visit_units (headcount)",
    # Stairwells picked by the numbers; a row keeps the numbers that it was picked by.
    f"""CREATE TABLE selections ({ID},
        measure TEXT NOT NULL,
        least TEXT,
        top INTEGER CHECK (top > 0),
        grid TEXT,
        as_of TEXT NOT NULL {a_date("as_of")},
        selected_on TEXT NOT NULL {a_date("selected_on")},
        role TEXT NOT NULL,
        note TEXT
    ) STRICT""",
    f"""CREATE TABLE selection_units ({ID},
        selection INTEGER NOT NULL REFERENCES selections (id),
        unit INTEGER NOT NULL REFERENCES units (id),
        rank INTEGER NOT NULL CHECK (rank > 0),
        elderly_60 INTEGER,
        elderly_80 INTEGER,
        households INTEGER,
        benches INTEGER NOT NULL,
        counted_on TEXT {a_date("counted_on")},
        source TEXT,
        UNIQUE (selection, unit)
    ) STRICT""",
    "CREATE INDEX selections_of_unit ON selection_units (unit)",
    # The service menu, and the meetings that speak of it.
    f"""CREATE TABLE menu_items ({ID},
        year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2999),
        title TEXT NOT NULL,
        kind TEXT NOT NULL,
        role TEXT,
        starts_on TEXT {a_date("starts_on")},
        ends_on TEXT {a_date("ends_on")},
        target INTEGER CHECK (target > 0),
        programme INTEGER REFERENCES programmes (id),
        closed_on TEXT {a_date("closed_on")},
        outcome TEXT,
        UNIQUE (year, title)
    ) STRICT""",
    f"""CREATE TABLE meetings ({ID},
        kind TEXT NOT NULL,
        held_on TEXT NOT NULL {a_date("held_on")},
        place TEXT,
        topic TEXT
    ) STRICT""",
    f"""CREATE TABLE attendances ({ID},
        meeting INTEGER NOT NULL REFERENCES meetings (id),
        role TEXT NOT NULL,
        people INTEGER NOT NULL CHECK (people > 0),
        UNIQUE (meeting, role)
    ) STRICT""",
    # What is promised and where a demand comes from; the days are frozen when it is registered.
    f"ALTER TABLE demands ADD COLUMN {_day('reply_due')}",
    f"ALTER TABLE demands ADD COLUMN {_day('result_due')}",
    "ALTER TABLE demands ADD COLUMN owner_role TEXT",
    f"ALTER TABLE demands ADD COLUMN merged_on TEXT {a_date('merged_on')}",
    "ALTER TABLE demands ADD COLUMN withdrawn_reason TEXT",
    "ALTER TABLE demands ADD COLUMN repeat_of INTEGER REFERENCES demands (id)",
    "ALTER TABLE demands ADD COLUMN menu_item INTEGER REFERENCES menu_items (id)",
    "ALTER TABLE demands ADD COLUMN visit_unit INTEGER REFERENCES visit_units (id)",
    "ALTER TABLE demands ADD COLUMN selection INTEGER REFERENCES selections (id)",
    "CREATE INDEX demands_repeating ON demands (repeat_of) WHERE repeat_of IS NOT NULL",
    "CREATE INDEX demands_of_menu_item ON demands (menu_item) WHERE menu_item IS NOT NULL",
    "CREATE INDEX demands_of_visit ON demands (visit_unit) WHERE visit_unit IS NOT NULL",
    "CREATE INDEX demands_of_selection ON demands (selection) WHERE selection IS NOT NULL",
    "ALTER TABLE results ADD COLUMN round INTEGER NOT NULL DEFAULT 1 CHECK (round > 0)",
    "ALTER TABLE results ADD COLUMN role TEXT",
    "ALTER TABLE results ADD COLUMN text TEXT",
    f"ALTER TABLE allocations ADD COLUMN allocated_on TEXT {a_date('allocated_on')}",
    f"""CREATE TABLE meeting_items ({ID},
        meeting INTEGER NOT NULL REFERENCES meetings (id),
        demand INTEGER REFERENCES demands (id),
        menu_item INTEGER REFERENCES menu_items (id),
        question TEXT,
        outcome TEXT,
        CHECK ((demand IS NOT NULL) + (menu_item IS NOT NULL) + (question IS NOT NULL) = 1)
    ) STRICT""",
    "CREATE INDEX items_of_meeting ON meeting_items (meeting)",
    "CREATE INDEX meetings_of_demand ON meeting_items (demand) WHERE demand IS NOT NULL",
    "CREATE INDEX meetings_of_menu_item ON meeting_items (menu_item) WHERE menu_item IS NOT NULL",
    # Judged, decided, answered, put off, opened again.
    f"""CREATE TABLE reviews ({ID},
        {_DEMAND},
        {_ROUND},
        reasonable TEXT CHECK (reasonable IN ('yes', 'no')),
        feasible TEXT CHECK (feasible IN ('yes', 'no')),
        reason TEXT,
        role TEXT NOT NULL,
        reviewed_on TEXT NOT NULL {a_date("reviewed_on")},
        CHECK (coalesce(reasonable, feasible) IS NOT NULL),
        CHECK ('no' NOT IN (coalesce(reasonable, 'yes'), coalesce(feasible, 'yes')) OR reason IS NOT NULL)
    ) STRICT""",
    "CREATE INDEX reviews_of_demand ON reviews (demand)",
    f"""CREATE TABLE decisions ({ID},
        {_DEMAND},
        {_ROUND},
        verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'declined')),
        reason TEXT CHECK (reason IS NOT NULL OR verdict = 'accepted'),
        role TEXT NOT NULL,
        decided_on TEXT NOT NULL {a_date("decided_on")},
        meeting INTEGER REFERENCES meetings (id)
    ) STRICT""",
    "CREATE INDEX decisions_of_demand ON decisions (demand)",
    "CREATE INDEX decisions_of_meeting ON decisions (meeting) WHERE meeting IS NOT NULL",
    f"""CREATE TABLE replies ({ID},
        {_DEMAND},
        replied_on TEXT NOT NULL {a_date("replied_on")},
        how TEXT NOT NULL,
        role TEXT NOT NULL,
        text TEXT
    ) STRICT""",
    "CREATE INDEX replies_of_demand ON replies (demand)",
    f"""CREATE TABLE extensions ({ID},
        {_DEMAND},
        {_day("due")} NOT NULL,
        reason TEXT NOT NULL,
        role TEXT NOT NULL,
        extended_on TEXT NOT NULL {a_date("extended_on")}
    ) STRICT""",
    "CREATE INDEX extensions_of_demand ON extensions (demand)",
    # What a reopening sets aside: the withdrawal, if there was one.
    f"""CREATE TABLE reopenings ({ID},
        {_DEMAND},
        reason TEXT NOT NULL,
        role TEXT NOT NULL,
        reopened_on TEXT NOT NULL {a_date("reopened_on")},
        withdrawn_on TEXT {a_date("withdrawn_on")},
        withdrawn_reason TEXT
    ) STRICT""",
    "CREATE INDEX reopenings_of_demand ON reopenings (demand)",
    # What is dangerous at an entrance.
    f"""CREATE TABLE hazards ({ID},
        unit INTEGER NOT NULL REFERENCES units (id),
        kind TEXT NOT NULL,
        severity TEXT NOT NULL,
        quantity INTEGER NOT NULL CHECK (quantity > 0),
        found_on TEXT NOT NULL {a_date("found_on")},
        role TEXT NOT NULL,
        text TEXT,
        visit_unit INTEGER REFERENCES visit_units (id),
        demand INTEGER REFERENCES demands (id),
        cleared_on TEXT {a_date("cleared_on")},
        cleared_how TEXT,
        cleared_role TEXT
    ) STRICT""",
    "CREATE INDEX hazards_of_unit ON hazards (unit)",
    "CREATE INDEX hazards_of_visit ON hazards (visit_unit) WHERE visit_unit IS NOT NULL",
    "CREATE INDEX hazards_of_demand ON hazards (demand) WHERE demand IS NOT NULL",
)
