// --- the data and what is looked up in them --------------------------------------------------

const KINDS = ["person", "organization", "location", "money", "date"];
const NAME_KINDS = KINDS.slice(0, 3);
const [MONEY, DATE] = [3, 4];

const labels = JSON.parse(document.getElementById("labels").textContent);
const reportTitle = document.title;

const packed = document.getElementById("data");
const data = JSON.parse(packed.dataset.packing === "plain" ? packed.textContent : await unpacked(packed.textContent));
packed.remove();

async function unpacked(text) {
  const bytes = Uint8Array.from(atob(text.trim()), (c) => c.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
}

const articles = data.articles.map((article, index) => ({ ...article, index }));
const single = articles.length === 1;

const entities = data.entities.map(([kind, key, name, aliases, mentions, count, isPublisher], index) => ({
  index, kind: KINDS[kind], key, name, aliases, mentions, articles: count, isPublisher, places: [], facts: [],
}));

const amounts = data.money.map(([article, start, end, said, value, low, high, currency, mod, per], index) => ({
  index, article: articles[article], start, end, said, value, low, high, currency, mod, per, facts: [],
  size: Number(value ?? high ?? low ?? NaN),
}));

const dates = data.dates.map(([article, start, end, said, kind, value, mod, earliest, latest], index) => ({
  index, article: articles[article], start, end, said, kind, value, mod, earliest, latest, facts: [],
}));

const facts = data.facts.map(([article, start, end, kind, phase, modality, score, roles], index) => ({
  index, article: articles[article], start, end, kind, phase, modality, score: score / 100, roles,
}));

for (const article of articles)
  for (const [start, end, kind, index, score] of article.mentions)
    if (kind < MONEY) entities[index].places.push({ article, start, end, score });

// What an argument of a fact refers to.
function referred(argument) {
  if (typeof argument === "number") return [entities[argument]];
  if (Array.isArray(argument)) return argument.map((index) => entities[index]);
  if (argument && typeof argument === "object") return [argument.m === undefined ? dates[argument.d] : amounts[argument.m]];
  return [];
}

for (const fact of facts) {
  const about = new Set(Object.values(fact.roles).flatMap(referred));
  for (const thing of about) thing.facts.push(fact);
}

const entityOf = new Map(entities.map((entity) => [`${entity.kind}/${entity.key}`, entity]));
for (const entity of entities)
  for (const alias of entity.kind === "person" ? [] : entity.aliases) {
    const place = `${entity.kind}/${folded(alias)}`;
    if (!entityOf.has(place)) entityOf.set(place, entity);
  }

// The value for a machine: "44070000000000 RUB", "5000000..7000000 USD", "2030 ON_OR_BEFORE".
function exactAmount({ value, low, high, currency, mod, per }) {
  const amount = value ?? (low === null && high === null ? "" : `${low ?? ""}..${high ?? ""}`);
  return [amount, currency, mod, per && `/ ${per}`].filter(Boolean).join(" ");
}

const exactDate = ({ value, mod }) => [value, mod].filter(Boolean).join(" ");

// Newest first; what has no date last, in the given order.
function byDate(a, b) {
  const [one, other] = [a.article.date || "", b.article.date || ""];
  if (one !== other) return one < other ? 1 : -1;
  return a.article.index - b.article.index || a.start - b.start;
}

// --- words around a place --------------------------------------------------------------------

const LINE = 180; // characters of a line of context, about

// The sentence that holds a place, cut at words where it is long: [before, inside, after].
function context({ article, start, end }) {
  const text = article.text;
  const next = article.sentences.findIndex((begin) => begin > start);
  const sentence = article.sentences.at(next < 0 ? -1 : Math.max(0, next - 1)) ?? 0;
  const room = Math.max(40, (LINE - (end - start)) / 2);
  let from = Math.min(Math.max(sentence, article.begin), start);
  let to = Math.max(next < 0 ? text.length : article.sentences[next], end);
  let [lead, tail] = ["", ""];
  if (start - from > room) {
    from = Math.min(start, text.indexOf(" ", start - room) + 1 || start);
    lead = "…";
  }
  if (to - end > room) {
    to = Math.max(end, text.lastIndexOf(" ", end + room));
    tail = "…";
  }
  const plain = (part) => part.replace(/\s+/g, " ");
  return [lead + plain(text.slice(from, start)).trimStart(), plain(text.slice(start, end)), plain(text.slice(end, to)).trimEnd() + tail];
}

function contextLine(place, kind) {
  const [before, inside, after] = context(place);
  return element("span", { class: "context" }, before, element("b", { class: kind }, inside), after);
}

// The whole sentences that hold a place.
function sentencesOf({ article, start, end }) {
  const begins = article.sentences;
  const first = begins.findLast((begin) => begin <= start) ?? start;
  return { article, start: Math.max(first, article.begin), end: begins.find((begin) => begin >= end) ?? article.text.length };
}

function passage({ article, start, end }, limit = 260) {
  const text = article.text.slice(start, end).replace(/\s+/g, " ").trim();
  return text.length <= limit ? text : `${text.slice(0, text.lastIndexOf(" ", limit))}…`;
}
