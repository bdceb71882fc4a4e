"""No file is trusted: what is damaged, endless or out of proportion is refused in clear words."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from biruni.ingest import raw_file
from biruni.ingest.raw_file import RawFile
from biruni.model.problems import InvalidInput, NotFound

TEXT = "state,river\nUZB,Zarafshon\nКАЗ,Сырдария\n"


def test_plain_and_packed_files_give_the_same_lines(write):
    """A table is read from CSV, from gzip and from a zip file with one member alike."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("inner.csv", TEXT)
    files = [
        write("a.csv", TEXT),
        write("a.csv.gz", gzip.compress(TEXT.encode())),
        write("a.zip", held.getvalue()),
    ]
    assert [list(RawFile(path).lines()) for path in files] == [TEXT.splitlines(keepends=True)] * 3


def test_a_byte_order_mark_is_no_part_of_the_first_name(write):
    """Spreadsheets begin UTF-8 with a mark, and save UTF-16 on request."""
    marked = write("a.csv", b"\xef\xbb\xbf" + TEXT.encode())
    wide = write("b.csv", TEXT.encode("utf-16"))
    assert next(RawFile(marked).lines()) == next(RawFile(wide).lines()) == "state,river\n"


def test_another_encoding_is_read_only_where_it_is_declared(write):
    """Latin-1 reads any bytes, so it must never be a guess."""
    path = write("a.csv", "name\nCôte d'Ivoire\n".encode("latin-1"))
    assert list(RawFile(path).lines("latin-1"))[1] == "Côte d'Ivoire\n"
    with pytest.raises(InvalidInput) as refused:
        list(RawFile(path).lines())
    (problem,) = refused.value.problems
    assert (problem.line, problem.code) == (2, "data.encoding")
    assert "0xf4" in problem.message


@pytest.mark.parametrize("end", [20, -9, -1])
def test_a_download_that_ended_too_early_is_refused(write, end):
    """Half a gzip file is no table of fewer rows."""
    path = write("a.csv.gz", gzip.compress(TEXT.encode() * 500)[:end])
    with pytest.raises(InvalidInput, match="damaged or ends too early"):
        list(RawFile(path).lines())


def test_a_file_that_unpacks_out_of_proportion_is_refused(write, monkeypatch):
    """A bomb is stopped soon after the bound, not when the disk is full."""
    monkeypatch.setattr(raw_file, "HARMLESS", 1 << 20)
    path = write("a.csv.gz", gzip.compress(b"a,b\n" * (16 << 20)))
    with pytest.raises(InvalidInput, match="out of proportion"):
        for _ in RawFile(path).lines():
            pass


def test_a_line_without_end_is_refused_before_it_fills_memory(write, monkeypatch):
    """A file of one endless line is no table of rows."""
    monkeypatch.setattr(raw_file, "LONGEST_LINE", 1000)
    with pytest.raises(InvalidInput, match="no table of rows"):
        list(RawFile(write("a.csv", "a" * 5000)).lines())


def test_bytes_that_are_no_text_are_refused_with_their_line(write):
    """A picture that was called .csv is not read as rows."""
    with pytest.raises(InvalidInput) as refused:
        list(RawFile(write("a.csv", b"a,b\n\x89PNG\0\0")).lines("latin-1"))
    assert (refused.value.problems[0].code, refused.value.problems[0].line) == ("data.not-text", 2)


def test_a_zip_file_of_several_files_is_not_guessed_at(write):
    """Which of them is meant, the user says."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.csv", TEXT)
        archive.writestr("b.csv", TEXT)
    with pytest.raises(InvalidInput, match="holds 2 files"):
        list(RawFile(write("a.zip", held.getvalue())).lines())


def test_a_file_that_is_not_there_is_named(tmp_path):
    """A path that leads nowhere is an error of its own."""
    with pytest.raises(NotFound, match="nowhere"):
        list(RawFile(tmp_path / "nowhere.csv").lines())


def test_progress_tells_every_byte_once(write):
    """The bar of a packed file ends at its size on disk."""
    seen: list[int] = []
    path = write("a.csv.gz", gzip.compress(TEXT.encode() * 10_000))
    list(RawFile(path, seen.append).lines())
    assert sum(seen) == path.stat().st_size


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_zip_file_of_any_method_is_refused(write, method):
    """Each way of packing has its own error; none of them is a traceback."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        archive.writestr("inner.csv", TEXT * 5000)
    content = bytearray(held.getvalue())
    content[60:90] = bytes(byte ^ 0xFF for byte in content[60:90])
    with pytest.raises(InvalidInput, match="damaged"):
        list(RawFile(write("a.zip", bytes(content))).lines())


def test_the_ending_of_a_zip_file_may_be_in_capitals(write):
    """Windows writes .ZIP."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("inner.csv", TEXT)
    assert next(RawFile(write("A.ZIP", held.getvalue())).lines()) == "state,river\n"
