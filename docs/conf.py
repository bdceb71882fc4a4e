"""How Sphinx builds these pages: Markdown through MyST, dressed by furo."""

import tomllib
from pathlib import Path

_project = tomllib.loads(
    (Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8")
)["project"]

project = _project["name"]
version = release = _project["version"]
author = _project["authors"][0]["name"]
copyright = f"{author}. Code: Apache-2.0. Packs: CC BY 4.0"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]

myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 4

# Examples leave parts out with an ellipsis, which no YAML or JSON highlighter knows.
suppress_warnings = ["misc.highlighting_failure"]

html_theme = "furo"
html_title = f"biruni {release}"
html_show_sphinx = False
