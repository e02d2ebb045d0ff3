// Keys for those who work without a mouse. Every page works without this file.
"use strict";
const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.checkVisibility?.() ?? true);
let at = -1;

function move(step) {
  const all = rows();
  if (!all.length) return;
  at = Math.min(Math.max(at + step, 0), all.length - 1);
  all.forEach((row, place) => row.classList.toggle("chosen", place === at));
  all[at].focus({ preventScroll: true });
  all[at].scrollIntoView({ block: "nearest" });
}

const chosen = () => rows()[Math.max(at, 0)];

function accept() {
  chosen()?.querySelector("form.accept")?.requestSubmit();
}

function open(drop, field) {
  if (!drop) return;
  drop.open = true;
  drop.querySelector(field).focus();
}

const snooze = () =>
  open(chosen()?.querySelector("details.snooze") ?? document.querySelector("details.snooze-play"), "input[type=date]");

const done = () => open(chosen()?.querySelector("details.done-task"), "input[name=text]");

const keys = {
  "/": () => document.getElementById("q").focus(),
  j: () => move(1),
  k: () => move(-1),
  a: accept,
  s: snooze,
  d: done,
  "?": () => {
    const help = document.getElementById("keys");
    help.classList.add("chosen");
    help.scrollIntoView({ block: "nearest" });
  },
  Enter: () => at >= 0 && document.activeElement === rows()[at] && rows()[at].querySelector("a")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") return void document.activeElement?.blur();
  if (event.target.closest("input, textarea, select, button, summary, a")) return;
  const act = keys[event.key];
  if (!act) return;
  if (event.key !== "Enter") event.preventDefault();
  act();
});

// A filter counts as soon as it is chosen; without scripts the button does it.
document.querySelector(".filters")?.addEventListener("change", (event) => event.target.form.requestSubmit());

// The slider and the number beside it say the same; letting the slider go tries it.
const slider = document.querySelector(".try input[type=range]");
const number = document.querySelector(".try input[type=number]");
slider?.addEventListener("input", () => (number.value = String(Number(Number(slider.value).toPrecision(3)))));
slider?.addEventListener("change", () => slider.form.requestSubmit());
number?.addEventListener("input", () => (slider.value = number.value));

// Words are copied by a button where the browser allows it; else they are selected, to be copied by hand.
function select(words) {
  const range = document.createRange();
  range.selectNodeContents(words);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

async function copy(button) {
  const words = document.getElementById(button.dataset.copy);
  const label = button.dataset.label ?? (button.dataset.label = button.innerHTML);
  try {
    await navigator.clipboard.writeText(words.textContent);
    button.textContent = "Copied";
  } catch {
    select(words);
    button.textContent = document.execCommand("copy") ? "Copied" : "Selected: copy with Ctrl+C";
  }
  setTimeout(() => (button.innerHTML = label), 2500);
}

document.querySelectorAll("button.copy").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
});

// On a phone the row of pages is wider than the window: show where one is.
const pages = document.querySelector(".top nav");
const here = pages?.querySelector("[aria-current]");
if (here) pages.scrollLeft = here.getBoundingClientRect().right - pages.getBoundingClientRect().right;
