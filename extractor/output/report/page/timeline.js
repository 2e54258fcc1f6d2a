// --- the timeline ----------------------------------------------------------------------------

const DATE_KINDS = new Set(["date", "interval"]);

// A day to sort by; before Christ it is negative.
function dayNumber(day) {
  const [, year, month, date] = /^(-?\d+)-(\d\d)-(\d\d)$/.exec(day);
  return Number(year) * 10_000 + Number(month) * 100 + Number(date);
}

const dated = dates
  .filter((date) => date.earliest && DATE_KINDS.has(date.kind))
  .sort((a, b) => dayNumber(a.earliest) - dayNumber(b.earliest) || a.article.index - b.article.index || a.start - b.start);

const eventsOf = (date) => date.facts.filter((fact) => fact.kind === "event");

function dateRow(date) {
  const events = eventsOf(date);
  const what = events.map((fact) => element("p", {}, ...factSentence({ ...fact, roles: { ...fact.roles, date: undefined } })));
  const context = element("p", { class: events.length ? "evidence-line" : "" }, contextLine(date, "date"));
  return [
    element("span", { class: "when" }, element("time", { title: exactDate(date) }, date.said)),
    element("div", { class: "body" }, ...what, context),
    element("span", { class: "meta" }, articleNote(date, events.length ? Math.max(...events.map((fact) => fact.score)) : undefined)),
  ];
}

const yearOf = (date) => (date.earliest.startsWith("-") ? date.said : String(Number(date.earliest.slice(0, 4))));

// Rows with the year before the first of each.
function yearRows(found) {
  return rows(
    found,
    (date, index) => (index && yearOf(found[index - 1]) === yearOf(date) ? dateRow(date) : [element("h3", { class: "year" }, yearOf(date)), ...dateRow(date)]),
    "timeline",
  );
}

function timelineView(route) {
  const controls = [
    searchBox(),
    choice("kind", labels.kind, [["", labels.dates_all], ["event", labels.events_only]]),
    scoreChoice,
    choice("sort", labels.order, [["oldest", labels.oldest], ["newest", labels.newest]]),
  ];
  const find = (query) => {
    const least = Number(query.get("min") ?? 0);
    const found = dated
      .filter((date) => query.get("kind") !== "event" || eventsOf(date).length)
      .filter((date) => !least || eventsOf(date).some((fact) => fact.score >= least))
      .filter((date) => matches(query, date.said, context(date).join(""), eventsOf(date).map(factText).join(" ")));
    return query.get("sort") === "newest" ? found.reverse() : found;
  };
  const csv = {
    name: "dates.csv",
    header: ["source", "date", "start", "end", "text", "kind", "value", "mod", "earliest", "latest", "event", "who", "score"],
    row: dateCells,
    count: (count) => counted(count, labels.n_dates),
  };
  return { title: labels.timeline, content: filtered(route, controls, find, yearRows, csv) };
}

function dateCells(date) {
  const { article } = date;
  const events = eventsOf(date);
  const said = (role) => events.filter((fact) => role in fact.roles).map((fact) => argumentText(fact.roles[role])).join("; ");
  return [
    article.source, article.date, ...codePoints(date), article.text.slice(date.start, date.end), date.kind, date.value,
    date.mod, date.earliest, date.latest, said("what"), said("who"), events[0]?.score,
  ];
}
