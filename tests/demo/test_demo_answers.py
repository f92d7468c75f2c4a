"""What the demo server answers over real HTTP: statuses, redirects, headers, guard, faults and edits."""

from __future__ import annotations

import http.client
import re
import signal
import subprocess
import sys
import time
from urllib.parse import quote, urlsplit

import pytest

from bulletin_spider.demo import DemoSite
from bulletin_spider.demo.server import serve

SEED = 3194
EXTERNAL = 3258
DRAFT = 3226
TWO_CATEGORIES = 3101


class Client:
    """One keep-alive connection, so that what a browser sees between requests is seen here too."""

    def __init__(self, origin: str) -> None:
        self.http = http.client.HTTPConnection(urlsplit(origin).netloc, timeout=10)

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        self.http.request("GET", path, headers={"User-Agent": "test-agent", **headers})
        response = self.http.getresponse()
        return response.status, dict(response.getheaders()), response.read()

    def moved(self, path: str) -> str:
        status, headers, _ = self.get(path)
        assert status == 301, (path, status)
        return headers["Location"]


@pytest.fixture(scope="module", params=["4.5", "4.4", "4.0", "3.4", "mobile", "egov"])
def served(request):
    with serve(DemoSite(request.param, per_page=10)) as site:
        client = Client(site.origin)
        yield site, client
        client.http.close()


@pytest.fixture
def new():
    with serve(DemoSite("4.5", per_page=10)) as site:
        client = Client(site.origin)
        yield site, client
        client.http.close()


def path_of(site, number):
    return site.edition.path(site.article(number))


def test_an_article_comes_chunked_with_the_headers_of_the_cms(served):
    site, client = served
    status, headers, body = client.get(path_of(site, SEED))
    assert status == 200
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Transfer-Encoding"] == "chunked"
    assert headers["Expires"] == "-1"
    assert "ETag" not in headers
    assert "nv4_sess=" in headers["Set-Cookie"]
    assert "Tổng số điểm của bài viết là: 0 trong 0 đánh giá".encode() in body


def test_last_modified_is_a_day_before_now_and_conditions_are_ignored(served):
    site, client = served
    _, headers, _ = client.get(path_of(site, SEED))
    stamp = time.strptime(headers["Last-Modified"], "%a, %d %b %Y %H:%M:%S GMT")
    age = time.time() - time.mktime(stamp) + time.timezone
    assert abs(age - 86400) < 60
    assert client.get(path_of(site, SEED), **{"If-Modified-Since": headers["Last-Modified"]})[0] == 200


def test_addresses_have_the_form_of_the_generation(served):
    site, _ = served
    forms = {
        "4.5": "/tin-tuc-su-kien/phuong-truong-xuan-tong-ket-cong-tac-dan-van-nam-2023-3194.html",
        "4.4": "/news/Tin-tuc-Su-kien/phuong-truong-xuan-tong-ket-cong-tac-dan-van-nam-2023-3194.html",
        "4.0": "/vi/news/Tin-tuc-Su-kien/phuong-truong-xuan-tong-ket-cong-tac-dan-van-nam-2023-3194.html",
        "3.4": "/news/Tin-tuc-Su-kien/Phuong-Truong-Xuan-tong-ket-cong-tac-Dan-van-nam-2023-3194/",
        "mobile": "/tin-tuc-su-kien/phuong-truong-xuan-tong-ket-cong-tac-dan-van-nam-2023-3194.html",
        "egov": "/vi/news/tin-tuc-su-kien/phuong-truong-xuan-tong-ket-cong-tac-dan-van-nam-2023-3194.html",
    }
    assert path_of(site, SEED) == forms[site.generation.name]


def test_wrong_slugs_and_second_categories_lead_to_the_right_path_without_a_host(served):
    site, client = served
    right = path_of(site, TWO_CATEGORIES)
    slug = right.rstrip("/").rsplit("/", 1)[1]
    assert client.moved(right.replace(slug, slug.replace("-", "-x-", 1))) == right
    second = site.edition.categories["tin-tuc-su-kien"]
    listed = site.edition.path(site.article(TWO_CATEGORIES), second)
    assert client.moved(listed) == right


def test_a_right_number_under_a_category_it_is_not_in_is_missing(served):
    site, client = served
    wrong = site.edition.path(site.article(SEED), site.edition.categories["thong-bao"])
    assert client.get(wrong)[0] == 404


