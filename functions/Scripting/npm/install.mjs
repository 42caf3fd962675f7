// Installs what package-lock.json names. Two builds may do so at once: each installs into a folder of its own, and the rename decides.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const work = mkdtempSync(join(here, 'node_modules.'));
try {
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(here, file), join(work, file));
  const npm = spawnSync('npm ci --ignore-scripts --no-audit --no-fund --loglevel=error', { cwd: work, shell: true, stdio: ['ignore', 'ignore', 'inherit'] });
  if (npm.status !== 0) process.exitCode = 1;
  else replace(join(work, 'node_modules'), join(here, 'node_modules'), join(work, 'old'));
} finally {
  rmSync(work, { recursive: true, force: true });
}

function replace(from, to, old) {
  try {
    renameSync(to, old);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  try {
    renameSync(from, to);
  } catch (error) {
    // The other build was faster; what it installed is the same.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  }
}
