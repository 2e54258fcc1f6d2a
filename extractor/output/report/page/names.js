// --- names: all of them, and the page of one -------------------------------------------------

const NAME_ORDERS = {
  mentions: (a, b) => b.mentions - a.mentions || b.articles - a.articles || a.name.localeCompare(b.name, page.lang),
  articles: (a, b) => b.articles - a.articles || b.mentions - a.mentions || a.name.localeCompare(b.name, page.lang),
  name: (a, b) => a.name.localeCompare(b.name, page.lang),
};

const byMentions = [...entities].sort(NAME_ORDERS.mentions);

function namesView(route) {
  const present = NAME_KINDS.filter((kind) => entities.some((entity) => entity.kind === kind));
  const controls = [
    searchBox(),
    choice("kind", labels.kind, [["", labels.all], ...present.map((kind) => [kind, labels[kind].toLowerCase()])]),
    choice("sort", labels.order, [
      ["mentions", labels.by_mentions],
      ...(single ? [] : [["articles", labels.by_articles]]),
      ["name", labels.by_name],
    ]),
  ];
  const find = (query) =>
    byMentions
      .filter((entity) => !query.get("kind") || entity.kind === query.get("kind"))
      .filter((entity) => matches(query, entity.name, ...entity.aliases))
      .sort(NAME_ORDERS[query.get("sort")] ?? NAME_ORDERS.mentions);
  const show = (found, query) => [
    query.get("q") && !single ? link(address(["articles"], { q: query.get("q") }), `${labels.in_texts}: «${query.get("q")}»`) : "",
    ...rows(found, nameRow, "names"),
  ];
  const csv = {
    name: "entities.csv",
    header: ["kind", "key", "name", "aliases", "mentions", "articles", "role"],
    row: (entity) => [entity.kind, entity.key, entity.name, entity.aliases.join("; "), entity.mentions, entity.articles, entity.isPublisher ? "publisher" : ""],
    count: (count) => counted(count, labels.n_names),
  };
  return { title: labels.names, content: filtered(route, controls, find, show, csv) };
}

function nameRow(entity) {
  return [
    kindTag(entity.kind),
    element("span", { class: "lead" }, entityLink(entity), entity.isPublisher ? quiet(` ${labels.publisher}`) : null,
      entity.aliases.length ? element("span", { class: "aliases" }, entity.aliases.join(", ")) : null),
    sparkline(entity.places, entity.kind) ?? element("span", { class: "spark" }),
    countColumn(entity.mentions, labels.n_mentions),
    single ? null : countColumn(entity.articles, labels.n_articles),
  ];
}

// A count whose figures stand below those of the row before.
function countColumn(count, forms) {
  const [word, ...figures] = counted(count, forms).split("\u00a0").reverse();
  return element("span", { class: "count" }, element("span", { class: "figure" }, figures.reverse().join("\u00a0")), word);
}

// --- the page of a name ----------------------------------------------------------------------

function entityView(route) {
  const entity = entityOf.get(`${route.path[0]}/${folded(route.path[1] ?? "")}`) ?? entityOf.get(`${route.path[0]}/${route.path[1]}`);
  if (!entity) return missingView();
  const companion = entityOf.get(route.query.get("with") ?? "");
  const among = companion && new Set(companion.places.map((place) => place.article));
  const isWanted = ({ article }) => !among || among.has(article);
  const places = entity.places.filter(isWanted);
  const found = entity.facts.filter(isWanted).sort(byDate);
  const counts = [counted(places.length, labels.n_mentions)];
  if (!single) counts.push(counted(new Set(places.map((place) => place.article)).size, labels.n_articles));
  const header = [
    element("p", { class: "entity-note" }, kindTag(entity.kind), entity.isPublisher ? kindTag("publisher", labels.publisher) : null,
      quiet(counts.join(" · "))),
    entity.aliases.length ? element("p", { class: "aliases" }, `${labels.aliases}: ${entity.aliases.join(", ")}`) : null,
    companion
      ? element("p", { class: "only" }, `${labels.together_with}: `, entityLink(companion), " ", link(entityAddress(entity), labels.drop_filter))
      : null,
  ];
  const href = (period) => address(["articles"], { name: `${entity.kind}/${entity.key}`, month: period });
  const chart = bars(labels.mentions_by_time, perPeriod(places), labels.n_mentions, href);
  const main = element("div", { class: "main" }, ...factSections(entity, found), mentionList(places, entity));
  const side = element("aside", { class: "side", "aria-label": labels.together }, chart, together(entity, places));
  return { title: entity.name, kind: entity.kind, content: [...header, element("div", { class: "columns" }, main, side)] };
}

