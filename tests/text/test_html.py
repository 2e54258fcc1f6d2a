"""Web pages in the manner of ten news sites, and pages that mean harm."""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from costs import cpu_seconds

from extractor.document import Article
from extractor.errors import InputError
from extractor.text.articles import Failure, ReadOptions
from extractor.text.html import decode_page, read_page, strip_tags
from extractor.text.readers import read_articles

pytest.importorskip("trafilatura")
PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))


def expected(path: Path) -> dict[str, str]:
    return json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def f1(found: str, wanted: str) -> float:
    counts = [Counter(re.findall(r"\w+", text.lower())) for text in (found, wanted)]
    return 2 * (counts[0] & counts[1]).total() / (counts[0].total() + counts[1].total())


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page(path: Path) -> None:
    wanted = expected(path)
    page = read_page(path.read_bytes())
    assert (page.title, page.date, page.author) == (wanted["title"], wanted["date"], wanted["author"])
    assert f1(page.text, wanted["text"]) > 0.95
    paragraphs = page.text.split("\n")
    assert [line for line in wanted["text"].split("\n") if line not in paragraphs] == []


def test_mean_f1() -> None:
    assert len(PAGES) == 10
    scores = [f1(read_page(path.read_bytes()).text, expected(path)["text"]) for path in PAGES]
    assert sum(scores) / len(scores) >= 0.99


@pytest.mark.slow
def test_mentions_are_those_of_the_plain_text() -> None:
    from extractor import Extractor

    extractor = Extractor()
    for path in PAGES:
        wanted, page = expected(path), read_page(path.read_bytes())
        texts = (page.text, wanted["text"])
        from_page, from_text = (extractor.extract(text, wanted["date"], title=wanted["title"]) for text in texts)
        assert _mentions(from_page) == _mentions(from_text), path.stem


def _mentions(doc: object) -> list[tuple[str, str]]:
    record = doc.to_dict()  # type: ignore[attr-defined]
    entities = [*record["people"], *record["organizations"], *record["locations"]]
    named = [(mention["text"], entity["name"]) for entity in entities for mention in entity["mentions"]]
    return sorted([*named, *((one["text"], str(one["value"])) for one in (*record["money"], *record["dates"]))])


PAGE = """<html><head><meta charset="{}"><title>Завод открыли в Туле</title></head><body><article>
<h1>Завод открыли в Туле</h1><p>Губернатор Тульской области открыл завод, который строили два года и три месяца.</p>
<p>Инвестиции превысили два миллиарда рублей, говорится в сообщении пресс-службы.</p></article></body></html>"""


@pytest.mark.parametrize("declared", ["utf-8", "windows-1251", "koi8-r", "nonsense", "iso-8859-1", "gb2312"])
@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-r", "utf-16"])
def test_charset_of_the_page_may_be_wrong(declared: str, encoding: str) -> None:
    page = PAGE.format(declared)
    assert decode_page(page.encode(encoding)) == page


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251"])
def test_saved_response(encoding: str) -> None:
    page = PAGE.format(encoding)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset={encoding}\r\nServer: nginx\r\n\r\n".encode()
    assert decode_page(head + page.encode(encoding)) == page


def test_files_and_pipes(tmp_path: Path) -> None:
    import io

    page = PAGE.format("utf-8").encode()
    (tmp_path / "a.html").write_bytes(page)
    [article] = read_articles([str(tmp_path)])
    assert isinstance(article, Article)
    assert article.title == "Завод открыли в Туле"
    assert article.text.startswith("Губернатор")
    [piped] = read_articles(["-"], stdin=io.BytesIO(page))
    assert isinstance(piped, Article)
    assert (piped.text, piped.source) == (article.text, "-")
    [plain] = read_articles(["-"], ReadOptions(input_format="text"), stdin=io.BytesIO(page))
    assert isinstance(plain, Article)
    assert plain.text == page.decode()


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    (tmp_path / "a.html").write_text(PAGE.format("utf-8"), encoding="utf-8")
    [failure] = read_articles([str(tmp_path / "a.html")])
    assert isinstance(failure, Failure)
    assert "pip install '.[html]'" in failure.reason


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"<html><body><nav>1</nav></body></html>", b"\x00\x01"])
def test_no_article(data: bytes) -> None:
    with pytest.raises(InputError):
        read_page(data)


