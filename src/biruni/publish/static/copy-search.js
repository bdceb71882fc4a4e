// Searches a static copy: names in all languages, every word of the question in any order.

const root = new URL("..", import.meta.url);
const lang = document.documentElement.lang;
// what spellings of a name differ in: case, diacritics, the many apostrophes of Uzbek
const fold = (text) =>
  text
    .replace(/['`´ʹʻʼʽ‘’‛′＇]/gu, "")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();

function score(item, words) {
  const names = [...Object.values(item.names), ...item.also, item.path].map(fold);
  let best = 0;
  for (const name of names) {
    let points = 0;
    for (const word of words) {
      const place = name.indexOf(word);
      if (place < 0) {
        points = 0;
        break;
      }
      points += place === 0 ? 3 : /\p{L}|\p{N}/u.test(name[place - 1]) ? 1 : 2;
    }
    if (points) points += 1 / (1 + name.length);
    best = Math.max(best, points);
  }
  return best;
}

function shown(found, index) {
  const list = document.createElement("ul");
  for (const { item } of found.slice(0, 100)) {
    const link = document.createElement("a");
    link.href = new URL(`${index.folders[lang] ?? ""}${item.path}/index.html`, root).href;
    link.textContent = item.names[lang] ?? item.names.en;
    if (!(lang in item.names)) link.lang = "en";
    const line = document.createElement("li");
    line.append(link, ` · ${index.kinds[lang]?.[item.kind] ?? item.kind}`);
    list.append(line);
  }
  return list;
}

async function search() {
  const asked = new URLSearchParams(location.search).get("q")?.trim() ?? "";
  if (!asked) return;
  const field = document.getElementById("q");
  if (field) field.value = asked;
  const index = await (await fetch(new URL("search-index.json", root))).json();
  const words = fold(asked).split(/\s+/);
  const found = index.items
    .map((item) => ({ item, points: score(item, words) }))
    .filter((each) => each.points > 0)
    .sort((a, b) => b.points - a.points || a.item.path.localeCompare(b.item.path));
  const section = document.createElement("section");
  section.className = "chapter";
  section.setAttribute("role", "status");
  const title = document.createElement("h2");
  title.textContent = `“${asked}”: ${found.length}`;
  section.append(title, shown(found, index));
  document.getElementById("everything")?.before(section);
}

search();
