from __future__ import annotations

from collections.abc import Callable

import pytest
from bulletin_factory import bulletin

from bulletin_spider.records import Bulletin


@pytest.fixture
def make() -> Callable[..., Bulletin]:
    return bulletin
