"""`songyu trace`: the whole story of a stairwell, a demand, a bench, a batch or a partner."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from songyu_cli.actions.ledger import kinds
from songyu_cli.commands import completion
from songyu_cli.commands import parameters as given
from songyu_cli.commands.demand_options import number
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.addresses import AddressRefused
from songyu_cli.domain.estates import home_estate
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.partners import PartnerNotFound, PartnersAlike, spelling
from songyu_cli.domain.trace_subjects import (
    NothingByThatName,
    NothingToTrace,
    OneAtATime,
    Subject,
    WhichPartner,
    read_subject,
)
from songyu_cli.storage import partners, units
from songyu_cli.storage import trace as stories
from songyu_cli.views import trace as view

speaker = Speaker(bare=True)


def _offered(ctx: Any, args: list[str], incomplete: str) -> list[str]:
    names = [name for name in completion.partners(ctx, args, incomplete) if not name.isdigit()]
    known = (completion.units, completion.demands, completion.tags)
    batches = [f"第{number}批" for number in completion.batches(ctx, args, "")] if incomplete.startswith("第") else []
    words = [word for offer in known for word in offer(ctx, args, incomplete)]
    return [*words, *(batch for batch in batches if batch.startswith(incomplete)), *names]


WhatArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[UNIT|DEMAND|BENCH|BATCH|PARTNER]",
        help=both(
            "单元 12-3、需求 17、凳号 B1-001、第1批，或单位名称",
            "A stairwell 12-3, a demand 17, a bench B1-001, 'batch 1', or a partner's name",
        ),
        autocompletion=_offered,
    ),
]
PartnerOption = Annotated[
    str | None,
    typer.Option(
        "--partner",
        metavar="PARTNER",
        help=both("共建单位：编号、名称或名称的一部分", "A partner: its number, its name or a part of it"),
        autocompletion=completion.partners,
    ),
]


@speaker.verb(
    "trace",
    "追溯",
    "一个单元（12-3）、一条需求（17）、一张凳（B1-001）、一批（第1批）或一个单位的来龙去脉，按日期排，最后说还欠什么。",
)
def trace(
    ctx: typer.Context, what: WhatArgument = None, batch: given.BatchOption = None, partner: PartnerOption = None
) -> None:
    """The story of a stairwell (12-3), demand (17), bench (B1-001), batch ('batch 1') or partner, and what is owed."""
    run: App = ctx.obj
    meant = _meant(run, what or [], batch, partner)
    home, today = home_estate(run.home).full, run.today()
    if meant.noun in ("batch", "partner"):
        _show_several(run, meant, home)
        return
    story: Any
    page: Any
    if meant.noun is None:
        place = given.place(run, meant.text)
    with run.db.reading():
        known = kinds(run.db)
        if meant.noun == "demand":
            story, page = stories.of_demand(run.db, number(meant.text), today), view.demand_page
        elif meant.noun == "bench":
            story, page = stories.of_bench(run.db, meant.text, today), view.bench_page
        else:
            story, page = stories.of_unit(run.db, units.get(run.db, place), today), view.unit_page
    run.show(story, lambda told: page(told, known, home))


def _show_several(run: App, meant: Subject, home: str) -> None:
    from songyu_cli.storage import trace_groups  # noqa: PLC0415  stories of single things do not need it
    from songyu_cli.views import trace_groups as groups_view  # noqa: PLC0415

    story: Any
    page: Any
    with run.db.reading():
        known = kinds(run.db)
        if meant.noun == "batch":
            story, page = trace_groups.of_batch(run.db, number(meant.text, "BATCH")), groups_view.batch_page
        else:
            story, page = trace_groups.of_partner(run.db, meant.text), groups_view.partner_page
    run.show(story, lambda told: page(told, known, home))


def _meant(run: App, words: list[str], batch: str | None, partner: str | None) -> Subject:
    """Return whose story is meant; its noun is None for an address. Raises NothingToTrace, OneAtATime and others."""
    named = [Subject(noun, text) for noun, text in (("batch", batch), ("partner", partner)) if text is not None]
    said = " ".join(words)
    if words:
        named.append(read_subject(said))
    if not named:
        raise NothingToTrace
    if len(named) > 1:
        raise OneAtATime(text=quoted(" ".join(filter(None, (said, batch, partner)))))
    meant = named[0]
    if meant.noun == "unit":
        return Subject(None, meant.text)
    return _address_or_partner(run, words) if meant.noun is None else meant


def _address_or_partner(run: App, words: list[str]) -> Subject:
    """Return an address, or a partner where it is none and a partner goes by that name.

    A part of a name is enough where nothing in it looks like an address. Raises AddressRefused, WhichPartner,
    PartnerNotFound, NothingByThatName and OneAtATime.
    """
    from songyu_cli.domain.addresses import read_unit  # noqa: PLC0415  what is said of it is said when it is taken

    text = " ".join(words)
    nearest: PartnerNotFound | None = None
    try:
        read_unit(text, run.home)
    except AddressRefused as refusal:
        whole = any(spelling(one.name) == spelling(text) for one in partners.everything(run.db))
        if whole or refusal.kind == "unparsed":
            try:
                return Subject("partner", str(partners.named(run.db, text).partner))
            except PartnerNotFound as unknown:
                nearest = unknown
            except PartnersAlike as alike:
                raise WhichPartner(**alike.values) from None
        if len(words) > 1:
            raise OneAtATime(text=quoted(text)) from None
        if refusal.kind == "unparsed" and not any(map(str.isdigit, text)):
            near = nearest and nearest.advice != PartnerNotFound(text, None).advice
            raise (nearest if nearest and near else NothingByThatName(text)) from None
        raise
    return Subject(None, text)
