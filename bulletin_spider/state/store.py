"""One SQLite file a site, in WAL mode: what was accepted survives kill -9 at any moment.

The Parquet file of the site is a view of it, made whole and switched by one rename; the archive can
rebuild both.
"""

from __future__ import annotations

from bulletin_spider.state.bulletins import Bulletins
from bulletin_spider.state.succession import Succession
from bulletin_spider.state.visits import Visits


class SiteState(Bulletins, Visits, Succession):
    """All that is known of one site between runs."""
