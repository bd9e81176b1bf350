// Figures show their place beside them; codes fold; a search's rows open the form they stand in.
(() => {
  "use strict";
  const texts = window.disclosureTexts;

  function fill(template, page, box, view) {
    return template.replace("{page}", page).replace("{box}", box).replace("view=near", `view=${view}`);
  }

  function show(button) {
    const sheet = button.closest("[data-picture]");
    const place = document.querySelector("#place article");
    if (!sheet || !place) return;
    const { page, box, what, english } = button.dataset;
    for (const other of document.querySelectorAll("#lookup .place[aria-current]")) other.removeAttribute("aria-current");
    button.setAttribute("aria-current", "true");
    place.hidden = false;
    document.querySelector("#place .empty").hidden = true;
    place.querySelector(".what").textContent = `${what}：${button.firstChild.textContent}`;
    place.querySelector(".gloss").textContent = english || "";
    const [title, where] = place.querySelectorAll(".where span");
    title.textContent = sheet.dataset.title;
    where.textContent = `· ${texts.place_page.replace("{page}", page)}`;
    const image = place.querySelector("img");
    const missing = place.querySelector("figcaption");
    missing.hidden = true;
    image.hidden = false;
    image.onerror = () => {
      missing.hidden = false;
      image.hidden = true;
    };
    const narrow = window.matchMedia("(max-width: 720px)").matches;
    image.src = fill(sheet.dataset.picture, page, box, narrow ? "close" : "near");
    image.alt = `${sheet.dataset.title} ${what}`;
    place.querySelector(".zoom").href = fill(sheet.dataset.picture, page, box, "page");
    const original = place.querySelector(".original a");
    original.href = sheet.dataset.original.replace("{page}", page);
    original.textContent = texts.place_original.replace("{page}", page);
    if (narrow) place.scrollIntoView({ block: "start" });
  }

  // Rows below a class stay only down to the chosen level; a class opens and closes by itself.
  function foldTo(table, level) {
    for (const row of table.querySelectorAll("tbody tr[data-level]")) row.hidden = Number(row.dataset.level) > level;
  }

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const place = event.target.closest("#lookup .place");
    const level = event.target.closest("#form .level");
    if (place) show(place);
    if (level) {
      foldTo(level.closest("article"), Number(level.dataset.level));
      for (const other of level.parentElement.querySelectorAll(".level")) {
        other.setAttribute("aria-pressed", String(other === level));
      }
    }
  });

  window.disclosureLookup = {
    show(way) {
      document.querySelector("#lookup").dataset.way = way;
    },
    connect(element, trigger) {
      window.disclosurePicker.turns(element, trigger);
      element.addEventListener("click", (event) => {
        const open = event.target.closest(".open");
        if (open) trigger("select", { table: open.dataset.table });
      });
    },
  };
})();
