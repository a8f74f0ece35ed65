// Says at once that a file is too large, instead of after it was sent. The server says the same without this script.
// @ts-check

/** @param {HTMLInputElement} field */
function checkSize(field) {
  const limit = Number(field.dataset.maxBytes);
  const isTooLarge = [...(field.files ?? [])].some((file) => file.size > limit);
  const id = `${field.id}-too-large`;
  document.getElementById(id)?.remove();
  field.toggleAttribute("aria-invalid", false);
  if (isTooLarge) tell(field, id);
  return !isTooLarge;
}

/** @param {HTMLInputElement} field @param {string} id */
function tell(field, id) {
  const words = document.createElement("p");
  words.className = "error";
  words.id = id;
  words.setAttribute("role", "alert");
  words.textContent = field.dataset.tooLarge ?? "";
  field.before(words);
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${id}`.trim());
}

for (const field of document.querySelectorAll("input[data-max-bytes]")) {
  if (!(field instanceof HTMLInputElement)) continue;
  field.addEventListener("change", () => checkSize(field));
  field.form?.addEventListener("submit", (event) => {
    if (checkSize(field)) return;
    event.preventDefault();
    field.focus();
  });
}
