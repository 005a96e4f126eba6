/**
 * One window at a time holds the counter: the browser's own lock says which, and it is free again when that window is
 * closed or dies. Another window shows who holds it and may take over.
 */
import { onUnmounted, type Ref, ref } from 'vue';

export interface Holder {
  readonly opter_name: string;
  readonly since: string;
}

const LOCK = 'tongxing-counter';
const PLACE = 'tongxing-holder';

export interface Hold {
  /** null until it is known. */
  readonly mine: Ref<boolean | null>;
  readonly holder: Ref<Holder | null>;
  /** Says who holds it, for the other windows. */
  sign(name: string): void;
  takeOver(): void;
}

export function useHold(): Hold {
  const mine = ref<boolean | null>(null);
  const holder = ref<Holder | null>(null);
  const since = new Date().toLocaleTimeString('zh-CN', { hour12: false });
  let release: (() => void) | null = null;

  const held = () =>
    new Promise<void>((resolve) => {
      mine.value = true;
      release = resolve;
    });
  /** Taken over; when that window closes, this one goes on by itself. */
  const stolen = () => {
    mine.value = false;
    read();
    ask({});
  };
  const read = () => {
    holder.value = JSON.parse(localStorage.getItem(PLACE) ?? 'null') as Holder | null;
  };
  const ask = (options: LockOptions) => void navigator.locks.request(LOCK, options, held).catch(stolen);

  void navigator.locks
    .request(LOCK, { ifAvailable: true }, (lock) => {
      if (lock !== null) return held();
      mine.value = false;
      read();
      // Waits its turn: when the other window closes, this one goes on by itself.
      ask({});
      return undefined;
    })
    .catch(stolen);
  const onStorage = () => read();
  window.addEventListener('storage', onStorage);
  onUnmounted(() => {
    window.removeEventListener('storage', onStorage);
    release?.();
  });
  return {
    mine,
    holder,
    sign: (opter_name) => localStorage.setItem(PLACE, JSON.stringify({ opter_name, since } satisfies Holder)),
    takeOver: () => ask({ steal: true }),
  };
}
