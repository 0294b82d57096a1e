"use strict";
// Nothing here is needed to read the page: it opens what a link leads to, and everything before printing.
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
  closed = [...document.querySelectorAll("details:not([open])")];
  for (const details of closed) details.open = true;
});
addEventListener("afterprint", () => closed.forEach((details) => { details.open = false; }));
