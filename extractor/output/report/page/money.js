// --- money -----------------------------------------------------------------------------------

const currencies = (() => {
  const counts = new Map();
  for (const { currency } of amounts) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([currency]) => currency);
})();

const currencyNames = new Intl.DisplayNames([page.lang], { type: "currency", fallback: "code" });

// «Доллар США»; the code where it is none of ISO 4217.
function currencyName(currency) {
  if (!currency) return labels.no_currency;
  const name = /^[A-Z]{3}$/.test(currency) ? currencyNames.of(currency) : currency;
  return name[0].toUpperCase() + name.slice(1);
}

const largestFirst = (a, b) => (Number.isNaN(a.size) ? 1 : Number.isNaN(b.size) ? -1 : b.size - a.size) || byDate(a, b);

// The largest amount of each currency, for the length of bars.
const largestOf = new Map();
for (const { currency, size } of amounts) if (size > (largestOf.get(currency) ?? 0)) largestOf.set(currency, size);

// On a logarithmic scale of six powers of ten, so that one budget does not flatten all the rest.
function amountShare({ currency, size }) {
  if (!(size > 0)) return 0;
  return Math.max(0, 1 + Math.log10(size / largestOf.get(currency)) / 6);
}

function amountRow(amount) {
  const [fact] = amount.facts;
  const who = fact && ["who", "participants"].filter((role) => role in fact.roles).map((role) => argument(fact.roles[role]));
  const what = fact && (fact.roles.what ?? fact.roles.deal_type);
  const said = fact ? joinedParts([what ?? null, ...who]) : [];
  return [
    element("span", { class: "sum" }, valueText(amount, exactAmount(amount)), Number.isNaN(amount.size) ? null : meter(amountShare(amount), "money")),
    element("div", { class: "body" }, said.length ? element("p", {}, ...said) : null, element("p", { class: said.length ? "evidence-line" : "" }, contextLine(amount, "money"))),
    element("span", { class: "meta" }, articleNote(amount)),
  ];
}

function moneyView(route) {
  const controls = [
    searchBox(),
    choice("currency", labels.currency, [["", labels.all], ...currencies.map((currency) => [currency ?? "none", currencyName(currency)])]),
    choice("sort", labels.order, [["largest", labels.largest], ["newest", labels.newest]]),
  ];
  const find = (query) => {
    const chosen = query.get("currency");
    const found = amounts
      .filter(({ currency }) => !chosen || (currency ?? "none") === chosen)
      .filter((amount) => matches(query, amount.said, context(amount).join(""), amount.facts.map(factText).join(" ")));
    return found.sort(query.get("sort") === "newest" ? byDate : largestFirst);
  };
  // Amounts of several currencies are not compared: each has its list, the most frequent first.
  const show = (found, query) => {
    if (query.get("sort") === "newest") return rows(found, amountRow, "money");
    const groups = currencies.map((currency) => found.filter((amount) => amount.currency === currency));
    const lists = groups.filter((group) => group.length).map((group) => section(currencyName(group[0].currency), rows(group, amountRow, "money")));
    return lists.length ? [element("p", { class: "quiet scale" }, labels.log_scale), ...lists] : [];
  };
  const csv = {
    name: "money.csv",
    header: ["source", "date", "start", "end", "text", "amount", "min_amount", "max_amount", "currency", "mod", "per", "what"],
    row: amountCells,
    count: (count) => counted(count, labels.n_amounts),
  };
  return { title: labels.money, content: filtered(route, controls, find, show, csv) };
}

function amountCells(amount) {
  const { article, value, low, high, currency, mod, per } = amount;
  const what = amount.facts.filter((fact) => fact.roles.what).map((fact) => fact.roles.what)[0];
  return [article.source, article.date, ...codePoints(amount), article.text.slice(amount.start, amount.end), value, low, high, currency, mod, per, what];
}
