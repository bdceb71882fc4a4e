"""What the rooms below say in English words, in the language of the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from biruni.model.schema import schema
from biruni.report.document import Said
from biruni.report.phrases import ENGLISH, N_, NC_

if TYPE_CHECKING:
    from biruni.report.cited import Facts

_HAPPENED: Final = (
    NC_("happening", "meeting"),
    NC_("happening", "signed or adopted"),
    NC_("happening", "entered into force"),
    NC_("happening", "established"),
    NC_("happening", "ended"),
    NC_("happening", "act"),
    NC_("happening", "lower house"),
    NC_("happening", "upper house"),
    NC_("happening", "parliament"),
    NC_("happening", "law"),
    NC_("happening", "deposited"),
    NC_("happening", "took effect"),
    NC_("happening", "event"),
    NC_("happening", "construction began"),
    NC_("happening", "opened"),
    NC_("happening", "evidence"),
    NC_("happening", "commitment made"),
    NC_("happening", "commitment due"),
    NC_("happening", "refrained from signing"),
)
# what notes on a status or an entry into force say, as patterns; an editors' remark matches none
_NOTES: Final = (
    N_("the dates also allow: {statuses}"),
    N_("the instrument may not yet have been in force"),
    N_("disputed: a source says that it had not signed"),
    N_("as of {day}, the day up to which sources were read"),
    N_("no later act is known"),
    N_("the sources speak up to {day}"),
    N_("later: {act} {day}"),
    N_("votes in parliament are known, no final act"),
    N_("suspended"),
    N_("perhaps suspended"),
    N_("the rule and the acts known give {day}"),
    N_("the rule ({rule}) cannot be computed from acts"),
    N_("waits for every party"),
    N_("waits for {parties}"),
    N_("{known} of all instruments known"),
    N_("{known} of {needed} instruments known"),
    N_("an act has no date"),
)
_FORM: Final = re.compile(r"\\\{(\w+)\\\}")
_PATTERNS: Final = tuple(
    (text, re.compile(_FORM.sub(r"(?P<\1>.+)", re.escape(text)))) for text in _NOTES
)
_TAIL: Final = re.compile(r"(.+) \((.+)\)")
_ROLE: Final = re.compile(r"(\w+) (from|until)")


def happened(facts: Facts, what: str) -> str:
    """Return what happened (`biruni.view.changes.Happening.what`) in the language of the page."""
    if facts.lang == ENGLISH:
        return what
    if NC_("happening", what) in _HAPPENED:
        return facts.say_in("happening", what)
    if what.startswith("border: "):
        step = _named("border_step", what.removeprefix("border: "))
        return facts.say("border: {step}", step=facts.label("border_step", step).lower())
    role = _ROLE.fullmatch(what)
    if role:
        said = facts.label("membership_role", role[1]).lower()
        pattern = N_("{role} from") if role[2] == "from" else N_("{role} until")
        return facts.say(pattern, role=said)
    house = _TAIL.fullmatch(what)
    if house:
        return f"{happened(facts, house[1])} ({facts.say_in('happening', house[2])})"
    return facts.label("treaty_action", _named("treaty_action", what)).lower()


def noted(facts: Facts, note: str) -> list[Said]:
    """Return the parts of a note, those in the editors' own words marked with their language."""
    if facts.lang == ENGLISH:
        return [Said(note)]
    said: list[Said] = []
    for part in note.split("; "):
        said += [Said("; ")] if said else []
        said.append(_part(facts, part))
    return said


def _part(facts: Facts, part: str) -> Said:
    for text, pattern in _PATTERNS:
        found = pattern.fullmatch(part)
        if found:
            given = found.groupdict()
            values = {name: _value(facts, name, value) for name, value in given.items()}
            return Said(facts.say(text, **values))
    return Said(part, lang=ENGLISH)


def _value(facts: Facts, name: str, value: str) -> str:
    match name:
        case "day":
            return facts.when(value, after=True)
        case "statuses":
            return ", ".join(facts.status(each) for each in value.split(", "))
        case "act":
            return facts.label("treaty_action", _named("treaty_action", value)).lower()
        case "rule":
            return facts.label(
                "entry_into_force_rule", _named("entry_into_force_rule", value)
            ).lower()
        case "parties":
            known = {each.rsplit("/", 1)[-1]: each for each in facts.view.entities("state")}
            names = value.split(", ")
            return ", ".join(facts.name(known[each]) if each in known else each for each in names)
        case _:
            return value


def _named(vocabulary: str, words: str) -> str:
    """Return the term whose name these words are."""
    terms = schema().vocabularies[vocabulary].terms
    return next((name for name in terms if name.replace("_", " ") == words), words)
