// --- articles: the list, and one -------------------------------------------------------------

const sourceName = (article) => data.sources[article.from] || (data.sources.length > 1 ? labels.no_source : null);

const ARTICLE_ORDERS = { newest: (a, b) => byDate({ article: a, start: 0 }, { article: b, start: 0 }), oldest: (a, b) => -ARTICLE_ORDERS.newest(a, b), given: (a, b) => a.index - b.index };
const isDated = published.length > 0;
const defaultOrder = isDated ? "newest" : "given";

function articlesView(route) {
  const named = entityOf.get(route.query.get("name") ?? "");
  const among = named && new Set(named.places.map(({ article }) => article));
  const monthCounts = new Set(published.map((day) => day.slice(0, periodLength || 7)));
  const orders = [["newest", labels.newest], ["oldest", labels.oldest], ["given", labels.as_given]];
  const controls = [
    searchBox(labels.search_texts),
    data.sources.length < 2 ? null : choice("source", labels.source, [["", labels.everything], ...data.sources.map((name, index) => [String(index + 1), name || labels.no_source])]),
    choice("month", labels.month, [["", labels.everything], ...[...monthCounts].map((period) => [period, periodName(period)])]),
    choice("sort", labels.order, isDated ? orders : [["given", labels.as_given]]),
  ];
  const find = (query) =>
    articles
      .filter((article) => !among || among.has(article))
      .filter((article) => !query.get("source") || article.from === Number(query.get("source")) - 1)
      .filter((article) => !query.get("month") || article.date?.startsWith(query.get("month")))
      .filter((article) => matches(query, article.title ?? "", article.source, article.text))
      .sort(ARTICLE_ORDERS[query.get("sort")] ?? ARTICLE_ORDERS[defaultOrder]);
  const csv = { count: (count) => counted(count, labels.n_articles) };
  const note = named ? [element("p", { class: "only" }, `${labels.together_with}: `, entityLink(named), " ", link(address(["articles"]), labels.drop_filter))] : [];
  const content = filtered(route, controls, find, (found, query) => rows(found, (article) => articleRow(article, query), "articles"), csv);
  return { title: labels.articles, content: [...note, ...content] };
}

function articleRow(article, query) {
  const counts = [
    [new Set(article.mentions.filter(([, , kind]) => kind < MONEY).map((mention) => mention[3])).size, labels.n_names],
    [article.mentions.filter(([, , kind]) => kind === MONEY).length, labels.n_amounts],
  ];
  return [
    element("span", { class: "when quiet" }, article.date ? dayName(article.date) : labels.undated),
    element("div", { class: "body" }, element("p", { class: "headline" }, articleLink({ article })), element("p", { class: "evidence-line" }, snippet(article, query))),
    element("span", { class: "meta" }, sourceName(article) && quiet(sourceName(article)), quiet(counts.filter(([count]) => count).map(([count, forms]) => counted(count, forms)).join(", "))),
  ];
}

// What of the text to show: around the first word searched for, else the beginning of the body.
function snippet(article, query) {
  const [word] = folded(query?.get("q") ?? "").split(/\s+/).filter(Boolean);
  const at = word ? folded(article.text).indexOf(word) : -1;
  if (at >= article.begin && at >= 0) return contextLine({ article, start: at, end: at + word.length }, "found");
  const begin = article.head ?? article.begin;
  return passage({ article, start: begin, end: article.text.length }, LINE);
}

// --- an article ------------------------------------------------------------------------------

function articleView(route) {
  const article = articles[Number(route.path[1] ?? 1) - 1];
  if (!article) return missingView();
  const place = /^(\d+)-(\d+)$/.exec(route.path[2] ?? "")?.slice(1).map(Number) ?? null;
  const { text, title } = articleText(article, { place });
  showKinds(text);
  const reading = element("article", { class: "reading" }, articleNotes(article), title, kindBoxes(text), text, articleFacts(article), neighbours(article));
  const content = element("div", { class: single ? "article single" : "article" }, single ? null : articleList(article), reading, articleAside(article, text));
  return { title: article.title || article.source, heading: title, content: [content], isInside: true, scrollTo: place && ".here, .evidence" };
}

