// --- lists: rows a step at a time, filters, tables to take along -----------------------------

const STEP = 60; // rows that are shown at a time
let rowsShown = STEP; // of the list of this view, kept for the way back
let openLists = []; // lists of this view that may have more rows

function kindTag(kind, label = labels[`one_${kind}`] ?? labels[kind]) {
  return element("span", { class: `tag ${kind}` }, label);
}

const percent = (score) => score.toLocaleString(page.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function scoreNote(score) {
  return element("span", { class: "score", title: labels.estimate }, percent(score));
}

// A list with a button for more; `render` gives the content of a row.
function rows(items, render, style = "", step = STEP) {
  const list = element("ol", { class: `rows ${style}` });
  const more = element("button", { type: "button", class: "more", onclick: () => add(step) });
  let shown = 0;
  function add(count) {
    list.append(...items.slice(shown, shown + count).map((item, index) => element("li", {}, render(item, shown + index))));
    shown = Math.min(items.length, shown + count);
    more.hidden = shown >= items.length;
    more.textContent = `${labels.more} (${number(items.length - shown)})`;
    if (step === STEP) rowsShown = shown;
  }
  const initial = step === STEP ? Math.max(step, rowsShown) : step;
  add(initial);
  openLists.push(() => add(items.length));
  return [list, more];
}

// A view of rows that are filtered: `controls` change the address, `find` gives the rows, `show` puts them out.
function filtered(route, controls, find, show, csv) {
  const result = element("div", { class: "result" });
  const status = element("p", { class: "quiet count", role: "status" });
  const form = element("form", { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() });
  function fill() {
    const found = find(route.query);
    status.textContent = found.length ? csv.count(found.length) : labels.nothing;
    openLists = [];
    result.replaceChildren(...show(found, route.query).flat());
  }
  function change(name, value) {
    keepFilter(route, name, value);
    rowsShown = STEP;
    fill();
  }
  form.append(...controls.filter(Boolean).map((control) => control(route.query, change)));
  if (csv.header) {
    const take = () => download(csv.name, [csv.header, ...find(route.query).map(csv.row)]);
    form.append(element("button", { type: "button", class: "csv", id: "download", onclick: take }, labels.csv));
  }
  fill();
  return [form, status, result];
}

function searchBox(label = labels.search) {
  return (query, change) => {
    const box = element("input", { type: "search", id: "search", value: query.get("q") ?? "", oninput: () => change("q", box.value.trim()) });
    return element("label", { class: "field wide" }, element("span", {}, label), box);
  };
}

// `options` are pairs of value and label; the first is what is taken where nothing is chosen.
function choice(name, label, options) {
  if (options.length < 2) return null;
  return (query, change) => {
    const chosen = query.get(name) ?? options[0][0];
    const list = element(
      "select",
      { id: `choose-${name}`, onchange: () => change(name, list.value === options[0][0] ? "" : list.value) },
      ...options.map(([value, text]) => element("option", { value, selected: value === chosen }, text)),
    );
    return element("label", { class: "field" }, element("span", {}, label), list);
  };
}

const scoreChoice = choice("min", labels.score, [["", labels.any_score], ...["0.5", "0.7", "0.9"].map((least) => [least, `${labels.score_from} ${percent(Number(least))}`])]);

// Whether all words of the search are in one of the texts.
function matches(query, ...texts) {
  const words = folded(query.get("q") ?? "").split(/\s+/).filter(Boolean);
  if (!words.length) return true;
  const all = folded(texts.join("\n"));
  return words.every((word) => all.includes(word));
}

// --- CSV -------------------------------------------------------------------------------------

function download(name, table) {
  const text = table.map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n";
  const url = URL.createObjectURL(new Blob(["\ufeff" + text], { type: "text/csv" }));
  const anchor = element("a", { href: url, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

// A cell that a spreadsheet would run as a formula is made harmless by an apostrophe.
function csvCell(value) {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

// Offsets in code points, as all other outputs have them.
function codePoints({ article, start, end }) {
  const count = (text) => text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
  const before = count(article.text.slice(0, start));
  return [before, before + count(article.text.slice(start, end))];
}
