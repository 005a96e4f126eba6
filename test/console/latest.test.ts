import { expect, it } from 'vitest';
import { latest } from '../../agent/console/src/latest.ts';

it('asks one at a time, once more for whatever happened meanwhile, and goes on after a question that failed', async () => {
  const answers: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const look = latest(() => new Promise<void>((resolve, reject) => answers.push({ resolve, reject })));
  const first = look();
  const after = Array.from({ length: 1_000 }, () => look());
  expect(answers.length).toBe(1);
  answers[0]?.reject(new Error('gone'));
  await expect(first).rejects.toThrow('gone');
  expect(answers.length).toBe(2);
  const meanwhile = look();
  answers[1]?.resolve();
  await Promise.all(after);
  expect(answers.length).toBe(3);
  answers[2]?.resolve();
  await meanwhile;
  expect(answers.length).toBe(3);
});
