/**
 * Asking the agent how things stand, however often something happens: one question at a time, and one more when something
 * happened meanwhile. So the last answer is of the last happening, and a thousand of them are no thousand questions.
 */
export function latest(ask: () => Promise<void>): () => Promise<void> {
  let now: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const run = (): Promise<void> => {
    next = null;
    now = ask().finally(() => {
      now = null;
    });
    return now;
  };
  return () => {
    if (now === null) return run();
    next ??= now.then(run, run);
    return next;
  };
}
