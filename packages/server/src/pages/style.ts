/** Colours of the pages in light and in dark, as `#rrggbb`; every pair is read easily (contrast of 7 and more for text). */
export const PALETTE = {
  light: { paper: '#ffffff', ink: '#1a1a1a', quiet: '#4a4a4a', line: '#b8b8b8', link: '#00438a' },
  dark: { paper: '#141414', ink: '#f2f2f2', quiet: '#c4c4c4', line: '#5a5a5a', link: '#9cc8ff' },
} as const;

const names = ['paper', 'ink', 'quiet', 'line', 'link'] as const;
const colours = (scheme: keyof typeof PALETTE): string => names.map((name) => `--${name}: ${PALETTE[scheme][name]};`).join(' ');

export const STYLE = `:root { color-scheme: light dark; ${colours('light')} }
@media (prefers-color-scheme: dark) { :root { ${colours('dark')} } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 0 1rem 3rem; background: var(--paper); color: var(--ink); font: 1.05rem/1.5 system-ui, sans-serif; }
a { color: var(--link); }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; }
nav ol { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: 0; padding: .75rem 0; list-style: none; }
nav a { display: inline-block; padding: .5rem 0; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: .5rem 0 1rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; }
.wide { overflow-x: auto; margin: 0 0 1.5rem; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
tbody th { font-weight: 400; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.note { color: var(--quiet); }
@media print {
  :root { ${colours('light')} }
  body { max-width: none; padding: 0; font-size: 10pt; }
  header, .skip { display: none; }
  a { color: inherit; text-decoration: none; }
  tr { break-inside: avoid; }
}
`;
