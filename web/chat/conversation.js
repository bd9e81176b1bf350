// The conversation: buttons of turns, what is read out, how the chat scrolls. The server renders everything else.
(() => {
  "use strict";
  const texts = window.disclosureTexts;
  const chat = () => document.querySelector("#chat");
  const box = () => document.querySelector("#question textarea");
  let trigger = () => {};

  const actions = {
    copy: (button) => copy(button, button.dataset.text),
    link: (button) => copy(button, location.origin + location.pathname + button.dataset.text),
    retry: () => trigger("retry", {}),
    edit: (button) => {
      trigger("edit", {});
      window.setTimeout(() => focusBox(button.dataset.text), 150);
    },
    "edit-cancel": () => trigger("edit", { cancel: "yes" }),
    new: () => {
      window.disclosureHistory.leave();
      trigger("clear", {});
      box()?.focus();
    },
    up: (button) => window.disclosureFeedback.up(button, send(button)),
    down: (button) => window.disclosureFeedback.down(button, send(button)),
  };

  function send(button) {
    const turn = Number(button.closest(".turn").dataset.turn);
    return (verdict) => trigger("like", { turn, ...verdict });
  }

  function focusBox(text) {
    const area = box();
    area.focus();
    area.setSelectionRange(text.length, text.length);
  }

  async function copy(button, text) {
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch {
      done = copyByHand(text); // a page served without https has no clipboard of its own
    }
    const said = button.textContent;
    button.textContent = done ? texts.copied : texts.not_copied;
    speak(button.textContent);
    window.setTimeout(() => { button.textContent = said; }, 1600);
  }

  function copyByHand(text) {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }

  function speak(text) {
    const spoken = document.querySelector("#spoken");
    if (spoken && spoken.textContent !== text) spoken.textContent = text;
  }

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const choice = event.target.closest("button.choice");
    const button = event.target.closest("button.action");
    if (choice) {
      if (!chat().querySelector(".turn.running")) trigger("select", { question: choice.dataset.question });
      if (!chat().offsetParent) document.querySelector("#tab-chat-button").click(); // asked from another tab
    } else if (button && actions[button.dataset.act]) {
      actions[button.dataset.act](button);
    }
  });

  // What is new since the last look: told to screen readers once, and scrolled to.
  let seen = "";
  function follow() {
    window.disclosureFeedback.restore();
    const turn = chat()?.querySelector(".turn:last-child");
    if (!turn) { seen = ""; return; }
    const answer = turn.querySelector("article.answer");
    const step = turn.querySelector(".steps > ol > li:last-child");
    const state = `${turn.dataset.turn}|${answer ? answer.dataset.said || answer.textContent : step?.textContent}`;
    if (state === seen) return;
    const fresh = seen.split("|")[0] !== turn.dataset.turn || answer;
    seen = state;
    speak(answer ? answer.dataset.said || answer.textContent : step?.textContent || "");
    if (!fresh) return;
    // What is longer than the window is read from its beginning.
    const long = turn.offsetHeight > window.innerHeight * 0.7;
    (long ? turn : answer || turn).scrollIntoView({ block: long ? "start" : "nearest", behavior: "smooth" });
  }

  window.disclosureChat = {
    connect(element, tell) {
      trigger = tell;
      new MutationObserver(follow).observe(element, { childList: true, subtree: true, characterData: true });
    },
    askLinked: (query) => trigger("submit", { query }),
    keep: (record) => window.disclosureHistory.keep(record),
    reopen: (record) => trigger("input", { record }),
    speak,
  };
})();
