// @ts-check
/**
 * Checks the walls of the house (scripts/walls.table.mjs). `--picture` also redraws the imports in ARCHITECTURE.md.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { CLOCK_FOLDER, DOORS, LONG_DATA_FILES, TABLE, TEST_PACKAGES } from './walls.table.mjs';
import { checkWalls } from './walls/checks.mjs';
import { drawPicture, withPicture } from './walls/picture.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { violations, read, edges } = checkWalls(root, {
  table: TABLE,
  doors: DOORS,
  testPackages: TEST_PACKAGES,
  longDataFiles: LONG_DATA_FILES,
  clockFolder: CLOCK_FOLDER,
});

const pageFile = path.join(root, 'ARCHITECTURE.md');
const page = existsSync(pageFile) ? readFileSync(pageFile, 'utf8') : '';
const redrawn = withPicture(page, drawPicture(edges, TABLE));
if (redrawn !== null && redrawn !== page) {
  if (process.argv.includes('--picture')) writeFileSync(pageFile, redrawn);
  else {
    const message = 'its picture is not of the imports there are: node scripts/walls.mjs --picture redraws it';
    violations.push({ wall: 'picture', file: 'ARCHITECTURE.md', line: 1, message });
  }
}

for (const { wall, file, line, message } of violations) console.error(`${file}:${line}  [${wall}] ${message}`);
console.log(`${read.length} files read, ${edges.length} imports followed, ${violations.length} walls broken`);
process.exit(violations.length > 0 ? 1 : 0);
