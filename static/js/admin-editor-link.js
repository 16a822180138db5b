// The dialog for a link: one field. The server completes the address, or says why it cannot; the dialog
// then opens again with both. What it could not be asked about is checked when the text is saved.
import { Link, updateAttrsDialog } from "django-prose-editor/editor";
import { sentence } from "admin/editor-words";

const ask = async (check, address) => {
  try {
    const answer = await fetch(`${check}?${new URLSearchParams({ address })}`);
    return answer.ok ? await answer.json() : { address };
  } catch {
    return { address };
  }
};

const asked = async (editor, check, href) => {
  for (let problem = ""; ; ) {
    const description = problem ? `${problem} ` : sentence("addressHelp");
    const fields = { href: { type: "string", title: sentence("address"), description } };
    const frame = { title: sentence("link"), submitText: sentence("useAddress") };
    const typed = await updateAttrsDialog(fields, frame)(editor, { href });
    if (!typed) return null;
    const answer = await ask(check, typed.href);
    if (answer.address) return answer.address;
    [href, problem] = [typed.href, answer.problem];
  }
};

const choose = async (editor, name, check) => {
  const href = await asked(editor, check, editor.getAttributes(name).href);
  const chain = editor.chain().focus().extendMarkRange(name);
  if (href) chain.setMark(name, { href, title: null, target: null, rel: null }).run();
};

// Only what is meant as an address becomes a link by itself while somebody types.
const isMeant = (words) => /^(https?:\/\/|www\.|[^\s@]+@)/i.test(words);

export const CheckedLink = Link.extend({
  addOptions() {
    return {
      ...this.parent?.(),
      check: "",
      defaultProtocol: "https",
      // The server knows better, and tells; here an address would only be lost.
      isAllowedUri: () => true,
      shouldAutoLink: isMeant,
    };
  },

  addCommands() {
    return {
      ...this.parent?.(),
      addLink: () => ({ editor }) => {
        if (editor.state.selection.empty && !editor.isActive("link")) return false;
        choose(editor, this.name, this.options.check);
        return true;
      },
    };
  },
});
