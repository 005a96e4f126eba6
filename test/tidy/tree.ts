/** Reads the files the tidy rules look at: the five source folders, without generated code. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Source } from './source.ts';

const FOLDERS: readonly string[] = ['agent', 'drivers', 'protocol', 'simulator', 'test'];
const LEFT_OUT: readonly string[] = ['generated', 'node_modules', 'dist'];

export function readTree(root: string): Source[] {
  return FOLDERS.flatMap((folder) => readFolder(root, folder));
}

function readFolder(root: string, folder: string): Source[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return LEFT_OUT.includes(entry.name) ? [] : readFolder(root, path);
    // Only code is parsed; of the other files the name alone is judged.
    return [{ path, text: /\.(ts|mts|js|mjs)$/.test(path) ? readFileSync(join(root, path), 'utf8') : '' }];
  });
}
