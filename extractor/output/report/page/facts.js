// --- facts -----------------------------------------------------------------------------------

const FACT_KINDS = ["occupation", "ownership", "deal", "meeting", "statement", "amount", "event", "birth", "death", "family", "membership", "award", "charge", "founding", "education"];
// What a person's card tells of a life, in the order of FACT_KINDS.
const LIFE = FACT_KINDS.slice(FACT_KINDS.indexOf("birth"));
const ROLES = ["who", "position", "where", "owner", "property", "share", "participants", "buyer", "seller", "object", "lender", "borrower", "deal_type", "place", "what", "age", "cause", "relation", "whom", "organization", "award", "by", "stage", "crime", "penalty", "term", "court", "money", "date"];

// The order in which the arguments of a kind are read.
const READING = {
  occupation: ["who", "position", "where"],
  ownership: ["owner", "property", "share"],
  deal: ["participants", "deal_type", "what", "money", "place", "date"],
  meeting: ["participants", "place", "date"],
  amount: ["what", "who", "money", "date"],
  birth: ["who", "date", "place"],
  death: ["who", "date", "place", "age", "cause"],
  family: ["who", "relation", "whom"],
  membership: ["who", "organization"],
  award: ["who", "award", "by", "date"],
  charge: ["who", "stage", "crime", "penalty", "term", "money", "court", "date"],
  founding: ["organization", "by", "date", "place"],
  education: ["who", "where", "date"],
};

function factLabel({ kind, phase, modality }) {
  const added = phase ? labels[`phase_${phase}`] : labels[modality];
  return labels[`${kind}_${phase}`] ?? (added ? `${labels[kind]} (${added})` : labels[kind]);
}

function phaseTag(fact) {
  return fact.phase ? kindTag(`fact ${fact.phase}`, factLabel(fact)) : null;
}

function valueText(value, exact) {
  return element("data", { value: exact, title: exact, class: value.size === undefined ? "date" : "money" }, value.said);
}

// An argument: links to names, values in words, else its text.
function argument(value) {
  if (typeof value === "string") return value;
  if (value.m !== undefined) return valueText(amounts[value.m], exactAmount(amounts[value.m]));
  if (value.d !== undefined) return valueText(dates[value.d], exactDate(dates[value.d]));
  return referred(value).flatMap((entity, index) => (index ? [", ", entityLink(entity)] : [entityLink(entity)]));
}

function joinedParts(parts) {
  return parts.filter((part) => part !== null).flatMap((part, index) => (index ? [element("span", { class: "dash" }, " — "), part] : [part])).flat();
}

// A fact as one reads it; `by` is whose page it is on and need not be named.
function factSentence(fact, { by = null } = {}) {
  const { roles } = fact;
  if (fact.kind === "statement") {
    const speakers = roles.who === undefined || referred(roles.who).includes(by) ? [] : [...argument(roles.who), ": "];
    return [...speakers, roles.what, roles.date ? [" — ", argument(roles.date)] : []].flat();
  }
  if (fact.kind === "event") {
    const [what, unnamed] = withLinks(roles.what, referred(roles.who));
    return joinedParts([what, ...unnamed.map(entityLink), roles.date ? argument(roles.date) : null]);
  }
  return joinedParts(READING[fact.kind].filter((role) => role in roles).map((role) => argument(roles[role])));
}

// A text in which the entities that it names are links, and those that it does not.
function withLinks(text, named) {
  const parts = [text];
  const unnamed = named.filter((entity) => {
    const found = [entity.name, ...entity.aliases].sort((a, b) => b.length - a.length).find((name) => folded(text).includes(folded(name)));
    const at = parts.findIndex((part) => typeof part === "string" && found && folded(part).includes(folded(found)));
    if (at < 0) return !found;
    const start = folded(parts[at]).indexOf(folded(found));
    const end = start + found.length + /^\p{L}*/u.exec(parts[at].slice(start + found.length))[0].length;
    const anchor = element("a", { href: entityAddress(entity), class: `name ${entity.kind}` }, parts[at].slice(start, end));
    parts.splice(at, 1, parts[at].slice(0, start), anchor, parts[at].slice(end));
    return false;
  });
  return [parts, unnamed];
}

function factRow(fact, options = {}) {
  const evidence = fact.kind === "statement" ? null : element("p", { class: "evidence-line" }, passage(sentencesOf(fact)));
  return [
    options.tagged === false ? null : kindTag(fact.phase ? `fact ${fact.phase}` : "fact", factLabel(fact)),
    element("div", { class: "body" }, element("p", {}, ...factSentence(fact, options)), evidence),
    element("span", { class: "meta" }, articleNote(fact, fact.score)),
  ];
}

const argumentText = (value) => (typeof value === "string" ? value : referred(value).map((thing) => thing.name ?? thing.said).join("; "));
const factText = (fact) => Object.values(fact.roles).map(argumentText).join(" ");

const FACT_ORDERS = { newest: byDate, oldest: (a, b) => -byDate(a, b), score: (a, b) => b.score - a.score || byDate(a, b) };

function factsView(route) {
  const present = FACT_KINDS.filter((kind) => facts.some((fact) => fact.kind === kind));
  const controls = [
    searchBox(),
    choice("kind", labels.kind, [["", labels.all], ...present.map((kind) => [kind, labels[kind]])]),
    scoreChoice,
    choice("sort", labels.order, [["newest", labels.newest], ["oldest", labels.oldest], ["score", labels.by_score]]),
  ];
  const find = (query) =>
    facts
      .filter((fact) => !query.get("kind") || fact.kind === query.get("kind"))
      .filter((fact) => fact.score >= Number(query.get("min") ?? 0))
      .filter((fact) => matches(query, factText(fact), fact.article.title ?? "", passage(fact)))
      .sort(FACT_ORDERS[query.get("sort")] ?? FACT_ORDERS.newest);
  const csv = {
    name: "facts.csv",
    header: ["source", "date", "kind", "phase", "modality", "score", ...ROLES.map((role) => (role === "date" ? "when" : role)), "amount", "currency", "mod", "when_value", "start", "end", "text"],
    row: factCells,
    count: (count) => counted(count, labels.n_facts),
  };
  return { title: labels.facts, content: filtered(route, controls, find, (found) => rows(found, factRow, "facts"), csv) };
}

function factCells(fact) {
  const { article, roles } = fact;
  const amount = roles.money && amounts[roles.money.m];
  const date = roles.date && dates[roles.date.d];
  const cells = ROLES.map((role) => (role in roles ? argumentText(roles[role]) : ""));
  return [
    article.source, article.date, fact.kind, fact.phase, fact.modality, fact.score, ...cells,
    amount?.value, amount?.currency, amount?.mod, date ? exactDate(date) : "",
    ...codePoints(fact), article.text.slice(fact.start, fact.end),
  ];
}
