// --- addresses: every view has one, and its filters are part of it ---------------------------

// "#/facts?kind=deal" is { path: ["facts"], query }.
function readRoute() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  return { path: path.split("/").filter(Boolean).map(decoded), query: new URLSearchParams(query) };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function address(path, query = {}) {
  const filters = new URLSearchParams(query instanceof URLSearchParams ? query : Object.entries(query).filter(([, value]) => value));
  return `#/${path.map(encodeURIComponent).join("/")}${filters.size ? `?${filters}` : ""}`;
}

const entityAddress = (entity, query) => address([entity.kind, entity.key], query);

// Of an article, and of a place in it.
function articleAddress(article, start, end) {
  const place = start === undefined ? [] : [`${start}-${end}`];
  return address(["article", String(article.index + 1), ...place]);
}

const placeAddress = ({ article, start, end }) => articleAddress(article, start, end);

function link(href, ...content) {
  return element("a", { href }, ...content);
}

function entityLink(entity) {
  return element("a", { href: entityAddress(entity), class: `name ${entity.kind}` }, entity.name);
}

function articleLink(place) {
  const { article } = place;
  return element(
    "a",
    { href: place.start === undefined ? articleAddress(article) : placeAddress(place), class: "to-article" },
    article.title || article.source,
  );
}

// Where something is said: the article, its date, and how sure it is.
function articleNote(place, score) {
  const { date } = place.article;
  const day = date && !single ? element("time", { datetime: date }, dayName(date)) : null;
  const sure = score === undefined ? null : scoreNote(score);
  const anchor = single ? element("a", { href: placeAddress(place), class: "to-article" }, labels.in_text) : articleLink(place);
  return element("span", { class: "note" }, anchor, day || sure ? element("span", {}, day, day && sure ? " · " : null, sure) : null);
}

// A filter changes the address in its place: the way back leads out of the view, not through every letter typed.
function keepFilter(route, name, value) {
  if (value) route.query.set(name, value);
  else route.query.delete(name);
  history.replaceState(history.state, "", address(route.path, route.query));
}
