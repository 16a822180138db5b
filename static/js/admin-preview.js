// A preview beside the form, as wide as a phone, a desktop or a sheet of paper, that follows what is typed.
// No script runs in it, and no link leads out of it. Without this, a button opens the preview in a window.
import { followed } from "admin/typed";

const WIDTHS = { phone: 375, desktop: 1280, paper: 794 };
const MARGIN_OF_PAPER = "18mm";
const part = document.querySelector("[data-preview]");
const box = part?.querySelector("[data-preview-box]");
const frame = box?.querySelector("iframe");
const buttons = [...(part?.querySelectorAll("[aria-pressed]") ?? [])];
const status = part?.querySelector("[role=status]");
let width = "phone";
let screens = [];

const nameOf = (button) => button.id.replace("preview-", "");
const page = () => frame.contentDocument;

// The rules for paper hold on the screen while paper is shown.
const dress = () => {
  for (const { rule, media } of screens) {
    rule.media.mediaText = width === "paper" && /\bprint\b/.test(media) ? "all" : media;
  }
  page().documentElement.style.padding = width === "paper" ? MARGIN_OF_PAPER : "";
};

const fit = () => {
  const scale = Math.min(1, box.clientWidth / WIDTHS[width]);
  frame.style.width = `${WIDTHS[width]}px`;
  frame.style.height = `${box.clientHeight / scale}px`;
  frame.style.transform = `scale(${scale})`;
};

const choose = (name) => {
  width = name;
  for (const button of buttons) button.setAttribute("aria-pressed", nameOf(button) === name);
  fit();
  if (screens.length) dress();
};

const stay = (event) => {
  const link = event.target.closest("a, button, input, summary");
  if (!link || link.matches("summary")) return;
  event.preventDefault();
  if (link.hash) page().getElementById(link.hash.slice(1))?.scrollIntoView();
};

const started = () => {
  screens = [...page().styleSheets].flatMap((sheet) =>
    [...sheet.cssRules]
      .filter((rule) => rule instanceof frame.contentWindow.CSSMediaRule)
      .map((rule) => ({ rule, media: rule.media.mediaText })),
  );
  page().addEventListener("click", stay);
  page().addEventListener("submit", (event) => event.preventDefault());
  dress();
};

// Only the words are changed in the page that is there, so that it stays where it was scrolled to.
const show = (html) => {
  const made = new DOMParser().parseFromString(html, "text/html");
  for (const script of made.querySelectorAll("script")) script.remove();
  status.textContent = "";
  if (screens.length) {
    page().body.replaceWith(page().adoptNode(made.body));
    return;
  }
  frame.addEventListener("load", started, { once: true });
  frame.srcdoc = made.documentElement.outerHTML;
};

const failed = () => { status.textContent = part.dataset.stale; };

if (part) {
  for (const hidden of part.querySelectorAll("[hidden]")) hidden.hidden = false;
  for (const button of buttons) button.addEventListener("click", () => choose(nameOf(button)));
  part.addEventListener("toggle", () => part.open && fit());
  addEventListener("resize", () => part.open && fit());
  followed(part.dataset.preview, { show, failed, isWanted: () => part.open });
}
