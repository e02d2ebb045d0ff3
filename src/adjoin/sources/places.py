"""Where a table's rows lie: `from` and `source` of a mapping as an origin."""

from pathlib import Path
from urllib.parse import urlsplit

from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.sources.csv_files import CsvFiles
from adjoin.sources.mapping import Source, TableMapping, source_of
from adjoin.sources.origin import Origin
from adjoin.sources.parquet_files import ParquetFiles
from adjoin.sources.postgres import Postgres
from adjoin.sources.queries import Database, DuckFile, QueryRows
from adjoin.sources.template import fill, quoted

ENDINGS = (".parquet", ".csv")
GLOB = "*?["


def origin_of(mapping: TableMapping, sources: dict[str, Source], root: Path) -> Origin:
    """The origin of a table. ConfigurationError if its file, folder or source is not there."""
    try:
        name, source = source_of(mapping, sources)
    except ValueError as error:
        raise ConfigurationError(str(error)) from error
    if mapping.is_path or (source.path is not None and not mapping.is_sql):
        return _files(mapping.from_, root, root / (source.path or "."))
    database: Database
    if source.path is not None:
        database = DuckFile(root)
    elif source.scheme == "duckdb":
        database = DuckFile(root, _duckdb_path(source.url or "", root))
    else:
        database = Postgres(source.url or "")
    select = mapping.from_.strip().rstrip(";") if mapping.is_sql else _whole_table(mapping.from_)
    table = None if mapping.is_sql else mapping.from_
    return QueryRows(name, database, select, mapping.where, table)


def _whole_table(name: str) -> str:
    return fill("whole_table", table=".".join(quoted(part) for part in name.split(".")))


def _duckdb_path(url: str, root: Path) -> Path:
    """`duckdb:///data/x.duckdb` is relative to the project, `duckdb:////data/x.duckdb` absolute."""
    return root / urlsplit(url).path.removeprefix("/")


def _files(word: str, root: Path, folder: Path) -> Origin:
    paths = next((found for base in (root, folder) if (found := _find(word, base))), ())
    if not paths and any((base / word).is_dir() for base in (root, folder)):
        raise ConfigurationError(
            f"{word} is a folder and holds no CSV or Parquet file; name the file to read"
        )
    if not paths:
        raise ConfigurationError(f"there is no file {word}{_nearest_file(word, root, folder)}")
    names = tuple(p.relative_to(root).as_posix() if p.is_relative_to(root) else str(p) for p in paths)
    empty = [name for name, path in zip(names, paths, strict=True) if not path.stat().st_size]
    if empty:
        raise ConfigurationError(f"{empty[0]}: the file is empty: it lacks even a header line")
    endings = {path.suffix.lower() for path in paths}
    if endings == {".parquet"}:
        return ParquetFiles(word, names, paths)
    if ".parquet" in endings:
        raise ConfigurationError(
            f"{word} holds both CSV and Parquet files; name one kind, such as {word}*.csv"
        )
    return CsvFiles(word, names, paths)


def _find(word: str, base: Path) -> tuple[Path, ...]:
    place = base / word
    if place.is_file():
        return (place,)
    if place.is_dir():
        return tuple(sorted(p for p in place.iterdir() if p.suffix.lower() in ENDINGS))
    if any(sign in word for sign in GLOB):
        absolute = Path(word).is_absolute()
        found = Path("/").glob(word.lstrip("/")) if absolute else base.glob(word)
        return tuple(sorted(path for path in found if path.is_file()))
    return next(((named,) for ending in ENDINGS if (named := base / f"{word}{ending}").is_file()), ())


def _nearest_file(word: str, root: Path, folder: Path) -> str:
    near = {(base / word).parent for base in (root, folder)}
    known = [p.name for parent in sorted(near) if parent.is_dir() for p in parent.iterdir() if p.is_file()]
    return nearest(Path(word).name, known)
