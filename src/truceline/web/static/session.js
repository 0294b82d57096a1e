"use strict";
// A page that waits for its plan is loaded again when it is told that the plan is there.
for (const main of document.querySelectorAll("[data-again]")) {
  document.addEventListener(main.dataset.again, () => location.reload());
}
// A page that is told of a later version shows it, unless somebody is writing on it: then its status offers it.
const written = (field) => field.tagName === "SELECT"
  ? [...field.options].some((option) => option.selected !== option.defaultSelected) && field.value !== ""
  : field.value !== field.defaultValue || field.checked !== field.defaultChecked;
document.addEventListener("version", () => {
  const fields = [...document.querySelectorAll("main form :is(input, select, textarea):not(.map-choice *)")];
  if (fields.some(written)) return;
  if (document.querySelector("#map, [data-board]")) location.reload();
  else document.querySelector(".page").dispatchEvent(new Event("refresh"));
});
