// Lists of Word: paragraphs that know their level, and start with their own dot or number.
import { styleOf } from "admin/editor-marks";

const BULLET = /^[·•◦▪■●○§–—*¨Øü\uf0b7\uf0a7\uf0d8\uf0fc-]$|^o$/;
const NUMBER = /^\(?([0-9]{1,4}|[a-z]{1,5})[.)]$/i;
const WORD_MARK = /^[\s\u00a0]*(\S{1,6})[\s\u00a0]{2,}|^[\s\u00a0]*(\S{1,6})\t/;

const OWN_MARK = '[data-style*="mso-list:Ignore" i], [data-style*="mso-list: Ignore" i]';

// { level, mark, number } of a paragraph that is a point of a list in Word; undefined for any other.
export const wordItemOf = (element) => {
  const [, level] = (element.dataset.style ?? "").match(/mso-list:\s*\S+\s+level(\d+)/i) ?? [];
  const isNamed = /^MsoListParagraph/i.test(element.className);
  const own = element.querySelector(OWN_MARK);
  const text = element.textContent.match(WORD_MARK);
  const mark = (own?.textContent ?? text?.[1] ?? text?.[2] ?? "").replace(/[\s\u00a0]/g, "");
  const number = BULLET.test(mark) ? "" : mark.match(NUMBER)?.[1] ?? "";
  const looksLikeOne = BULLET.test(mark) || number;
  if (!level && !(looksLikeOne && (isNamed || own || /[·•§\uf0b7\uf0a7]/.test(mark)))) return undefined;
  return { level: Number(level) || indent(element), mark: looksLikeOne || own ? mark : "", number };
};

const indent = (element) => {
  const [, size, unit] = styleOf(element).match(/margin(?:-left)?:(?:\S*?0)?([\d.]+)(pt|in|px|cm)/) ?? [];
  const points = { pt: 1, in: 72, px: 0.75, cm: 28.35 }[unit] * size;
  return Math.max(1, Math.round(points / 36) || 1);
};

// Takes the dot or the number, and the spaces after it, from the start of a paragraph.
export const withoutMark = (element, mark) => {
  for (const own of element.querySelectorAll(OWN_MARK)) {
    own.remove();
    mark = "";
  }
  let left = mark.length;
  const texts = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    for (;;) {
      const first = node.data[0];
      if (first === undefined) break;
      if (!/[\s\u00a0]/.test(first)) {
        if (!left) return;
        left -= 1;
      }
      node.data = node.data.slice(1);
    }
  }
};
