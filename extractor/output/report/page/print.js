// --- paper: a list is printed whole, the overview with all texts and names -------------------

const MOST_TEXTS = 300; // articles whose texts are printed with the overview
let forPaper = null;

function preparePaper() {
  for (const addAll of openLists) addAll();
  if (!isFront(readRoute())) return;
  forPaper = element("div", { class: "paper" }, ...paperSections());
  document.querySelector("main").append(forPaper);
}

function clearPaper() {
  forPaper?.remove();
  forPaper = null;
}

function paperSections() {
  const before = openLists;
  const all = (items, render, style) => rows(items, render, style, items.length || 1);
  const said = facts.filter(({ kind }) => kind !== "event").sort(byDate); // events are in the timeline
  const parts = [
    ...NAME_KINDS.map((kind) => section(labels[kind], all(byMentions.filter((entity) => entity.kind === kind), nameLine, "paper-names"), "", "h2")),
    section(labels.facts, said.length ? all(said, factRow, "facts") : null, "", "h2"),
    section(labels.money, amounts.length ? all([...amounts].sort(largestFirst), amountRow, "money") : null, "", "h2"),
    section(labels.timeline, dated.length ? all(dated, dateRow, "timeline") : null, "", "h2"),
    single ? null : section(labels.texts, articles.length > MOST_TEXTS ? element("p", {}, labels.not_printed) : inListOrder.map(paperArticle), "texts", "h2"),
  ];
  openLists = before;
  return parts;
}

function nameLine(entity) {
  const counts = [counted(entity.mentions, labels.n_mentions), ...(single ? [] : [counted(entity.articles, labels.n_articles)])];
  return [element("span", { class: "lead" }, entity.name), entity.aliases.length ? quiet(` (${entity.aliases.join(", ")})`) : null, quiet(` · ${counts.join(" · ")}`)];
}

function paperArticle(article) {
  const { title, text } = articleText(article, { plainly: true });
  text.removeAttribute("id");
  const heading = element("h3", { class: title.className }, ...title.childNodes);
  return element("article", { class: "reading" }, articleNotes(article), heading, text);
}

window.addEventListener("beforeprint", preparePaper);
window.addEventListener("afterprint", clearPaper);
