// What other programs put on the clipboard, rebuilt as what a text here can hold, before the editor reads
// it: the page's policy hides inline styles from the editor, and Word's lists are paragraphs with dots.
// So the styles are read under another name. What can’t be kept is told in words.
import { marksOf, shifted, spaced, styleOf } from "admin/editor-marks";
import { wordItemOf, withoutMark } from "admin/editor-word";
import { sentence } from "admin/editor-words";
import { Extension } from "django-prose-editor/editor";

const SKIPPED = "script, style, title, head, template, noscript, xml, object, iframe, audio, video";
const HIDDEN = /display:none|mso-hide:all/;
const CONTAINERS = new Set(
  "ADDRESS ARTICLE ASIDE BODY CAPTION CENTER DD DETAILS DIV DL DT FIGCAPTION FIGURE FOOTER FORM HEADER MAIN NAV P PRE SECTION SUMMARY".split(" "),
);

// The policy reports styles and handlers even in a document that is never shown.
const withoutStyles = (html) =>
  html
    .replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z](?:[^<>"']|"[^"]*"|'[^']*')*>/gi, (tag) =>
      tag.replace(/([\s"'/])(style|on[a-z]+)(?=\s*=)/gi, "$1data-$2"),
    );

const cut = (words) => (words.length > 40 ? `${words.slice(0, 40)}…` : words);

class Rebuilding {
  constructor(source, can) {
    Object.assign(this, { can, notes: new Set(), lists: [], block: null });
    this.root = source.implementation.createHTMLDocument("").body;
    this.into = this.root;
    this.headings = source.querySelector("h1") ? ["H1", "H2"] : ["H2", "H3"];
    this.children(source.body, {});
  }

  make(tag) {
    return this.root.ownerDocument.createElement(tag);
  }

  // Each once, in words.
  note(name, facts) {
    this.notes.add(sentence(name, facts));
  }

  children(element, marks) {
    for (const node of [...element.childNodes]) {
      if (node.nodeType === Node.TEXT_NODE) this.words(node.data, marks);
      if (node.nodeType === Node.ELEMENT_NODE) this.element(node, marks);
    }
  }

  element(element, before) {
    const tag = element.tagName;
    if (element.matches(SKIPPED) || HIDDEN.test(styleOf(element))) return;
    const marks = { ...before, ...marksOf(element) };
    if (/^(UL|OL|MENU|DIR)$/.test(tag)) this.list(element, marks);
    else if (tag === "LI") this.item(element, marks);
    else if (tag === "TABLE") this.table(element, marks);
    else if (/^H[1-6]$/.test(tag)) this.heading(element, marks);
    else if (tag === "BLOCKQUOTE") this.inside(this.can.quotes ? "blockquote" : null, element, marks);
    else if (tag === "P" && wordItemOf(element)) this.wordItem(element, marks);
    else if (CONTAINERS.has(tag)) this.container(element, marks);
    else if (tag === "A") this.link(element, marks);
    else if (tag === "BR") this.block?.append(this.make("br"));
    else if (tag === "IMG" || tag === "SVG" || tag === "PICTURE") this.picture(element);
    else if (tag === "INPUT") this.words(element.type === "checkbox" ? "☐ " : "", marks);
    else if (tag === "HR") this.close();
    else this.children(element, marks);
  }

  words(text, marks) {
    let words = spaced(text);
    if (marks.shift) words = shifted(words, marks.shift);
    if (!this.block && !words.trim()) return;
    if (marks.struck && words.trim()) this.note("lineThrough", { words: cut(words.trim()) });
    if (marks.underlined && words.trim()) this.note("underlining", { words: cut(words.trim()) });
    let node = this.root.ownerDocument.createTextNode(words);
    for (const [mark, tag] of [["italic", "em"], ["bold", "strong"], ["href", "a"]]) {
      if (!marks[mark]) continue;
      const outer = this.make(tag);
      if (mark === "href") outer.setAttribute("href", marks.href);
      outer.append(node);
      node = outer;
    }
    this.open().append(node);
  }

  open(tag = "p") {
    if (!this.block) {
      this.block = this.make(tag);
      this.into.append(this.block);
      if (this.into === this.root) this.lists = [];
    }
    return this.block;
  }

  // The end of a paragraph. Line breaks at its end, and paragraphs without words, are air.
  close() {
    const { block } = this;
    this.block = null;
    if (!block) return;
    while (block.lastChild?.nodeName === "BR") block.lastChild.remove();
    if (!block.textContent.trim()) block.remove();
  }

  container(element, marks) {
    this.close();
    if (element.tagName === "PRE") this.lines(element, marks);
    else this.children(element, marks);
    this.close();
  }

  lines(element, marks) {
    for (const line of element.textContent.split("\n")) {
      this.words(line, marks);
      this.close();
    }
  }

  inside(tag, element, marks) {
    this.close();
    const outer = this.into;
    if (tag) {
      this.into = this.make(tag);
      outer.append(this.into);
    }
    this.children(element, marks);
    this.close();
    const made = this.into;
    this.into = outer;
    if (tag && !made.textContent.trim()) made.remove();
  }

  heading(element, marks) {
    this.close();
    const level = this.headings.indexOf(element.tagName) === 0 ? "h2" : "h3";
    if (this.can.headings) this.open(level);
    this.children(element, { ...marks, bold: !this.can.headings });
    this.close();
  }

  // A list within a list, but in none of its points, belongs to the point before it.
  list(element, marks) {
    this.close();
    const outer = this.into;
    if (/^[UO]L$/.test(outer.tagName) && outer.lastChild) this.into = outer.lastChild;
    const tag = element.tagName === "OL" ? "ol" : "ul";
    if (tag === "ol" && element.start > 1) this.note("listStart", { number: element.start });
    this.inside(/^[UO]L$/.test(this.into.tagName) ? null : tag, element, marks);
    this.into = outer;
  }

  item(element, marks) {
    const isLoose = !/^[UO]L$/.test(this.into.tagName);
    this.inside(isLoose ? null : "li", element, marks);
  }

  // Word: each point is a paragraph that knows its level, and starts with its own dot or number.
  wordItem(element, marks) {
    const { level, mark, number } = wordItemOf(element);
    this.close();
    while (this.lists.at(-1)?.level > level) this.lists.pop();
    const tag = number ? "OL" : "UL";
    if (this.lists.at(-1)?.level === level && this.lists.at(-1).list.tagName !== tag) this.lists.pop();
    if (this.lists.at(-1)?.level !== level) {
      const outer = this.lists.at(-1)?.list.lastChild ?? this.into;
      const list = this.make(tag);
      outer.append(list);
      this.lists.push({ level, list });
      if (number && !/^(1|a|i)$/i.test(number)) this.note("listStart", { number });
    }
    const { into, lists } = this;
    this.into = this.make("li");
    lists.at(-1).list.append(this.into);
    this.block = this.make("p");
    this.into.append(this.block);
    withoutMark(element, mark);
    this.children(element, marks);
    this.close();
    [this.into, this.lists] = [into, lists];
  }

  table(element, marks) {
    this.close();
    const rows = [...element.rows].filter((row) => row.textContent.trim());
    if (this.can.tables) this.cells(rows, marks);
    else {
      for (const row of rows) this.row(row, marks);
      if (rows.length) this.note("table");
    }
  }

  cells(rows, marks) {
    const outer = this.into;
    const body = this.make("tbody");
    const table = this.make("table");
    table.append(body);
    outer.append(table);
    for (const row of rows) {
      const line = this.make("tr");
      body.append(line);
      for (const cell of row.cells) {
        this.into = this.make(cell.tagName.toLowerCase());
        for (const name of ["colspan", "rowspan"]) {
          if (cell.getAttribute(name) > 1) this.into.setAttribute(name, cell.getAttribute(name));
        }
        line.append(this.into);
        this.children(cell, { ...marks, ...marksOf(cell) });
        this.close();
      }
    }
    this.into = outer;
  }

  row(row, marks) {
    const filled = [...row.cells].filter((cell) => cell.textContent.trim());
    filled.forEach((cell, at) => {
      if (at) this.words(" – ", {});
      const before = { ...marks, ...marksOf(cell) };
      const parts = [...cell.querySelectorAll("p, li, div")].filter((part) => !part.querySelector("p, li, div"));
      (parts.length ? parts : [cell]).forEach((part, number) => {
        if (number && part.textContent.trim()) this.words("; ", {});
        this.flat(part, before);
      });
    });
    this.close();
  }

  flat(element, marks) {
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) this.words(node.data.replace(/\s+/g, " "), marks);
      else if (node.nodeName === "IMG") this.picture(node);
      else if (node.nodeName === "A") this.link(node, marks);
      else if (node.nodeName === "BR") this.words(" ", marks);
      else if (node.nodeType === Node.ELEMENT_NODE) this.flat(node, { ...marks, ...marksOf(node) });
    }
  }

  link(element, marks) {
    const href = leadsTo(element.getAttribute("href") ?? "");
    const words = element.textContent.trim();
    if (!href && element.hasAttribute("href") && words) {
      this.note("linkRemoved", { words: cut(words), address: cut(element.getAttribute("href")) });
    }
    this.children(element, { ...marks, href });
  }

  // One of our own stands between two blocks; everywhere else it is told like any other.
  picture(element) {
    const src = this.can.pictures && ownPicture(element.getAttribute("src") ?? "");
    if (src && this.into === this.root) {
      this.close();
      const picture = this.make("img");
      picture.setAttribute("src", src);
      picture.setAttribute("alt", element.getAttribute("alt") ?? "");
      this.root.append(picture);
      return;
    }
    const alt = element.getAttribute("alt")?.trim();
    if (alt) this.note("namedPictureRemoved", { alt: cut(alt) });
    else this.note("pictureRemoved");
  }
}

// The path of a picture of this site, or "".
const ownPicture = (src) => {
  const { origin, pathname } = new URL(src, location.href);
  return origin === location.origin && /^\/pictures\/[0-9a-f]{64}\.webp$/.test(pathname) ? pathname : "";
};

const leadsTo = (href) => {
  const address = href.trim();
  if (/^https?:\/\/(www\.)?google\.com\/url\?/i.test(address)) {
    return new URL(address).searchParams.get("q") ?? address;
  }
  return /^(https?:\/\/|mailto:|tel:|\/(?!\/))/i.test(address) ? address : "";
};

// { html, notes }: `html` of the clipboard as a text holds it that can have what `can` says.
export const rebuilt = (html, can) => {
  const { root, notes } = new Rebuilding(new DOMParser().parseFromString(withoutStyles(html), "text/html"), can);
  const only = root.children.length === 1 && root.firstElementChild;
  const isInline = only && only.tagName === "P" && !/<(p|div|h[1-6]|li)\b/i.test(html);
  return { html: isInline ? only.innerHTML : root.innerHTML, notes: [...notes] };
};

// The note stands under the editor until the next paste.
const tell = (editor, notes) => {
  const box = editor.view.dom.closest(".prose-editor");
  let note = box?.nextElementSibling;
  if (!note?.matches(".paste-note")) {
    note = document.createElement("p");
    note.className = "paste-note";
    note.setAttribute("role", "status");
    box?.after(note);
  }
  note.textContent = notes.length ? [sentence("pasted"), ...notes].join(" ") : "";
};

// Copied within this site: what every text can hold.
const OURS = /^(?=[^]*\sdata-pm-slice=)(?:[^<]|<\/?(?:a|br|em|h2|h3|li|meta|ol|p|strong|ul)\b[^<>]*>)*$/;

export const RebuiltPaste = Extension.create({
  name: "rebuiltPaste",
  transformPastedHTML(html) {
    const { nodes } = this.editor.schema;
    const can = { headings: !!nodes.heading, tables: !!nodes.table, quotes: !!nodes.blockquote, pictures: !!nodes.picture };
    if (OURS.test(html) && !/<[^>]*\sstyle\s*=/i.test(html)) return html;
    const { html: made, notes } = rebuilt(html, can);
    tell(this.editor, notes);
    return made;
  },
});
