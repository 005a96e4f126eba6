/**
 * The keyboard: named keys to deeds, and a scanner that types told apart from a hand. What such a scanner types goes to
 * whoever takes scans and is taken out of the field again; a hand's typing is never held up or changed. A field for a PIN
 * takes nothing that no hand can have typed, whether Enter comes behind it or not: a code of goods must never cost a try.
 */
import { onMounted, onUnmounted } from 'vue';

export type Deeds = Readonly<Record<string, (() => void) | undefined>>;

/** 'F9', 'Escape', 'Ctrl+Enter'. */
export function keyName({ key, ctrlKey, altKey }: KeyboardEvent): string {
  return `${ctrlKey ? 'Ctrl+' : ''}${altKey ? 'Alt+' : ''}${key}`;
}

/** Alt 1 … Alt 9 for what stands numbered on a view, in its order; `from`: how many stand before these. */
export function numbered(deeds: readonly (() => void)[], from = 0): Deeds {
  const numbers = deeds.slice(0, Math.max(0, 9 - from));
  return Object.fromEntries(numbers.map((deed, index) => [`Alt+${from + index + 1}`, deed]));
}

/** The key beside the numbered one; none beyond nine. */
export const numberKey = (index: number): string | null => (index < 9 ? `Alt ${index + 1}` : null);

/** A button that the keyboard has reached is pressed by Enter, whatever else Enter does here. */
const isPressed = ({ key, target }: KeyboardEvent): boolean =>
  key === 'Enter' && target instanceof HTMLElement && target.matches('button:focus-visible, a:focus-visible');

/** Enter in a dialogue; not the one that ends a word of an input method. */
export function entering(deed: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.isComposing || isPressed(event)) return;
    event.preventDefault();
    deed();
  };
}

/** Something stands in the field that the cursor is in. */
export function isTyping(): boolean {
  const field = document.activeElement;
  return field instanceof HTMLInputElement && !['checkbox', 'radio'].includes(field.type) && field.value !== '';
}

/** While the component stands. A deed that is undefined leaves the key to the browser. */
export function useKeys(deeds: () => Deeds): void {
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || isPressed(event)) return;
    // A dialogue on top has the keyboard to itself, but for the keys it lets through by its own deeds.
    const deed = deeds()[keyName(event)];
    if (deed === undefined) return;
    event.preventDefault();
    deed();
  };
  onMounted(() => window.addEventListener('keydown', press));
  onUnmounted(() => window.removeEventListener('keydown', press));
}

/** Faster than this between two keys is no hand. */
const BURST_MS = 35;
/** So many keys in a row, each faster than a hand: no hand's, and as short as a shop's own codes may be. */
const SHORTEST_SCAN = 4;
/** After this no Enter comes any more: a scanner that types none. */
const ENDLESS_MS = 250;

export interface Stroke {
  readonly key: string;
  readonly atMs: number;
}

/** What a scanner in keyboard mode has typed once Enter or Tab comes; null for anything a hand may have done. */
function scanOf(strokes: readonly Stroke[], end: Stroke): string | null {
  if (end.key !== 'Enter' && end.key !== 'Tab') return null;
  let text = '';
  let next = end.atMs;
  for (const { key, atMs } of strokes.toReversed()) {
    if (key.length !== 1 || next - atMs > BURST_MS) break;
    text = key + text;
    next = atMs;
  }
  return text.length >= SHORTEST_SCAN ? text : null;
}

const MOST_STROKES = 256;

export function useScanBursts(onScan: (text: string) => void): void {
  let strokes: Stroke[] = [];
  let before: { field: HTMLInputElement; value: string } | null = null;
  let endless: number | undefined;
  /** What is being typed was handed on already, as no end came. */
  let told = false;
  const secret = () => before?.field.type === 'password';
  const press = (event: KeyboardEvent) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const stroke = { key: event.key, atMs: event.timeStamp };
    const scanned = scanOf(strokes, stroke);
    if (scanned !== null) {
      event.preventDefault();
      event.stopImmediatePropagation();
      window.clearTimeout(endless);
      restore(before);
      strokes = [];
      if (!told) onScan(scanned);
      return;
    }
    const last = strokes.at(-1);
    if (last === undefined || stroke.atMs - last.atMs > BURST_MS) {
      [strokes, told] = [[], false];
      const field = document.activeElement;
      before = field instanceof HTMLInputElement ? { field, value: field.value } : null;
    }
    if (stroke.key.length === 1 && strokes.length < MOST_STROKES) strokes.push(stroke);
    if (secret() && strokes.length >= SHORTEST_SCAN) keepOut(event);
  };
  /** The first keys are in the field already; the others get no further. */
  const keepOut = (event: KeyboardEvent) => {
    event.preventDefault();
    restore(before);
    window.clearTimeout(endless);
    const text = strokes.map(({ key }) => key).join('');
    endless = window.setTimeout(() => {
      told = true;
      onScan(text);
    }, ENDLESS_MS);
  };
  onMounted(() => window.addEventListener('keydown', press, { capture: true }));
  onUnmounted(() => window.removeEventListener('keydown', press, { capture: true }));
}

/** The field as it was before the scanner typed into it. */
function restore(before: { field: HTMLInputElement; value: string } | null): void {
  if (before === null) return;
  before.field.value = before.value;
  before.field.dispatchEvent(new Event('input', { bubbles: true }));
}
