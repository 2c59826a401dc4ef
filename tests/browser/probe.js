// Clicks and measures, and leaves what it saw as JSON in the element `seen`.
const all = (what) => [...document.querySelectorAll(what)];
const one = (what) => document.querySelector(what);
const text = (it) => it.innerText.trim().replace(/\s+/g, " ");
const there = (it) => it.checkVisibility() && it.getBoundingClientRect().width > 0;
const classes = all(".filters input").map((it) => it.value);
const each = (made) => Object.fromEntries(classes.map((it) => [it, made(it)]));
const colour = (it) => {
  const style = getComputedStyle(it);
  return `${style.backgroundColor} ${style.backgroundImage}`;
};
const plain = "rgba(0, 0, 0, 0) none";
const seen = {};

seen.boxes = each((name) => text(one(`[data-count="${name}"]`)));
seen.percents = each((name) => text(one(`[data-percent="${name}"]`)));
seen.table = {};
for (const it of all("td[data-of]")) {
  (seen.table[it.dataset.of] ??= {})[it.dataset.class] = text(it);
}
seen.visible = each((name) => all(`a.sentence.${name}`).filter(there).length);
seen.marked = all(".marked .zh b").map(text);

seen.colours = each((name) => {
  const made = document.createElement("a");
  made.className = `sentence ${name}`;
  one("article .text, main").append(made);
  const found = colour(made);
  made.remove();
  return found;
});
seen.without = each((name) => {
  one(`#show-${name}`).click();
  const found = {
    marked: text(one(".marked .shown")),
    badges: all("a.sentence .badge").filter(there).length,
    coloured: all(`a.sentence.${name}`).filter((it) => colour(it) !== plain).length,
  };
  one(`#show-${name}`).click();
  return found;
});
one("#mark-none").click();
seen.none = text(one(".marked .shown"));
one("#mark-all").click();

seen.notes = {};
for (const it of all("a.sentence")) {
  it.focus({ preventScroll: true });
  const notes = all(".note").filter(there);
  seen["at once"] = Math.max(seen["at once"] ?? 0, notes.length);
  seen.notes[it.id] = notes.map(text).join(" ");
}

for (const lang of ["zh", "en"]) {
  one(`#lang-${lang}`).click();
  seen[lang] = {
    title: text(one("h1")),
    lang: document.documentElement.lang,
    "chinese labels": all(".zh").filter(there).length,
    "english labels": all(".en").filter(there).length,
  };
}
const wide = document.documentElement.clientWidth;
seen["sticks out"] = document.documentElement.scrollWidth > wide
  ? all("body *").filter((it) => there(it) && it.getBoundingClientRect().right > wide + 1)
    .slice(0, 5).map((it) => `${it.tagName}.${it.className}`)
  : [];

const left = document.createElement("pre");
left.id = "seen";
left.textContent = JSON.stringify(seen);
document.body.append(left);
