"use strict";
(async () => {
  const KINDS = ["person", "organization", "location", "money", "date"];
  const STEP = 100; // rows of a table that are shown at a time
  const labels = JSON.parse(document.getElementById("labels").textContent);
  const data = JSON.parse(await unpack(document.getElementById("data").textContent));
  const single = data.articles.length === 1;
  const off = new Set(); // kinds not shown in the text
  let current = 0;

  async function unpack(packed) {
    const bytes = Uint8Array.from(atob(packed.trim()), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).text();
  }

  // Elements are made, never parsed: whatever an article holds is text.
  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  }

  const number = (value) => value.toLocaleString(document.documentElement.lang);
  const heading = (article) => article.title || article.source;

  // --- the text of an article ---------------------------------------------------------

  const body = element("div", { class: "text", id: "text", tabindex: "-1" });
  const title = element("h2", { id: "article-title" });
  const details = element("p", { class: "quiet" });
  const card = element("div", { id: "card", role: "tooltip", hidden: true });

  function show(index, place) {
    current = index;
    const article = data.articles[index];
    title.textContent = heading(article);
    details.textContent = [article.source, article.date && `${labels.published} ${article.date}`].filter(Boolean).join(" · ");
    body.replaceChildren(...marked(article, 0, article.text.length, article.mentions, place));
    applyFilter();
    for (const button of document.querySelectorAll(".list button"))
      button.setAttribute("aria-current", String(Number(button.dataset.article) === index));
    if (!place) return;
    const target = body.querySelector(".here, .evidence");
    if (target) {
      target.scrollIntoView({ block: "center" });
      if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
      target.focus({ preventScroll: true });
    }
  }

  // Text from start to end with its mentions, outermost first; a mention that crosses another is left out.
  function marked(article, start, end, mentions, place) {
    const parts = [];
    let at = start;
    for (let i = 0; i < mentions.length; i++) {
      const [from, to] = mentions[i];
      if (from < at || to > end) continue;
      const inner = mentions.slice(i + 1).filter(([a, b]) => a >= from && b <= to);
      parts.push(...plain(article, at, from, place), mention(article, mentions[i], inner, place));
      at = to;
    }
    parts.push(...plain(article, at, end, place));
    return parts;
  }

  // Text without mentions; the part of it that belongs to the passage in question is underlined.
  function plain(article, start, end, place) {
    if (!place || place[1] <= start || place[0] >= end) return [article.text.slice(start, end)];
    const from = Math.max(start, place[0]);
    const to = Math.min(end, place[1]);
    const evidence = element("span", { class: "evidence" }, article.text.slice(from, to));
    return [article.text.slice(start, from), evidence, article.text.slice(to, end)];
  }

  function mention(article, found, inner, place) {
    const [start, end, kind] = found;
    const isHere = place && place[0] === start && place[1] === end;
    const isEvidence = place && place[0] <= start && end <= place[1];
    return element(
      "mark",
      {
        class: KINDS[kind] + (isHere ? " here" : isEvidence ? " evidence" : ""),
        tabindex: "0",
        role: "button",
        "aria-describedby": "card",
        onmouseenter: (event) => openCard(event.currentTarget, found),
        onfocus: (event) => openCard(event.currentTarget, found),
        onmouseleave: closeCard,
        onblur: closeCard,
        onclick: () => follow(found),
        onkeydown: (event) => {
          if (event.key === "Enter" || event.key === " ") {
            event.preventDefault();
            follow(found);
          }
        },
      },
      ...marked(article, start, end, inner, null),
    );
  }

  function openCard(target, [, , kind, what]) {
    const lines = [element("strong", {}, kind < 3 ? data.entities[what][2] : what)];
    lines.push(element("div", { class: "quiet" }, labels[KINDS[kind]]));
    if (kind < 3) {
      const [, , , aliases, mentions, articles] = data.entities[what];
      if (aliases.length) lines.push(element("div", {}, `${labels.aliases}: ${aliases.join(", ")}`));
      const counts = `${labels.mentions}: ${number(mentions)}`;
      lines.push(element("div", { class: "quiet" }, single ? counts : `${counts} · ${labels.articles}: ${number(articles)}`));
    }
    card.replaceChildren(...lines);
    card.hidden = false;
    const box = target.getClientRects()[0];
    const left = Math.min(box.left, document.documentElement.clientWidth - card.offsetWidth - 8);
    card.style.left = `${Math.max(4, left) + window.scrollX}px`;
    card.style.top = `${box.bottom + 6 + window.scrollY}px`;
  }

  function closeCard() {
    card.hidden = true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeCard();
  });

  // From a mention to its entity in the table.
  function follow([, , kind, what]) {
    if (kind > 2) return;
    search.value = data.entities[what][2];
    kindFilter.value = "";
    fillEntities();
    closeCard();
    document.getElementById("entities").scrollIntoView();
    search.focus();
  }

  function applyFilter() {
    for (const mark of body.querySelectorAll("mark")) {
      const isOff = KINDS.some((kind) => off.has(kind) && mark.classList.contains(kind));
      mark.classList.toggle("off", isOff);
      mark.tabIndex = isOff ? -1 : 0;
    }
  }

  function filters() {
    const boxes = KINDS.map((kind) => {
      const box = element("input", {
        type: "checkbox",
        checked: true,
        "data-kind": kind,
        onchange: () => {
          if (box.checked) off.delete(kind);
          else off.add(kind);
          applyFilter();
        },
      });
      return element("label", {}, box, " ", element("span", { class: `swatch ${kind}` }, labels[kind]));
    });
    return element("fieldset", {}, element("legend", {}, labels.kinds), ...boxes);
  }

  // --- tables -------------------------------------------------------------------------

  // Rows a step at a time, with a button for more.
  function longTable(caption, columns, rows, render) {
    const tbody = element("tbody");
    const table = element(
      "table",
      {},
      caption ? element("caption", {}, caption) : "",
      element("thead", {}, element("tr", {}, ...columns.map(([label, style]) => element("th", { scope: "col", class: style }, label)))),
      tbody,
    );
    const more = element("button", { type: "button", class: "more", onclick: add }, labels.more);
    let shown = 0;
    function add() {
      tbody.append(...rows.slice(shown, shown + STEP).map(render));
      shown = Math.min(rows.length, shown + STEP);
      more.hidden = shown >= rows.length;
    }
    add();
    return element("div", {}, element("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": caption || columns[0][0] }, table), more);
  }

  function cell(content, style) {
    return element("td", { class: style }, content);
  }

  // A button that shows a place in its article.
  function jump(label, article, start, end) {
    const go = () => show(article, [start, end]);
    return element("button", { type: "button", class: "link", title: labels.go, onclick: go }, label);
  }

  const search = element("input", { type: "search", id: "search", oninput: () => fillEntities() });
  const kindFilter = element(
    "select",
    { id: "kind", onchange: () => fillEntities() },
    element("option", { value: "" }, labels.all),
    ...KINDS.slice(0, 3).map((kind, index) => element("option", { value: String(index) }, labels[kind])),
  );
  const found = element("p", { class: "quiet", role: "status" });
  const entityTable = element("div");
  const byCount = data.entities.map((row, index) => index).sort((a, b) => data.entities[b][4] - data.entities[a][4]);

  function matching() {
    const words = search.value.toLowerCase().replaceAll("ё", "е").trim();
    return byCount
      .map((index) => data.entities[index])
      .filter((row) => kindFilter.value === "" || row[0] === Number(kindFilter.value))
      .filter((row) => !words || [row[1], row[2], ...row[3]].some((name) => name.toLowerCase().replaceAll("ё", "е").includes(words)));
  }

  function fillEntities() {
    const rows = matching();
    found.textContent = rows.length ? `${labels.shown} ${number(rows.length)} ${labels.of} ${number(data.entities.length)}` : labels.nothing;
    const columns = [[labels.name], [labels.kind], [labels.mentions, "number"]];
    if (!single) columns.push([labels.articles, "number"]);
    columns.push([labels.aliases]);
    entityTable.replaceChildren(
      longTable(labels.entities, columns, rows, ([kind, , name, aliases, mentions, articles, article, start]) => {
        const label = article === null ? name : entityJump(name, article, start);
        const cells = [cell(label), cell(labels[KINDS[kind]]), cell(number(mentions), "number")];
        if (!single) cells.push(cell(number(articles), "number"));
        return element("tr", {}, ...cells, cell(aliases.join(", ")));
      }),
    );
  }

  function entityJump(name, article, start) {
    const first = data.articles[article].mentions.find((mention) => mention[0] === start && mention[2] < 3);
    return jump(name, article, start, first ? first[1] : start);
  }

  function download() {
    const rows = [["kind", "key", "name", "aliases", "mentions", "articles"]];
    for (const [kind, key, name, aliases, mentions, articles] of matching())
      rows.push([KINDS[kind], key, name, aliases.join("; "), mentions, articles]);
    const text = rows.map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n";
    const url = URL.createObjectURL(new Blob(["\ufeff" + text], { type: "text/csv" }));
    const link = element("a", { href: url, download: "entities.csv" });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }

  function csvCell(value) {
    const text = String(value);
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  // Amounts of each currency, the largest first.
  function moneyCharts() {
    const currencies = new Map();
    for (const row of data.money) {
      if (row[3] === null) continue;
      if (!currencies.has(row[5])) currencies.set(row[5], []);
      currencies.get(row[5]).push(row);
    }
    const groups = [...currencies].sort((a, b) => b[1].length - a[1].length);
    return groups.map(([currency, rows]) => {
      rows.sort((a, b) => Number(b[3]) - Number(a[3]));
      const largest = Number(rows[0][3]) || 1;
      const columns = [[labels.amount, "number"], ["", "track"], [labels.as_written], [labels.article]];
      if (single) columns.pop();
      return longTable(currency || labels.no_currency, columns, rows, ([article, start, end, value, label, , text]) => {
        const bar = element("div", { class: "bar" });
        bar.style.width = `${(100 * Number(value)) / largest}%`;
        const cells = [cell(label, "number"), element("td", { class: "track", "aria-hidden": "true" }, bar)];
        cells.push(cell(jump(text, article, start, end)));
        if (!single) cells.push(cell(heading(data.articles[article])));
        return element("tr", {}, ...cells);
      });
    });
  }

  function timeline() {
    const columns = [[labels.day], [labels.as_written], [labels.what]];
    if (!single) columns.push([labels.article]);
    return longTable(labels.timeline, columns, data.dates, ([article, start, end, , value, text, what]) => {
      const cells = [cell(element("time", {}, value), "day"), cell(jump(text, article, start, end)), cell(what)];
      if (!single) cells.push(cell(heading(data.articles[article])));
      return element("tr", {}, ...cells);
    });
  }

  function factTable() {
    const columns = [[labels.kind], [labels.fact]];
    if (!single) columns.push([labels.article]);
    return longTable(labels.facts, columns, data.facts, ([article, start, end, kind, sentence]) => {
      const name = kind === "amount" ? labels.amount_fact : labels[kind];
      const cells = [cell(name, "place"), cell(jump(sentence, article, start, end))];
      if (!single) cells.push(cell(heading(data.articles[article])));
      return element("tr", {}, ...cells);
    });
  }

  // --- the page -----------------------------------------------------------------------

  function articleList() {
    const buttons = data.articles.map((article, index) => {
      const line = element("button", { type: "button", "data-article": String(index), onclick: () => show(index) }, heading(article));
      if (article.date) line.append(element("span", { class: "quiet" }, ` ${article.date}`));
      return element("li", {}, line);
    });
    const list = element("ul", { class: "list" }, ...buttons);
    const box = element("input", {
      type: "search",
      id: "search-articles",
      oninput: () => {
        const words = box.value.toLowerCase();
        data.articles.forEach((article, index) => {
          buttons[index].hidden = !`${article.title || ""}\n${article.source}\n${article.text}`.toLowerCase().includes(words);
        });
      },
    });
    const label = element("label", { for: "search-articles" }, labels.search_articles);
    return element("section", { "aria-labelledby": "articles" }, element("h2", { id: "articles" }, labels.articles), element("div", { class: "row" }, label, box), list);
  }

  function wide(id, content) {
    return element("section", { class: "wide", "aria-labelledby": id }, element("h2", { id }, labels[id]), ...content);
  }

  function build() {
    const places = ["text", "entities", "money", "timeline", "facts"].map((id) =>
      element("li", {}, element("a", { href: id === "text" ? "#article-title" : `#${id}` }, labels[id])),
    );
    const header = element(
      "header",
      {},
      element("a", { class: "skip", href: "#article-title" }, labels.skip),
      element("h1", {}, document.title),
      element("nav", { "aria-label": labels.report }, element("ul", {}, ...places)),
    );
    const reading = element("section", { "aria-labelledby": "article-title" }, title, details, filters(), body);
    const tools = element(
      "div",
      { class: "row" },
      element("label", { for: "search" }, labels.search_entities),
      search,
      element("label", { for: "kind" }, labels.kind),
      kindFilter,
      element("button", { type: "button", id: "download", onclick: download }, labels.download),
    );
    const main = element("main", { class: single ? "single" : "" });
    if (!single) main.append(articleList());
    main.append(reading, wide("entities", [tools, found, entityTable]));
    if (data.money.length) main.append(wide("money", moneyCharts()));
    if (data.dates.length) main.append(wide("timeline", [timeline()]));
    if (data.facts.length) main.append(wide("facts", [factTable()]));
    for (const place of places) {
      const id = place.firstChild.getAttribute("href").slice(1);
      if (id !== "article-title" && !main.querySelector(`#${id}`)) place.remove();
    }
    document.body.append(header, main, card);
    fillEntities();
    if (data.articles.length) show(0);
    document.documentElement.dataset.ready = "true";
  }

  build();
})();
