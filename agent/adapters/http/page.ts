/**
 * The status page: one file, no build, nothing from elsewhere. It has no token: what it shows (GET /page/status and
 * /page/events) names no person and no amount of theirs, so being on this machine and being the page itself, which the
 * Host and Origin checks establish, is enough. Everything else of the API asks for the token.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface Page {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Reads the file once; each page gets a nonce of its own. */
export function createPage(file: string): () => Page {
  let template: string | null = null;
  return () => {
    template ??= readFileSync(file, 'utf8');
    const nonce = randomBytes(16).toString('base64');
    return {
      html: template.replaceAll('{{nonce}}', nonce),
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
        'referrer-policy': 'no-referrer',
      },
    };
  };
}
