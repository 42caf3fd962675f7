// Runs the storage emulator in a session of its own, so that Ctrl-C in the terminal reaches only Gantry, which stops it when its own work is done;
// and ends it when Gantry's end of the pipe closes, however Gantry ended. SIGTERM lets the emulator save its data.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('node_modules/azurite/dist/src/azurite.js', import.meta.url));
const azurite = spawn(process.execPath, [script, ...process.argv.slice(2)], { detached: true, stdio: ['ignore', 'inherit', 'inherit'] });
console.log(`Azurite process ${azurite.pid}`);
for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => {});
process.on('SIGTERM', () => azurite.kill('SIGTERM'));
process.stdin.on('end', () => azurite.kill('SIGTERM')).on('error', () => azurite.kill('SIGTERM')).resume();
azurite.on('exit', (code) => process.exit(code ?? 0));
