// @ts-check
/**
 * A Tongxing counter for your tests: starts `tongxing sim serve`, talks to it over HTTP, and ends it. Copy this file into your
 * project; it needs nothing but Node. TONGXING names the program where it is not `npx tongxing`.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** @typedef {Record<string, any>} Json */

/** @param {string[]} [more] further options of `tongxing sim serve` */
export async function startCounter(more = []) {
  const [command = '', ...args] = (process.env['TONGXING'] ?? 'npx tongxing').split(' ');
  const flags = ['sim', 'serve', '--json', '--port', '0', '--control-port', '0', '--until-stdin-ends', ...more];
  const child = spawn(command, [...args, ...flags], { stdio: ['pipe', 'pipe', 'inherit'] });
  const place = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`tongxing sim serve ended with ${code}`)));
    createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line)));
  });
  const token = readFileSync(place.token_file, 'utf8').trim();

  /** @type {(url: string, method: string, body?: Json, headers?: Record<string, string>) => Promise<Json>} */
  const ask = async (url, method, body, headers = {}) => {
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = /** @type {Json} */ (await response.json());
    if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };
  /** @type {(method: string, path: string, body?: Json) => Promise<Json>} */
  const control = (method, path, body) => ask(place.control + path, method, body);
  /** The local API, as your system uses it. @type {(method: string, path: string, body?: Json) => Promise<Json>} */
  const api = (method, path, body) =>
    ask(place.api + path, method, body, { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() });

  return {
    api,
    control,
    place,
    /** @param {string} name puts the card in and waits until it is read */
    async card(name) {
      await control('POST', '/card', { name });
      for (let looks = 0; looks < 200; looks += 1) {
        const { devices } = await api('GET', '/v1/devices');
        if (devices.some((/** @type {Json} */ one) => one['phase'] === 'ready' || one['phase'] === 'failed')) return;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`the card ${name} was not read`);
    },
    /** @param {boolean} on */
    link: (on) => control('POST', '/link', { cut: !on }),
    /** What the centre holds. */
    ledger: async () => (await control('GET', '/centre/ledger'))['transactions'],
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.stdin.end();
      await ended;
    },
  };
}
