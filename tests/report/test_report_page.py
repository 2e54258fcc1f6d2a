"""The report as a person with a browser meets it."""

import csv
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from conftest import ROOT, needs_tool

pytestmark = [pytest.mark.slow, pytest.mark.alone]

FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
EVIL = (
    '<script>document.title = "run"</script><img src=x onerror="document.title = \'run\'"> Иван Петров, 5 млн рублей.'
)
VIEWS = ["", "articles", "article/2", "names", "person/алишер турсунов", "facts", "timeline", "money", "nothing"]
BROKEN_WORDS = r"""
const broken = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode;
  if (node.parentElement.closest("script, style, option, .unseen")) continue;
  for (const word of node.data.matchAll(/\p{L}{2,}/gu)) {
    const range = document.createRange();
    range.setStart(node, word.index);
    range.setEnd(node, word.index + word[0].length);
    if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) broken.push(word[0]);
  }
}
return broken;
"""


def make_report(folder: Path, *inputs: str | Path, **options: str) -> Path:
    page = folder / "report.html"
    flags = [part for name, value in options.items() for part in (f"--{name}", value)]
    command = [sys.executable, "-m", "extractor", "report", *map(str, inputs), "--output", str(page), *flags]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return page


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_report(tmp_path_factory.mktemp("corpus"), "samples")


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_report(tmp_path_factory.mktemp("single"), "samples/visit-2025-10-21.txt")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    needs_tool("chromium")
    needs_tool("chromedriver")
    webdriver = pytest.importorskip("selenium.webdriver")
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    downloads = tmp_path_factory.mktemp("downloads")
    options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    driver.downloads = downloads
    yield driver
    driver.quit()


def visit(browser: Any, page: Path, address: str = "", width: int = 1280) -> float:
    """Open the page; seconds until it is ready."""
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get_log("performance")
    begin = time.monotonic()
    browser.get(f"{page.as_uri()}#/{address}" if address else page.as_uri())
    wait(lambda: browser.execute_script("return document.documentElement.dataset.ready") == "true")
    return time.monotonic() - begin


def wait(condition: Any, seconds: float = 30) -> None:
    begin = time.monotonic()
    while not condition():
        assert time.monotonic() - begin < seconds
        time.sleep(0.02)


def all_of(browser: Any, selector: str) -> list[Any]:
    return list(browser.find_elements("css selector", selector))


def one(browser: Any, selector: str) -> Any:
    return browser.find_element("css selector", selector)


def click(browser: Any, element: Any) -> None:
    browser.execute_script("arguments[0].click()", element)


def heading(browser: Any) -> str:
    return one(browser, "main h2").get_attribute("textContent")


def address(browser: Any) -> str:
    return unquote(browser.execute_script("return location.hash"))


def choose(browser: Any, name: str, value: str) -> None:
    from selenium.webdriver.support.ui import Select

    Select(one(browser, f"#choose-{name}")).select_by_value(value)


def downloaded(browser: Any, name: str) -> list[dict[str, str]]:
    file = browser.downloads / name
    file.unlink(missing_ok=True)
    one(browser, "#download").click()
    wait(file.exists)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_no_console_errors_and_no_requests(browser: Any, corpus: Path) -> None:
    visit(browser, corpus)
    assert browser.get_log("browser") == []
    sent = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [item["params"]["request"]["url"] for item in sent if item["method"] == "Network.requestWillBeSent"]
    assert {url for url in asked if not url.startswith("data:")} - {"about:blank"} == {corpus.as_uri()}


