// --- elements: made, never parsed, so whatever an article holds is text ---------------------

const page = document.documentElement;

function element(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function filled(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

// A section with its heading, or null where there is nothing in it.
function section(title, content, style = "", level = "h3") {
  if (!content || (Array.isArray(content) && !content.length)) return null;
  return element("section", { class: style }, element(level, {}, title), content);
}

function quiet(...content) {
  return element("span", { class: "quiet" }, ...content);
}

// --- numbers, counts, days -------------------------------------------------------------------

const number = (value) => value.toLocaleString(page.lang);
const pluralForms = new Intl.PluralRules(page.lang);

// «1 статья», «2 статьи», «5 статей».
function counted(value, forms) {
  const form = { one: 0, few: 1, many: 2, other: forms.length - 1 }[pluralForms.select(value)];
  return `${number(value)}\u00a0${forms[Math.min(form, forms.length - 1)]}`;
}

const dayFormat = new Intl.DateTimeFormat(page.lang, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const monthFormat = new Intl.DateTimeFormat(page.lang, { month: "long", year: "numeric", timeZone: "UTC" });

// A day or month of ISO 8601, as people write it.
function dayName(day) {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return day;
  return dayFormat.format(new Date(`${day}T00:00Z`)).replace(" г.", "");
}

function periodName(period) {
  if (/^\d{4}-\d\d$/.test(period)) return monthFormat.format(new Date(`${period}-01T00:00Z`)).replace(" г.", "");
  return dayName(period);
}

// «май – август 2025», «декабрь 2024 – январь 2025».
function monthsName(first, last) {
  if (first === last) return periodName(last);
  const from = first.slice(0, 4) === last.slice(0, 4) ? periodName(first).replace(/ \d{4}$/, "") : periodName(first);
  return `${from} – ${periodName(last)}`;
}

// For comparing names: lower case, ё as е.
const folded = (text) => text.toLowerCase().replaceAll("ё", "е");
