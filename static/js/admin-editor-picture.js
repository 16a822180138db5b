// A picture between two blocks of an article's body: kept as it is, put in by title, and described.
import { Document, Node, updateAttrsDialog } from "django-prose-editor/editor";
import { sentence } from "admin/editor-words";

const ADDRESS = /^\/pictures\/[0-9a-f]{64}\.webp$/;
const MAX_ALT_LENGTH = 150;
const ALT = { type: "string", title: sentence("alt"), description: sentence("altHelp") };
const FIND = { type: "string", title: sentence("find"), description: sentence("findHelp") };
const CHOICE = { type: "string", title: sentence("picture"), enum: [] };

const asked = async (address, words) => {
  try {
    const answer = await fetch(`${address}?${new URLSearchParams({ q: words })}`);
    return answer.ok ? (await answer.json()).pictures : [];
  } catch {
    return [];
  }
};

// The dialog's form, which the library makes and does not hand over.
const formOf = (editor) => [...editor.view.dom.parentElement.querySelectorAll("dialog form")].at(-1);

const option = ({ src, title }) => {
  const made = document.createElement("option");
  made.value = src;
  made.textContent = title;
  return made;
};

// Lists what is found. The words of the picture's own page are offered until somebody types others.
const listing = (form, address) => {
  const { find, picture, alt } = form;
  let found = [];
  let isTyped = false;
  const offer = () => {
    if (!isTyped) alt.value = found.find(({ src }) => src === picture.value)?.alt ?? "";
  };
  const list = async () => {
    const words = find.value;
    const answer = await asked(address, words);
    if (words !== find.value) return;
    found = answer;
    picture.replaceChildren(...found.map(option));
    offer();
  };
  find.addEventListener("input", list);
  find.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  alt.addEventListener("input", () => (isTyped = true));
  picture.addEventListener("change", offer);
  picture.required = true;
  return list();
};

const dialog = (editor, fields, attrs, submitText) => {
  const answer = updateAttrsDialog(fields, { title: sentence("picture"), submitText })(editor, attrs);
  const form = formOf(editor);
  form.alt.maxLength = MAX_ALT_LENGTH;
  return { answer, form };
};

const describe = async (editor, attrs) => {
  const { answer } = dialog(editor, { alt: ALT }, attrs, sentence("saveAlt"));
  const typed = await answer;
  if (typed) editor.chain().focus().updateAttributes("picture", { alt: typed.alt.trim() }).run();
};

// In the place of an empty paragraph, or else behind the block that the cursor is in.
const placeOf = ({ $from, to }) => {
  if (!$from.depth) return to;
  const isEmpty = $from.depth === 1 && !$from.parent.content.size;
  return isEmpty ? { from: $from.before(1), to: $from.after(1) } : $from.after(1);
};

const choose = async (editor, address) => {
  const place = placeOf(editor.state.selection);
  const fields = { find: FIND, picture: CHOICE, alt: ALT };
  const { answer, form } = dialog(editor, fields, {}, sentence("insertPicture"));
  listing(form, address);
  const chosen = await answer;
  if (!chosen || !ADDRESS.test(chosen.picture)) return;
  const attrs = { src: chosen.picture, alt: chosen.alt.trim() };
  editor.chain().focus().insertContentAt(place, { type: "picture", attrs }).run();
};

export const Picture = Node.create({
  name: "picture",
  group: "picture",
  atom: true,
  draggable: true,

  addOptions() {
    return { pictures: "" };
  },

  addAttributes() {
    return { src: { default: null }, alt: { default: "", parseHTML: (img) => img.getAttribute("alt") ?? "" } };
  },

  parseHTML() {
    return [{ tag: "img[src]", getAttrs: (img) => ADDRESS.test(img.getAttribute("src")) && null }];
  },

  renderHTML({ node }) {
    return ["img", { src: node.attrs.src, alt: node.attrs.alt }];
  },

  addMenuItems({ menu, buttons }) {
    const address = this.options.pictures;
    menu.defineItem({
      name: "picture",
      groups: "nodes",
      button: buttons.material("image", sentence("picture")),
      active: (editor) => editor.isActive("picture"),
      command(editor) {
        if (editor.isActive("picture")) describe(editor, editor.getAttributes("picture"));
        else choose(editor, address);
      },
    });
  },
});

// Only here, and never in a list, a table or a quotation.
export const BodyDocument = Document.extend({ content: "(block | picture)+" });
