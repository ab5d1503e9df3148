import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as listen, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createServer } from 'vite';
import { VITE } from '../packages/console/vite-settings.ts';

// The console as it is worked on: changes show at once, against a server with the demo on a log that is thrown away.
const root = resolve(import.meta.dirname, '..');
const data = mkdtempSync(join(tmpdir(), 'racetower-console-'));
const port = await freePort();
const server = spawn(
  process.execPath,
  [
    '--disable-warning=ExperimentalWarning',
    join(root, 'packages/cli/src/main.ts'),
    'serve',
    '--demo',
    '--quiet',
    '--port',
    String(port),
    '--data',
    data,
  ],
  { cwd: root, stdio: 'inherit' },
);
const target = `http://127.0.0.1:${port}`;
const vite = await createServer({ ...VITE, logLevel: 'info', server: { proxy: { '/api': target, '/looks': target, '/clubs': target } } });
await vite.listen();
vite.printUrls();
process.once('SIGINT', () => {
  server.kill();
  void vite.close().then(() => rmSync(data, { recursive: true, force: true }));
});

function freePort(): Promise<number> {
  return new Promise((found) => {
    const probe = listen().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as AddressInfo;
      probe.close(() => found(free));
    });
  });
}
