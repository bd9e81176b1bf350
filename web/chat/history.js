// Earlier conversations, kept in this browser only: the list, opening one again, forgetting.
(() => {
  "use strict";
  const texts = window.disclosureTexts;
  const STORE = "disclosure-qa.conversations";
  const CURRENT = "disclosure-qa.current";
  const MOST = 30;

  function read() {
    try {
      const found = JSON.parse(localStorage.getItem(STORE) || "[]");
      return Array.isArray(found) ? found : [];
    } catch {
      return [];
    }
  }

  // The oldest go first where the browser gives no more room.
  function write(all) {
    for (let kept = all.slice(0, MOST); ; kept = kept.slice(0, -1)) {
      try {
        localStorage.setItem(STORE, JSON.stringify(kept));
        break;
      } catch {
        if (!kept.length) break;
      }
    }
    show();
  }

  function keep(record) {
    if (!record || !record.turns || !record.turns.length) return;
    sessionStorage.setItem(CURRENT, record.key);
    write([{ saved: Date.now(), record }, ...read().filter((one) => one.record.key !== record.key)]);
  }

  function entry(one) {
    const item = document.createElement("li");
    const open = document.createElement("button");
    open.type = "button";
    open.className = "open";
    const title = document.createElement("span");
    title.textContent = one.record.turns[0].question;
    const when = document.createElement("small");
    const date = new Date(one.saved).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
    when.textContent = `${date} · ${texts.turn_count.replace("{count}", one.record.turns.length)}`;
    open.append(title, when);
    open.addEventListener("click", () => {
      sessionStorage.setItem(CURRENT, one.record.key);
      document.querySelector("#history details").open = false;
      window.disclosureChat.reopen(one.record);
    });
    const forget = document.createElement("button");
    forget.type = "button";
    forget.className = "forget";
    forget.textContent = texts.forget;
    forget.setAttribute("aria-label", `${texts.forget} ${title.textContent}`);
    forget.addEventListener("click", () => write(read().filter((other) => other.record.key !== one.record.key)));
    item.append(open, forget);
    return item;
  }

  function show() {
    const bar = document.querySelector("#history");
    if (!bar) return;
    const all = read();
    bar.querySelector("ul").replaceChildren(...all.map(entry));
    bar.querySelector(".count").textContent = all.length ? `(${all.length})` : "";
    bar.querySelector("details").hidden = !all.length;
  }

  // A link asks its question; else the conversation of this tab goes on after a reload or a change of language.
  function opened() {
    show();
    const query = location.search;
    if (new URLSearchParams(query).get("q")) {
      history.replaceState(null, "", location.pathname + location.hash);
      window.disclosureChat.askLinked(query.slice(1));
      return;
    }
    const current = read().find((one) => one.record.key === sessionStorage.getItem(CURRENT));
    if (current) window.disclosureChat.reopen(current.record);
  }

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    if (event.target.closest('[data-act="forget-all"]')) {
      sessionStorage.removeItem(CURRENT);
      write([]);
    }
    const details = document.querySelector("#history details[open]");
    if (details && !details.contains(event.target)) details.open = false;
  });
  window.addEventListener("storage", show);

  window.disclosureHistory = { keep, opened, leave: () => sessionStorage.removeItem(CURRENT) };
})();
