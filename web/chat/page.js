// A whole page in a dialog: sizes, the cell in sight, the citation before and after.
(() => {
  "use strict";
  const texts = window.disclosureTexts;
  const SIZES = [0, 1, 1.5, 2, 3]; // times the width of the dialog; the first shows the page whole
  const WIDE = 1;

  function button(text, label) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    if (label) made.setAttribute("aria-label", label);
    return made;
  }

  function open(link, step) {
    const dialog = document.createElement("dialog");
    dialog.className = "whole-page";
    const bar = document.createElement("div");
    bar.className = "bar";
    const previous = button(`‹ ${texts.previous}`);
    const next = button(`${texts.next} ›`);
    const smaller = button("−", texts.zoom_out);
    const larger = button("+", texts.zoom_in);
    const original = document.createElement("a");
    original.target = "_blank";
    original.rel = "noopener";
    const close = button(texts.close);
    const sheet = document.createElement("div");
    sheet.className = "sheet";
    sheet.tabIndex = 0;
    const picture = document.createElement("img");
    sheet.append(picture);
    const several = link.closest(".turn").querySelectorAll(".citation").length > 1;
    bar.append(...(several ? [previous, next] : []), smaller, larger, original, close);
    dialog.append(bar, sheet);

    let current = link;
    let size = WIDE;
    function load(shown) {
      current = shown;
      const article = shown.closest(".citation");
      picture.src = shown.href;
      picture.alt = shown.querySelector("img").alt;
      sheet.setAttribute("aria-label", picture.alt);
      const opened = article.querySelector(".original a");
      original.href = opened.href;
      original.textContent = opened.textContent;
    }
    function resize(by) {
      size = Math.min(SIZES.length - 1, Math.max(0, size + by));
      dialog.style.setProperty("--zoom", SIZES[size]);
      dialog.classList.toggle("large", size > 0);
      smaller.disabled = size === 0;
      larger.disabled = size === SIZES.length - 1;
      toCell();
    }
    function toCell() {
      if (!picture.naturalWidth) return;
      if (size === 0) return;
      const [left, top, right, bottom] = current.dataset.box.split(",").map(Number);
      const scale = picture.clientWidth / picture.naturalWidth;
      sheet.scrollTo({
        left: picture.offsetLeft + ((left + right) / 2) * scale - sheet.clientWidth / 2,
        top: picture.offsetTop + ((top + bottom) / 2) * scale - sheet.clientHeight / 2,
      });
    }
    const turnTo = (by) => load(step(by).querySelector("a.zoom"));

    previous.addEventListener("click", () => turnTo(-1));
    next.addEventListener("click", () => turnTo(1));
    smaller.addEventListener("click", () => resize(-1));
    larger.addEventListener("click", () => resize(1));
    picture.addEventListener("load", toCell);
    picture.addEventListener("click", () => resize(size === 0 ? WIDE : -size));
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => { dialog.remove(); current.focus(); });
    load(link);
    resize(0);
    (document.querySelector("gradio-app") || document.body).append(dialog);
    dialog.showModal();
  }

  window.disclosurePage = { open };
})();
