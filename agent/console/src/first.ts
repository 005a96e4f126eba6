/**
 * Lets the frame that stands in the document be painted, then loads the page itself. A window that is not shown is never
 * painted; it does not wait for that.
 */
let begun = false;
function begin(): void {
  if (begun) return;
  begun = true;
  void import('./main.ts');
}
const UNSEEN_MS = 250;
// A frame is asked for, and the next task comes after it was painted.
requestAnimationFrame(() => setTimeout(begin));
setTimeout(begin, UNSEEN_MS);
