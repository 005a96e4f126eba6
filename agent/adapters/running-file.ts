/**
 * Where the agent of a data folder answers, as a file beside its token: for clients that look for it and for a second
 * agent that finds the folder taken. Says nothing secret. What stands in it may be old: whoever reads it asks there.
 */
import { readFileSync, rmSync } from 'node:fs';
import { writeSecret } from './secret-file.ts';

export interface Running {
  readonly address: string;
  readonly port: number;
  readonly pid: number;
  readonly version: string;
  /** The port of the configuration, where another one was taken instead. */
  readonly wanted_port: number;
}

export function writeRunning(path: string, running: Omit<Running, 'pid'>): void {
  writeSecret(path, `${JSON.stringify({ name: 'tongxing', ...running, pid: process.pid }, null, 2)}\n`);
}

export function removeRunning(path: string): void {
  rmSync(path, { force: true });
}

/** Null: not there, or not one of ours. */
export function readRunning(path: string): Running | null {
  try {
    const read = JSON.parse(readFileSync(path, 'utf8')) as Partial<Running>;
    const { address, port, pid, version, wanted_port } = read;
    const whole = typeof address === 'string' && typeof port === 'number' && typeof pid === 'number';
    if (!whole || typeof version !== 'string' || typeof wanted_port !== 'number') return null;
    return { address, port, pid, version, wanted_port };
  } catch {
    return null;
  }
}
