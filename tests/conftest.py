"""What every test can rely on: a registry home of its own, and steady Hypothesis settings."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

REPOSITORY = Path(__file__).resolve().parents[1]

# In continuous integration the same examples are tried on every run and slow machines are
# forgiven; elsewhere each run looks in new places.
settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("local", deadline=None, print_blob=True)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "local")
)


@pytest.fixture(scope="session", autouse=True)
def biruni_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of this test session's own, so that no test meets the registry of its user."""
    home = tmp_path_factory.mktemp("biruni-home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BIRUNI_HOME", str(home))
        yield home


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the source tree that these tests belong to."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of published data and figures beside the source tree; tests skip without it."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs the folder ../shared with published data, which is not distributed")
    return folder
