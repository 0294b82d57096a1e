"use strict";
// Nothing here is needed to read the page: it opens what a link leads to, and what is meant for paper before printing.
const open = (element) => {
  for (let at = element; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
};
const follow = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  open(target);
  target.scrollIntoView();
};
addEventListener("hashchange", follow);
addEventListener("DOMContentLoaded", follow);
let closed = [];
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details.paper:not([open])")];
  for (const details of closed) details.open = true;
});
addEventListener("afterprint", () => closed.forEach((details) => { details.open = false; }));
// The board: bit i of a world's number says whether fact i holds.
for (const board of document.querySelectorAll("[data-board]")) {
  const { contributors, personnel, force } = JSON.parse(board.dataset.board);
  const together = board.dataset.stand === "together";
  const boxes = [...board.querySelectorAll("input")];
  const show = () => {
    const world = boxes.reduce((sum, box) => sum + (box.checked ? 1 << box.value : 0), 0);
    const who = contributors.filter((_, j) => Math.floor(force[world] / 2 ** j) % 2);
    board.querySelector("output").textContent = who.length
      ? `${personnel[world].toLocaleString("en")} personnel (likely) stand ${together ? "if all announce together" : "firm"}: ${who.join(", ")}.`
      : `Nobody stands ${together ? "even if all announce together" : "firm"}.`;
  };
  board.addEventListener("change", show);
  board.hidden = false;
  show();
}
