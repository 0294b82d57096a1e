"use strict";
// A page that waits for its plan is loaded again when it is told that the plan is there.
for (const main of document.querySelectorAll("[data-again]")) {
  document.addEventListener(main.dataset.again, () => location.reload());
}