def test_a_cut_ending_is_led_back_in_steps(served):
    site, client = served
    right = path_of(site, SEED)
    bare = right.removesuffix(".html").removesuffix("/")
    assert client.moved(bare) == bare + "/"
    if right.endswith(".html"):
        assert client.moved(bare + "/") == right


def test_drafts_deleted_and_unknown_articles_are_missing(new):
    site, client = new
    right = path_of(site, SEED)
    assert client.get(path_of(site, DRAFT))[0] == 404
    assert client.get(right.replace("3194", "9999"))[0] == 404
    site.remove(SEED)
    status, _, body = client.get(right)
    assert status == 404
    assert b'http-equiv="Refresh"' in body
    assert b"3194.html" not in client.get("/tin-tuc-su-kien/page-2/")[2]


def test_an_external_article_leads_to_its_source(served):
    site, client = served
    status, headers, _ = client.get(path_of(site, EXTERNAL))
    assert status == (302 if site.generation.name in {"4.5", "mobile", "egov"} else 301)
    assert headers["Location"] == "http://127.0.0.1:1/van-ban/nghi-dinh.html"


def test_pages_past_the_last_and_page_one(served):
    site, client = served
    first = site.generation.category_path(site.ward.categories[0])
    assert client.moved(first + "page-1/") == first
    if site.generation.name in {"4.5", "mobile", "egov"}:
        assert client.moved(first + "page-99/") == first
    else:
        status, _, body = client.get(first + "page-99/")
        assert status == 200
        assert b"Trang 99" in body
        assert b'class="fa fa-clock-o"' not in body
        assert "Đăng lúc".encode() not in body


def test_unknown_paths_go_home_where_the_module_name_is_dropped(served):
    site, client = served
    if site.generation.prefix == "/":
        assert client.moved("/khong-co.html") == "/"
        assert client.moved("/khong-co/page-2/") == "/"
    else:
        assert client.get("/khong-co.html")[0] == 404


def test_query_strings_are_served_by_new_sites_and_cut_by_old_ones(served):
    site, client = served
    right = path_of(site, SEED)
    status, headers, _ = client.get(right + "?fbclid=abc")
    if site.generation.name in {"4.5", "mobile", "egov"}:
        assert status == 200
    else:
        assert (status, headers["Location"]) == (301, right)


def test_the_unrewritten_address_gives_the_article_or_leads_to_it(served):
    site, client = served
    address = "/index.php?language=vi&nv=news&op=" + quote("tin-tuc/x-3194.html", safe="")
    status, headers, body = client.get(address)
    if status == 301:
        assert headers["Location"] == path_of(site, SEED)
    else:
        assert "Phường Trường Xuân tổng kết công tác Dân vận năm 2023".encode() in body
    assert client.get("/index.php?second=cronjobs&p=x")[1]["Content-Type"] == "image/gif"


def test_about_leads_to_its_first_page(served):
    _, client = served
    assert client.moved("/about/") == "/about/gioi-thieu-chung.html"
    assert client.get("/about/gioi-thieu-chung.html")[0] == 200


def test_attachments_and_pictures_are_whole_files(served):
    site, client = served
    path = path_of(site, 3105)
    if not site.generation.attachments:
        assert client.get(f"{path}?download=1&id=0")[0] == 404
        return
    for index in (0, 1):
        status, headers, body = client.get(f"{path}?download=1&id={index}")
        assert (status, headers["Content-Type"]) == (200, "application/pdf")
        assert body.startswith(b"%PDF-")
        assert int(headers["Content-Length"]) == len(body)
    assert client.get(f"{path}?download=1&id=2")[0] == 404
    assert client.get("/uploads/news/2024_01/khen-thuong-dan-van.png")[2].startswith(b"\x89PNG")


def test_robots_has_an_etag_and_names_the_sitemap(served):
    site, client = served
    status, headers, body = client.get("/robots.txt")
    assert status == 200
    assert headers["ETag"]
    assert f"Sitemap: {site.origin}/sitemap.xml".encode() in body
    assert b"Disallow: /users/" in body
    assert b"Crawl-delay" not in body
    assert "nv4_sess=" in headers["Set-Cookie"]


