// The rich-text editor of every desk: the library's, with our own dialog for links and our own paste.
// When any of it cannot be loaded, there is no editor and the plain field stays, so that nothing is lost.
import * as library from "django-prose-editor/editor";
import { CheckedLink } from "desk/editor-link";
import { RebuiltPaste } from "desk/editor-paste";

const MARKER = "data-django-prose-editor-desk";
const EXTENSIONS = { ...library, Link: CheckedLink };

const extensionsOf = (config) =>
  Object.entries(config.extensions)
    .filter(([name]) => name in EXTENSIONS)
    .map(([name, options]) =>
      typeof options === "object" ? EXTENSIONS[name].configure(options) : EXTENSIONS[name],
    );

const create = (textarea) => {
  if (textarea.closest(".prose-editor")) return;
  const config = JSON.parse(textarea.getAttribute(MARKER));
  const editor = library.createTextareaEditor(textarea, [...extensionsOf(config), RebuiltPaste]);
  const detail = { editor, textarea };
  textarea.dispatchEvent(new CustomEvent("prose-editor:ready", { detail, bubbles: true }));
};

library.initializeEditors(create, `[${MARKER}]`);
