// The checklist and the advice beside a form follow what is typed. Without this, they say what was saved.
import { followed } from "admin/typed";

const panel = document.querySelector("[data-beside]");
const here = panel?.querySelector("[data-checks-here]");
const status = panel?.querySelector("[role=status]");

// Somebody who is in the list at the moment goes on there.
const show = (html) => {
  if (here.contains(document.activeElement)) return false;
  const made = new DOMParser().parseFromString(html, "text/html").body;
  for (const part of made.querySelectorAll("details[id]")) {
    const before = document.getElementById(part.id);
    if (before) part.open = before.open;
  }
  here.replaceChildren(...made.childNodes);
  status.textContent = "";
  return true;
};

const failed = () => { status.textContent = panel.dataset.stale; };

if (panel?.dataset.checks) followed(panel.dataset.checks, { show, failed, first: "saved" });
