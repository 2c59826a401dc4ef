"use strict";
// The page works without this: the filter and the languages are CSS, the notes are :target and :hover.
(() => {
  const all = (what) => [...document.querySelectorAll(what)];
  const boxes = all(".filters input");
  const sentences = all("a.sentence");

  const count = () => {
    const shown = new Set(boxes.filter((it) => it.checked).map((it) => it.value));
    const number = sentences.filter((it) => [...shown].some((name) => it.classList.contains(name)));
    for (const it of all(".shown")) it.textContent = number.length;
    for (const it of all(".whole")) it.textContent = sentences.length;
  };
  const mark = (checked) => () => {
    for (const it of boxes) it.checked = checked;
    count();
  };
  for (const it of boxes) it.addEventListener("change", count);
  for (const [id, checked] of [["mark-all", true], ["mark-none", false]]) {
    const button = document.getElementById(id);
    button.hidden = false;
    button.addEventListener("click", mark(checked));
  }
  for (const it of all(".languages input")) {
    it.addEventListener("change", () => { document.documentElement.lang = it.value; });
  }
  // A sentence that is clicked stays where it is on the screen.
  for (const it of sentences) {
    it.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      it.focus({ preventScroll: true });
      history.replaceState(null, "", it.getAttribute("href"));
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.activeElement) document.activeElement.blur();
  });
  count();
})();
