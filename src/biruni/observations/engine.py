"""
What computes: DuckDB in this process, or Spark; both carry out the same Ibis expressions.

``BIRUNI_ENGINE`` names it: ``duckdb://``, ``spark://local[2]`` for a Spark in this machine,
``spark://host:7077`` for a cluster that sees the same folder. Options follow a question mark, as in
``duckdb://?memory=1GB&threads=2``.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from biruni.model.problems import BiruniError, InvalidInput, MissingExtra
from biruni.observations.columns import Table

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import polars as pl

VARIABLE: Final = "BIRUNI_ENGINE"
MEMORY: Final = "2GB"
"""What DuckDB, or the driver of Spark, may hold; what exceeds it goes to the disk."""

_OPTIONS: Final = ("memory", "threads", "folder")


@dataclass(frozen=True, slots=True)
class Engine:
    """
    A connection that carries out expressions.

    Attributes:
        name: ``duckdb`` or ``spark``.
        backend: The connection of Ibis.
    """

    name: str
    backend: Any

    @classmethod
    def of_environment(cls) -> Engine:
        """Start the engine that ``BIRUNI_ENGINE`` names, DuckDB if it names none."""
        return cls.named(os.environ.get(VARIABLE) or "duckdb://")

    @classmethod
    def named(cls, text: str) -> Engine:
        """
        Start an engine.

        Raises:
            InvalidInput: The text names no engine, or an option that there is not.
            MissingExtra: ``biruni[scale]`` or ``biruni[spark]`` is not installed.
        """
        scheme, colon, rest = text.partition("://")
        master, _, query = rest.partition("?")
        options = dict(parse_qsl(query, keep_blank_values=True))
        unknown = [name for name in options if name not in _OPTIONS]
        threads = options.get("threads", "1")
        if (
            not colon
            or scheme not in ("duckdb", "spark")
            or unknown
            or not (threads.isdecimal() and int(threads))
            or (scheme == "duckdb" and master)
            or (scheme == "spark" and not master)
        ):
            raise InvalidInput(
                f'"{text}" names no engine',
                hint="duckdb://, duckdb://?memory=1GB&threads=2, spark://local[2] or "
                "spark://host:7077",
            )
        if scheme == "duckdb":
            return cls("duckdb", _duckdb(options))
        return cls("spark", _spark(master, options))

    def parquet(self, table: Table, files: Sequence[Path]) -> ir.Table:
        """Return an expression for the rows of files that have the columns of a table."""
        names = [str(path) for path in files]
        view = f"{table.name}_{sha256(chr(10).join(names).encode()).hexdigest()[:16]}"
        if not files:
            import ibis

            if self.name == "duckdb":
                return ibis.memtable(_empty(table))
            rows = self._spark.createDataFrame(_empty(table))
        elif self.name == "spark":
            rows = self._spark.read.parquet(*names)
        if self.name == "spark":
            rows.createOrReplaceTempView(view)
            return self.backend.table(view)
        with _translated():
            return self.backend.read_parquet(names, table_name=view, hive_partitioning=False)

    def frame(self, expression: ir.Table) -> pl.DataFrame:
        """Carry out an expression."""
        import polars as pl

        if self.name == "duckdb":
            with _translated():
                return pl.DataFrame(self.backend.to_pyarrow(expression))
        # Not through pandas, in which a whole number that may be empty is a float. The months of
        # Spark are timestamps, whatever Ibis says.
        rows = pl.DataFrame(self._spark.sql(self.backend.compile(expression)).toArrow())
        days = [name for name, kind in expression.schema().items() if kind.is_date()]
        return rows.with_columns(pl.col(days).cast(pl.Date))

    def close(self) -> None:
        """End the connection; Spark stops if it was started here."""
        if self.name == "spark":
            self._spark.stop()
        self.backend.disconnect()

    @property
    def _spark(self) -> Any:
        return self.backend._session  # noqa: SLF001 (Ibis cannot read several files, nor give Arrow)


@contextmanager
def _translated() -> Iterator[None]:
    """Say in the words of `biruni.model.problems` what DuckDB reports about files and memory."""
    import duckdb

    try:
        yield
    except (duckdb.IOException, duckdb.InvalidInputException) as error:
        told = str(error).splitlines()[0]
        raise BiruniError(
            f"recorded observations cannot be read: {told}",
            hint="record the source anew: `biruni data add NAME FILE --again`",
        ) from error
    except duckdb.OutOfMemoryException as error:
        raise BiruniError(
            "the question needs more memory than DuckDB may use",
            hint=f"{VARIABLE}='duckdb://?memory=4GB' gives it more",
        ) from error


def _empty(table: Table) -> Any:
    import polars as pl

    return pl.DataFrame(schema=table.dtypes()).to_arrow()


def _duckdb(options: Mapping[str, str]) -> Any:
    try:
        import duckdb
        import ibis

        spill = options.get("folder") or tempfile.mkdtemp(prefix="biruni-duckdb-")
        if "folder" not in options:
            atexit.register(shutil.rmtree, spill, ignore_errors=True)
        settings: dict[str, Any] = {
            "memory_limit": options.get("memory", MEMORY),
            "temp_directory": spill,
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
        }
        if "threads" in options:
            settings["threads"] = int(options["threads"])
        return ibis.duckdb.connect(**settings)
    except ImportError as error:
        raise MissingExtra(
            "votes and events are computed by DuckDB through Ibis, which are not installed",
            hint="pip install 'biruni[scale]'",
        ) from error
    except duckdb.Error as error:
        raise InvalidInput(f"DuckDB does not start: {error}") from error


def _spark(master: str, options: Mapping[str, str]) -> Any:
    try:
        import ibis
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise MissingExtra(
            "Spark is not installed", hint="pip install 'biruni[spark]', and install Java 17"
        ) from error
    local = master.startswith("local")
    builder = (
        SparkSession.builder.appName("biruni")
        .master(master if local else f"spark://{master}")
        .config("spark.driver.memory", options.get("memory", MEMORY))
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.timestampType", "TIMESTAMP_NTZ")  # as Ibis and DuckDB have it
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.log.level", "ERROR")
    )
    if "folder" in options:
        builder = builder.config("spark.local.dir", options["folder"])
    if local:  # nothing but this machine is spoken to, and little is spread over few processors
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")  # else Spark looks its own name up
        builder = (
            builder.config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "4")
        )
    return ibis.pyspark.connect(builder.getOrCreate())
