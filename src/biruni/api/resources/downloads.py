"""The whole registry as of a moment, in the formats that others read."""

import io
import zipfile
from collections.abc import Mapping
from threading import Lock
from typing import Annotated, Final

from fastapi import Path
from starlette.responses import Response

from biruni.api.json_answer import JsonAnswer
from biruni.api.question import LONGEST, Asked
from biruni.api.resources.documented import PREFIX, PROBLEMS, resources
from biruni.api.shapes.service import Downloads
from biruni.observatory.reading import Reading
from biruni.report.exports.formats import FOLDER, FORMATS, Format, format_named

router = resources("downloads")

_MEDIA_TYPES: Final = {
    "sqlite": "application/vnd.sqlite3",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonld": "application/ld+json",
    "graphml": "application/xml",
    "bibtex": "application/x-bibtex",
    "csl": "application/vnd.citationstyles.csl+json",
    "ris": "application/x-research-info-systems",
}
_ZIP: Final = "application/zip"
_ALWAYS: Final = (1980, 1, 1, 0, 0, 0)  # the same files are the same archive
_one_at_a_time: Final = Lock()  # an export takes seconds and much memory

FormatName = Annotated[
    str, Path(max_length=LONGEST, description="Name of a format.", examples=["bibtex"])
]


@router.get("/downloads", response_model=Downloads)
def downloads() -> Response:
    """The formats in which the whole registry can be downloaded, as of any moment."""
    return JsonAnswer(
        {
            "items": [
                {
                    "format": each.name,
                    "about": each.about,
                    "href": f"{PREFIX}/downloads/{each.name}",
                    "file": _file(each),
                    "media_type": _media_type(each),
                }
                for each in FORMATS.values()
            ]
        }
    )


@router.get(
    "/downloads/{format}",
    response_class=Response,
    responses={
        200: {
            "description": "The file; a format of many files comes as a ZIP archive.",
            "content": {media_type: {} for media_type in sorted({_ZIP, *_MEDIA_TYPES.values()})},
        },
        501: PROBLEMS[501],
    },
)
def download(asked: Asked, format: FormatName) -> Response:
    """The whole registry in one format; `as_of`, `known_at` and `published_by` as everywhere."""
    chosen = format_named(format)

    def find(reading: Reading) -> bytes:
        with _one_at_a_time:
            files = chosen.files(reading.view)
        return archive(files) if chosen.shape == FOLDER else files[""]

    content: bytes = asked.desk.answer(("download", chosen.name, asked.moment), asked.moment, find)
    name = {"Content-Disposition": f'attachment; filename="{_file(chosen)}"'}
    return Response(content, headers=name, media_type=_media_type(chosen))


def archive(files: Mapping[str, bytes]) -> bytes:
    """Return the files as a ZIP archive; the same files give the same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, file in sorted(files.items()):
            folder.writestr(zipfile.ZipInfo(f"biruni/{name}", _ALWAYS), file, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _file(chosen: Format) -> str:
    return f"biruni-{chosen.name}.zip" if chosen.shape == FOLDER else f"biruni{chosen.suffix}"


def _media_type(chosen: Format) -> str:
    return _ZIP if chosen.shape == FOLDER else _MEDIA_TYPES[chosen.name]
