"""Regions compared: every measure for every group, on the same footing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from biruni.ingest.description import one_of
from biruni.model.problems import InvalidInput, NotFound, did_you_mean
from biruni.model.worded import worded
from biruni.observatory.group_views import group_of, shipped_groups
from biruni.observatory.region_answer import How, RegionsCompared
from biruni.observatory.region_data import TREATIES
from biruni.observatory.region_measures import FAMILIES, MEASURES
from biruni.observatory.region_rows import Rows

if TYPE_CHECKING:
    from biruni.observatory.imports import Imports
    from biruni.observatory.registry import Registry
    from biruni.view.moment import Moment


MOST_GROUPS: Final = 12


def no_more_groups(names: Sequence[str]) -> Sequence[str]:
    """
    Return names of groups as they are; a question over the network takes no more than twelve.

    Raises:
        InvalidInput: They are more.
    """
    if len(names) > MOST_GROUPS:
        raise InvalidInput(
            worded(
                "{n} groups are asked for, and at most {most} are compared",
                n=len(names),
                most=MOST_GROUPS,
            )
        )
    return names


def compare_regions(
    registry: Registry | None,
    imports: Imports,
    moment: Moment,
    *,
    groups: Iterable[str] = (),
    measures: Iterable[str] = (),
    by_year: bool = False,
    followed: Iterable[str] = (),
    how: How | None = None,
) -> RegionsCompared:
    """
    Compute measures for groups as of a moment.

    The members are those of the day. Data that end before the day are asked for their last year or
    snapshot, and every row says which.

    Args:
        registry: Where groups are looked up; those of shipped packs need none.
        imports: The imported tables.
        moment: The dates of the question.
        groups: Ids of groups or names of shipped packs; none are all shipped groups.
        measures: Ids of measures or families; none are all.
        by_year: Every year or snapshot that the data have by the day, for measures that can be
            asked so. The members stay those of the day.
        followed: Ids of measures to compute by year beside, without intervals, for a drawing.
        how: Choices of the methods.

    Raises:
        NotFound: There is no such group, or no such table of treaties.
        InvalidInput: There is no such measure.
    """
    wanted = chosen_measures(measures)
    found = [group_of(registry, name, moment) for name in groups or shipped_groups()]
    how = how or How()
    if how.treaties != TREATIES:
        _check_treaties(imports, how.treaties)
    once = {group.id: replace(group, without=frozenset(how.without)) for group in found}
    rows = Rows(tuple(once.values()), imports, moment, how)
    computed = tuple(
        row
        for group in rows.groups
        for measure in wanted
        for row in (rows.by_year(group, measure) if by_year else [rows.row(group, measure)])
    )
    rows.how = replace(how, draws=0)
    drawn = tuple(
        row for group in rows.groups for name in followed for row in rows.by_year(group, name)
    )
    families = {MEASURES[measure].family for measure in wanted}
    return RegionsCompared(
        rows.groups,
        computed,
        drawn,
        {key: rows.data.origins[key] for key in sorted(rows.data.origins)},
        {family: command for family, command in rows.missing().items() if family in families},
    )


def _check_treaties(imports: Imports, treaties: str) -> None:
    """Refuse what is no table of treaties; its answer would be that of one not held."""
    name, _, table = treaties.partition("/")
    tables = one_of(imports.sets, name).tables
    if table and table.split(".", maxsplit=1)[0] not in tables:
        raise NotFound(
            f'{name} has no table "{table[:80]}"',
            hint=did_you_mean(table, tables) or f"tables: {', '.join(tables)}",
        )


def chosen_measures(names: Iterable[str]) -> list[str]:
    """
    Return the measures that a user means, in the order of the table.

    Raises:
        InvalidInput: There is no such measure.
    """
    wanted: set[str] = set()
    for name in names:
        if name in FAMILIES:
            wanted |= {key for key, about in MEASURES.items() if about.family == name}
        elif name in MEASURES:
            wanted.add(name)
        else:
            known = [*FAMILIES, *MEASURES]
            raise InvalidInput(
                f'no measure "{name[:80]}"',
                hint=did_you_mean(name, known) or "measures: " + ", ".join(known),
            )
    return [key for key in MEASURES if key in wanted or not wanted]


__all__ = ["How", "RegionsCompared", "chosen_measures", "compare_regions"]
