// --- the page --------------------------------------------------------------------------------

const isFront = (route) => !route.path.length || (single && route.path[0] === "article");

const VIEWS = {
  articles: single ? null : articlesView,
  article: articleView,
  names: namesView,
  person: entityView,
  organization: entityView,
  location: entityView,
  facts: factsView,
  timeline: timelineView,
  money: moneyView,
};

const SECTION_OF = { person: "names", organization: "names", location: "names", article: single ? "" : "articles" };

const sections = [
  ["", single ? labels.text : labels.overview, true],
  ["articles", labels.articles, !single],
  ["names", labels.names, entities.length],
  ["facts", labels.facts, facts.length],
  ["timeline", labels.timeline, dated.length],
  ["money", labels.money, amounts.length],
].filter(([, , isThere]) => isThere);

const navigation = element("nav", { "aria-label": labels.sections },
  element("ul", {}, ...sections.map(([name, label]) => element("li", {}, element("a", { href: address(name ? [name] : []), "data-section": name }, label)))));
const content = element("main", { id: "content", tabindex: "-1" });

function missingView() {
  return { title: labels.not_found, content: [element("p", {}, link("#/", labels.to_start))] };
}

function view(route) {
  if (!route.path.length) return single ? articleView({ ...route, path: ["article", "1"] }) : overviewView();
  return (Object.hasOwn(VIEWS, route.path[0]) && VIEWS[route.path[0]]?.(route)) || missingView();
}

function show() {
  const route = readRoute();
  closeCard();
  openLists = [];
  rowsShown = history.state?.rows ?? STEP;
  const { title, heading, isInside, kind, content: parts, scrollTo } = view(route);
  const headed = heading ?? element("h2", { class: kind ? `title ${kind}` : "title", tabindex: "-1" }, title);
  content.className = route.path[0] ?? (single ? "article" : "overview");
  content.replaceChildren(...(isInside ? [] : [headed]), ...parts.filter(Boolean));
  document.title = isFront(route) ? reportTitle : `${title} — ${reportTitle}`;
  const here = SECTION_OF[route.path[0]] ?? route.path[0] ?? "";
  for (const anchor of navigation.querySelectorAll("a")) {
    if (anchor.dataset.section === here) anchor.setAttribute("aria-current", "page");
    else anchor.removeAttribute("aria-current");
  }
  const chosen = content.querySelector(".list [aria-current]");
  if (chosen) chosen.closest("ol").scrollTop = chosen.offsetTop - 120;
  return { headed, target: scrollTo && content.querySelector(scrollTo) };
}

// A new address is read from its beginning or from the place that it names; the way back leads to where one was.
function arrive() {
  const { headed, target } = show();
  if (history.state?.top !== undefined) return window.scrollTo(0, history.state.top);
  if (target) target.scrollIntoView({ block: "center" });
  else window.scrollTo(0, 0);
  const focused = target ?? headed;
  if (!focused.hasAttribute("tabindex") && focused.localName !== "a") focused.setAttribute("tabindex", "-1");
  focused.focus({ preventScroll: true });
}

function keepPlace() {
  history.replaceState({ top: window.scrollY, rows: rowsShown }, "");
}

let keeping = 0;
history.scrollRestoration = "manual";
window.addEventListener("popstate", arrive);
window.addEventListener("scroll", () => {
  clearTimeout(keeping);
  keeping = setTimeout(keepPlace, 100);
}, { passive: true });
document.addEventListener("click", (event) => {
  if (!event.target.closest?.("a[href^='#/']")) return;
  clearTimeout(keeping);
  keepPlace();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeCard();
});

document.body.append(
  element("a", { class: "skip", href: "#content", onclick: (event) => { event.preventDefault(); content.focus(); } }, labels.skip),
  element("header", {}, element("div", { class: "bar-of-page" }, element("h1", {}, link("#/", reportTitle)), navigation)),
  content,
  card,
);
const { target } = show();
target?.scrollIntoView({ block: "center" });
page.dataset.ready = "true";
