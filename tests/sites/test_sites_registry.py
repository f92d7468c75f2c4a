"""Declarations are strict, and a site is found by file, id, host or address."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin_spider.errors import UsageError
from bulletin_spider.sites import Site
from bulletin_spider.sites.registry import declared_sites, find_site, kept_site, load_site, save_site, site_of

URL = 'url = "https://phuong-mau.gov.vn/"\n'


def declare(folder: Path, text: str | bytes, name: str = "phuong-mau.toml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (URL + "[politness]\ndelay = 3\n", "'politness'; did you mean 'politeness'"),
        (URL + "[politeness]\ndelai = 3\n", "'politeness.delai'; did you mean 'delay'"),
        (URL + "zzz = 1\n", "unknown key 'zzz'; known keys: id, url"),
        (URL + "[politeness]\ndelay = 0.5\n", "owner's `leave`"),
        (URL + "[politeness]\nconnections = 2\n", "owner's `leave`"),
        (URL + "[tls]\nverify = false\n", "needs a `reason`"),
        (URL + "[unit]\ncode = 235\n", "unit.code"),
        (URL + "politeness = 3\n", "politeness"),
        (URL + 'id = "../../x"\n', "id '../../x'"),
        (URL + 'hosts = ["a/b"]\n', "hosts.0"),
        ('url = "https://u:p@phuong-mau.gov.vn/"\n', "user name or password"),
        ('url = "file:///etc/passwd"\n', "not a web address"),
        ('name = "x"\n', "url: Field required"),
        ("url = \n", "not valid TOML"),
        (b'url = "\xe9"', "not valid TOML"),
    ],
)
def test_a_wrong_declaration_names_file_and_key(tmp_path: Path, text: str | bytes, says: str) -> None:
    path = declare(tmp_path, text)
    with pytest.raises(UsageError) as error:
        load_site(path)
    assert str(error.value).startswith(f"{path}: ")
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_a_declaration_may_be_gentler_or_with_leave_faster(tmp_path: Path) -> None:
    assert load_site(declare(tmp_path, URL + "[politeness]\ndelay = 10\n")).politeness.delay == 10
    allowed = load_site(declare(tmp_path, URL + '[politeness]\ndelay = 0.5\nleave = "Mr An, 2026-01-05"\n'))
    assert allowed.politeness.delay == 0.5


def test_the_file_name_is_the_id_where_none_is_told(tmp_path: Path) -> None:
    assert load_site(declare(tmp_path, URL)).id == "phuong-mau"


def test_a_site_is_found_by_id_host_and_address(tmp_path: Path) -> None:
    declare(tmp_path, URL + 'hosts = ["cu.gov.vn"]\n')
    for wanted in (
        "phuong-mau",
        "phuong-mau.gov.vn",
        "https://www.phuong-mau.gov.vn/tin/a-1.html",
        "cu.gov.vn",
        "HTTPS://Phuong-Mau.gov.vn",
    ):
        assert find_site(wanted, tmp_path).id == "phuong-mau"
    with pytest.raises(UsageError, match="did you mean phuong-mau"):
        find_site("phuong-mua", tmp_path)
    with pytest.raises(UsageError, match="say which site"):
        find_site("")


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("xa-khac.gov.vn", "https://xa-khac.gov.vn/"),
        ("HTTP://xa-khac.gov.vn", "http://xa-khac.gov.vn/"),
        ("127.0.0.1:8421/", "http://127.0.0.1:8421/"),
        ("localhost:8421", "http://localhost:8421/"),
        ("[::1]:8421/tin/", "http://[::1]:8421/tin/"),
    ],
)
def test_an_address_is_understood_as_people_type_it(typed: str, url: str) -> None:
    assert find_site(typed).url == url


@pytest.mark.parametrize(
    "typed", ["xa-khac.gov.vn:99999", "ftp://xa-khac.gov.vn/", "[::1.2]/", "http://[::1"]
)
def test_what_was_typed_is_quoted_where_it_is_no_address(typed: str) -> None:
    with pytest.raises(UsageError) as refused:
        find_site(typed)
    assert str(refused.value).startswith(f"{typed}: ")


def test_an_id_is_declared_once(tmp_path: Path) -> None:
    declare(tmp_path, URL)
    declare(tmp_path, URL + 'id = "phuong-mau"\n', "second.toml")
    with pytest.raises(UsageError, match=r"taken by .*phuong-mau\.toml"):
        list(declared_sites(tmp_path))


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.Phuong-Mau.gov.vn/tin/", "phuong-mau.gov.vn"),
        ("http://127.0.0.1:8420/", "127.0.0.1-8420"),
        ("http://[::1]:80/", "1-80"),
        ("phuong-mau.gov.vn", "phuong-mau.gov.vn"),
        ("http://../", "site"),
        ("http://a/../../b", "a"),
    ],
)
def test_a_bare_address_is_a_site_whose_id_is_a_safe_file_name(address: str, name: str) -> None:
    assert Site.from_url(address).id == name


@pytest.mark.parametrize(
    "address", ["http://[::1", "http://x:99999/", "http:///x", "http://u:p@x/", f"http://{'x' * 300}/"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(UsageError):
        site_of(address)


def test_loopback_is_told_by_address_and_not_by_name() -> None:
    loopback = [
        Site.from_url(f"http://{host}/").is_loopback for host in ("127.0.0.1", "localhost", "[::1]:5")
    ]
    assert loopback == [True, True, True]
    assert not Site.from_url("http://127.0.0.1.example.org/").is_loopback


def test_what_an_archive_keeps_is_the_declaration(tmp_path: Path) -> None:
    site = load_site(declare(tmp_path, URL + "[recheck]\nnewest = 7\n"))
    path = tmp_path / "archive" / "site.json"
    save_site(path, site)
    save_site(path, site)
    assert kept_site(path) == site
    path.write_text("{}")
    with pytest.raises(UsageError, match="give --site"):
        kept_site(path)
