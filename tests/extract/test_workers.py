"""Work given to other processes comes back whole, in order and not all at once; so does what goes wrong."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Crawled, Ended, environment

from bulletin_spider.extract.workers import Workers


class ParticularError(Exception):
    """An error that is made of more than its words, so that no other process can make it again."""

    def __init__(self, what: str, where: str) -> None:
        super().__init__(f"{what} in {where}")


def complain(what: str) -> object:
    if what == "a function":
        return lambda: what
    raise ParticularError(what, "a place")


def reciprocal(number: int) -> tuple[float, int]:
    """The odd ones take longer than those given after them."""
    time.sleep(0.02 * (number % 2))
    return 1 / number, os.getpid()


@pytest.mark.parametrize("count", [1, 2, 3])
def test_what_is_given_comes_back_in_order(count: int) -> None:
    with Workers(count) as workers:
        found = list(workers.each(reciprocal, range(1, 40)))
        assert [(given, made) for given, (made, _) in found] == [(n, 1 / n) for n in range(1, 40)]
        at_work = {process for _, (_, process) in found}
        assert at_work == {os.getpid()} if count == 1 else len(at_work) == count
        assert os.getpid() not in at_work or count == 1
        # They are there for other work, and for none.
        assert list(workers.each(len, ["a" * 3_000_000, ""])) == [("a" * 3_000_000, 3_000_000), ("", 0)]
        assert list(workers.each(len, [])) == []


def test_work_is_begun_at_once_and_only_so_far_ahead() -> None:
    asked: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(1, 1000):
            asked.append(number)
            yield number

    with Workers(2) as workers:
        found = workers.each(reciprocal, numbers())
        assert len(asked) == 2
        for taken in range(1, 30):
            next(found)
            assert len(asked) <= taken + 8


@pytest.mark.parametrize("count", [1, 2])
def test_an_error_is_raised_where_the_work_was_given(count: int) -> None:
    with Workers(count) as workers:
        found = workers.each(reciprocal, [1, 2, 0, 4])
        assert [next(found)[0], next(found)[0]] == [1, 2]
        with pytest.raises(ZeroDivisionError) as caught:
            next(found)
    # Where it happened is told, wherever that was.
    told = "".join(getattr(caught.value, "__notes__", [])) + str(caught.traceback[-1])
    assert "reciprocal" in told


def test_an_error_that_cannot_be_sent_is_told_in_words() -> None:
    told = r"(?s)in complain.*ParticularError: a mishap in a place"
    with Workers(2) as workers, pytest.raises(RuntimeError, match=told):
        list(workers.each(complain, ["a mishap"]))
    with Workers(2) as workers, pytest.raises(Exception, match=r"local object .*complain"):
        list(workers.each(complain, ["a function"]))


def test_threads_may_have_workers_of_their_own(tmp_path: Path) -> None:
    script = tmp_path / "threads.py"
    script.write_text(
        "from threading import Thread\n"
        "from bulletin_spider.extract.workers import Workers\n"
        "found = []\n"
        "def work():\n"
        "    with Workers(2) as workers:\n"
        "        found.append(sum(made for _, made in workers.each(len, ['a' * 1000] * 50)))\n"
        "threads = [Thread(target=work) for _ in range(3)]\n"
        "for thread in threads: thread.start()\n"
        "for thread in threads: thread.join()\n"
        "print(*found)\n"
    )
    done = subprocess.run(
        [sys.executable, script], env=environment(), capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "50000 50000 50000\n", "")


def test_a_command_line_that_seems_to_ask_for_other_workers_is_done_as_it_says(
    crawled: Callable[[str], Crawled], bulletin: Callable[..., Ended], tmp_path: Path
) -> None:
    """Workers are started before the command line is understood, so what they are guessed by may mislead."""
    archive = crawled("4.5").output / "archive"
    alone = bulletin("extract", archive, "-o", tmp_path / "alone", "-j", 1)
    guessed = bulletin("extract", archive, "-o", f"{tmp_path}/guessed -j 2", "--jobs", 1)
    assert (alone.code, guessed.code) == (0, 0)
    (one,), (other,) = tmp_path.glob("alone/dataset/v1/*"), tmp_path.glob("guessed -j 2/dataset/v1/*")
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("wrong", [("--nope",), ("nowhere.warc",), ("--format", "xml", ".")])
def test_a_wrong_command_line_ends_at_once(bulletin: Callable[..., Ended], wrong: tuple[str, ...]) -> None:
    done = bulletin("extract", *wrong, "-j", 2)
    assert done.code == 2 and "Traceback" not in done.err
