"""RSS and Atom feeds, well-formed, broken and hostile."""

import io
from pathlib import Path

import pytest

from extractor.document import Article
from extractor.errors import InputError
from extractor.text.articles import Failure, ReadOptions
from extractor.text.feeds import read_feed
from extractor.text.readers import read_articles

RSS = """<?xml version="1.0" encoding="{}"?>
<rss version="2.0" xmlns:yandex="http://news.yandex.ru" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Вестник</title><link>https://example.org</link>
<item><title>Завод открыли в&#160;Туле</title><link>https://example.org/1</link><guid>1</guid>
<pubDate>Sat, 15 Nov 2025 23:30:00 +0300</pubDate><description>Коротко.</description>
<dc:creator>Анна Лаврова</dc:creator>
<yandex:full-text>Губернатор открыл завод &amp; парк. Инвестиции — 2 млрд рублей.</yandex:full-text></item>
<item><title>Второй &lt;b&gt;заголовок&lt;/b&gt;</title><guid isPermaLink="false">news-2</guid>
<description><![CDATA[<p>Первый абзац.</p><p>Второй&nbsp;абзац.<br/>Третий.</p>
<script>alert(1)</script>]]></description></item>
<item><description>Без имени &lt; и даты</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Вестник</title><entry><title>Завод</title>
<link rel="self" href="https://example.org/self"/><link href="https://example.org/1"/><id>urn:1</id>
<published>2025-11-15T10:00:00+03:00</published><updated>2025-11-16T10:00:00+03:00</updated>
<author><name>Анна Лаврова</name></author><summary>Коротко.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>Губернатор открыл <b>завод</b>.</p><p>2 &lt; 3</p></div></content>
</entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel/><item><title>Завод</title><link>https://example.org/1</link>
<description>Открыт.</description><dc:date>2025-11-15T10:00:00Z</dc:date></item></rdf:RDF>"""
BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ха">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]><rss><channel><item><title>&a9;</title></item></channel></rss>"
)


@pytest.mark.parametrize("declared", ["utf-8", "windows-1251", "nonsense"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1251", "koi8-r", "utf-16"])
def test_rss(declared: str, encoding: str) -> None:
    data = RSS.format(declared).replace("—" if encoding == "koi8-r" else "\0", "-").encode(encoding)
    dash = "-" if encoding == "koi8-r" else "—"
    [first, second, third] = read_articles(["-"], stdin=io.BytesIO(data))
    text = f"Губернатор открыл завод & парк. Инвестиции {dash} 2 млрд рублей."
    assert first == Article(text, "https://example.org/1", "Завод открыли в Туле", "2025-11-15", "Анна Лаврова")
    assert second == Article("Первый абзац.\nВторой абзац.\nТретий.", "news-2", "Второй заголовок")
    assert third == Article("Без имени < и даты", "-#3")


def test_atom() -> None:
    [item] = read_feed(ATOM.encode())
    assert item == ("Губернатор открыл завод.\n2 < 3", "Завод", "2025-11-15", "Анна Лаврова", "https://example.org/1")


def test_rdf() -> None:
    [item] = read_feed(RDF.encode())
    assert item == ("Открыт.", "Завод", "2025-11-15", None, "https://example.org/1")


@pytest.mark.parametrize("name", ["a.xml", "a.rss"])
def test_broken_feed_gives_what_comes_before(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(RSS.format("utf-8")[:-60], encoding="utf-8")
    *articles, failure = read_articles([str(path)])
    assert len(articles) == 2
    assert isinstance(failure, Failure)
    assert failure.source == str(path)
    assert "broken XML" in failure.reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (BILLION_LAUGHS.encode(), "entities"),
        (b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel/></rss>', "entities"),
        (b"<rss>" * 100_000, "levels"),
        (b"<urlset><url/></urlset>", "no RSS"),
        (b"", "broken XML"),
        (b"plain text", "broken XML"),
        (b"<rss><channel><item><title>1</title>", "broken XML"),
    ],
)
def test_what_is_no_feed(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        list(read_feed(data))


def test_next_input_is_served_after_a_bomb(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(BILLION_LAUGHS, encoding="utf-8")
    (tmp_path / "b.rss").write_text(RSS.format("utf-8"), encoding="utf-8")
    found = list(read_articles([str(tmp_path)]))
    assert [type(one) for one in found] == [Failure, Article, Article, Article]


def test_size_limit(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(RSS.format("utf-8"), encoding="utf-8")
    [failure] = read_articles([str(tmp_path / "a.rss")], ReadOptions(max_size=100))
    assert isinstance(failure, Failure)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xef\xbb\xbf  <!DOCTYPE html><html><body></body></html>", "html"),
        (b"<?xml version='1.0'?><html><body></body></html>", "html"),
        (b"<!-- x --><rss></rss>", "feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'></feed>", "feed"),
        (b"<b>x</b>", "text"),
        (b"< 5", "text"),
        (b'{"text": "1"}', "jsonl"),
        (b"{x}", "text"),
        ("<html><body></body></html>".encode("utf-16"), "html"),
        (b"", "text"),
    ],
)
def test_sniffing(data: bytes, kind: str) -> None:
    from extractor.text.streams import sniff

    for pieces in ([data], [data[n : n + 1] for n in range(len(data))]):
        found, chunks = sniff(iter(pieces))
        assert found == kind
        assert b"".join(chunks) == data
