import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { preparingOnce } from '../../simulator/centre/adapters/statements.ts';

it('a text is prepared once, and who plucks changes nothing for the others of it', () => {
  const db = preparingOnce(new Database(':memory:'));
  const one = db.prepare('SELECT 7 AS value');
  expect(db.prepare('SELECT 7 AS value')).toBe(one);
  expect(db.prepare('SELECT 7 AS value').pluck().get()).toBe(7);
  expect(db.prepare('SELECT 7 AS value').raw().get()).toEqual([7]);
  expect(one.get()).toEqual({ value: 7 });
  db.close();
});
