/** What the daemon's bundle leaves out until it is used (agent/cli/build.mjs), as it is had then. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { late } from '../../agent/cli/code-cache.ts';
import { packageRoot } from '../../agent/root.ts';

const START = join(packageRoot(), 'dist/start.js');

it('loads nothing before one of its names is asked for, and then once', () => {
  let loads = 0;
  const load = () => {
    loads += 1;
    return { one: () => 'first', two: 2 };
  };
  const given = late(['one', 'two'], load, false) as ReturnType<typeof load>;
  const shown = Object.keys(given);
  expect({ shown, loads }).toEqual({ shown: ['one', 'two'], loads: 0 });
  expect([given.one(), given.two, given.one()]).toEqual(['first', 2, 'first']);
  expect(loads).toBe(1);
});

it('leaves the tables of character sets to their package, which writes a receipt as it would within', () => {
  const names = /late\d*\((\["[^\]]*"encode"[^\]]*\]),\(\)=>require\("iconv-lite"\)/.exec(
    readFileSync(START, 'latin1'),
  )?.[1];
  const iconv = late(JSON.parse(names ?? '[]'), () => createRequire(START)('iconv-lite'), false) as {
    encode(text: string, charset: string): Buffer;
  };
  expect(iconv.encode('药', 'gb18030')).toEqual(Buffer.from([0xd2, 0xa9]));
});

it.each(['@grpc/grpc-js', 'ajv/dist/core', 'iconv-lite/lib', 'node_modules/yazl', 'node_modules/yauzl'])(
  'holds no %s, which a start need not wait for',
  (path) => {
    const text = readFileSync(START, 'latin1');
    expect(text).toContain('node_modules/fastify');
    // What is bundled stands under its path.
    expect(text).not.toContain(`${path}/`);
    expect(text).not.toContain(`node_modules/${path}.js`);
  },
);
