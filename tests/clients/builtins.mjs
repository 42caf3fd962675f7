// Prints what Node answers to builtins.js.
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

console.log(JSON.stringify(vm.runInNewContext(readFileSync(new URL('builtins.js', import.meta.url), 'utf8') + '\nlet all = {}; for (const name in cases) all[name] = answer(name); all;')));
