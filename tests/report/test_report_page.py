"""The report as a person with a browser meets it."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, needs_tool

pytestmark = pytest.mark.slow

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


def visit(browser: Any, page: Path, width: int = 1280) -> float:
    """Open the page; seconds until it is ready."""
    browser.set_window_size(width, 900)
    browser.get_log("browser")
    browser.get_log("performance")
    begin = time.monotonic()
    browser.get(page.as_uri())
    while browser.execute_script("return document.documentElement.dataset.ready") != "true":
        assert time.monotonic() - begin < 30
        time.sleep(0.02)
    return time.monotonic() - begin


def all_of(browser: Any, selector: str) -> list[Any]:
    return list(browser.find_elements("css selector", selector))


def one(browser: Any, selector: str) -> Any:
    return browser.find_element("css selector", selector)


def test_no_console_errors_and_no_requests(browser: Any, corpus: Path) -> None:
    visit(browser, corpus)
    assert browser.get_log("browser") == []
    sent = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [item["params"]["request"]["url"] for item in sent if item["method"] == "Network.requestWillBeSent"]
    assert {url for url in asked if not url.startswith("data:")} == {corpus.as_uri()}


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_accessible(browser: Any, tmp_path: Path, width: int, lang: str) -> None:
    axe = pytest.importorskip("axe_core_python")
    page = make_report(tmp_path, "samples", lang=lang)
    visit(browser, page, width)
    # The page's policy forbids foreign scripts; the driver's own are let through.
    browser.execute_script((Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    found = browser.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
    assert [(item["id"], [node["html"][:200] for node in item["nodes"]][:3]) for item in found["violations"]] == []
    wide = browser.execute_script("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0  # nothing to scroll to the side


def test_filters_take_the_marks_away(browser: Any, corpus: Path) -> None:
    visit(browser, corpus)
    people = all_of(browser, "#text mark.person")
    assert people
    one(browser, "input[data-kind=person]").click()
    assert all("off" in mark.get_attribute("class") for mark in people)
    assert not any("off" in mark.get_attribute("class") for mark in all_of(browser, "#text mark.date"))
    one(browser, "input[data-kind=person]").click()
    assert not any("off" in mark.get_attribute("class") for mark in people)


def test_card_on_focus_and_escape(browser: Any, corpus: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    visit(browser, corpus)
    mark = one(browser, "#text mark.person")
    browser.execute_script("arguments[0].focus()", mark)
    card = one(browser, "#card")
    assert card.is_displayed()
    assert card.text
    mark.send_keys(Keys.ESCAPE)
    assert not card.is_displayed()


def test_search_and_download(browser: Any, corpus: Path) -> None:
    visit(browser, corpus)
    rows = len(all_of(browser, "section[aria-labelledby=entities] tbody tr"))
    one(browser, "#search").send_keys("барсуков")
    found = all_of(browser, "section[aria-labelledby=entities] tbody tr")
    assert 0 < len(found) < rows
    one(browser, "#download").click()
    file = browser.downloads / "entities.csv"
    for _ in range(100):
        if file.exists():
            break
        time.sleep(0.05)
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "kind,key,name,aliases,mentions,articles"
    assert len(lines) == len(found) + 1


@pytest.mark.parametrize("section", ["timeline", "money", "facts", "entities"])
def test_a_click_leads_to_the_place(browser: Any, corpus: Path, section: str) -> None:
    visit(browser, corpus)
    link = all_of(browser, f"section[aria-labelledby={section}] button.link")[-1]
    browser.execute_script("arguments[0].click()", link)
    place = one(browser, "#text .here, #text .evidence")
    assert place.is_displayed()
    top = browser.execute_script("return arguments[0].getBoundingClientRect().top", place)
    assert 0 <= top < 900


def test_keyboard_path(browser: Any, corpus: Path) -> None:
    """Skip link, then filters, then the mentions, then from a mention to its entity."""
    from selenium.webdriver.common.keys import Keys

    visit(browser, corpus)
    body = one(browser, "body")
    body.send_keys(Keys.TAB)
    assert browser.switch_to.active_element.get_attribute("class") == "skip"
    mark = one(browser, "#text mark.person")
    browser.execute_script("arguments[0].focus()", mark)
    name = one(browser, "#card strong").text
    mark.send_keys(Keys.ENTER)
    assert browser.switch_to.active_element.get_attribute("id") == "search"
    assert one(browser, "#search").get_attribute("value") == name


def test_an_evil_article_is_shown_and_not_run(browser: Any, tmp_path: Path) -> None:
    evil = tmp_path / "evil.txt"
    evil.write_text(EVIL, encoding="utf-8")
    page = make_report(tmp_path, evil)
    assert "<script>document.title" not in page.read_text(encoding="utf-8")
    visit(browser, page)
    assert browser.title != "run"
    assert EVIL in one(browser, "#text").text
    assert browser.get_log("browser") == []


def test_offsets_beyond_the_basic_plane(browser: Any, tmp_path: Path) -> None:
    article = tmp_path / "emoji.txt"
    article.write_text(
        "😀😀 Президент Казахстана Касым-Жомарт Токаев прибыл в Ташкент 15 ноября 2025 года.", encoding="utf-8"
    )
    visit(browser, make_report(tmp_path, article))
    assert [mark.text for mark in all_of(browser, "#text mark.person")] == ["Касым-Жомарт Токаев"]
    assert [mark.text for mark in all_of(browser, "#text mark.date")] == ["15 ноября 2025 года"]


def test_a_thousand_articles(browser: Any, tmp_path: Path) -> None:
    samples = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "samples").glob("*.txt"))]
    records = [{"id": f"a{n}", "text": f"{samples[n % len(samples)]}\nНомер {n}."} for n in range(1000)]
    articles = tmp_path / "articles.jsonl"
    articles.write_text("".join(json.dumps(record) + "\n" for record in records))
    page = make_report(tmp_path, articles)
    assert page.stat().st_size < 10_000_000
    assert min(visit(browser, page) for _ in range(3)) < 2.0


def test_print_shows_the_text(browser: Any, corpus: Path) -> None:
    visit(browser, corpus)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert one(browser, "#text").is_displayed()
        assert not one(browser, "nav").is_displayed()
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
