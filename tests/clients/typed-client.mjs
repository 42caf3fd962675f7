// Compiles typed-client.ts, runs it, and checks each answer that it got against the type of its call. Arguments: those of typed-client.ts.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const program = 'typed-client.ts';
const folder = mkdtempSync(join('node_modules', '.typed-client-'));
try {
  const compiled = join(folder, 'typed-client.mjs');
  writeFileSync(compiled, ts.transpileModule(readFileSync(program, 'utf8'), { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext } }).outputText);
  const calls = JSON.parse(execFileSync(process.execPath, [compiled, ...process.argv.slice(2)], { encoding: 'utf8', maxBuffer: 1 << 26 }));

  // Literals keep their types, but may have fields that the types do not know.
  const checked = join(folder, 'answers.ts');
  const lines = calls.map(({ verb, path, answer }, i) => `export const answer${i}: Answer<'${verb}', '${path}'> = real(${JSON.stringify(answer)});`);
  writeFileSync(checked, `import type { Answer } from '../../typed-client.js';
type Mutable<T> = T extends string | number | boolean | null | undefined ? T : { -readonly [K in keyof T]: Mutable<T[K]> };
declare function real<const T>(value: T): Mutable<T>;
${lines.join('\n')}
`);
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, strict: true, skipLibCheck: true, noEmit: true, types: [] };
  const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram([program, checked], options)).map((diagnostic) => {
    const line = diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start).line ?? 0;
    const call = diagnostic.file?.fileName.endsWith('answers.ts') ? calls[line - 3] : undefined;
    const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
    return { call: call ? `${call.verb} ${call.path}` : `${diagnostic.file?.fileName}:${line + 1}`, text };
  });
  console.log(JSON.stringify({ calls: calls.map(({ verb, path }) => `${verb} ${path}`), diagnostics }));
} finally {
  rmSync(folder, { recursive: true });
}
