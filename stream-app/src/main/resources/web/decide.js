// A decision by hand: a button, a question with a reason, and what came of it.

import { byId, make } from "./dom.js";
import { sentence } from "./format.js";

let asked = null;
let done = () => {};

/** Calls back after a decision. */
export function start(after) {
  done = after;
  byId("decide-form").addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  byId("decide-cancel").addEventListener("click", () => byId("decide").close());
}

/** A button that asks {title, text} and then sends the reason. */
export function button(key, label, question, spoken = label) {
  const made = make("button", { type: "button", class: "act", "data-key": key, "aria-label": spoken }, label);
  made.addEventListener("click", () => ask(label, question));
  return made;
}

function ask(label, question) {
  asked = question;
  byId("decide-title").textContent = question.title;
  byId("decide-text").textContent = question.text;
  byId("decide-go").textContent = label;
  byId("decide-reason").value = "";
  byId("decide-error").textContent = "";
  byId("decide-go").disabled = false;
  byId("decide").showModal();
  byId("decide-reason").focus();
}

async function send() {
  const mine = asked;
  byId("decide-go").disabled = true;
  byId("decide-error").textContent = "";
  try {
    const answer = await mine.send(byId("decide-reason").value);
    byId("decide").close();
    byId("decided").textContent = `Decided: ${sentence(answer.sentence)}`;
    await done();
  } catch (error) {
    byId("decide-error").textContent = sentence(error.message);
  }
  byId("decide-go").disabled = false;
}
