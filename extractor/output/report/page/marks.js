// --- a text with its mentions ----------------------------------------------------------------

const hidden = new Set(); // kinds not shown in texts
const card = element("div", { id: "card", role: "tooltip", hidden: true });

// Text from start to end with its mentions, outermost first; a mention that crosses another is left out.
// `place` is the passage that is looked for, `plainly` leaves the marks without links, for paper.
function marked(article, start, end, { place = null, plainly = false, inside = false, mentions = article.mentions } = {}) {
  const parts = [];
  let at = start;
  for (let i = 0; i < mentions.length; i++) {
    const [from, to] = mentions[i];
    if (from < at || to > end) continue;
    const within = [];
    for (let j = i + 1; j < mentions.length && mentions[j][0] < to; j++) if (mentions[j][1] <= to) within.push(mentions[j]);
    const options = { place, plainly, inside: true, mentions: within };
    parts.push(...unmarked(article, at, from, place), mark(article, mentions[i], marked(article, from, to, options), options, inside));
    at = to;
  }
  parts.push(...unmarked(article, at, end, place));
  return parts;
}

// Text without mentions; what of it belongs to the passage looked for is underlined.
function unmarked(article, start, end, place) {
  if (!place || place[1] <= start || place[0] >= end) return paragraphs(article, start, end);
  const from = Math.max(start, place[0]);
  const to = Math.min(end, place[1]);
  const evidence = element("span", { class: "evidence" }, article.text.slice(from, to));
  return [...paragraphs(article, start, from), evidence, ...paragraphs(article, to, end)];
}

// Text with some space where a paragraph ends: at an empty line, or a new line after the end of a sentence.
function paragraphs({ text }, start, end) {
  const parts = [];
  let at = start;
  for (const found of text.slice(start, end).matchAll(/\s*\n\s*/g)) {
    const line = start + found.index;
    if (!/\n.*\n/s.test(found[0]) && !/[.!?…:»”")]/.test(text[line - 1] ?? "")) continue;
    parts.push(text.slice(at, line), element("span", { class: "paragraph" }, "\n"));
    at = line + found[0].length;
  }
  return [...parts, text.slice(at, end)];
}

function mark(article, mention, content, { place, plainly }, inside) {
  const [start, end, kind, index] = mention;
  const isHere = place && place[0] === start && place[1] === end;
  const isEvidence = place && place[0] <= start && end <= place[1];
  const style = `mark ${KINDS[kind]}${isHere ? " here" : isEvidence ? " evidence" : ""}`;
  if (plainly) return element("span", { class: style }, ...content);
  const events = {
    onmouseenter: (event) => openCard(event.currentTarget, mention),
    onmouseleave: closeCard,
    onfocus: (event) => openCard(event.currentTarget, mention),
    onblur: closeCard,
  };
  // A link within a link is none: a name inside a name is reached from the list beside the text.
  if (kind >= MONEY || inside) return element("span", { class: style, ...events }, ...content);
  const href = entityAddress(entities[index]);
  return element("a", { class: style, href, "aria-describedby": "card", "data-entity": index, ...events }, ...content);
}

function openCard(target, [, , kind, index, score]) {
  card.replaceChildren(...(kind < MONEY ? nameCard(entities[index], score) : valueCard(kind, index)));
  card.hidden = false;
  const box = target.getClientRects()[0];
  const left = Math.min(box.left, page.clientWidth - card.offsetWidth - 8);
  card.style.left = `${Math.max(4, left) + window.scrollX}px`;
  card.style.top = `${box.bottom + 6 + window.scrollY}px`;
}

function nameCard(entity, score) {
  const counts = [counted(entity.mentions, labels.n_mentions)];
  if (!single) counts.push(counted(entity.articles, labels.n_articles));
  return [
    element("strong", {}, entity.name),
    element("div", {}, kindTag(entity.kind)),
    entity.aliases.length ? element("div", {}, `${labels.aliases}: ${entity.aliases.join(", ")}`) : "",
    element("div", { class: "quiet" }, counts.join(" · ")),
    element("div", { class: "quiet" }, `${labels.estimate}: ${percent(score / 100)}`),
  ];
}

function valueCard(kind, index) {
  const [value, exact] = kind === MONEY ? [amounts[index], exactAmount(amounts[index])] : [dates[index], exactDate(dates[index])];
  return [
    element("strong", {}, value.said),
    element("div", {}, kindTag(KINDS[kind])),
    exact ? element("div", { class: "quiet" }, `${labels.machine}: ${exact}`) : "",
  ];
}

function closeCard() {
  card.hidden = true;
}

function showKinds(text) {
  for (const found of text.querySelectorAll(".mark")) {
    const isOff = [...hidden].some((kind) => found.classList.contains(kind));
    found.classList.toggle("off", isOff);
    if (found.localName === "a") found.tabIndex = isOff ? -1 : 0;
  }
}

// Boxes that take the marks of a kind away.
function kindBoxes(text) {
  const present = new Set(text.dataset.kinds.split(" "));
  const boxes = KINDS.filter((kind) => present.has(kind)).map((kind) => {
    const box = element("input", {
      type: "checkbox",
      checked: !hidden.has(kind),
      "data-kind": kind,
      onchange: () => {
        if (box.checked) hidden.delete(kind);
        else hidden.add(kind);
        showKinds(text);
      },
    });
    return element("label", { class: `toggle ${kind}` }, box, labels[kind]);
  });
  return element("fieldset", { class: "toggles" }, element("legend", { class: "unseen" }, labels.shown), ...boxes);
}
