/** This machine as a counter: cards behind its pcscd, scanner and printer on pseudo terminals, the daemon as a process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Pcscd } from '../../../simulator/card/pcscd.ts';
import { NotOnThisStage } from '../../../simulator/scenario/stage.ts';
import { cable } from '../../../simulator/serial/pty.ts';
import { packageRoot } from '../../root.ts';
import type { OpenMachine } from './machine.ts';

export function hostMachine(pcscd: Pcscd): OpenMachine {
  return async ({ folder, printer }, undo) => {
    const scanner = await cable();
    undo.push(() => scanner.pull());
    const paper = await cable((bytes) => printer.take(bytes));
    undo.push(() => paper.pull());
    const [reader] = pcscd.readers;
    const dataDir = join(folder, 'agent');
    let daemon: ChildProcess | null = null;
    return {
      ...{ dataDir, apiPort: await freePort(), limits: {}, slower: 1, wanted: ['scanner', 'printer'] },
      devices: {
        accept_virtual: true,
        serial: [
          { name: 'receipts', type: 'printer', path: paper.path },
          { name: 'scanner', type: 'scanner', path: scanner.path },
        ],
      },
      insert: (card) => reader.insert(card),
      pull: () => reader.pull(),
      scan: async (text, aim) => scanner.send(Buffer.from(`]${aim}${text}\r`, 'utf8')),
      scannerAs: async (mode) => {
        if (mode === 'keyboard') throw new NotOnThisStage('此处没有 USB 扫码枪 there is no USB scanner here');
      },
      cardService: (up) => (up ? pcscd.restart() : pcscd.kill()),
      powerCut: async () => {
        throw new NotOnThisStage('此处不断电 the power of this machine stays on');
      },
      jumpClock: async () => {
        throw new NotOnThisStage('此处不动时钟 the clock is left alone here');
      },
      reach: async () => {},
      start: async (config) => {
        const program = join(packageRoot(), 'dist/tongxing.js');
        daemon = spawn(process.execPath, [program, 'start', '--config', config], { stdio: 'ignore' });
      },
      isRunning: () => daemon !== null && daemon.exitCode === null && daemon.signalCode === null,
      token: async () => readFileSync(join(dataDir, 'api.token'), 'utf8').trim(),
      end: async (signal) => {
        const ending = daemon;
        daemon = null;
        if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
        const ended = new Promise((resolve) => ending.once('exit', resolve));
        ending.kill(signal);
        await ended;
      },
    };
  };
}

/** Free a moment ago: a daemon is configured with one and keeps it over restarts. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