def test_fragments() -> None:
    assert strip_tags("<p>Раз&nbsp;&laquo;два&raquo;</p><script>x()</script><p>три<br/>четыре</p>") == (
        "Раз «два»\nтри\nчетыре"
    )
    assert strip_tags(" 2 &lt; 3 ") == "2 < 3"
    assert strip_tags("Раз <!-- два --><![if x]>три<![endif]> 2 < 3") == "Раз три 2 < 3"


@pytest.mark.parametrize(
    "piece", ["<!--", "<a x", "</", "<p>x", "<![a", "<a b='", "&#", "<script>", "<?", "<div class='share'>"]
)
def test_hostile_fragments_are_quick(piece: str) -> None:
    assert cpu_seconds(lambda: strip_tags(piece * 40_000)) < 5


def test_control_characters_cost_no_page() -> None:
    page = PAGE.format("utf-8").replace("завод", "за&#1;вод\x01").encode()
    assert "строили два года" in read_page(page).text


def test_empty_file_is_an_empty_document(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"")
    assert list(read_articles([str(tmp_path)])) == [Article("", str(tmp_path / "a.html"))]


BOMBS = {
    "nested": b"<html><body>" + b"<div>" * 20_000_000,
    "paragraphs": b"<html><body>" + "<p>Текст".encode() * 39_000,
    "attributes": b"<html><body><div " + b" ".join(b"a%d=1" % n for n in range(300_000)) + b">x</div>",
    "spaces": b"<html><body><p>" + b" " * 20_000_000 + b"x",
    "lists": b'<html><head><script type="application/ld+json">' + b"[" * 5_000_000 + b"</script>",
}
SCRIPT = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
from extractor.text.articles import Failure
from extractor.text.readers import read_articles
for item in read_articles(sys.argv[1:]):
    print("failure" if isinstance(item, Failure) else "article", getattr(item, "reason", ""))
"""


@pytest.mark.slow
@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_end_and_the_next_page_is_read(tmp_path: Path, bomb: str) -> None:
    (tmp_path / "bomb.html").write_bytes(BOMBS[bomb])
    (tmp_path / "good.html").write_text(PAGE.format("utf-8"), encoding="utf-8")
    command = [sys.executable, "-c", SCRIPT, str(tmp_path / "bomb.html"), str(tmp_path / "good.html")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    first, second = done.stdout.splitlines()
    assert second.split() == ["article"]
    if bomb in ("nested", "attributes"):
        assert first.startswith("failure")


PARAGRAPHS = [
    "В Таразе открыли завод, на котором будут работать четыреста человек, сообщил аким Тимур Абдуллаев. " * 2,
    "Строили его три года, а оборудование привезли из соседней страны. Первую продукцию ждут весной. " * 2,
    "Жители города надеются, что с заводом придут и новые дороги, о которых давно просят водители. " * 2,
]


@pytest.mark.parametrize("opening", ['<div class="widget">', '<div class="sidebar"><div class="widget">', "<aside>"])
def test_an_article_in_what_is_called_boilerplate(opening: str) -> None:
    menu = '<div class="widget"><p>Подпишитесь на нас</p></div>'
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    page = read_page(f"<html><body>{menu}{opening}{body}</body></html>".encode())
    assert all(paragraph.strip() in page.text for paragraph in PARAGRAPHS)


def test_a_short_article_in_a_widget() -> None:
    text = "В Таразе открыли завод, на котором будут работать четыреста человек."
    page = read_page(f'<html><body><div class="widget"><p>{text}</p></div></body></html>'.encode())
    assert page.text == text
