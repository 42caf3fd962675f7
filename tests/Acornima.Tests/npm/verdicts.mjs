// Reads a JSON array of [source type, source] and writes one of acorn's verdicts: null for a good program, else the message.
import { readFileSync } from "node:fs";
import { parse } from "acorn";

function verdict([sourceType, source]) {
  try {
    parse(source, { ecmaVersion: "latest", sourceType });
    return null;
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(verdict)));
