// Prints how fast acorn parses each file given, in megabytes a second: the best of several rounds.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [, , packages, rounds, ...files] = process.argv;
const { parse } = createRequire(`${packages}/`)("acorn");
for (const file of files) {
  const text = readFileSync(file, "utf8");
  let best = Infinity;
  for (let round = 0; round < Number(rounds); round++) {
    const start = process.hrtime.bigint();
    parse(text, { ecmaVersion: "latest", sourceType: "script", locations: true });
    best = Math.min(best, Number(process.hrtime.bigint() - start) / 1e9);
  }
  console.log((text.length / 1e6 / best).toFixed(2));
}
