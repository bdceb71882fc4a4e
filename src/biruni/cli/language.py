"""The option ``--lang``: a language of the interface, or one in which names are held."""

from __future__ import annotations

from biruni.model.problems import InvalidInput
from biruni.report.phrases import languages
from biruni.view.view import View


def known_language(wanted: str, view: View) -> str:
    """
    Return the language that was asked for.

    The words of the report are in a language with a catalogue; in any other in which the registry
    holds names, the names are, and the words are English.

    Raises:
        InvalidInput: Neither; says which languages there are.
    """
    spoken = languages()
    if wanted in spoken:
        return wanted
    named = {claim.lang for entity in view.subjects() for claim in view.about(entity, "label")} - {
        "",
        *spoken,
    }
    if wanted in named:
        return wanted
    hint = f"languages: {', '.join(spoken)}"
    hint += f"; only names in {', '.join(sorted(named))}" if named else ""
    raise InvalidInput(f'no language "{wanted[:40]}"', hint=hint)
