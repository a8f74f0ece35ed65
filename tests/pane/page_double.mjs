/** The pane's page, as far as its modules touch it: parts that remember what was written, without a browser. */
class Part {
  textContent = "";
  value = "";
  hidden = true;
  children = [];
  dataset = {};
  attributes = {};
  firstElementChild = null;
  childElementCount = 0;
  classList = { add() {}, remove() {} };
  addEventListener() {}
  querySelector() { return null; }
  focus() { globalThis.document.activeElement = this; }
  setAttribute(name, value) { this.attributes[name] = value; }
  getAttribute(name) { return this.attributes[name] ?? null; }
  append(...children) { this.children.push(...children); }
  replaceChildren(...children) {
    this.children = children;
    this.textContent = children.filter((one) => typeof one === "string").join("");
  }
}

/** @returns {(id: string) => Part} */
export function pageDouble() {
  const parts = new Map();
  const part = (id) => parts.get(id) ?? parts.set(id, new Part()).get(id);
  globalThis.document = { getElementById: part, createElement: () => new Part(), activeElement: null, documentElement: new Part() };
  return part;
}
