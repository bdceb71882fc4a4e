"""Facts of a view as pieces of text that carry their statements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from biruni.measures.layers import Standing, layers
from biruni.model.date_logic import on_or_before
from biruni.model.ids import slug_of, whole_of
from biruni.model.schema import schema
from biruni.model.statement import PREFERRED, Statement
from biruni.model.uncertain_date import Certainty, parse
from biruni.report.dates_in_words import in_words
from biruni.report.document import Said, Words
from biruni.report.phrases import ENGLISH, N_, NC_, Phrases, phrases
from biruni.report.places_in_words import line_in_words, point_in_words
from biruni.view.claims import compatible, is_finer
from biruni.view.meetings import Meeting, meetings
from biruni.view.places import place_label, place_of
from biruni.view.view import EDITORS, View

# symbols that a reader outside the field may not know
_UNITS: Final = {
    "a": NC_("unit", "years"),
    "km3": NC_("unit", "km³"),
    "km3/a": NC_("unit", "km³ a year"),
    "TWh/a": NC_("unit", "TWh a year"),
    "years": NC_("unit", "years"),
    "bn USD": NC_("unit", "bn USD"),
    "USD/kWh": NC_("unit", "USD/kWh"),
    "million m3": NC_("unit", "million m3"),
    "projects": NC_("unit", "projects"),
    "documents": NC_("unit", "documents"),
    "texts": NC_("unit", "texts"),
    "%": NC_("unit", "%"),
    "MW": NC_("unit", "MW"),
    "m": NC_("unit", "m"),
    "km": NC_("unit", "km"),
    "m3/s": NC_("unit", "m3/s"),
    "ha": NC_("unit", "ha"),
    "t": NC_("unit", "t"),
}
PLACES: Final = ("place", "planned_place")
"""Properties whose value is the name of a place as the source prints it."""
NOT_KNOWN = Said(N_("not known"), mark="unknown")
_RANKS: Final = {
    "preferred": N_("preferred: {reason}"),
    "normal": N_("normal: {reason}"),
    "deprecated": N_("deprecated: {reason}"),
}
# letters of a language that those before it lack
_LETTERS: Final = tuple(
    (lang, frozenset(letters))
    for lang, letters in (("tg", "ҷӣӯ"), ("kk", "әұһі"), ("ky", "ңөү"), ("uz", "ўқғҳ"))
)
_PIECE: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Facts:
    """A view together with the language of its names: how sections ask it for citable text."""

    view: View
    lang: str = "en"

    @cached_property
    def phrases(self) -> Phrases:
        """The fixed words in the language of the page."""
        return phrases(self.lang)

    def say(self, text: str, /, **values: object) -> str:
        """Return a fixed phrase in the language of the page: ``say("Closed on {day}", day=…)``."""
        return self.phrases.say(text, **values)

    def say_in(self, context: str, text: str, /, **values: object) -> str:
        """Return a phrase that other places translate otherwise: ``say_in("column", "Of")``."""
        return self.phrases.say_in(context, text, **values)

    def count(self, number: int, one: str, many: str, /, **values: object) -> str:
        """Return the phrase for a number: ``count(n, "{n} meeting", "{n} meetings")``."""
        return self.phrases.count(number, one, many, **values)

    def when(self, edtf: str, *, after: bool = False) -> str:
        """
        Return a date in words.

        Args:
            edtf: The date.
            after: It follows a preposition, as in “since …”: some languages inflect it.
        """
        return in_words(edtf, self.lang, after=after)

    def label(self, vocabulary: str, term: str) -> str:
        """Return the label of a term of a vocabulary."""
        found = schema().term(vocabulary, term)
        return self.say_in(vocabulary, found.label) if found else term

    def property(self, name: str) -> str:
        """Return what a property is called."""
        return self.say_in("property", plain(name))

    def sentence(self, text: str, /, **values: str | Said | Words) -> Words:
        """Return a fixed phrase with facts in it, each still with its statements."""
        said: list[Said] = []
        for place, piece in enumerate(_PIECE.split(self.say(text))):
            if place % 2 == 0:
                said += [Said(piece)] if piece else []
            else:
                value = values[piece]
                said += (
                    [Said(value)]
                    if isinstance(value, str)
                    else [value]
                    if isinstance(value, Said)
                    else value
                )
        return tuple(said)

    def header(self, *names: str) -> tuple[str, ...]:
        """Return the words over the columns of a table."""
        return tuple(self.say_in("column", name) for name in names)

    def status(self, name: str) -> str:
        """Return the word for a status towards an instrument."""
        return self.say_in("status", plain(name))

    def answer(self, name: str) -> str:
        """Return an answer: ``yes``, ``no``, ``possible`` or ``unknown``."""
        return self.say_in("answer", name)

    def quoted(self, statement: Statement, ids: Sequence[str] = ()) -> Said:
        """Return the words of the source in quotation marks, in the language they stand in."""
        printed = self.view.value(statement.source, "language") or script_language(statement.words)
        lang = self.foreign(printed)
        return Said(f"“{statement.words}”", tuple(ids), lang=lang)

    def unknown(self, text: str = "") -> Said:
        """Return that something is not known, in these words or in the usual ones."""
        return Said(text or self.say("not known"), mark="unknown")

    @cached_property
    def standing(self) -> dict[str, list[Standing]]:
        """The mechanisms that existed on the date, by layer."""
        return layers(self.view)

    @cached_property
    def meetings(self) -> list[Meeting]:
        """Every meeting, held, planned or put off, in order of time."""
        return meetings(self.view, planned=True)

    def meetings_of(self, mechanism: str) -> list[Meeting]:
        """Return the meetings of one series."""
        return [each for each in self.meetings if mechanism in each.mechanisms]

    def told_of(self, kind: str) -> list[str]:
        """Return the entities of a kind of which a visible source tells, beside the editors."""
        return [
            entity
            for entity in self.view.entities(kind)
            if any(slug_of(each.source) != EDITORS for each in self.view.about(entity))
        ]

    def name(self, entity: str) -> str:
        """Return the editors' name of an entity; an act without a name is told in words."""
        if self.lang != ENGLISH and self.view.kind(entity) == "treaty_action":
            party, act = (self.view.value(entity, each) for each in ("party", "action"))
            if party and act and not self.view.about(entity, "label"):
                whole = self.name(whole_of(entity))
                return f"{whole}: {self.name(party)}, {self.label('treaty_action', act).lower()}"
        return self.view.label(entity, self.lang)

    def tongue(self, entity: str) -> str:
        """Return the language of the name of an entity; empty for the language of the page."""
        labels = [each.lang or ENGLISH for each in self.view.about(entity, "label")]
        if labels:
            wanted = [each for each in (self.lang, ENGLISH) if each in labels]
            return self.foreign(wanted[0] if wanted else labels[0])
        title = self.view.best(entity, "title")
        if title is not None:
            return self.foreign(title.lang or ENGLISH)
        whole = whole_of(entity)
        return self.tongue(whole) if whole != entity else ""

    def foreign(self, lang: str) -> str:
        """Return a language, or nothing when it is that of the fixed words of the page."""
        return "" if lang == self.phrases.lang else lang

    def called(
        self,
        entity: str,
        statements: Sequence[str] = (),
        *,
        mark: str = "",
        target: str = "",
    ) -> Said:
        """Return the name of an entity as a piece of text that knows its language."""
        return Said(
            self.name(entity), tuple(statements), mark, target=target, lang=self.tongue(entity)
        )

    def language(self, statement: Statement) -> str:
        """Return the language of what `said` returns; empty for that of the page."""
        match statement.datatype:
            case "entity":
                return self.tongue(statement.value)
            case "text":
                place = self.place_in(statement)
                if place and self.lang != ENGLISH:
                    return self.tongue(place)
                if statement.property == "alias" and not statement.lang:
                    return self.foreign(script_language(statement.value))
                return self.foreign(statement.lang or ENGLISH)
            case "number" if statement.unit:
                told = self.phrases.has(_UNITS.get(statement.unit, statement.unit), "unit")
                return "" if told else self.foreign(ENGLISH)
            case _:
                return ""

    def ids(self, statements: Iterable[Statement]) -> tuple[str, ...]:
        """Return the ids of statements."""
        return tuple(self.view.ids(statements))

    def said(self, statement: Statement) -> str:
        """Return the value of a statement for a reader: names, labels, dates in words, units."""
        match statement.datatype:
            case "entity":
                text = self.name(statement.value)
            case "date":
                text = self.when(statement.value)
            case "term":
                text = self.term(statement)
            case "number":
                text = self.amount(statement.value)
            case "text" if statement.property in PLACES:
                text = place_label(self.view, statement.value, self.lang)
            case "point":
                text = point_in_words(statement.value, self.phrases)
            case "line":
                text = line_in_words(statement.value, self.phrases)
            case _:
                text = statement.value
        text += f" {self.unit(statement.unit)}" if statement.unit else ""
        return self.say("not {what}", what=text) if statement.negated else text

    def place_in(self, statement: Statement) -> str:
        """Return the place that a text names, or an empty text."""
        return place_of(self.view, statement.value) if statement.property in PLACES else ""

    def leads_to(self, statement: Statement) -> str:
        """Return the entity that a value is or names; an empty text if there is none."""
        if statement.datatype == "entity":
            return statement.value
        return self.place_in(statement)

    def unit(self, symbol: str) -> str:
        """Return a unit for a reader."""
        return self.say_in("unit", _UNITS.get(symbol, symbol))

    def term(self, statement: Statement) -> str:
        """Return the label of a term in the vocabulary of its property."""
        about = schema().property_of(self.view.kind(statement.subject), statement.property)
        return (
            self.label(about.range[0], statement.value)
            if about and about.range
            else plain(statement.value)
        )

    def one(self, subject: str, name: str, *, target: str = "") -> Said | None:
        """Return the best claim with all that support it, or None when nothing is known."""
        best = self.view.best(subject, name)
        if best is None:
            return None
        claims = [claim for claim in self.view.claims(subject, name) if not claim.negated]
        backing = [
            best,
            *(claim for claim in claims if claim is not best and compatible(claim, best)),
        ]
        return Said(self.said(best), self.ids(backing), target=target, lang=self.language(best))

    def rivals(self, subject: str, name: str) -> list[Statement]:
        """Return the claims that cannot hold beside the one shown, deprecated ones included."""
        best = self.view.best(subject, name)
        if best is None:
            return []
        return [
            claim
            for claim in self.view.about(subject, name)
            if claim is not best and not compatible(claim, best) and not claim.valid
        ]

    def every(
        self, subject: str, name: str, *, target: Callable[[str], str] | None = None
    ) -> Words:
        """Return every different value that is claimed, each with its own statements."""
        grouped: dict[tuple[str, str], list[Statement]] = {}
        for claim in self.view.claims(subject, name):
            if self._begins_later(claim):
                continue
            grouped.setdefault((self.said(claim), claim.valid), []).append(claim)
        return tuple(
            Said(
                text + (f" ({self.when(valid)})" if valid else ""),
                self.ids(claims),
                target=target(led) if target and (led := self.leads_to(claims[0])) else "",
                lang=self.language(claims[0]),
            )
            for (text, valid), claims in grouped.items()
        )

    def dated(self, subject: str, name: str) -> Words:
        """Return the date shown; after it, those that say more, and rivals, marked as such."""
        if not self.view.about(subject, name):
            return ()
        best, shown = self.one(subject, name), self.view.best(subject, name)
        if best is None or shown is None:
            return ()
        others: dict[tuple[str, str], list[Statement]] = {}
        for claim in self.view.claims(subject, name):
            if not claim.negated and is_finer(claim, shown):
                others.setdefault((N_("more exactly {date}"), self.said(claim)), []).append(claim)
        for claim in self.rivals(subject, name):
            others.setdefault((N_("rival claim: {date}"), self.said(claim)), []).append(claim)
        return (
            best,
            *(
                Said(
                    self.say(what, date=text),
                    self.ids(claims),
                    mark="possible",
                    lang=self.language(claims[0]),
                )
                for (what, text), claims in others.items()
            ),
        )

    def after(self, subject: str, name: str) -> bool:
        """Whether a dated property certainly falls after the date of the report."""
        best = self.view.best(subject, name)
        return (
            best is not None
            and on_or_before(parse(best.value), self.view.moment.horizon) is Certainty.IMPOSSIBLE
        )

    def _begins_later(self, claim: Statement) -> bool:
        """Whether a claim speaks only of days after the date of the report."""
        earliest = parse(claim.valid).earliest if claim.valid else None
        return earliest is not None and earliest > self.view.moment.horizon

    def notes(self, statements: Iterable[Statement]) -> Words:
        """Return the editors' doubts on statements, each once, with those they belong to."""
        found: dict[str, list[Statement]] = {}
        for statement in statements:
            if statement.note:
                found.setdefault(statement.note, []).append(statement)
        return tuple(
            Said(note, self.ids(claims), mark="aside", lang=self.foreign(ENGLISH))
            for note, claims in found.items()
        )

    def remarks(self, notes: Words) -> Words:
        """Return the doubts of the editors with their heading."""
        return (Said(self.say("Remarks of the editors. "), mark="label"), *joined(notes, " · "))

    def amount(self, number: str) -> str:
        """Return a number for a reader: ``about 1380``, ``12–13``, ``up to 33``."""
        if number.endswith("~"):
            return self.say("about {number}", number=self.amount(number[:-1]))
        low, dots, high = number.partition("..")
        if not dots:
            return number
        if low and high:
            return f"{low}–{high}"
        if high:
            return self.say("up to {number}", number=high)
        return self.say("at least {number}", number=low)

    def known(
        self,
        parts: Sequence[Said] | Said | None,
        otherwise: str | Said = "",
        separator: str = "; ",
    ) -> Words:
        """Return the parts, or say that it is not known, in these words or the usual ones."""
        instead = self.unknown(otherwise) if isinstance(otherwise, str) else otherwise
        return known(parts, instead, separator)

    def qualifier(self, name: str, value: str) -> str:
        """Return the value of a qualifier for a reader."""
        if "/" in value:
            return self.name(value)
        about = schema().qualifiers.get(name)
        if about is not None and about.datatype == "term":
            return self.label(about.range[0], value).lower()
        return value

    def reasoned(self, statement: Statement) -> str:
        """Return in words which rank a claim has and why."""
        return "".join(each.text for each in self.ranked(statement))

    def ranked(self, statement: Statement) -> Words:
        """Return the same in pieces: the editors' reason is in their language."""
        if not statement.reason and statement.rank != PREFERRED:
            return ()
        reason = Said(statement.reason, lang=self.foreign(ENGLISH))
        return self.sentence(_RANKS[statement.rank], reason=reason)

    def place(self, locator: str, statements: Sequence[str] = ()) -> Said:
        """Return a place in a source, or a name in a file, as the editors write it."""
        return Said(locator, tuple(statements), lang=self.foreign(ENGLISH))


