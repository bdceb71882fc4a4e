"""Pages that ask something of their reader: a form, and links to what lies beside."""

from __future__ import annotations

from dataclasses import dataclass

from biruni.web.page import Crumb, Page


@dataclass(frozen=True, slots=True)
class Field:
    """
    One field of a form.

    Attributes:
        name: Parameter of the address.
        label: What the reader is asked for.
        value: What was given.
        kind: Type of the input, ``text``, ``search`` or ``date``; of no matter with options.
        options: Values to choose from, each with its name; none is a free text.
        hint: An example.
    """

    name: str
    label: str
    value: str = ""
    kind: str = "text"
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Asking(Page):
    """
    A page with a form under its heading.

    Attributes:
        fields: The fields; none is no form.
        submit: What the button says.
        beside: Addresses of the same page asked otherwise: earlier, later, all.
    """

    fields: tuple[Field, ...] = ()
    submit: str = "Show"
    beside: tuple[Crumb, ...] = ()
    template: str = "asking.html.j2"
