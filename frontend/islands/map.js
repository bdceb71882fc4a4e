// Maps: nearer and farther, moved by pointer or keys. A map says the same without this.

const STEP = 1.6;
const MOST = 24;
const SHIFT = 0.18;
const KEYS = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
};

// where a reader looked, by the names of the pictures: it stays when the date or the layers change
const looked = new Map();

/** The part of a sheet that is seen; signs and names keep their size whatever it is. */
class Window {
  constructor(sheet, name) {
    this.sheet = sheet;
    [, , this.width, this.height] = sheet.getAttribute("viewBox").split(" ").map(Number);
    this.name = `${name} ${this.width} ${this.height}`;
    [this.x, this.y, this.near] = looked.get(this.name) ?? [0, 0, 1];
    this.show();
  }

  whole() {
    [this.x, this.y, this.near] = [0, 0, 1];
    this.show();
  }

  /** Come nearer by a factor, and let one point of the sheet stay where it is. */
  nearer(factor, x = this.x + this.width / this.near / 2, y = this.y + this.height / this.near / 2) {
    const near = Math.min(MOST, Math.max(1, this.near * factor));
    this.x = x - (x - this.x) * (this.near / near);
    this.y = y - (y - this.y) * (this.near / near);
    this.near = near;
    this.show();
  }

  move(east, south) {
    this.x += east;
    this.y += south;
    this.show();
  }

  show() {
    const [wide, high] = [this.width / this.near, this.height / this.near];
    this.x = Math.min(this.width - wide, Math.max(0, this.x));
    this.y = Math.min(this.height - high, Math.max(0, this.y));
    looked.set(this.name, [this.x, this.y, this.near]);
    this.sheet.setAttribute("viewBox", `${this.x} ${this.y} ${wide} ${high}`);
    for (const each of this.sheet.querySelectorAll("[data-at]")) {
      const [x, y] = each.dataset.at.split(" ");
      if (this.near === 1) each.removeAttribute("transform");
      else each.setAttribute("transform", `translate(${x} ${y}) scale(${1 / this.near}) translate(${-x} ${-y})`);
    }
  }

  /** Where a point of the screen lies on the sheet. */
  at(event) {
    const box = this.sheet.getBoundingClientRect();
    return [
      this.x + ((event.clientX - box.left) / box.width) * (this.width / this.near),
      this.y + ((event.clientY - box.top) / box.height) * (this.height / this.near),
    ];
  }
}

function button(text, name, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.setAttribute("aria-label", name);
  made.title = name;
  made.addEventListener("click", act);
  return made;
}

function improve(picture) {
  const sheet = picture.querySelector("svg.window");
  const words = document.querySelector("[data-map-words]")?.dataset;
  if (!sheet || !words || picture.dataset.improved) return;
  picture.dataset.improved = "";
  const seen = new Window(sheet, picture.getAttribute("class"));
  const bar = document.createElement("p");
  bar.className = "map-tools";
  bar.append(
    button("+", words.nearer, () => seen.nearer(STEP)),
    button("−", words.farther, () => seen.nearer(1 / STEP)),
    button("⤢", words.whole, () => seen.whole()),
  );
  picture.before(bar);

  bar.addEventListener("keydown", (event) => {
    const way = KEYS[event.key];
    if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    seen.move((way[0] * SHIFT * seen.width) / seen.near, (way[1] * SHIFT * seen.height) / seen.near);
  });
  // the page keeps scrolling: only with Ctrl does the wheel come nearer
  sheet.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    seen.nearer(event.deltaY < 0 ? 1.2 : 1 / 1.2, ...seen.at(event));
  }, { passive: false });
  sheet.addEventListener("dblclick", (event) => {
    event.preventDefault();
    seen.nearer(STEP, ...seen.at(event));
  });

  let held = null;
  sheet.addEventListener("pointerdown", (event) => {
    if (event.button || event.pointerType === "touch" || seen.near === 1) return;
    held = seen.at(event);
  });
  addEventListener("pointermove", (event) => {
    if (!held) return;
    const [x, y] = seen.at(event);
    sheet.classList.add("held");
    seen.move(held[0] - x, held[1] - y);
  });
  addEventListener("pointerup", () => {
    held = null;
    sheet.classList.remove("held");
  });
  // what the keyboard reaches is brought into sight
  sheet.addEventListener("focusin", (event) => {
    const at = event.target.closest("[data-at]");
    if (!at || seen.near === 1) return;
    const [x, y] = at.dataset.at.split(" ").map(Number);
    seen.move(x - seen.x - seen.width / seen.near / 2, y - seen.y - seen.height / seen.near / 2);
  });
}

function all() {
  for (const picture of document.querySelectorAll("svg.picture-map, svg.picture-valley")) improve(picture);
}

document.addEventListener("biruni:shown", all);
all();