function factSections(entity, found) {
  const posts = found.filter((fact) => fact.kind === "occupation");
  const said = found.filter((fact) => fact.kind === "statement" && referred(fact.roles.who).includes(entity));
  const life = found.filter((fact) => LIFE.includes(fact.kind));
  const sums = found.filter((fact) => fact.roles.money && !LIFE.includes(fact.kind));
  const shown = new Set([...posts, ...said, ...life, ...sums]);
  const others = found.filter((fact) => !shown.has(fact));
  const title = entity.kind === "person" ? labels.posts : labels.holders;
  return [
    section(title, posts.length ? rows(postsOf(posts, entity), postRow, "posts", 12) : null),
    section(entity.kind === "person" ? labels.about_person : labels.members, life.length ? rows(life, factRow, "facts brief", 12) : null),
    section(labels.quotations, said.length ? rows(said, (fact) => factRow(fact, { by: entity, tagged: false }), "facts bare", 6) : null),
    section(labels.amounts, sums.length ? rows(sums, (fact) => factRow(fact, { tagged: false }), "facts bare", 8) : null),
    section(labels.other_facts, others.length ? rows(others, factRow, "facts brief", 8) : null),
  ];
}

// Posts that read the same are one, with the time of the articles that name them.
function postsOf(posts, entity) {
  const groups = new Map();
  for (const fact of posts) {
    const [who] = referred(fact.roles.who);
    const where = referred(fact.roles.where);
    const key = [who?.index, folded(fact.roles.position ?? ""), where.map(({ index }) => index), fact.phase].join("|");
    if (!groups.has(key)) groups.set(key, { fact, who: who === entity ? null : who, where: where.filter((at) => at !== entity), facts: [] });
    groups.get(key).facts.push(fact);
  }
  return [...groups.values()];
}

function postRow({ fact, who, where, facts: all }) {
  const days = all.map(({ article }) => article.date).filter(Boolean).sort();
  const time = days.length ? monthsName(days[0].slice(0, 7), days.at(-1).slice(0, 7)) : "";
  return [
    element("span", { class: "when quiet" }, time),
    element("span", { class: "body" }, phaseTag(fact), " ", joinedParts([who ? entityLink(who) : null, fact.roles.position ?? null, ...where.map(entityLink)])),
    element("span", { class: "meta" }, single || all.length === 1 ? articleNote(fact) : [link(placeAddress(fact), counted(new Set(all.map(({ article }) => article)).size, labels.n_articles))]),
  ];
}

function mentionList(places, entity) {
  const groups = [];
  for (const place of [...places].sort(byDate)) {
    if (groups.at(-1)?.article !== place.article) groups.push({ article: place.article, places: [] });
    groups.at(-1).places.push(place);
  }
  const line = (place) => element("li", {}, element("a", { href: placeAddress(place), class: "line" }, contextLine(place, entity.kind)));
  const group = ({ article, places: lines }) => [
    single ? null : element("h4", {}, articleNote({ article })),
    element("ul", { class: "lines" }, ...lines.map(line)),
  ];
  return section(labels.all_mentions, places.length ? rows(groups, group, "mentions") : null);
}

// Whom and what the same articles name.
function together(entity, places) {
  const counts = new Map();
  for (const article of new Set(places.map((place) => place.article)))
    for (const index of new Set(article.mentions.filter(([, , kind]) => kind < MONEY).map((mention) => mention[3])))
      counts.set(index, (counts.get(index) ?? 0) + 1);
  counts.delete(entity.index);
  const ranked = [...counts].map(([index, count]) => ({ other: entities[index], count }))
    .sort((a, b) => b.count - a.count || b.other.mentions - a.other.mentions);
  const lists = NAME_KINDS.map((kind) => {
    const found = ranked.filter(({ other }) => other.kind === kind && !other.isPublisher);
    if (!found.length) return null;
    const row = ({ other, count }) => [
      element("span", { class: "lead" }, entityLink(other)),
      single ? null : element("a", {
        class: "count", href: entityAddress(entity, { with: `${other.kind}/${other.key}` }),
        "aria-label": `${labels.together_with} ${other.name}: ${counted(count, labels.n_articles)}`, title: labels.together_with,
      }, number(count)),
    ];
    return [element("h4", {}, labels[kind]), ...rows(found, row, "ranking", 8)];
  });
  return lists.some(Boolean) ? element("section", {}, element("h3", {}, labels.together), ...lists.filter(Boolean)) : null;
}