@pytest.mark.parametrize(
    ("lang", "width", "theme"), [("ru", 390, "light"), ("ru", 1280, "dark"), ("en", 1280, "light")]
)
def test_accessible_and_whole_words(browser: Any, tmp_path: Path, lang: str, width: int, theme: str) -> None:
    axe = pytest.importorskip("axe_core_python.selenium")
    source = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    page = make_report(tmp_path, "samples", lang=lang)
    feature = {"features": [{"name": "prefers-color-scheme", "value": theme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", feature)
    try:
        for view in VIEWS:
            visit(browser, page, view, width)
            browser.execute_script(source)
            found = browser.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
            violations = [
                (item["id"], [node["html"][:200] for node in item["nodes"]][:3]) for item in found["violations"]
            ]
            assert (view, violations) == (view, [])
            assert (view, browser.execute_script(BROKEN_WORDS)) == (view, [])
            beyond = browser.execute_script("return document.documentElement.scrollWidth - innerWidth")
            assert beyond <= 0, view  # nothing to scroll to the side
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_a_corpus_opens_on_an_overview_and_an_article_on_its_text(browser: Any, corpus: Path, single: Path) -> None:
    visit(browser, corpus)
    assert len(all_of(browser, ".figures li")) == 5
    assert all_of(browser, ".bars a")
    assert [title.text for title in all_of(browser, ".thirds h4")] == ["Люди", "Организации", "Места"]
    assert all(all_of(browser, f".{part} li") for part in ("newest", "largest", "sources"))
    visit(browser, single)
    assert "Президент Узбекистана Алишер Турсунов прибыл" in one(browser, "#text").text


@pytest.fixture
def new_tab(browser: Any) -> Iterator[Any]:
    """A tab with a history of its own: Chromium drops entries that no person made when there are fifty."""
    first = browser.current_window_handle
    browser.switch_to.new_window("tab")
    yield browser
    browser.close()
    browser.switch_to.window(first)


def test_every_view_has_an_address_and_the_way_back_leads_back(new_tab: Any, corpus: Path) -> None:
    browser = new_tab
    visit(browser, corpus)
    seen: list[str] = [""]
    for anchor in ["header nav a[data-section=names]", ".rows.names a.name", ".rows.mentions a.line"]:
        wait(lambda anchor=anchor: all_of(browser, anchor))
        click(browser, one(browser, anchor))
        wait(lambda: address(browser) not in seen)
        seen.append(address(browser))
    assert seen[1] == "#/names"
    assert seen[2] == "#/person/георгий яковлевич барсуков"
    assert seen[3].startswith("#/article/")
    wait(lambda: all_of(browser, "main .here"))
    place = one(browser, "main .here")
    assert 0 <= browser.execute_script("return arguments[0].getBoundingClientRect().top", place) < 900
    title = heading(browser)
    browser.refresh()
    wait(lambda: all_of(browser, "main .here"))
    assert heading(browser) == title
    for before in seen[2:0:-1]:
        browser.back()
        wait(lambda before=before: address(browser) == before)
    assert heading(browser) == "Имена"
    browser.forward()
    wait(lambda: all_of(browser, ".rows.mentions"))


def test_the_way_back_leads_to_where_one_was(new_tab: Any, corpus: Path) -> None:
    browser = new_tab
    visit(browser, corpus, "names")
    browser.execute_script("document.querySelector('.more').click(); scrollTo(0, 2500)")
    time.sleep(0.3)
    rows = len(all_of(browser, ".rows.names > li"))
    click(browser, all_of(browser, ".rows.names a.name")[-1])
    wait(lambda: all_of(browser, ".entity-note"))
    assert browser.execute_script("return scrollY") == 0
    browser.back()
    wait(lambda: all_of(browser, ".rows.names"))
    assert len(all_of(browser, ".rows.names > li")) == rows > 60
    assert browser.execute_script("return scrollY") == 2500


def test_the_chosen_article_is_in_sight_in_the_list(browser: Any, corpus: Path) -> None:
    for number in (1, 5, 11):
        visit(browser, corpus, f"article/{number}")
        box = "const box = arguments[0].getBoundingClientRect(); return [box.top, box.bottom]"
        top, bottom = browser.execute_script(box, one(browser, ".list [aria-current]"))
        first, last = browser.execute_script(box, one(browser, ".list ol"))
        assert first <= top
        assert bottom <= last


def test_the_page_of_a_name(browser: Any, corpus: Path) -> None:
    visit(browser, corpus, "person/алишер турсунов")
    text = one(browser, "main").text
    assert heading(browser) == "Алишер Турсунов"
    assert "президент — Узбекистан" in one(browser, ".rows.posts").text
    assert len(all_of(browser, ".lines .line")) == 3
    assert "Бакыт Исмаилов" in one(browser, ".side").text
    assert "Азия-Пресс" not in one(browser, ".side").text, "who only reports is not named with anybody"
    assert "встреча" in text


def test_what_the_terminal_says_the_report_says(browser: Any, tmp_path: Path) -> None:
    article = tmp_path / "klenov.txt"
    article.write_text(
        "Бывший мэр Лугово Пётр Клёнов заявил, что мост обойдётся более чем в 90 млн рублей. "
        "Ремонт завершат к 2030 году.",
        encoding="utf-8",
    )
    page = make_report(tmp_path, article, date="2025-11-15")
    visit(browser, page, "facts")
    text = one(browser, "main").text.replace("\u00a0", " ")
    assert "прежняя должность" in text
    assert "более 90 млн ₽" in text
    assert "к 2030 году" in text
    assert one(browser, "data.money").get_attribute("title") == "90000000 RUB MORE_THAN"
    visit(browser, page, "timeline")
    assert one(browser, ".when time").get_attribute("title") == "2030 ON_OR_BEFORE"


@pytest.mark.parametrize(
    ("view", "choice", "name", "columns"),
    [
        ("facts", ("kind", "statement"), "facts.csv", {"kind": "statement"}),
        ("facts", ("min", "0.9"), "facts.csv", {}),
        ("timeline", ("kind", "event"), "dates.csv", {}),
        ("money", ("currency", "USD"), "money.csv", {"currency": "USD"}),
        ("names", ("kind", "person"), "entities.csv", {"kind": "person"}),
    ],
)
def test_filters_and_csv(
    browser: Any, corpus: Path, view: str, choice: tuple[str, str], name: str, columns: dict[str, str]
) -> None:
    visit(browser, corpus, view)
    everything = downloaded(browser, name)
    choose(browser, *choice)
    assert f"{choice[0]}={choice[1]}" in address(browser)
    some = downloaded(browser, name)
    assert 0 < len(some) < len(everything)
    assert one(browser, "p.count").text.startswith(f"{len(some)}")
    for column, value in columns.items():
        assert {row[column] for row in some} == {value}
    one(browser, "#search").send_keys("ничего такого")
    assert one(browser, "p.count").text == "Ничего не найдено"
    browser.refresh()
    wait(lambda: all_of(browser, "#search"))
    assert one(browser, "#search").get_attribute("value") == "ничего такого"


def test_sums_and_days_are_exact_in_csv(browser: Any, single: Path) -> None:
    visit(browser, single, "money")
    money = downloaded(browser, "money.csv")
    assert {"amount": "90000000000", "currency": "KGS", "mod": "MORE_THAN"}.items() <= max(
        money, key=lambda row: float(row["amount"] or 0)
    ).items()
    assert [(row["min_amount"], row["max_amount"]) for row in money if row["max_amount"]] == [
        ("150000000", "180000000")
    ]
    visit(browser, single, "timeline")
    assert "2028-35" in [row["value"] for row in downloaded(browser, "dates.csv")]
    text = (ROOT / "samples" / "visit-2025-10-21.txt").read_text(encoding="utf-8")
    for row in money:
        assert text[int(row["start"]) : int(row["end"])] == row["text"]


def test_search_finds_names_and_texts(browser: Any, corpus: Path) -> None:
    visit(browser, corpus)
    one(browser, "#find").send_keys("барсуков\n")
    wait(lambda: all_of(browser, ".rows.names"))
    assert "Барсуков" in one(browser, ".rows.names").text
    click(browser, one(browser, ".result > a"))
    wait(lambda: all_of(browser, ".rows.articles"))
    assert len(all_of(browser, ".rows.articles > li")) == 1


def test_filters_take_the_marks_away(browser: Any, single: Path) -> None:
    visit(browser, single)
    people = all_of(browser, "#text .mark.person")
    assert people
    one(browser, "input[data-kind=person]").click()
    assert all("off" in mark.get_attribute("class") for mark in people)
    assert not any("off" in mark.get_attribute("class") for mark in all_of(browser, "#text .mark.date"))
    one(browser, "input[data-kind=person]").click()
    assert not any("off" in mark.get_attribute("class") for mark in people)


def test_keyboard_path(browser: Any, single: Path) -> None:
    """The skip link, then a mention with its card, then the page of its name."""
    from selenium.webdriver.common.keys import Keys

    visit(browser, single)
    one(browser, "body").send_keys(Keys.TAB)
    assert browser.switch_to.active_element.get_attribute("class") == "skip"
    mark = one(browser, "#text a.mark.person")
    browser.execute_script("arguments[0].focus()", mark)
    card = one(browser, "#card")
    assert card.is_displayed()
    name = one(browser, "#card strong").text
    mark.send_keys(Keys.ESCAPE)
    assert not card.is_displayed()
    mark.send_keys(Keys.ENTER)
    wait(lambda: all_of(browser, ".entity-note"))
    assert heading(browser) == name


@pytest.mark.parametrize("title", [None, EVIL])
def test_an_evil_article_is_shown_and_not_run(browser: Any, tmp_path: Path, title: str | None) -> None:
    evil = tmp_path / "evil.jsonl"
    evil.write_text(json.dumps({"id": EVIL, "title": title, "text": EVIL}), encoding="utf-8")
    page = make_report(tmp_path, evil)
    assert "<script>document.title" not in page.read_text(encoding="utf-8")
    for view in ("", "names", "money", f"person/{EVIL}", "article/9"):
        visit(browser, page, view)
        assert not browser.title.startswith("run")
        assert browser.get_log("browser") == []
        assert all_of(browser, "main img, main script") == []
    visit(browser, page)
    assert EVIL in one(browser, "#text").text


@pytest.mark.parametrize("name", ["page.txt", "page.db", "page"])
def test_another_ending_is_refused(tmp_path: Path, name: str) -> None:
    command = [sys.executable, "-m", "extractor", "report", "samples", "--output", str(tmp_path / name)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 2
    assert "report writes .html" in done.stderr
    assert not (tmp_path / name).exists()


def test_offsets_beyond_the_basic_plane(browser: Any, tmp_path: Path) -> None:
    article = tmp_path / "emoji.txt"
    article.write_text(
        "😀😀 Президент Казахстана Касым-Жомарт Токаев прибыл в Ташкент 15 ноября 2025 года.", encoding="utf-8"
    )
    visit(browser, make_report(tmp_path, article))
    assert [mark.text for mark in all_of(browser, "#text .mark.person")] == ["Касым-Жомарт Токаев"]
    assert [mark.text for mark in all_of(browser, "#text .mark.date")] == ["15 ноября 2025 года"]


def test_a_headline_is_said_once(browser: Any, tmp_path: Path) -> None:
    article = tmp_path / "title.jsonl"
    record = {
        "title": "Мост через Луговку открыт",
        "text": "Движение по мосту открыл Пётр Клёнов.",
        "date": "2025-11-15",
    }
    article.write_text(json.dumps(record), encoding="utf-8")
    visit(browser, make_report(tmp_path, article))
    assert one(browser, "main").text.count("Мост через Луговку открыт") == 1
    assert heading(browser) == "Мост через Луговку открыт"


def test_a_thousand_articles(browser: Any, tmp_path: Path) -> None:
    samples = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "samples").glob("*.txt"))]
    records = [{"id": f"a{n}", "text": f"{samples[n % len(samples)]}\nНомер {n}."} for n in range(1000)]
    articles = tmp_path / "articles.jsonl"
    articles.write_text("".join(json.dumps(record) + "\n" for record in records))
    page = make_report(tmp_path, articles)
    assert page.stat().st_size < 10_000_000
    assert min(visit(browser, page) for _ in range(3)) < 2.0


def test_paper_holds_all_texts_and_all_names(browser: Any, corpus: Path) -> None:
    visit(browser, corpus)
    browser.execute_script("dispatchEvent(new Event('beforeprint'))")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        paper = " ".join(one(browser, "main").text.split())
        assert not one(browser, "header nav").is_displayed()
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
        browser.execute_script("dispatchEvent(new Event('afterprint'))")
    for path in (ROOT / "samples").glob("*.txt"):
        body = path.read_text(encoding="utf-8").partition("\n")[2]
        assert " ".join(body.split()) in paper, path.name
    names = subprocess.run(
        [sys.executable, "-m", "extractor", "extract", "samples", "--quiet"], capture_output=True, cwd=ROOT, check=True
    )
    for line in names.stdout.decode().splitlines():
        found = json.loads(line)
        for entity in found["people"] + found["organizations"]:
            assert entity["name"] in paper
    assert all_of(browser, ".paper") == []


def test_a_list_is_printed_whole(browser: Any, corpus: Path) -> None:
    visit(browser, corpus, "names")
    shown = len(all_of(browser, ".rows.names > li"))
    browser.execute_script("dispatchEvent(new Event('beforeprint'))")
    count = int(one(browser, "p.count").text.split()[0])
    assert shown < len(all_of(browser, ".rows.names > li")) == count


def test_printing_without_a_screen_waits_for_the_page(tmp_path: Path, single: Path) -> None:
    chromium = needs_tool("chromium")
    paper = tmp_path / "report.pdf"
    flags = [*FLAGS, f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={paper}"]
    subprocess.run([chromium, *flags, single.as_uri()], check=True, capture_output=True, timeout=120)
    assert paper.read_bytes().count(b"/Type /Page\n") > 1


def test_paragraphs_are_apart_and_lines_broken_within_a_sentence_are_not(browser: Any, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    text = "Мост открыт.\n\nИван Петров приехал\nв Казань.\nТам была Анна Сергеева.\n\nОни уехали."
    article.write_text(text, encoding="utf-8")
    visit(browser, make_report(tmp_path, article))
    assert len(all_of(browser, "#text .paragraph")) == 3
    assert "приехал\nв Казань.\nТам" in one(browser, "#text").get_attribute("textContent")


def test_on_a_phone_a_row_has_the_width_of_the_page(browser: Any, corpus: Path) -> None:
    visit(browser, corpus, "person/анна лебедева", width=390)
    widths = [row.size["width"] for row in all_of(browser, ".rows.facts.bare .body")]
    assert widths
    assert min(widths) > 300


def test_a_country_of_several_names_has_its_usual_one(tmp_path: Path) -> None:
    from extractor import Extractor
    from extractor.output.report.entities import EntityTable

    text = "В США прошли выборы. Америка выбрала президента. Президент США поблагодарил всех."
    table = EntityTable([Extractor().extract(text)])
    assert [(group.name, group.mentions) for group in table.groups if group.kind == "location"] == [("США", 3)]
