// Everything works without this: it filters the timeline and lights up marks that are cut in two.
"use strict";

const filters = document.getElementById("filters");
if (filters) {
  const entries = [...document.querySelectorAll("#entries > li")];
  const country = document.getElementById("by-country");
  const lever = document.getElementById("by-lever");
  const shown = document.getElementById("shown");
  const has = (words, wanted) => !wanted || words.split(" ").includes(wanted);
  const apply = () => {
    let count = 0;
    for (const entry of entries) {
      entry.hidden = !(has(entry.dataset.countries, country.value) && has(entry.dataset.levers, lever.value));
      count += entry.hidden ? 0 : 1;
    }
    shown.textContent = `${count} of ${entries.length}`;
  };
  country.addEventListener("change", apply);
  lever.addEventListener("change", apply);
  filters.hidden = false;
  apply();
}

const light = () => {
  for (const old of document.querySelectorAll(".lit")) old.classList.remove("lit");
  const id = decodeURIComponent(location.hash.slice(1));
  for (const part of document.querySelectorAll("mark[data-of], .card")) {
    if (part.dataset.of === id || part.dataset.for === id) part.classList.add("lit");
  }
};
addEventListener("hashchange", light);
light();
for (const mark of document.querySelectorAll(".text mark[id]")) {
  mark.addEventListener("click", (event) => {
    event.stopPropagation();
    location.hash = mark.id;
  });
}
