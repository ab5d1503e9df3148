import type { Page } from 'playwright-core';

/** What a finger has to hit, pixels, and that of what stands in a line of text. */
const LEAST = 44;

/**
 * What is too small to be hit: one sentence each. Left out, as WCAG does, is what stands in a sentence or a cell of text (its line height
 * rules), and what a label or a whole row around it is hit for.
 */
export function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`(${found.toString()})(${LEAST})`);
}

/** Runs in the page. */
function found(least: number): readonly string[] {
  const WANTED =
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab], [role=option], [role=menuitem], [role=switch], [role=slider]';
  const shown = (each: Element): boolean => each.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const small: string[] = [];
  for (const each of document.querySelectorAll(WANTED)) {
    const box = (each.closest('label') ?? each).getBoundingClientRect();
    if (!shown(each) || isTucked(each) || each.closest('[aria-hidden=true], [inert]') !== null || inText(each)) continue;
    if ((box.width >= least - 0.5 && box.height >= least - 0.5) || hits(each)) continue;
    const name = each.getAttribute('aria-label') ?? (each.textContent || each.tagName).trim().slice(0, 60);
    small.push(`${each.tagName.toLowerCase()} "${name}": ${Math.round(box.width)} x ${Math.round(box.height)}`);
  }
  return small;

  /** Kept for readers alone: it is a dot on the screen. */
  function isTucked(each: Element): boolean {
    const { width, height } = each.getBoundingClientRect();
    return (
      width <= 1 || height <= 1 || (each.parentElement !== null && each.parentElement !== document.body && isTucked(each.parentElement))
    );
  }
  /** Part of a text that goes on around it, as a link in a sentence. */
  function inText(each: Element): boolean {
    if (getComputedStyle(each).display !== 'inline') return false;
    const around = each.closest('p, li, dd, dt, td, th, figcaption, div, summary, h1, h2, h3');
    return around !== null && (around.textContent ?? '').trim().length > (each.textContent ?? '').trim().length;
  }
  /** Whether a finger as wide as that around the middle hits it, as where a larger area is laid over it. */
  function hits(each: Element): boolean {
    each.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const box = each.getBoundingClientRect();
    const [x, y, reach] = [box.x + box.width / 2, box.y + box.height / 2, least / 2 - 1];
    const places = [
      [0, 0],
      [-reach, 0],
      [reach, 0],
      [0, -reach],
      [0, reach],
    ] as const;
    return places.every(([right, down]) => {
      const hit = document.elementFromPoint(x + right, y + down);
      return hit !== null && (each.contains(hit) || hit.closest('label')?.contains(each) === true);
    });
  }
}
