// Builds what the wheel carries and git does not: scripts of the pages, and outlines for the maps.

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { fromPackages } from "./outlines.mjs";

const PACKAGE = new URL("../src/biruni/", import.meta.url);
const SCRIPTS = new URL("web/static/dist/", PACKAGE);
const OUTLINES = new URL("report/geography/built/", PACKAGE);

for (const folder of [SCRIPTS, OUTLINES]) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}
await build({
  absWorkingDir: new URL(".", import.meta.url).pathname,
  entryPoints: ["islands/map.js"],
  outdir: SCRIPTS.pathname,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  splitting: true,
  legalComments: "none",
  logLevel: "warning",
});
writeFileSync(new URL("outlines.json", OUTLINES), JSON.stringify(fromPackages()));
