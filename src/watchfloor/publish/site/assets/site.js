// Everything can be read without this: it filters, replays, searches, and lights up marks that are cut in two.
"use strict";

const filters = document.getElementById("filters");
if (filters) {
  const entries = [...document.querySelectorAll(".rows > li")];
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

// A number tells what it leads to: to who hovers, and to who listens.
for (const number of document.querySelectorAll(".refs a")) {
  const note = document.getElementById(`n-${number.textContent}`);
  if (note) {
    number.title = note.textContent.trim();
    number.setAttribute("aria-label", `Source ${number.textContent}`);
    number.setAttribute("aria-describedby", note.id);
  }
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

const replay = document.getElementById("replay");
if (replay) {
  const days = [...document.querySelectorAll("section.day")];
  const slider = document.getElementById("day");
  const name = document.getElementById("day-name");
  const show = () => {
    days.forEach((day, n) => { day.hidden = n !== Number(slider.value); });
    name.textContent = days[slider.value].dataset.day;
    slider.setAttribute("aria-valuetext", name.textContent);
  };
  const wanted = days.findIndex((day) => `#${day.id}` === location.hash);
  if (wanted >= 0) slider.value = wanted;
  slider.addEventListener("input", show);
  replay.hidden = false;
  show();
}

const search = document.getElementById("search");
if (search) {
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const index = window.watchfloorIndex.map((entry) => [fold(`${entry[1]} ${entry[2]}`), entry]);
  const words = document.getElementById("words");
  const results = document.getElementById("results");
  const found = document.getElementById("found");
  const most = 100;
  const item = ([kind, text, beside, address]) => {
    const li = document.createElement("li");
    const label = Object.assign(document.createElement("span"), { className: "date", textContent: kind });
    const what = Object.assign(document.createElement("span"), { className: "what" });
    const link = Object.assign(document.createElement("a"), { href: address, textContent: text, dir: "auto" });
    const by = Object.assign(document.createElement("span"), { className: "by", textContent: ` ${beside}` });
    what.append(link, by);
    li.append(label, " ", what);
    return li;
  };
  const look = () => {
    const wanted = fold(words.value).split(/\s+/).filter(Boolean);
    const hits = wanted.length ? index.filter(([text]) => wanted.every((word) => text.includes(word))) : [];
    results.replaceChildren(...hits.slice(0, most).map(([, entry]) => item(entry)));
    found.textContent = wanted.length ? `${hits.length} found${hits.length > most ? `, the first ${most} shown` : ""}` : "";
    history.replaceState(null, "", `#${encodeURIComponent(words.value)}`);
  };
  words.value = decodeURIComponent(location.hash.slice(1));
  words.addEventListener("input", look);
  search.hidden = false;
  look();
}

const suppose = document.getElementById("suppose");
if (suppose) {
  const all = [...document.querySelectorAll("details.supposition")];
  const chosen = document.getElementById("supposition");
  const show = () => all.forEach((one) => { one.hidden = one.id !== chosen.value; one.open = !one.hidden; });
  if (all.some((one) => `#${one.id}` === location.hash)) chosen.value = location.hash.slice(1);
  chosen.addEventListener("change", show);
  suppose.hidden = false;
  show();
}
