/** What a window has to know again after a reload. Lasts as long as the window; holds keys and ids, never persons. */

export function keep(name: string, value: unknown): void {
  sessionStorage.setItem(place(name), JSON.stringify(value));
}

export function kept<T>(name: string): T | null {
  try {
    return JSON.parse(sessionStorage.getItem(place(name)) ?? 'null') as T | null;
  } catch {
    return null;
  }
}

export function forget(name: string): void {
  sessionStorage.removeItem(place(name));
}

const place = (name: string): string => `tongxing-${name}`;
