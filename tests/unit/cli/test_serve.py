"""``biruni serve`` as a user runs it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

from biruni import sample
from biruni.api.rate_limit import BURST, RATE
from biruni.cli.serve import serve


def test_the_registry_is_served_until_it_is_interrupted(tmp_path: Path):
    """The command says where it serves, answers there, and ends in peace."""
    sample.open(tmp_path).close()
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "biruni", "serve", "--port", "0"],
        env=os.environ | {"BIRUNI_HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            line = process.stdout.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+/api/v1/", line)[0]
            with urlopen(f"{address}states", timeout=30) as answer:
                assert json.load(answer)["total"] == 6
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(30) in (0, -signal.SIGINT, 128 + signal.SIGINT)
        assert "Traceback" not in process.stderr.read()


def test_nothing_is_served_before_the_first_build(tmp_path: Path, run_biruni):
    """Who has no registry is told so at once, with the remedy."""
    result = run_biruni("serve", "--port", "0", home=tmp_path / "none")
    assert result.returncode == 3
    assert "biruni build" in result.stderr


def test_a_busy_port_is_the_users_to_change(tmp_path: Path, run_biruni):
    """A port that another program has is named, without a traceback."""
    sample.open(tmp_path).close()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run_biruni("serve", "--port", str(taken.getsockname()[1]), home=tmp_path)
    assert result.returncode == 2
    assert "--port" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_limits_are_those_of_the_interface():
    """The command and the application have the same limits when none are given."""
    defaults = {each.name: each.default for each in serve.params}
    assert (defaults["rate"], defaults["burst"]) == (RATE, BURST)
