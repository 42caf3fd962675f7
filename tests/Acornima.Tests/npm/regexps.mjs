// Reads a JSON array of [pattern, flags, input] and writes one of what V8 makes of each: null for an invalid expression, else the groups of the
// first match (null where there is none), each as [start, end] or null.
import { readFileSync } from "node:fs";

function run([pattern, flags, input]) {
  let expression;
  try {
    expression = new RegExp(pattern, flags.includes("d") ? flags : flags + "d");
  } catch {
    return null;
  }
  const match = expression.exec(input);
  return { match: match && [...match.indices].map(range => range ?? null) };
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(run)));
