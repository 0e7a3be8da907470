"use strict";
(() => {
  const form = document.querySelector(".filters");
  if (!form) return;
  const cards = [...document.querySelectorAll(".card")];
  const count = form.querySelector("output");

  const matches = (card, wanted) =>
    (!wanted.unit || card.dataset.unit === wanted.unit) &&
    (!wanted.check || card.dataset.check === wanted.check) &&
    wanted.severities.has(card.dataset.severity);

  const showParents = (isFiltered) => {
    for (const row of document.querySelectorAll(".row, .fold, .cut"))
      row.hidden = isFiltered && !row.querySelector(".card:not([hidden])");
    for (const whole of document.querySelectorAll(".report, .unit"))
      whole.hidden = isFiltered && !whole.querySelector(".card:not([hidden])");
  };

  const apply = () => {
    const data = new FormData(form);
    const wanted = { unit: data.get("unit"), check: data.get("check"), severities: new Set(data.getAll("severity")) };
    let shown = 0;
    for (const card of cards) {
      card.hidden = !matches(card, wanted);
      shown += !card.hidden;
    }
    showParents(shown < cards.length);
    count.textContent = form.dataset.count.replace("{shown}", shown).replace("{all}", cards.length);
  };

  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  form.querySelector("[data-open]").addEventListener("click", (event) => {
    const isOpen = event.target.getAttribute("aria-pressed") === "true";
    for (const fold of document.querySelectorAll(".fold")) fold.open = !isOpen;
    event.target.setAttribute("aria-pressed", String(!isOpen));
  });
  form.hidden = false;
  apply();
})();