def plain(term: str) -> str:
    """Return an unknown term or a property's name as words."""
    return term.replace("_", " ")


def script_language(text: str) -> str:
    """
    Return the language that the letters of a text suggest: sources print in several.

    ``en`` for Latin letters; for Cyrillic ones the language whose own letters are among them, else
    ``ru``.
    """
    cyrillic = sum("\u0400" <= char <= "\u04ff" for char in text)
    if 2 * cyrillic <= sum(char.isalpha() for char in text):
        return ENGLISH
    small = frozenset(text.lower())
    return next((lang for lang, letters in _LETTERS if small & letters), "ru")


def anchor(entity: str) -> str:
    """Return the anchor of an entity in the report: letters, digits and hyphens only."""
    return "e-" + "".join(
        char if char.isalnum() and char.isascii() else "-" for char in whole_of(entity)
    )


def joined(parts: Sequence[Said], separator: str = ", ") -> Words:
    """Return parts with a separator between them."""
    result: list[Said] = []
    for place, part in enumerate(parts):
        result += [Said(separator), part] if place else [part]
    return tuple(result)


def known(
    parts: Sequence[Said] | Said | None, otherwise: Said = NOT_KNOWN, separator: str = "; "
) -> Words:
    """Return the parts, or say that it is not known."""
    if parts is None or parts == ():
        return (otherwise,)
    return joined(parts, separator) if not isinstance(parts, Said) else (parts,)


def reasoned(statement: Statement) -> str:
    """Return in English which rank a claim has and why."""
    if not statement.reason and statement.rank != PREFERRED:
        return ""
    return _RANKS[statement.rank].format(reason=statement.reason)
