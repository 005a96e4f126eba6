/**
 * Where the package lies on disk, so that data files (policy packs, card images, protos, the OpenAPI document) are found
 * the same way from source, from a bundle in dist/ and from a test. It reads nothing but package.json and must never
 * depend on the working folder or the environment.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Absolute path of the nearest folder above this module whose package.json is named "tongxing".
 * A bundle carries this module inside dist/, one folder deep, which is why the folder is looked for and not counted.
 * Throws when there is none: the installation is broken and nothing can run.
 */
export function packageRoot(from: string = import.meta.url): string {
  const start = dirname(fileURLToPath(from));
  for (let folder = start; ; folder = dirname(folder)) {
    if (nameOf(join(folder, 'package.json')) === 'tongxing') return folder;
    if (folder === dirname(folder)) throw new Error(`no package.json named "tongxing" above ${start}`);
  }
}

function nameOf(manifest: string): unknown {
  let text: string;
  try {
    text = readFileSync(manifest, 'utf8');
  } catch {
    return undefined;
  }
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === 'object' && parsed !== null && 'name' in parsed ? parsed.name : undefined;
}
