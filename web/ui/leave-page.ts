/**
 * Leaves a page whose session ended. A browser may keep the whole page for its back button, as it was: it is emptied first, and asks anew should
 * somebody go back to it. Fails toward an empty page.
 */
export function leavePage(to: string, page: Window = window): void {
  page.document.body.replaceChildren();
  page.addEventListener('pageshow', () => page.location.reload());
  page.location.replace(to);
}
