import { expect, test } from 'vitest';
import { hasDesktop } from './browser.ts';

test.each([
  { name: 'Linux with X11', environment: { DISPLAY: ':0' }, platform: 'linux', is: true },
  { name: 'Linux with Wayland', environment: { WAYLAND_DISPLAY: 'wayland-0' }, platform: 'linux', is: true },
  { name: 'Linux without a screen', environment: { DISPLAY: '' }, platform: 'linux', is: false },
  { name: 'macOS', environment: {}, platform: 'darwin', is: true },
  { name: 'Windows', environment: {}, platform: 'win32', is: true },
  { name: 'a machine far away', environment: { DISPLAY: ':10', SSH_CONNECTION: '10.0.0.1 22' }, platform: 'linux', is: false },
  { name: 'a machine that checks', environment: { CI: 'true' }, platform: 'darwin', is: false },
  { name: 'another program that started it', environment: {}, platform: 'darwin', terminal: false, is: false },
])('$name: a page is opened $is', ({ environment, platform, terminal = true, is }) =>
  expect(hasDesktop(environment, platform, terminal)).toBe(is),
);
