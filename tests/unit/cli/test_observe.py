"""``biruni observe``: the summary, the report, and the server on this machine only."""

import http.client
import re
import socket
import threading

import pytest
from click.testing import CliRunner

from biruni.cli.main import group
from biruni.cli.report_server import HOST, open_server
from biruni.model.problems import InvalidInput
from biruni.sample import path as sample_path


@pytest.fixture
def observed(tmp_path, monkeypatch):
    """Run ``biruni observe`` with the sample region in place of the shipped pack."""
    monkeypatch.setenv("BIRUNI_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("biruni.cli.observe.shipped_pack", sample_path)

    def run(*words: str):
        return CliRunner().invoke(group, ["observe", "--as-of", "2017-12-31", *words])

    return run


@pytest.fixture
def ask(tmp_path):
    """A running server for a page, and how to ask it."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    folder = tmp_path / "report"
    folder.mkdir()
    policy = "default-src 'none'; style-src 'sha256-x'"
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    (folder / "index.html").write_text(f"<!DOCTYPE html>{head}<p>Ünder")
    server = open_server(folder, 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()

    def answer(path: str, *, method: str = "GET", host: str = "127.0.0.1"):
        connection = http.client.HTTPConnection(HOST, server.server_port, timeout=10)
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", host)
        connection.endheaders()
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response, body

    yield answer
    server.shutdown()
    thread.join()
    server.server_close()


def test_observe_says_what_stands_out_and_where_the_report_is(observed, tmp_path):
    """Without a terminal it writes, says where, and ends."""
    done = observed()
    assert done.exit_code == 0, done.output
    page = tmp_path / "home" / "report" / "index.html"
    assert str(page) in done.stdout
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert "Regional core" in done.stdout


def test_the_output_is_plain_text_on_one_screen(observed):
    """No colours, no cursor movements, at most 24 lines of summary."""
    summary = observed("--no-serve").stdout.split("\nreport ")[0]
    assert "\x1b" not in summary
    assert len(summary.splitlines()) <= 24


def test_observing_twice_records_nothing_new(observed):
    """The second run finds everything in the ledger."""
    assert observed().stdout == observed().stdout


def test_the_page_is_served(ask):
    """The report lies at the root and under its name."""
    for path in ("/", "/index.html", "/?x=1"):
        response, body = ask(path)
        assert response.status == 200
        assert body.decode().endswith("Ünder")


def test_head_sends_no_body(ask):
    """A question about the page is answered without it."""
    response, body = ask("/", method="HEAD")
    assert response.status == 200
    assert int(response.headers["Content-Length"]) > 0
    assert body == b""


def test_the_answer_carries_the_policy_of_the_page(ask):
    """The headers say what the page says, and that nobody may frame it."""
    headers = ask("/")[0].headers
    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'sha256-x'; frame-ancestors 'none'"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Server"].strip() == "biruni"


@pytest.mark.parametrize(
    "path",
    ["/../secret.txt", "/%2e%2e/secret.txt", "//etc/passwd", "/..%5csecret.txt", "/report/", "/.."],
)
def test_nothing_but_the_page_is_served(ask, path):
    """No path of a request becomes a path on the disk."""
    response, body = ask(path)
    assert response.status == 404
    assert b"secret" not in body
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_only_reading_is_allowed(ask, method):
    """Other methods are not supported."""
    assert ask("/", method=method)[0].status == 501


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", ""]
)
def test_another_name_for_this_machine_is_refused(ask, host):
    """A foreign page cannot read the report by naming 127.0.0.1 as its own."""
    response, body = ask("/", host=host)
    assert response.status == 421
    assert "Ünder".encode() not in body


def test_localhost_is_this_machine(ask):
    """Both usual names work, with a port."""
    assert ask("/", host="localhost:8765")[0].status == 200


def test_the_server_listens_on_this_machine_only(tmp_path):
    """Nobody on the network can reach it."""
    with open_server(tmp_path, 0) as server:
        assert server.server_address[0] == "127.0.0.1"


def test_a_busy_port_is_skipped(tmp_path):
    """Two observers run side by side."""
    with open_server(tmp_path, 0) as first, open_server(tmp_path, first.server_port) as second:
        assert second.server_port > first.server_port


def test_no_free_port_is_said(tmp_path, monkeypatch):
    """The remedy is named."""
    monkeypatch.setattr("biruni.cli.report_server._TRIES", 1)
    with (
        socket.create_server((HOST, 0)) as busy,
        pytest.raises(InvalidInput, match="free") as caught,
    ):
        open_server(tmp_path, busy.getsockname()[1])
    assert "--port" in caught.value.hint


def test_serve_prints_the_address_and_ends_at_ctrl_c(observed, monkeypatch):
    """Ctrl-C is how one ends it, not an error."""

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("biruni.cli.report_server.ReportServer.serve_forever", interrupted)
    done = observed("--serve", "--port", "0")
    assert done.exit_code == 0
    assert re.search(r"http://127\.0\.0\.1:[1-9][0-9]*/", done.stdout)
