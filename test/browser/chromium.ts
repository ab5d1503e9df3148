import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export type Found = { readonly ok: true; readonly path: string } | { readonly ok: false; readonly says: string };

const PLACES: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/usr/bin/microsoft-edge',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

let known: Found | undefined;

/**
 * Finds a Chromium: the one that `RACETOWER_CHROMIUM` names, else where browsers usually are, else a fresh one where apt-get may
 * install it.
 */
export function findChromium(): Found {
  known ??= look();
  return known;
}

function look(): Found {
  const named = process.env['RACETOWER_CHROMIUM'];
  if (named !== undefined && named !== '')
    return existsSync(named) ? { ok: true, path: named } : { ok: false, says: `RACETOWER_CHROMIUM: there is no ${named}` };
  const there = installed();
  if (there !== undefined) return { ok: true, path: there };
  const said = install();
  const path = installed();
  return path === undefined ? { ok: false, says: `there is no Chromium here: ${said}` } : { ok: true, path };
}

const installed = (): string | undefined => PLACES[process.platform]?.find((path) => existsSync(path));

/** Installs it from Debian's archive, as root only. @returns why there is none, where that did not work */
function install(): string {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return 'install one, or name it by RACETOWER_CHROMIUM';
  process.stderr.write('Installing Chromium for the browser tests (apt-get), once …\n');
  const apt = (...words: readonly string[]): number | null =>
    spawnSync('apt-get', ['-qq', '-y', '-o', 'DPkg::Lock::Timeout=300', ...words], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status;
  apt('update');
  return apt('install', '--no-install-recommends', 'chromium') === 0 ? '' : 'apt-get could not install it';
}
