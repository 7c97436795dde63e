/** What a phone's screen must hold at any size of type and in either direction of writing. */
import type { Page } from 'playwright-core';

/**
 * Everything visible that lies beyond the screen's sides and cannot be scrolled to on its own, "span.hint 402"; and words that come to
 * the edge of their button, "cut: SOS".
 */
export function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const width = document.documentElement.clientWidth;
    const found = [];
    if (document.documentElement.scrollWidth > width + 1) found.push('page ' + document.documentElement.scrollWidth);
    const isHeld = (element) => {
      for (let one = element.parentElement; one !== null; one = one.parentElement) {
        if (one.matches('[data-map-status], svg, .visually-hidden')) return true;
        if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(one).overflowX) && one.scrollWidth <= one.clientWidth + 1) return true;
      }
      return false;
    };
    for (const element of document.querySelectorAll('#root *, [role=alertdialog] *')) {
      const box = element.getBoundingClientRect();
      if (box.width === 0 || box.height === 0 || element.closest('svg, .visually-hidden, [hidden]') !== null) continue;
      const { overflowX, clipPath } = getComputedStyle(element);
      if (clipPath !== 'none') continue;
      const name = element.tagName.toLowerCase() + '.' + String(element.className).split(' ')[0];
      if (['auto', 'scroll'].includes(overflowX) && element.scrollWidth > element.clientWidth + 1 && element.tagName !== 'PRE')
        found.push(name + ' scrolls ' + element.scrollWidth + ' in ' + element.clientWidth);
      if ((box.right > width + 1 || box.left < -1) && !isHeld(element)) found.push(name + ' ' + Math.round(box.left) + '..' + Math.round(box.right));
    }
    for (const button of document.querySelectorAll('#root button, #root a, [role=alertdialog] button, [role=alertdialog] a')) {
      if (button.closest('.visually-hidden, [hidden], p, li > span, [data-map-status]') !== null) continue;
      // One without sides is a row of a list.
      if (getComputedStyle(button).paddingInlineEnd === '0px') continue;
      const box = button.getBoundingClientRect();
      const words = document.createTreeWalker(button, NodeFilter.SHOW_TEXT);
      while (box.width > 0 && words.nextNode()) {
        if (words.currentNode.parentElement.closest('.visually-hidden') !== null) continue;
        const range = document.createRange();
        range.selectNodeContents(words.currentNode);
        const text = range.getBoundingClientRect();
        if (text.right > box.right - 2 || text.left < box.left + 2) found.push('cut: ' + words.currentNode.textContent.slice(0, 40));
      }
    }
    return [...new Set(found)];
  })()`);
}

/** Visible buttons and links below this height or width, by name. Links within a sentence are words, not targets. */
export function smallTargets(page: Page, minPx: number): Promise<string[]> {
  return page.evaluate(
    `[...document.querySelectorAll('button, a[href], select, [role=button], label:has(input)')]
      .filter((one) => one.closest('.visually-hidden, [hidden], p, li > span, [data-map-status]') === null)
      .map((one) => ({ one, box: one.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && box.height > 0 && (box.height < ${minPx} - 0.5 || box.width < ${minPx} - 0.5))
      .map(({ one, box }) => (one.getAttribute('aria-label') ?? one.textContent).trim().slice(0, 40) + ' ' + Math.round(box.width) + 'x' + Math.round(box.height))`,
  );
}

/** Animations and transitions that would still be seen by whoever asked for less motion. */
export function moving(page: Page): Promise<string[]> {
  return page.evaluate(`document.getAnimations()
    .filter((one) => Number(one.effect?.getComputedTiming().duration ?? 0) > 50)
    .map((one) => (one.animationName ?? one.transitionProperty) + ' ' + one.effect.target?.className)`);
}