def test_feeds_are_compressed_on_request_only(served):
    site, client = served
    path = site.edition.rss_path()
    plain = client.get(path)
    packed = client.get(path, **{"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain[1]
    assert packed[1]["Content-Encoding"] == "gzip"
    assert plain[1]["X-Robots-Tag"] == "noindex, follow"


def test_two_answers_of_one_page_differ_but_tell_the_same(served):
    site, client = served
    one, two = (client.get(path_of(site, SEED))[2] for _ in range(2))
    assert one != two
    assert re.sub(rb"[0-9a-f]{32}|>\d{4}<|: \d{4}", b"", one) == re.sub(
        rb"[0-9a-f]{32}|>\d{4}<|: \d{4}", b"", two
    )


def test_head_answers_without_a_body_and_the_connection_lives_on(new):
    site, client = new
    client.http.request("HEAD", path_of(site, SEED))
    response = client.http.getresponse()
    assert response.status == 200
    assert response.read() == b""
    assert client.get("/")[0] == 200


def test_an_edit_shows_everywhere_and_moves_the_edit_time(new):
    site, client = new
    before = client.get(path_of(site, SEED))[2]
    site.edit(SEED, title="Tiêu đề đã sửa", body="Nội dung đã sửa.")
    after = client.get(path_of(site, SEED))[2].decode()
    assert "Tiêu đề đã sửa" in after
    assert "Nội dung đã sửa." in after
    assert "2024-01-26T02:32:57+07:00" in before.decode()
    assert "2024-01-26T02:32:57+07:00" not in after
    assert "Tiêu đề đã sửa" in client.get("/tin-tuc-su-kien/page-2/")[2].decode()
    told = site.expected(SEED)
    assert told["body"] == "Nội dung đã sửa."
    assert told["published_at"] == "2024-01-23T02:20+07:00"


@pytest.mark.parametrize(("generation", "status"), [("4.4", 200), ("4.5", 429)])
def test_the_flood_guard_trips_covers_robots_and_lets_go(generation, status):
    site = DemoSite(generation, flood_after=2, flood_seconds=0.3)
    with serve(site):
        client = Client(site.origin)
        assert [client.get("/")[0] for _ in range(2)] == [200, 200]
        for path in ("/", "/robots.txt"):
            answer, headers, body = client.get(path)
            assert answer == status
            assert b"floodblocker" in body
            assert ("Retry-After" in headers) == (status == 429)
        time.sleep(0.35)
        answer, _, body = client.get("/")
        client.http.close()
        assert answer == 200
        assert b"floodblocker" not in body


def test_faults_can_be_set_while_it_serves(new):
    site, client = new
    site.faults["/feeds/"] = 500
    assert client.get("/feeds/")[0] == 500
    site.down = True
    assert client.get("/")[0] == 503
    site.down = False
    site.headers["X-Demo"] = "yes"
    assert client.get("/")[1]["X-Demo"] == "yes"


def test_a_served_site_is_gone_when_its_block_ends():
    with serve(DemoSite()) as site:
        client = Client(site.origin)
        assert client.get("/")[0] == 200
    with pytest.raises(ConnectionError):
        client.get("/")
    client.http.close()
    with pytest.raises(ConnectionRefusedError):
        Client(site.origin).get("/")


def test_served_by_hand_it_says_where():
    command = [sys.executable, "-m", "bulletin_spider.demo.server", "--port", "0", "--generation", "4.4"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        line = process.stderr.readline()
        origin = re.search(r"http://127\.0\.0\.1:\d+", line)[0]
        client = Client(origin)
        assert client.get("/news/")[0] == 200
        client.http.close()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 0
        assert process.stderr.read() == ""


def test_a_phone_gets_the_mobile_theme_at_the_same_address(new):
    site, client = new
    desk = client.get(path_of(site, SEED))[2]
    phone = client.get(path_of(site, SEED), **{"User-Agent": "Mozilla/5.0 (Linux; Android 10) Mobile"})
    assert b'id="news-bodyhtml"' in desk
    assert b'id="mobilePage"' in phone[2]
    assert b'id="news-bodyhtml"' not in phone[2]
    assert "Vary" not in phone[1]


def test_the_log_tells_who_asked_for_what(new):
    site, client = new
    client.get("/")
    client.get("/khong-co.html")
    assert [(visit.method, visit.path, visit.status, visit.user_agent) for visit in site.requests] == [
        ("GET", "/", 200, "test-agent"),
        ("GET", "/khong-co.html", 301, "test-agent"),
    ]
    assert site.requests[0].time <= site.requests[1].time


@pytest.mark.parametrize(
    "target",
    [
        "/%ff%fe",
        "/" + "a-1" * 3000,
        "/news/x/" + "9" * 400 + ".html",
        "/index.php?op=%00",
        "/tag/",
        "//",
        "/page-0/",
    ],
)
def test_odd_requests_get_an_answer(new, target):
    _, client = new
    assert client.get(target)[0] in {200, 301, 404}
