// The network: a party under the pointer or the focus stands out with its ties; arrow keys go round.

const NEXT = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Let one party and what it is tied to stand out, or nothing. */
function light(picture, party) {
  picture.classList.toggle("lit", Boolean(party));
  const near = new Set([party]);
  for (const tie of picture.querySelectorAll(".tie")) {
    const ends = tie.dataset.ends.split(" ");
    const on = ends.includes(party);
    tie.classList.toggle("on", on);
    if (on) for (const end of ends) near.add(end);
  }
  for (const each of picture.querySelectorAll(".party")) {
    each.classList.toggle("on", near.has(each.dataset.party));
  }
}

function improve(picture) {
  const party = (event) => event.target.closest?.(".party")?.dataset.party;
  picture.addEventListener("pointerover", (event) => {
    if (party(event)) light(picture, party(event));
  });
  picture.addEventListener("pointerout", (event) => {
    if (party(event)) light(picture, picture.contains(document.activeElement) ? focused() : "");
  });
  picture.addEventListener("focusin", (event) => light(picture, party(event)));
  picture.addEventListener("focusout", () => light(picture, ""));
  picture.addEventListener("keydown", (event) => {
    if (event.key === "Escape") light(picture, "");
    const step = NEXT[event.key];
    if (!step || !party(event) || event.altKey || event.ctrlKey || event.metaKey) return;
    const links = [...picture.querySelectorAll(".party > a")];
    const here = links.indexOf(event.target.closest("a"));
    if (here < 0) return;
    event.preventDefault();
    links.at((here + step) % links.length).focus();
  });
}

const focused = () => document.activeElement.closest?.(".party")?.dataset.party ?? "";

function all() {
  for (const picture of document.querySelectorAll("svg.picture-network")) improve(picture);
}

all();
document.addEventListener("biruni:shown", all);
