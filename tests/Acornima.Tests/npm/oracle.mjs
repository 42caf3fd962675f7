// Prints what acorn makes of source files, in the canonical form of TreeWriter.cs.
//
//   node oracle.mjs < list-of-files     one line a file: source type, number of nodes, SHA-1 of the canonical form, path
//   node oracle.mjs dump FILE TYPE      the canonical form of one file
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parse } from "acorn";

const bits = new DataView(new ArrayBuffer(8));

function hex(number) {
  bits.setFloat64(0, number);
  return bits.getBigUint64(0).toString(16);
}

function escape(text) {
  return text.replace(/[\\\n\r]/g, c => (c === "\\" ? "\\\\" : c === "\n" ? "\\n" : "\\r"));
}

function literal(node) {
  if (node.regex) return ` /${escape(node.regex.pattern)}/${node.regex.flags}`;
  if (node.bigint != null) return ` ${BigInt(node.bigint)}n`;
  if (typeof node.value === "string") return ` "${escape(node.value)}`;
  return typeof node.value === "number" ? ` ${hex(node.value)}` : ` ${node.value}`;
}

function flags(node, names) {
  let result = "";
  for (const name of names) if (node[name]) result += ` ${name}`;
  return result;
}

// What tells a node from others of its type, apart from its children.
function details(node) {
  switch (node.type) {
    case "Identifier":
    case "PrivateIdentifier": return ` ${node.name}`;
    case "Literal": return literal(node) + ` ${escape(node.raw)}`;
    case "TemplateElement": return ` ${node.value.cooked == null ? "-" : `"${escape(node.value.cooked)}`} "${escape(node.value.raw)}${flags(node, ["tail"])}`;
    case "ExpressionStatement": return node.directive == null ? "" : ` directive ${escape(node.directive)}`;
    case "AssignmentExpression":
    case "BinaryExpression":
    case "LogicalExpression":
    case "UnaryExpression": return ` ${node.operator}`;
    case "UpdateExpression": return ` ${node.operator}${flags(node, ["prefix"])}`;
    case "MemberExpression": return flags(node, ["computed", "optional"]);
    case "CallExpression": return flags(node, ["optional"]);
    case "YieldExpression": return flags(node, ["delegate"]);
    case "VariableDeclaration": return ` ${node.kind}`;
    case "VariableDeclarator": return flags(node, ["init"]);
    case "Property": return ` ${node.kind}${flags(node, ["method", "shorthand", "computed"])}`;
    case "MethodDefinition": return ` ${node.kind}${flags(node, ["static", "computed"])}`;
    case "PropertyDefinition": return flags(node, ["static", "computed", "value"]);
    case "FunctionDeclaration":
    case "FunctionExpression": return flags(node, ["id", "async", "generator"]);
    case "ArrowFunctionExpression": return flags(node, ["async", "expression"]);
    case "ClassDeclaration":
    case "ClassExpression": return flags(node, ["id", "superClass"]);
    case "IfStatement": return flags(node, ["alternate"]);
    case "ForStatement": return flags(node, ["init", "test", "update"]);
    case "ForOfStatement": return flags(node, ["await"]);
    case "SwitchCase": return flags(node, ["test"]);
    case "TryStatement": return flags(node, ["handler", "finalizer"]);
    case "CatchClause": return flags(node, ["param"]);
    case "ArrayExpression":
    case "ArrayPattern": return ` ${node.elements.map(e => (e ? "x" : "-")).join("")}`;
    default: return "";
  }
}

function children(node) {
  const result = [];
  for (const key in node) {
    const value = node[key];
    if (value === null || typeof value !== "object" || key === "loc") continue;
    if (node.type === "Property" && node.shorthand && key === "key") continue;
    if (node.type === "ImportSpecifier" && key === "local" && node.local.start === node.imported.start) continue;
    if (node.type === "ExportSpecifier" && key === "exported" && node.exported.start === node.local.start) continue;
    if (Array.isArray(value)) for (const item of value) item && item.type && result.push(item);
    else if (typeof value.type === "string") result.push(value);
  }
  return result.sort((a, b) => a.start - b.start);
}

function* lines(root) {
  const stack = [root];
  while (stack.length) {
    const node = stack.pop();
    const { start, end } = node.loc;
    yield `${node.type} ${node.start} ${node.end} ${start.line}:${start.column} ${end.line}:${end.column}${details(node)}\n`;
    const list = children(node);
    for (let i = list.length; i--; ) stack.push(list[i]);
  }
}

function read(file, sourceType) {
  // A byte-order mark is white space to both parsers, so it stays.
  const text = readFileSync(file, "utf8");
  return parse(text, { ecmaVersion: "latest", sourceType, locations: true });
}

function tryRead(file) {
  for (const sourceType of file.endsWith(".module.js") || file.endsWith(".mjs") ? ["module"] : ["script", "module"]) {
    try {
      return { sourceType, tree: read(file, sourceType) };
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return { sourceType: "error" };
}

if (process.argv[2] === "dump") {
  for (const line of lines(read(process.argv[3], process.argv[4]))) process.stdout.write(line);
} else {
  for (const file of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
    const { sourceType, tree } = tryRead(file);
    const hash = createHash("sha1");
    let count = 0;
    let buffer = "";
    if (tree) {
      for (const line of lines(tree)) {
        count++;
        buffer += line;
        if (buffer.length > 65536) {
          hash.update(buffer, "utf8");
          buffer = "";
        }
      }
    }
    hash.update(buffer, "utf8");
    process.stdout.write(`${sourceType}\t${count}\t${hash.digest("hex")}\t${file}\n`);
  }
}
