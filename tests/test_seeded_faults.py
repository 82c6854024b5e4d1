"""The seeded faults still fit the code; whether the clerks find each is asked by python -m tests.seeded_faults."""

from __future__ import annotations

from seeded_faults import faults, fits


def test_every_fault_fits_the_code() -> None:
    assert len(faults()) >= 14
    assert [fault.name for fault in faults() if not fits(fault) or fault.sound == fault.faulty] == []
