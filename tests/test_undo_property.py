"""Any work in any order is seen as it should be, and can be taken back and brought back, step by step."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

from clerks import ACTOR, RUNS, TRIED
from clerks_benches import Benches
from clerks_demands import Demands
from clerks_imports import Imports
from clerks_register import Register
from clerks_undo import Undoing
from hypothesis.stateful import run_state_machine_as_test

import songyu_cli
from songyu_cli.actions.figures import draw_up_promise
from songyu_cli.domain.windows import Window
from songyu_cli.storage import repairs

ACTIONS = Path(songyu_cli.__file__).parent / "actions"
MANY = 300  # runs in which nothing is left undone
UNDOING = {"undo_command", "undo_steps", "redo_command", "redo_steps"}  # which stand beside the acts
ELSEWHERE = {
    "start_ledger": "every run begins with it",
}


class AllHands(Register, Demands, Benches, Imports, Undoing):
    """The clerks, with all who give, plan, put up, look after and ask."""

    def check(self) -> None:
        super().check()
        told = draw_up_promise(self.db, Window(), ACTOR.at.date())
        for figure in (*told.figures, *told.followups.figures):
            assert figure.numerator == len(set(figure.numerator_ids)) == len(figure.numerator_ids)
            assert figure.denominator == len(set(figure.denominator_ids)) == len(figure.denominator_ids)
            assert set(figure.numerator_ids) <= set(figure.denominator_ids)
            assert (figure.rate is None) is (figure.denominator == 0)
        said = told.followups
        assert set(said.graded.ids) <= set(said.reached.ids) <= set(said.asked.ids)
        waiting = Counter(one.tag for one in repairs.everything(self.db) if not one.done_on)
        assert max(waiting.values(), default=0) <= 1


def test_clerks() -> None:
    run_state_machine_as_test(AllHands, settings=TRIED)
    if RUNS >= MANY:
        assert write_actions() - {name for name, times in AllHands.driven.items() if times} <= set(ELSEWHERE) | UNDOING


def write_actions() -> set[str]:
    """Return the public functions that open a transaction themselves or through a private one beside them."""
    found = set()
    for path in ACTIONS.glob("*.py"):
        functions = [
            one for one in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(one, ast.FunctionDef)
        ]
        called = {
            one.name: {
                call.func.id for call in ast.walk(one) if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
            }
            for one in functions
        }
        writing = {name for name, calls in called.items() if "transaction" in calls}
        writing |= {name for name, calls in called.items() if calls & {one for one in writing if one.startswith("_")}}
        found |= {name for name in writing if not name.startswith("_")}
    return found


def test_every_write_action_is_driven() -> None:
    driven = set()
    for path in Path(__file__).parent.glob("clerks*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        driven |= {one.id for one in ast.walk(tree) if isinstance(one, ast.Name)}
    assert write_actions() - driven == set(ELSEWHERE), "drive it in tests/clerks_*.py, or say in ELSEWHERE why not"
