"use strict";
// Deferred, so that it runs before htmx begins and nothing that a page is told is missed. htmx and its extension are not:
// htmx that is deferred begins as soon as it can, and where the extension comes later the page listens to nothing.
// On a phone the pages stand in a row to be pushed along, from the one that is shown.
const shown = document.querySelector(".bar [aria-current]");
if (shown) shown.closest("ul").scrollLeft = shown.offsetLeft - shown.closest("ul").offsetLeft - 48;
// A page that waits for its plan is loaded again when it is told that the plan is there.
for (const main of document.querySelectorAll("[data-again]")) {
  document.addEventListener(main.dataset.again, () => location.reload());
}
// A page that is told of a later version shows it, unless somebody is writing on it: then its status offers it.
const written = (field) => field.tagName === "SELECT"
  ? [...field.options].some((option) => option.selected !== option.defaultSelected) && field.value !== ""
  : field.value !== field.defaultValue || field.checked !== field.defaultChecked;
// What was sent and came back to be mended is kept too; an address that asks for more than a day is loaded anew.
const ASKED = ["as_of", "scenario", "version", "for"];
document.addEventListener("version", () => {
  const fields = [...document.querySelectorAll("main form :is(input, select, textarea):not(.map-choice *)")];
  if (document.querySelector('main form[method="post"]:not([action*="/export"])') || fields.some(written)) return;
  const more = [...new URLSearchParams(location.search).keys()].some((name) => !ASKED.includes(name));
  if (more || document.querySelector("#map, [data-board]")) location.reload();
  else document.querySelector(".page").dispatchEvent(new Event("refresh"));
});