// Heading and body; a text without a headline is headed for those only who do not see it, since it says it all itself.
function articleText(article, options = {}) {
  const { head, begin } = article;
  const title =
    head === null
      ? element("h2", { class: "unseen", tabindex: "-1" }, article.title || article.source)
      : element("h2", { class: "headline", tabindex: "-1" }, ...marked(article, begin, head, options));
  const from = head ?? begin;
  const lead = /^\s*/.exec(article.text.slice(from))[0].length;
  const kinds = [...new Set(article.mentions.map(([, , kind]) => KINDS[kind]))].join(" ");
  const text = element("div", { class: "text", id: "text", "data-kinds": kinds }, ...marked(article, from + lead, article.text.length, options));
  return { title, text };
}

function articleNotes(article) {
  const parts = [
    article.date ? element("time", { datetime: article.date }, dayName(article.date)) : labels.undated,
    article.author,
    article.source === reportTitle ? null : article.source,
  ];
  return element("p", { class: "kicker" }, ...parts.filter(Boolean).flatMap((part, index) => (index ? [" · ", part] : [part])));
}

const inListOrder = [...articles].sort(ARTICLE_ORDERS[defaultOrder]);

function neighbours(article) {
  if (single) return null;
  const at = inListOrder.indexOf(article);
  const step = (other, label, style) => (other ? element("a", { href: articleAddress(other), class: style }, quiet(label), other.title || other.source) : element("span"));
  return element("nav", { class: "neighbours", "aria-label": `${labels.previous} / ${labels.next}` }, step(inListOrder[at - 1], labels.previous, "previous"), step(inListOrder[at + 1], labels.next, "next"));
}

function articleList(current) {
  const items = inListOrder.map((article) => {
    const anchor = element("a", { href: articleAddress(article), "aria-current": article === current ? "page" : null }, article.title || article.source);
    if (article.date) anchor.append(quiet(dayName(article.date)));
    return element("li", {}, anchor);
  });
  return element("nav", { class: "list", "aria-label": labels.articles }, element("ol", { tabindex: "0", role: "list" }, ...items));
}

function articleFacts(article) {
  const said = facts.filter((fact) => fact.article === article && fact.kind !== "event");
  const row = (fact) => [
    element("a", { href: placeAddress(fact), class: `tag fact ${fact.phase ?? ""}`, "aria-label": `${factLabel(fact)}: ${labels.show}` }, factLabel(fact)),
    element("p", { class: "body" }, ...factSentence(fact)),
    scoreNote(fact.score),
  ];
  return section(labels.facts, said.length ? rows(said, row, "facts own") : null, "of-article");
}

// What the article holds, beside its text.
function articleAside(article, text) {
  const here = (thing) => thing.article === article;
  const counts = new Map();
  for (const [, , kind, index] of article.mentions) if (kind < MONEY) counts.set(index, (counts.get(index) ?? 0) + 1);
  const names = NAME_KINDS.map((kind) => {
    const found = [...counts].map(([index, count]) => ({ entity: entities[index], count })).filter(({ entity }) => entity.kind === kind);
    found.sort((a, b) => b.count - a.count);
    const line = ({ entity, count }) => {
      const anchor = entityLink(entity);
      const light = (on) => () => text.querySelectorAll(`[data-entity="${entity.index}"]`).forEach((found) => found.classList.toggle("here", on));
      for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focus", true], ["blur", false]]) anchor.addEventListener(event, light(on));
      return element("li", {}, anchor, count > 1 ? quiet(` ${number(count)}`) : null);
    };
    return found.length ? section(labels[kind], element("ul", {}, ...found.map(line)), kind) : null;
  });
  const valueLine = (thing, exact) => element("li", {}, element("a", { href: placeAddress(thing), title: exact, class: "value" }, thing.said));
  const sums = amounts.filter(here).map((amount) => valueLine(amount, exactAmount(amount)));
  const days = dates.filter(here).filter(({ start }) => start >= article.begin).map((date) => valueLine(date, exactDate(date)));
  const parts = [
    ...names,
    sums.length ? section(labels.money, element("ul", {}, ...sums), "money") : null,
    days.length ? section(labels.date, element("ul", {}, ...days), "date") : null,
  ];
  return element("aside", { class: "side", "aria-label": labels.in_article }, ...parts);
}
