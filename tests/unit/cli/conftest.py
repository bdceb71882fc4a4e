"""The command line as a user runs it: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def run_biruni() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run ``biruni`` with a registry and return what it printed."""

    def run(*words: str, home: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "biruni", *words],
            env=os.environ | {"BIRUNI_HOME": str(home), "PYTHONWARNINGS": "error"},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run
