// --- the overview of a corpus ----------------------------------------------------------------

const TOP = 8; // of each ranking
const NEWEST = 10; // facts shown
const SUMS = 12; // of all currencies together
const OF_ONE_ARTICLE = 2; // facts, so that one long article does not fill the list

function overviewView() {
  const counts = [
    [articles.length, labels.n_articles, "articles"],
    [entities.length, labels.n_names, "names"],
    [facts.length, labels.n_facts, "facts"],
    [amounts.length, labels.n_amounts, "money"],
    [dated.length, labels.n_dates, "timeline"],
  ];
  const figures = counts.filter(([count]) => count).map(([count, forms, view]) => {
    const said = counted(count, forms).split("\u00a0");
    const word = said.pop();
    return element("li", {}, link(address([view]), element("b", {}, said.join("\u00a0")), " ", word));
  });
  const undated = articles.filter((article) => !article.date).length;
  const span = published.length ? [...new Set([published[0], published.at(-1)])].map(dayName).join(" – ") : "";
  const time = [span, undated ? `${labels.undated}: ${number(undated)}` : ""].filter(Boolean).join(" · ");
  const asPlaces = articles.map((article) => ({ article }));
  return {
    title: labels.overview,
    heading: element("h2", { class: "unseen", tabindex: "-1" }, labels.overview),
    content: [
      element("div", { class: "hero" }, element("ul", { class: "figures" }, ...figures), element("p", { class: "quiet" }, time), finder()),
      bars(labels.by_time, perPeriod(asPlaces), labels.n_articles, (period) => address(["articles"], { month: period })),
      element("section", { class: "named" }, element("h3", {}, labels.most_named), element("div", { class: "thirds" }, ...NAME_KINDS.map(ranking))),
      element("div", { class: "halves" }, newestFacts(), element("div", {}, largestSums(), sourcesList())),
    ],
  };
}

function finder() {
  const box = element("input", { type: "search", id: "find", placeholder: labels.find, "aria-label": labels.find });
  const go = (event) => {
    event.preventDefault();
    location.hash = address(["names"], { q: box.value.trim() });
  };
  return element("form", { class: "finder", role: "search", onsubmit: go }, box, element("button", { type: "submit" }, labels.go_find));
}

function ranking(kind) {
  const found = entities.filter((entity) => entity.kind === kind && !entity.isPublisher).sort(NAME_ORDERS.articles).slice(0, TOP);
  if (!found.length) return null;
  const largest = found[0].articles;
  const row = (entity) => [
    element("span", { class: "lead" }, entityLink(entity)),
    sparkline(entity.places, kind) ?? meter(entity.articles / largest, kind),
    element("span", { class: "count", title: counted(entity.articles, labels.n_articles) }, number(entity.articles)),
  ];
  return element("div", {}, element("h4", { class: kind }, link(address(["names"], { kind }), labels[kind])), ...rows(found, row, "ranking", TOP));
}

function newestFacts() {
  const perArticle = new Map();
  const found = [];
  for (const fact of facts.filter(({ kind }) => kind !== "event").sort((a, b) => byDate({ ...a, start: 0 }, { ...b, start: 0 }) || b.score - a.score)) {
    const count = perArticle.get(fact.article) ?? 0;
    if (count < OF_ONE_ARTICLE) found.push(fact);
    perArticle.set(fact.article, count + 1);
    if (found.length === NEWEST) break;
  }
  return section(labels.newest_facts, found.length ? rows(found, factRow, "facts brief", NEWEST) : null, "newest");
}

function largestSums() {
  const row = (amount) => {
    const [fact] = amount.facts;
    const said = fact?.roles.what ?? null;
    return [
      element("span", { class: "sum" }, valueText(amount, exactAmount(amount)), meter(amountShare(amount), "money")),
      element("span", { class: "body" }, element("a", { href: placeAddress(amount), class: "line" }, said ?? contextLine(amount, "money"))),
    ];
  };
  const first = currencies.filter(Boolean).slice(0, 3);
  const most = Math.ceil(SUMS / first.length);
  const lists = first.map((currency) => {
    const found = amounts.filter((amount) => amount.currency === currency && amount.size > 0).sort(largestFirst).slice(0, most);
    return found.length ? [element("h4", {}, link(address(["money"], { currency }), currencyName(currency))), ...rows(found, row, "sums", most)] : null;
  });
  return section(labels.largest_sums, lists.filter(Boolean).length ? lists.filter(Boolean).flat() : null, "largest");
}

function sourcesList() {
  const counts = data.sources.map((name, index) => ({ name, index, count: articles.filter(({ from }) => from === index).length }));
  counts.sort((a, b) => b.count - a.count);
  const row = ({ name, index, count }) => [
    element("span", { class: "lead" }, link(address(["articles"], { source: String(index + 1) }), name || labels.no_source)),
    meter(count / counts[0].count, "plain"),
    element("span", { class: "count" }, number(count)),
  ];
  return counts.length > 1 || counts[0]?.name ? section(labels.sources, rows(counts, row, "ranking", TOP), "sources") : null;
}
