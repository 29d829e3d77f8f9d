// The few things done to the document again and again.

export const byId = (id) => document.getElementById(id);

/** Sets text only where it changed, so that nothing is announced or laid out for nothing. */
export function text(element, value) {
  if (element.textContent !== value) element.textContent = value;
}

/** Makes an element with attributes and children (elements or text). */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** The value of the checked radio button in a group. */
export const chosen = (group) => group.querySelector("input:checked").value;

/** Draws only if what is shown is new, so that nobody loses their place; remembers by name. */
export class Parts {
  drawn = new Map();

  draw(name, shown, how) {
    const key = JSON.stringify(shown);
    if (this.drawn.get(name) === key) return;
    this.drawn.set(name, key);
    focusKept(how);
  }

  forget(name) {
    this.drawn.delete(name);
  }
}

/** Runs what draws anew, and puts the focus where it was: on the element of the same data-key. */
export function focusKept(draw) {
  const key = document.activeElement?.dataset.key;
  draw();
  if (key !== undefined && document.activeElement?.dataset.key !== key) {
    document.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
  }
}
