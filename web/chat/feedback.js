// Thumbs: up is sent at once, down asks for a reason first. The question itself goes along only when ticked.
(() => {
  "use strict";
  const texts = window.disclosureTexts;
  const REASONS = ["wrong_figure", "wrong_place", "unclear", "not_answered", "other"];

  // Which turns were judged: the server renders the turns anew with every answer, without it.
  const given = new Map();
  const keyOf = (button) => {
    const turn = button.closest(".turn");
    return `${turn.parentElement.dataset.key}|${turn.dataset.turn}`;
  };

  function restore() {
    for (const thumb of document.querySelectorAll("#chat .thumb:not(:disabled)")) {
      const act = given.get(keyOf(thumb));
      if (act === undefined) continue;
      thumb.disabled = true;
      thumb.setAttribute("aria-pressed", String(thumb.dataset.act === act));
    }
  }

  function thank(button, note) {
    given.set(keyOf(button), button.dataset.act);
    const actions = button.closest(".actions");
    for (const thumb of actions.querySelectorAll(".thumb")) {
      thumb.disabled = true;
      thumb.setAttribute("aria-pressed", String(thumb === button));
    }
    const thanks = document.createElement("span");
    thanks.className = "thanks";
    thanks.textContent = note;
    actions.append(thanks);
    window.disclosureChat.speak(note);
  }

  function up(button, send) {
    send({ verdict: "up" });
    thank(button, texts.thanks);
  }

  function down(button, send) {
    const answer = button.closest("article");
    const open = answer.querySelector("form.reason");
    if (open) { open.remove(); return; }
    const form = document.createElement("form");
    form.className = "reason";
    const group = document.createElement("fieldset");
    const legend = document.createElement("legend");
    legend.textContent = texts.reason_ask;
    group.append(legend, ...REASONS.map((reason) => option("radio", "reason", reason, texts[`reason_${reason}`])));
    const note = document.createElement("textarea");
    note.rows = 2;
    note.maxLength = 1000;
    note.placeholder = texts.reason_note;
    note.setAttribute("aria-label", texts.reason_note);
    const submit = document.createElement("button");
    submit.type = "submit";
    submit.textContent = texts.reason_send;
    form.append(group, note, option("checkbox", "with_question", "yes", texts.reason_question), submit);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = form.querySelector("[name=reason]:checked");
      const agreed = form.querySelector("[name=with_question]").checked;
      send({ verdict: "down", reason: chosen ? chosen.value : "", note: note.value, with_question: agreed });
      form.remove();
      thank(button, texts.thanks);
    });
    answer.append(form);
    form.querySelector("input").focus();
  }

  function option(type, name, value, text) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = type;
    input.name = name;
    input.value = value;
    label.append(input, ` ${text}`);
    return label;
  }

  window.disclosureFeedback = { up, down, restore };
})();
