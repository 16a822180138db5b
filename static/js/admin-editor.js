// The rich-text editor of every form: the library's, with our own dialog for links, pictures and paste.
// When any of it cannot be loaded, there is no editor and the plain field stays, so that nothing is lost.
import * as library from "django-prose-editor/editor";
import { CheckedLink } from "admin/editor-link";
import { RebuiltPaste } from "admin/editor-paste";
import { BodyDocument, Picture } from "admin/editor-picture";

const MARKER = "data-django-prose-editor-articles";
const EXTENSIONS = { ...library, Link: CheckedLink, Picture };

const extensionsOf = ({ extensions }) => {
  const known = extensions.Picture ? { ...EXTENSIONS, Document: BodyDocument } : EXTENSIONS;
  return Object.entries(extensions)
    .filter(([name]) => name in known)
    .map(([name, options]) =>
      typeof options === "object" ? known[name].configure(options) : known[name],
    );
};

const create = (textarea) => {
  if (textarea.closest(".prose-editor")) return;
  const config = JSON.parse(textarea.getAttribute(MARKER));
  const editor = library.createTextareaEditor(textarea, [...extensionsOf(config), RebuiltPaste]);
  const detail = { editor, textarea };
  textarea.dispatchEvent(new CustomEvent("prose-editor:ready", { detail, bubbles: true }));
};

library.initializeEditors(create, `[${MARKER}]`);
