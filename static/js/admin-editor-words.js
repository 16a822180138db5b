// What the editor says. The server translated it: templates/admin/_editor_words.html.
const words = document.querySelector("[data-editor-words]").dataset;

// The sentence `name`, with `facts` in the place of its %(placeholders)s.
export const sentence = (name, facts = {}) =>
  words[name].replace(/%\((\w+)\)s/g, (_, fact) => facts[fact]);
