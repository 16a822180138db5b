// How an element of the clipboard, and its styles, change the words within.
export const styleOf = (element) => (element.dataset.style ?? "").toLowerCase().replace(/\s+/g, "");
const property = (style, name) => style.match(new RegExp(`(?:^|;)${name}:([^;!]*)`))?.[1];
const isBold = (weight) => weight.startsWith("bold") || Number(weight) >= 600;

// How an element changes the words within: only what it says itself.
export const marksOf = (element) => {
  const style = styleOf(element);
  const weight = property(style, "font-weight");
  const slant = property(style, "font-style");
  const line = property(style, "text-decoration(?:-line)?");
  const place = property(style, "vertical-align");
  const marks = {};
  if (/^(B|STRONG|TH)$/.test(element.tagName)) marks.bold = element.tagName !== "TH";
  if (weight) marks.bold = isBold(weight);
  if (/^(I|EM|CITE|DFN|VAR)$/.test(element.tagName)) marks.italic = true;
  if (slant) marks.italic = /italic|oblique/.test(slant);
  if (/^(S|STRIKE|DEL)$/.test(element.tagName) || line?.includes("line-through")) marks.struck = true;
  if ((element.tagName === "U" || line?.includes("underline")) && !element.closest("a")) marks.underlined = true;
  if (element.tagName === "SUP" || place === "super") marks.shift = "^";
  if (element.tagName === "SUB" || place === "sub") marks.shift = "_";
  if (place === "baseline" && !/^SU[PB]$/.test(element.tagName)) marks.shift = "";
  return marks;
};

const SIGNS = "0123456789+-\u2212\u2013=()n";
const SHIFTED = { "^": "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ", _: "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₙ" };

// 10² must never become 102. The server does the same: symptoms/text/superscripts.py.
export const shifted = (words, shift) => {
  if (words.trim() !== "n" && !/[0-9+\-\u2212\u2013]/.test(words)) return words;
  if (!/^[0-9+\-\u2212\u2013=()n\s.,]*$/.test(words)) return `${shift}(${words.trim()})`;
  return [...words].map((sign) => SHIFTED[shift][SIGNS.indexOf(sign)] ?? sign).join("");
};

// Programs write spaces in a row, and spaces at the edges, as no-break spaces.
export const spaced = (words) =>
  words.replace(/[ \t\r\n\u00a0]*\u00a0[ \t\r\n\u00a0]*/g, (run, at) =>
    run === "\u00a0" && /[0-9]/.test(words[at - 1] ?? "") && /\S/.test(words[at + 1] ?? " ") ? run : " ",
  );
