/**
 * The built counter page, read once into memory: one document for every view and the assets it names. Serves what was
 * built and nothing beside it: a name that is not in the folder's listing does not exist.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

export interface ServedFile {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

export interface ConsoleFiles {
  /** Null: the page was not built. */
  readonly document: ServedFile | null;
  asset(name: string): ServedFile | null;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Everything from here, nothing inline but the first frame's style as it was built, in nobody's frame. */
const policyOf = (styles: string) =>
  `default-src 'none'; script-src 'self'; style-src 'self'${styles}; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** `folder` holds index.html and assets/, as the build leaves them. */
export function consoleFiles(folder: string): ConsoleFiles {
  const index = join(folder, 'index.html');
  if (!existsSync(index)) return { document: null, asset: () => null };
  const assets = new Map<string, ServedFile>();
  for (const name of readdirSync(join(folder, 'assets'))) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    // Names carry a hash of the content, so a browser may keep them.
    const headers = { 'content-type': type, 'cache-control': 'private, max-age=31536000, immutable' };
    assets.set(name, { body: readFileSync(join(folder, 'assets', name)), headers });
  }
  const body = readFileSync(index);
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policyOf(styleHashes(body.toString('utf8'))),
    'referrer-policy': 'no-referrer',
  };
  return { document: { body, headers }, asset: (name) => assets.get(name) ?? null };
}

/** The document's own styles, each by its hash: nothing else that is inline is ever taken for one. */
function styleHashes(html: string): string {
  const hashOf = (text: string) => createHash('sha256').update(text).digest('base64');
  return [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text = '']) => ` 'sha256-${hashOf(text)}'`).join('');
}
