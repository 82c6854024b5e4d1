"""The schema's third floor: gifts, the plan, what becomes of a bench, and what residents say of it.

Never edited after it has landed; what comes later stands in a migration of its own.
"""

from __future__ import annotations

from songyu_cli.storage.columns import ID, a_date

_BENCH = "bench INTEGER NOT NULL REFERENCES benches (id)"


def _yes_no(column: str) -> str:
    return f"{column} TEXT CHECK ({column} IN ('yes', 'no'))"


THIRD_FLOOR = (
    # Partner organisations and what they gave: an amount that was not stated is none, never nought.
    f"""CREATE TABLE partners ({ID},
        name TEXT NOT NULL UNIQUE,
        role TEXT NOT NULL,
        note TEXT
    ) STRICT""",
    f"""CREATE TABLE contributions ({ID},
        partner INTEGER NOT NULL REFERENCES partners (id),
        batch INTEGER REFERENCES batches (id),
        step TEXT NOT NULL CHECK (step IN ('pledged', 'received')),
        kind TEXT NOT NULL CHECK (kind IN ('benches', 'money', 'labour', 'unstated')),
        benches INTEGER CHECK (benches IS NULL OR (benches > 0 AND kind = 'benches')),
        fen INTEGER CHECK (fen IS NULL OR (fen > 0 AND kind = 'money')),
        days INTEGER CHECK (days IS NULL OR (days > 0 AND kind = 'labour')),
        given_on TEXT NOT NULL {a_date("given_on")},
        role TEXT NOT NULL,
        note TEXT,
        CHECK (kind <> 'benches' OR benches IS NOT NULL),
        CHECK (kind <> 'money' OR fen IS NOT NULL)
    ) STRICT""",
    "CREATE INDEX contributions_of_partner ON contributions (partner)",
    "CREATE INDEX contributions_of_batch ON contributions (batch) WHERE batch IS NOT NULL",
    # Plans that were saved: what was asked of them, and the stairwells that a person pinned or skipped.
    f"""CREATE TABLE plans ({ID},
        batch INTEGER NOT NULL REFERENCES batches (id),
        benches INTEGER NOT NULL CHECK (benches > 0),
        weight TEXT NOT NULL CHECK (weight IN ('elderly_60', 'elderly_80')),
        max_per_unit INTEGER CHECK (max_per_unit > 0),
        planned_on TEXT NOT NULL {a_date("planned_on")},
        role TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX plans_of_batch ON plans (batch)",
    f"""CREATE TABLE plan_units ({ID},
        plan INTEGER NOT NULL REFERENCES plans (id),
        unit INTEGER NOT NULL REFERENCES units (id),
        choice TEXT NOT NULL CHECK (choice IN ('pin', 'skip')),
        quantity INTEGER NOT NULL CHECK (quantity > 0),
        reason TEXT NOT NULL,
        UNIQUE (plan, unit)
    ) STRICT""",
    "CREATE INDEX plans_of_unit ON plan_units (unit)",
    "ALTER TABLE allocations ADD COLUMN plan INTEGER REFERENCES plans (id)",
    "ALTER TABLE allocations ADD COLUMN rank INTEGER CHECK (rank > 0)",  # its place in the plan
    "CREATE INDEX allocations_of_plan ON allocations (plan) WHERE plan IS NOT NULL",
    # What is known of a bench beside its place, and who gave it.
    "ALTER TABLE benches ADD COLUMN partner INTEGER REFERENCES partners (id)",
    "ALTER TABLE benches ADD COLUMN replaces INTEGER REFERENCES benches (id) CHECK (replaces <> id)",
    "ALTER TABLE benches ADD COLUMN height_mm INTEGER CHECK (height_mm > 0)",
    *(
        f"ALTER TABLE benches ADD COLUMN {_yes_no(fact)}"
        for fact in ("back", "armrests", "fixed", "shaded", "exit_clear", "firm_ground")
    ),
    "CREATE INDEX benches_of_partner ON benches (partner) WHERE partner IS NOT NULL",
    "CREATE UNIQUE INDEX replaced_once ON benches (replaces) WHERE replaces IS NOT NULL",
    f"""CREATE TABLE moves ({ID},
        {_BENCH},
        from_unit INTEGER NOT NULL REFERENCES units (id),
        to_unit INTEGER NOT NULL REFERENCES units (id),
        from_spot TEXT,
        to_spot TEXT,
        moved_on TEXT NOT NULL {a_date("moved_on")},
        reason TEXT NOT NULL,
        role TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX moves_of_bench ON moves (bench)",
    "CREATE INDEX moves_from_unit ON moves (from_unit)",
    "CREATE INDEX moves_to_unit ON moves (to_unit)",
    # After-care: inspections, the work orders that follow from them, and audits of what stands where.
    f"""CREATE TABLE inspections ({ID},
        {_BENCH},
        inspected_on TEXT NOT NULL {a_date("inspected_on")},
        result TEXT NOT NULL CHECK (result IN ('good', 'needs_repair', 'out_of_use', 'missing')),
        role TEXT NOT NULL,
        text TEXT
    ) STRICT""",
    "CREATE INDEX inspections_of_bench ON inspections (bench)",
    f"""CREATE TABLE inspection_items ({ID},
        inspection INTEGER NOT NULL REFERENCES inspections (id),
        item TEXT NOT NULL,
        UNIQUE (inspection, item)
    ) STRICT""",
    f"""CREATE TABLE repairs ({ID},
        {_BENCH},
        inspection INTEGER REFERENCES inspections (id),
        opened_on TEXT NOT NULL {a_date("opened_on")},
        role TEXT NOT NULL,
        what TEXT,
        by_whom TEXT,
        fen INTEGER CHECK (fen >= 0),
        done_on TEXT {a_date("done_on")},
        done_role TEXT,
        CHECK ((done_on IS NULL) = (done_role IS NULL))
    ) STRICT""",
    "CREATE INDEX repairs_of_bench ON repairs (bench)",
    "CREATE INDEX repairs_of_inspection ON repairs (inspection) WHERE inspection IS NOT NULL",
    "ALTER TABLE bench_events ADD COLUMN role TEXT",
    "ALTER TABLE bench_events ADD COLUMN inspection INTEGER REFERENCES inspections (id)",
    "ALTER TABLE bench_events ADD COLUMN repair INTEGER REFERENCES repairs (id)",
    "CREATE INDEX events_of_inspection ON bench_events (inspection) WHERE inspection IS NOT NULL",
    "CREATE INDEX events_of_repair ON bench_events (repair) WHERE repair IS NOT NULL",
    f"""CREATE TABLE audits ({ID},
        audited_on TEXT NOT NULL {a_date("audited_on")},
        grid TEXT,
        role TEXT NOT NULL
    ) STRICT""",
    f"""CREATE TABLE audit_units ({ID},
        audit INTEGER NOT NULL REFERENCES audits (id),
        unit INTEGER NOT NULL REFERENCES units (id),
        remark TEXT,
        UNIQUE (audit, unit)
    ) STRICT""",
    "CREATE INDEX audits_of_unit ON audit_units (unit)",
    f"""CREATE TABLE audit_findings ({ID},
        audit_unit INTEGER NOT NULL REFERENCES audit_units (id),
        finding TEXT NOT NULL CHECK (finding IN ('found', 'missing', 'misplaced', 'unknown')),
        bench INTEGER REFERENCES benches (id),
        tag TEXT,
        quantity INTEGER NOT NULL CHECK (quantity > 0),
        CHECK ((bench IS NULL) = (finding = 'unknown'))
    ) STRICT""",
    "CREATE INDEX findings_of_audit_unit ON audit_findings (audit_unit)",
    "CREATE INDEX findings_of_bench ON audit_findings (bench) WHERE bench IS NOT NULL",
    # What residents say once something was done about their demand.
    f"""CREATE TABLE followups ({ID},
        demand INTEGER NOT NULL REFERENCES demands (id),
        round INTEGER NOT NULL CHECK (round > 0),
        followed_on TEXT NOT NULL {a_date("followed_on")},
        {_yes_no("reached")} NOT NULL,
        {_yes_no("resolved")},
        grade TEXT,
        text TEXT,
        role TEXT NOT NULL,
        CHECK (reached = 'yes' OR coalesce(resolved, grade) IS NULL),
        CHECK (reached = 'no' OR coalesce(resolved, grade) IS NOT NULL)
    ) STRICT""",
    "CREATE INDEX followups_of_demand ON followups (demand)",
)
