"""A rebuilt table takes the place of the old one: state first, then the dataset, each in one step."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bulletin_spider.dataset import publish_columns, publish_jsonl
from bulletin_spider.errors import OutputError
from bulletin_spider.extract.difference import Difference, difference
from bulletin_spider.extract.rebuild import rebuild
from bulletin_spider.extract.spool import Spool
from bulletin_spider.extract.table import as_columns
from bulletin_spider.extract.workers import Workers
from bulletin_spider.sites.schema import Site
from bulletin_spider.state import SiteLock, SiteState, settle
from bulletin_spider.wording import counted


def replace_site(
    output: Path,
    site: Site,
    spool: Spool,
    formats: Iterable[str],
    workers: Workers,
    *,
    force: bool = False,
    damage: str = "",
) -> tuple[int, list[Path]]:
    """Number of bulletins and the files that show them; what the old state knew beside them stays.

    Where the old state holds bulletins or revisions that the new one has not, nothing is replaced but by
    `force`: OutputError says how many, after what is wrong with the archives (`damage`). A kill at any
    moment leaves the old table or the new one: the state is switched by one rename and marked, so that the
    next run shows it where the dataset does not yet.
    """
    lock = SiteLock(output, site.id)
    try:
        path = output / "state" / f"{site.id}.sqlite"
        aside = path.with_suffix(".rebuild")
        _drop(aside)
        # What the old file's log still holds is put into it first: a kill may come after the log is dropped.
        known = settle(path)
        with SiteState(aside, site.id) as state:
            rebuild(spool, site.id, state)
            lost = state.lacks(path) if known and not force else 0
            if known:
                state.carry_over(path)
        if lost:
            _drop(aside)
            raise OutputError(
                f"{damage}{path}: holds {counted(lost, 'records')} that the archives named do not give, so it"
                " stays as it is; name all archives of the site, look with --diff, or replace it with --force"
            )
        _drop_sides(path)
        aside.replace(path)
        with SiteState(path, site.id) as state:
            files = show(output, site.id, state, formats, workers)
            return state.count(), files
    except OSError as error:
        raise OutputError(f"{output}: cannot be written ({error.strerror})") from error
    finally:
        lock.release()


def show(
    output: Path, site: str, state: SiteState, formats: Iterable[str], workers: Workers | None = None
) -> list[Path]:
    """Write the files that show a state, and note that they do."""
    files = []
    if "parquet" in formats:
        columns = as_columns(state.latest_packed(), workers)
        files.append(publish_columns(output / "dataset", site, columns))
    if "jsonl" in formats:
        files.append(publish_jsonl(output / "exports" / f"{site}.jsonl", state.latest()))
    state.published()
    return files


def compare_site(output: Path, site: Site, spool: Spool, folder: Path) -> Difference:
    """What the rebuilt table would change; nothing is written but in `folder`, for the time being."""
    path = output / "state" / f"{site.id}.sqlite"
    with SiteState(folder / f"{site.id}.new", site.id) as new:
        rebuild(spool, site.id, new)
        if not path.exists():
            return Difference(site.id, added=new.count())
        with SiteState(path, site.id) as old:
            return difference(site.id, old, new)


def _drop(path: Path) -> None:
    path.unlink(missing_ok=True)
    _drop_sides(path)


def _drop_sides(path: Path) -> None:
    for side in ("-wal", "-shm"):
        path.with_name(path.name + side).unlink(missing_ok=True)
