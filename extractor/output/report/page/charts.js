// --- time: bars and sparklines ---------------------------------------------------------------

const MOST_DAYS = 31;
const MOST_MONTHS = 48;

const published = articles.map((article) => article.date).filter(Boolean).sort();

// Days, months or years of the corpus, from the first article to the last; none where fewer than two are dated.
const periods = (() => {
  if (new Set(published).size < 2) return [];
  const [first, last] = [published[0], published.at(-1)];
  const days = (Date.parse(last) - Date.parse(first)) / 86_400_000;
  if (days < MOST_DAYS)
    return Array.from({ length: days + 1 }, (_, n) => new Date(Date.parse(first) + n * 86_400_000).toISOString().slice(0, 10));
  const months = (day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  const count = months(last) - months(first) + 1;
  if (count <= MOST_MONTHS)
    return Array.from({ length: count }, (_, n) => {
      const month = months(first) + n;
      return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
    });
  const year = Number(first.slice(0, 4));
  return Array.from({ length: Number(last.slice(0, 4)) - year + 1 }, (_, n) => String(year + n));
})();

const periodLength = periods.length ? periods[0].length : 0;

// How many of some places (or articles) fall into each period.
function perPeriod(places) {
  const counts = new Map(periods.map((period) => [period, 0]));
  for (const { article } of places) {
    const period = article.date?.slice(0, periodLength);
    if (counts.has(period)) counts.set(period, counts.get(period) + 1);
  }
  return [...counts.values()];
}

const shortMonth = new Intl.DateTimeFormat(page.lang, { month: "short", timeZone: "UTC" });

function periodLabel(period, index) {
  if (period.length === 4) return period;
  if (period.length === 10) return String(Number(period.slice(8)));
  const month = shortMonth.format(new Date(`${period}-01T00:00Z`)).replace(".", "");
  return period.endsWith("-01") || index === 0 ? `${month}\n${period.slice(0, 4)}` : month;
}

// Bars that lead to what they count; `href` gives the address for a period.
function bars(title, counts, forms, href) {
  if (!periods.length) return null;
  const largest = Math.max(...counts, 1);
  const every = Math.ceil(periods.length / 12);
  const items = periods.map((period, index) => {
    const said = `${periodName(period)}: ${counted(counts[index], forms)}`;
    const bar = element("span", { class: "bar" });
    bar.style.height = `${(100 * counts[index]) / largest}%`;
    const label = index % every ? "" : periodLabel(period, index);
    const content = [element("span", { class: "column" }, bar), element("span", { class: "tick", "aria-hidden": "true" }, label)];
    const inner = counts[index]
      ? element("a", { href: href(period), title: said, "aria-label": said }, ...content)
      : element("span", { class: "empty", title: said }, ...content);
    return element("li", {}, inner);
  });
  return element("figure", { class: "chart" }, element("figcaption", {}, title), element("ol", { class: "bars" }, ...items));
}

function sparkline(places, kind) {
  if (periods.length < 2) return null;
  const counts = perPeriod(places);
  const largest = Math.max(...counts, 1);
  const step = 100 / periods.length;
  const shapes = counts.map((count, index) =>
    svg("rect", {
      x: (index * step).toFixed(2),
      width: Math.max(step - 1.2, 0.8).toFixed(2),
      y: (20 - (20 * count) / largest).toFixed(2),
      height: ((20 * count) / largest).toFixed(2),
    }),
  );
  return svg("svg", { class: `spark ${kind}`, viewBox: "0 0 100 20", preserveAspectRatio: "none", "aria-hidden": "true" }, ...shapes);
}

// A bar of a list; `share` is from 0 to 1.
function meter(share, kind) {
  const bar = element("span", { class: `meter ${kind}`, "aria-hidden": "true" }, element("span"));
  bar.firstChild.style.width = `${Math.max(1, 100 * share)}%`;
  return bar;
}
