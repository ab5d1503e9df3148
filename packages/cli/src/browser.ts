/** Tells whether there is a desktop here on which a page could be opened, and somebody who sits at it. */
export function hasDesktop(
  environment: NodeJS.ProcessEnv = process.env,
  platform: string = process.platform,
  isTerminal = process.stdout.isTTY,
): boolean {
  const { CI: ci, SSH_CONNECTION: ssh, DISPLAY: x11, WAYLAND_DISPLAY: wayland } = environment;
  if (!isTerminal || set(ci) || set(ssh)) return false;
  return platform === 'win32' || platform === 'darwin' || set(x11) || set(wayland);
}

const set = (value: string | undefined): boolean => value !== undefined && value !== '';

/** Opens a page in the browser of this desktop. Where that does not work nothing happens: the address was printed. */
export async function openPage(address: string): Promise<void> {
  try {
    const { default: open } = await import('open');
    const child = await open(address);
    child.on('error', () => undefined);
  } catch {
    // Whoever reads the address can open it by hand.
  }
}
