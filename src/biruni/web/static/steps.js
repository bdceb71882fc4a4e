// Dates as a slider: the form with its list of dates stays, and works without this.

const WAIT = 160;
const BEAT = 900;

/** Put a slider before the list of dates and let both change the page in place. */
export function improve(form) {
  const list = form.querySelector("select");
  if (!list || list.options.length < 2) return;
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = "0";
  slider.max = String(list.options.length - 1);
  slider.step = "1";
  slider.setAttribute("aria-label", form.querySelector("label").textContent);
  const ends = document.createElement("p");
  ends.className = "ends";
  ends.setAttribute("aria-hidden", "true");
  const years = [...list.querySelectorAll("optgroup")].map((group) => group.label);
  for (const year of [years[0], years.at(-1)]) {
    ends.append(Object.assign(document.createElement("span"), { textContent: year }));
  }
  list.before(slider, ends);
  form.querySelector("button").hidden = true;

  let waiting = 0;
  let underway = null;

  const tell = () => {
    slider.value = String(list.selectedIndex);
    slider.setAttribute("aria-valuetext", list.options[list.selectedIndex].text);
  };

  const asked = () => {
    const address = new URL(form.action);
    address.search = new URLSearchParams(new FormData(form)).toString();
    return address;
  };

  const show = async (address = asked()) => {
    underway?.abort();
    underway = new AbortController();
    const sheet = form.closest(".sheet");
    sheet.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal: underway.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      exchange(form, page);
      history.replaceState(null, "", address);
      sheet.removeAttribute("aria-busy");
      document.dispatchEvent(new CustomEvent("biruni:shown"));
    } catch (error) {
      if (error.name !== "AbortError") location.assign(address);
    }
  };

  const soon = () => {
    tell();
    clearTimeout(waiting);
    waiting = setTimeout(() => show(), WAIT);
  };

  slider.addEventListener("input", () => {
    list.selectedIndex = Number(slider.value);
    soon();
  });
  list.addEventListener("change", soon);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    soon();
  });
  // what is shown or left out changes in place as well, and keeps the reader where they are
  form.closest(".sheet").addEventListener("click", async (event) => {
    const link = event.target.closest(".choices a");
    const other = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!link || other) return;
    event.preventDefault();
    const place = [...link.closest("ul").children].indexOf(link.closest("li"));
    await show(new URL(link.href));
    document.querySelectorAll(".choices a")[place]?.focus({ preventScroll: true });
  });
  form.append(player(form, list, soon));
  tell();
}

/** A button that steps on by itself; with reduced motion there is none. */
function player(form, list, soon) {
  const button = document.createElement("button");
  button.type = "button";
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let beat = 0;
  const stop = () => {
    clearInterval(beat);
    beat = 0;
    button.textContent = form.dataset.play;
  };
  button.addEventListener("click", () => {
    if (beat) return stop();
    if (list.selectedIndex === list.options.length - 1) list.selectedIndex = 0;
    button.textContent = form.dataset.pause;
    beat = setInterval(() => {
      if (list.selectedIndex >= list.options.length - 1) return stop();
      // the next date waits for the page of this one
      if (form.closest(".sheet").hasAttribute("aria-busy")) return;
      list.selectedIndex += 1;
      soon();
    }, BEAT);
  });
  const offer = () => {
    button.hidden = still.matches;
    if (still.matches) stop();
  };
  still.addEventListener("change", offer);
  stop();
  offer();
  return button;
}

/** Take over everything of a page that depends on its date, and leave the form where it is. */
function exchange(form, page) {
  const sheet = form.closest(".sheet");
  const other = page.querySelector("form.steps");
  if (!other) throw new Error("no page of this kind");
  for (const each of form.querySelectorAll("input[type=hidden]")) each.remove();
  for (const each of other.querySelectorAll("input[type=hidden]")) form.append(each.cloneNode());
  for (const each of [...sheet.children]) if (each !== form) each.remove();
  let before = true;
  for (const each of [...other.closest(".sheet").children]) {
    if (each === other) before = false;
    else if (before) form.before(document.adoptNode(each));
    else sheet.append(document.adoptNode(each));
  }
  for (const part of ["header.site nav", "form.seek", "form.moment", "footer.site"]) {
    const mine = document.querySelector(part);
    const its = page.querySelector(part);
    if (mine && its) mine.replaceWith(document.adoptNode(its));
  }
  document.title = page.title;
  const place = document.querySelector("link[rel=canonical]");
  if (place) place.href = page.querySelector("link[rel=canonical]").href;
}

for (const form of document.querySelectorAll("form[data-steps]")) improve(form);
