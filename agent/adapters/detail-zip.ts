/** One text in a ZIP, as 3202 wants its detail file. Must never put a path into the archive. */
import { ZipFile } from 'yazl';

/** `name` is the text's file name inside; `at` its date. */
export function zipOf(name: string, text: string, at: Date): Promise<Buffer> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(text), name, { mtime: at, mode: 0o100600 });
  zip.end();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk));
    zip.outputStream.on('end', () => resolve(Buffer.concat(chunks)));
    zip.outputStream.on('error', reject);
  });
}
