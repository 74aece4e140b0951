// @ts-check
/**
 * A headless Chromium for Linux x64 out of the npm registry, for machines where no browser can be installed or downloaded: the package
 * @sparticuz/chromium carries the binary itself. Only its compressed files are used; its code is neither run nor installed.
 */
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { npm } from '../ensure-deps.mjs';
import { untar } from './untar.mjs';

const PACKAGE = '@sparticuz/chromium@153.0.0';
const TARBALL = 'sparticuz-chromium-153.0.0.tgz';
const SHA512 = 'jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==';

/**
 * @param {string} folder an own folder, made or emptied here
 * @returns {{ executablePath: string, env: Record<string, string> }}
 * @throws when the package cannot be fetched, is not the pinned one, or this is another platform
 */
export function unpackNpmChromium(folder) {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error(`${PACKAGE} is for Linux x64 only`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{}');
  const fetched = npm(['pack', PACKAGE, '--ignore-scripts', '--loglevel=error'], folder, 'pipe');
  if (!fetched.ok) throw new Error(fetched.output.trim().split('\n').slice(0, 3).join(' '));
  const tarball = path.join(folder, TARBALL);
  const packed = readFileSync(tarball);
  if (createHash('sha512').update(packed).digest('base64') !== SHA512)
    throw new Error(`${PACKAGE} is not the file that was pinned`);
  for (const { name, body } of untar(gunzipSync(packed))) {
    const part = /^package\/bin\/(.+)\.br$/.exec(name)?.[1];
    if (part) unpackPart(part, brotliDecompressSync(body), folder);
  }
  rmSync(tarball);
  writeFileSync(path.join(folder, 'fonts.conf'), fontsConf(folder));
  return {
    executablePath: path.join(folder, 'chromium'),
    // Its own nss, nspr and expat; its own fonts, without which every text is 0 px wide.
    env: { LD_LIBRARY_PATH: path.join(folder, 'lib'), FONTCONFIG_FILE: path.join(folder, 'fonts.conf') },
  };
}

/** @param {string} part @param {Buffer} bytes @param {string} folder */
function unpackPart(part, bytes, folder) {
  if (!part.endsWith('.tar')) {
    writeFileSync(path.join(folder, part), bytes);
    chmodSync(path.join(folder, part), 0o755);
    return;
  }
  // Each archive has its own top folder (`fonts`, `lib`), but for swiftshader's, whose libraries stand beside the binary.
  for (const { name, mode, body } of untar(bytes)) {
    const target = path.resolve(folder, name);
    if (!target.startsWith(path.resolve(folder) + path.sep))
      throw new Error(`${name} would be written outside ${folder}`);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, body);
    chmodSync(target, mode);
  }
}

/** @param {string} folder */
const fontsConf = (folder) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path.join(folder, 'fonts')}</dir>
  <cachedir>${path.join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;
