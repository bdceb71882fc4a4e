"""
The layered network in GraphML, which networkx, igraph, Gephi and yEd read.

Source:
    [graphml]: The GraphML File Format, graphml.graphdrawing.org.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from biruni.report.exports.edition import Edition, last_recorded, moment, utf8
from biruni.report.exports.network import Edge, Network, Node, network
from biruni.report.exports.tables.panel_set import Progress, silent
from biruni.view.view import View

_NODE: Final = ("kind", "label", "layer", "statements")
_EDGE: Final = (
    "kind",
    "layer",
    "answer",
    "role",
    "since",
    "weight",
    "weight_high",
    "through",
    "statements",
)
_NUMBERS: Final = ("weight", "weight_high")
_GRAPH: Final = ("title", "licence", "as_of", "known_at", "published_by", "last_recorded")
_UNFIT: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export(view: View, edition: Edition, progress: Progress = silent) -> dict[str, bytes]:
    """Return the network."""
    progress("network")
    about = {
        "title": edition.title,
        "licence": edition.licence,
        **moment(view),
        "last_recorded": last_recorded(view),
    }
    return {"": utf8("\n".join(_lines(network(view), about)) + "\n")}


def _lines(found: Network, about: dict[str, str]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for domain, names in (("graph", _GRAPH), ("node", _NODE), ("edge", _EDGE)):
        for name in names:
            kind = "int" if name in _NUMBERS else "string"
            yield (
                f'  <key id="{domain}_{name}" for="{domain}" attr.name="{name}"'
                f' attr.type="{kind}"/>'
            )
    yield '  <graph id="biruni" edgedefault="undirected">'
    for name in _GRAPH:
        yield f"    {_data('graph', name, about[name])}"
    for node in found.nodes:
        yield f"    <node id={_attribute(node.id)}>"
        yield from _fields("node", node, _NODE)
        yield "    </node>"
    for number, edge in enumerate(found.edges):
        ends = f"source={_attribute(edge.source)} target={_attribute(edge.target)}"
        yield f'    <edge id="e{number}" {ends}>'
        yield from _fields("edge", edge, _EDGE)
        yield "    </edge>"
    yield "  </graph>"
    yield "</graphml>"


def _fields(domain: str, thing: Node | Edge, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        value = str(getattr(thing, name))
        if value:
            yield f"      {_data(domain, name, value)}"


def _data(domain: str, name: str, value: str) -> str:
    return f'<data key="{domain}_{name}">{escape(_fit(value))}</data>'


def _attribute(text: str) -> str:
    return quoteattr(_fit(text))


def _fit(text: str) -> str:
    """XML cannot hold every character; a carriage return would be read as a line feed."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text).replace("\r", " ")
