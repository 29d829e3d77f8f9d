// An answer to an alert: a button, a question with a name and a comment, and what came of it.

import * as api from "./api.js";
import { byId, make } from "./dom.js";
import { plain, sentence } from "./format.js";

const NAME = "tidegate.name";
const TWO_HOURS = 7_200_000;

const QUESTIONS = {
  "acknowledged": ["Acknowledge", "Acknowledge this alert?", "It stays open, and does not escalate any more."],
  "false-positive": ["False positive", "Was it a false positive?",
    "The alert ends if it is open, and the series alerts more rarely for a while."],
  "expected": ["Expected until …", "Is it expected?",
    "Up to then nothing of this series alerts, its values teach the alerts nothing, and an open alert ends."],
};

let asked = null;

export function start() {
  byId("answer-form").addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  byId("answer-cancel").addEventListener("click", () => byId("answer").close());
}

/**
 * The buttons for an alert; newest gives the time of its series' newest observation, told is where
 * stands what came of it, and done is called then.
 */
export function buttons(alert, newest, told, done) {
  const open = alert.state === "OPEN";
  const { acknowledged, resolution } = alert.newest;
  return Object.keys(QUESTIONS)
    .filter((feedback) => feedback !== "acknowledged" || (open && !acknowledged))
    .filter((feedback) => feedback !== "false-positive" || resolution !== "FALSE_POSITIVE")
    .map((feedback) => button(feedback, QUESTIONS[feedback][0], newest,
      { feedback, told, done, send: (said) => api.answer(alert.id, said) }));
}

/** The button that announces something about a series of which nothing need have alerted. */
export function announce(key, newest, told) {
  return button("announce", "Expect something until …", newest,
    { feedback: "expected", told, done: () => {}, send: (said) => api.answerSeries(key, said) });
}

function button(key, label, newest, question) {
  const made = make("button", { type: "button", class: "act", "data-key": key }, label);
  made.addEventListener("click", () => ask(question, newest()));
  return made;
}

function ask(question, newest) {
  asked = question;
  const { feedback } = question;
  const [label, title, words] = QUESTIONS[feedback];
  byId("answer-title").textContent = title;
  byId("answer-text").textContent = words;
  byId("answer-go").textContent = feedback === "expected" ? "Expected" : label;
  byId("answer-until-field").hidden = feedback !== "expected";
  byId("answer-until").required = feedback === "expected";
  byId("answer-until").value = local(newest + TWO_HOURS);
  byId("answer-by").value = localStorage.getItem(NAME) ?? "";
  byId("answer-comment").value = "";
  byId("answer-error").textContent = "";
  byId("answer-go").disabled = false;
  byId("answer").showModal();
  byId(feedback === "expected" ? "answer-until" : "answer-by").focus();
}

/** As an input wants it: local time without a zone. */
function local(millis) {
  const minute = Math.floor(millis / 60_000) * 60_000;
  return new Date(minute - new Date(minute).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

async function send() {
  const { feedback, told, done, send: write } = asked;
  const by = byId("answer-by").value;
  const said = { feedback, by, comment: byId("answer-comment").value };
  if (feedback === "expected") said.until = new Date(byId("answer-until").value).getTime();
  byId("answer-go").disabled = true;
  byId("answer-error").textContent = "";
  try {
    await write(said);
    localStorage.setItem(NAME, by);
    byId("answer").close();
    told.textContent = `Written: ${plain(feedback)}. It takes effect when the stream reads it.`;
    await done();
  } catch (error) {
    byId("answer-error").textContent = sentence(error.message);
  }
  byId("answer-go").disabled = false;
}
