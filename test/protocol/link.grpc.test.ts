import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Client } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { callCentre } from '../../agent/adapters/centre-call.ts';
import { GrpcLink } from '../../agent/adapters/grpc-link.ts';
import { makeTerminalKey } from '../../agent/adapters/terminal-key.ts';
import type { Clock } from '../../agent/ports/clock.ts';
import type { LinkEvent } from '../../agent/ports/link.ts';
import { Authority, type Identity } from '../../simulator/centre/adapters/authority.ts';
import { systemClock } from '../../simulator/centre/adapters/system-clock.ts';
import { type Backend, CentreServer } from '../../simulator/centre/server.ts';
import { CuttableRelay } from '../../simulator/link/cut.ts';
import { linkContract } from './link.contract.ts';
import { identityOf } from './terminal.ts';

const clock = systemClock();
let authority: Authority;
let server: Identity;
let terminal: Identity;

beforeAll(async () => {
  authority = Authority.make(clock.wallMs());
  server = authority.server(clock.wallMs());
  terminal = identityOf(authority, 'T1');
});

function linkTo(
  port: number,
  identity: Identity,
  ca = authority.certificate,
  after?: Promise<void>,
  time: Clock = clock,
): GrpcLink {
  return new GrpcLink({
    ...(after === undefined ? {} : { after }),
    address: `127.0.0.1:${port}`,
    ca: Buffer.from(ca),
    certificate: Buffer.from(identity.certificate),
    key: Buffer.from(identity.key),
    clock: time,
    serverName: 'localhost',
    backoffMs: { first: 20, longest: 100 },
  });
}

/** One that accepts connections and never says a word. */
async function muteCentre() {
  const [begun, over] = [new Set<Socket>(), new Set<Socket>()];
  const mute = createServer((socket) => {
    begun.add(socket);
    socket.resume().on('close', () => over.add(socket));
  }).listen(0, '127.0.0.1');
  await once(mute, 'listening');
  return { mute, port: (mute.address() as AddressInfo).port, begun, over };
}

const pause = () => new Promise((resolve) => setImmediate(resolve));

/** Turns of the event loop until the condition holds; the test's own deadline ends a wait in vain. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause();
}

linkContract('the gRPC link', async () => {
  let backend: Backend = () => {};
  const centre = await CentreServer.terminals(0, authority.certificate, server, (...delivery) => backend(...delivery));
  const relay = await CuttableRelay.start(0, centre.port);
  const link = linkTo(relay.port, terminal);
  return {
    link,
    answerBy: (next) => {
      backend = next;
    },
    cut: () => relay.cut(),
    restore: () => relay.restore(),
    until: (condition) => until(condition),
    // A call there and back on a connection of its own: whatever was under way before it has arrived.
    settle: async () => {
      const other = linkTo(centre.port, terminal);
      const previous = backend;
      const seen: LinkEvent[] = [];
      other.start((event) => seen.push(event));
      await until(() => seen.some(({ kind }) => kind === 'up'));
      backend = (dev_no, method, bytes, answer) =>
        method === 'Inquire' ? answer(bytes) : previous(dev_no, method, bytes, answer);
      other.call(1, 'Inquire', Uint8Array.of(1), 10_000);
      await until(() => seen.some(({ kind }) => kind === 'reply'));
      backend = previous;
      await other.close();
    },
    connections: () => centre.connections,
    end: async () => {
      await link.close();
      await relay.close();
      await centre.close();
    },
  };
});

describe('mutual TLS', () => {
  let centre: CentreServer;
  const seen: string[] = [];
  beforeAll(async () => {
    centre = await CentreServer.terminals(0, authority.certificate, server, (dev_no, _method, bytes, answer) => {
      seen.push(dev_no);
      answer(bytes);
    });
  });
  afterAll(() => centre.close());

  /** What the link says until `kind` was said `times` times. */
  async function said(link: GrpcLink, done: (events: readonly LinkEvent[]) => boolean): Promise<readonly LinkEvent[]> {
    const events: LinkEvent[] = [];
    await new Promise<void>((resolve) => {
      link.start((event) => {
        events.push(event);
        if (event.kind === 'up') link.call(1, 'Hello', Uint8Array.of(1), 5_000);
        if (done(events)) resolve();
      });
    });
    await link.close();
    return events;
  }

  test('gives the centre the terminal by the name in its certificate', async () => {
    await said(linkTo(centre.port, terminal), (events) => events.some(({ kind }) => kind === 'reply'));
    expect(seen).toEqual(['T1']);
  });

  test('waits with its first connection for what it was told to wait for, and calls nobody when it was closed by then', async () => {
    for (const closed of [true, false]) {
      let go: () => void = () => {};
      const after = new Promise<void>((resolve) => {
        go = resolve;
      });
      const link = linkTo(centre.port, terminal, authority.certificate, after);
      const events: LinkEvent[] = [];
      link.start((event) => events.push(event));
      // Another one, begun later, comes up and goes meanwhile.
      await said(linkTo(centre.port, terminal), (heard) => heard.some(({ kind }) => kind === 'reply'));
      expect(events).toMatchObject([{ kind: 'down' }]);
      if (closed) await link.close();
      go();
      if (closed) await said(linkTo(centre.port, terminal), (heard) => heard.some(({ kind }) => kind === 'reply'));
      else await until(() => events.some(({ kind }) => kind === 'up'));
      expect(events.some(({ kind }) => kind === 'up')).toBe(!closed);
      await link.close();
    }
  });

  test('leaves no connection behind to a centre that says nothing, at the next attempt and at its close', async () => {
    const { mute, port, begun, over } = await muteCentre();
    let unstick = () => {};
    const after = (ms: number, callback: () => void) => {
      if (ms !== 30_000) return clock.after(ms, callback);
      unstick = callback;
      return () => {};
    };
    const link = linkTo(port, terminal, authority.certificate, undefined, { ...clock, after });
    link.start(() => {});
    await until(() => begun.size === 1);
    unstick();
    await until(() => begun.size === 2 && over.size === 1);
    await link.close();
    await until(() => over.size === begun.size);
    mute.close();
  });

  test('a call by itself leaves none behind either: a start that was given up would never end', async () => {
    const { mute, port, begun, over } = await muteCentre();
    const call = { address: `127.0.0.1:${port}`, ca: Buffer.from(authority.certificate), serverName: 'localhost' };
    const asked = callCentre({ ...call, deadlineMs: 500 }, 'EnrolmentService/Enrol', new Uint8Array());
    await expect(asked).rejects.toThrow('DEADLINE_EXCEEDED');
    await until(() => begun.size === 1 && over.size === 1);
    mute.close();
  });

  test('leaves no connection behind when its certificate is changed and the line is then down for long', async () => {
    const relay = await CuttableRelay.start(0, centre.port);
    const waits = new Set<() => void>();
    const after = (ms: number, callback: () => void) => {
      if (ms !== 30_000) return clock.after(ms, callback);
      waits.add(callback);
      return () => void waits.delete(callback);
    };
    const closed = vi.spyOn(Client.prototype, 'close');
    const link = linkTo(relay.port, terminal, authority.certificate, undefined, { ...clock, after });
    let up = 0;
    link.start(({ kind }) => {
      if (kind === 'up') up += 1;
    });
    await until(() => up >= 1);
    link.renew(Buffer.from(terminal.certificate));
    await relay.cut();
    for (const stuck of [...waits]) stuck();
    await relay.restore();
    await until(() => up >= 2);
    await link.close();
    // The first, the one that never came up, and the last.
    expect(new Set(closed.mock.contexts).size).toBe(3);
    closed.mockRestore();
    await relay.close();
  });

  test('goes on under a renewed certificate as soon as nothing is under way over the old one, whose answer still comes', async () => {
    const key = makeTerminalKey();
    const waits = new Set<() => void>();
    const looks = {
      ...clock,
      after: (ms: number, callback: () => void) => (ms === 200 ? wait(callback) : clock.after(ms, callback)),
    };
    const wait = (callback: () => void) => {
      waits.add(callback);
      return () => void waits.delete(callback);
    };
    const lookAgain = () => {
      const due = [...waits];
      waits.clear();
      for (const callback of due) callback();
    };
    const asked: { readonly dev_no: string; readonly answer: () => void }[] = [];
    const slow = await CentreServer.terminals(0, authority.certificate, server, (dev_no, _method, bytes, answer) => {
      asked.push({ dev_no, answer: () => answer(bytes) });
    });
    const link = linkTo(slow.port, identityOf(authority, 'OLD', key), authority.certificate, undefined, looks);
    const events: LinkEvent[] = [];
    const heard = (kind: LinkEvent['kind']) => events.filter((event) => event.kind === kind).length;
    link.start((event) => events.push(event));
    await until(() => heard('up') === 1);
    link.call(1, 'Hello', Uint8Array.of(1), 60_000);
    await until(() => asked.length === 1);
    link.renew(Buffer.from(identityOf(authority, 'NEW', key).certificate));
    lookAgain();
    asked[0]?.answer();
    await until(() => heard('reply') === 1);
    lookAgain();
    await until(() => heard('up') === 2);
    link.call(2, 'Hello', Uint8Array.of(1), 60_000);
    await until(() => asked.length === 2);
    expect(asked.map(({ dev_no }) => dev_no)).toEqual(['OLD', 'NEW']);
    expect(heard('no_reply')).toBe(0);
    await link.close();
    await slow.close();
  });

  test('refuses a terminal whose certificate another authority has signed', async () => {
    const stranger = identityOf(Authority.make(clock.wallMs()), 'T1');
    seen.length = 0;
    const link = linkTo(centre.port, stranger);
    const events: LinkEvent[] = [];
    link.start((event) => events.push(event));
    const attempts = centre.refusals;
    await until(() => centre.refusals >= attempts + 2);
    expect(seen).toEqual([]);
    expect(events.some(({ kind }) => kind === 'reply')).toBe(false);
    await link.close();
  });

  test('refuses a client without a certificate', async () => {
    const { Client, credentials, Metadata } = await import('@grpc/grpc-js');
    const client = new Client(`127.0.0.1:${centre.port}`, credentials.createSsl(Buffer.from(authority.certificate)));
    const asIs = (bytes: Buffer) => bytes;
    const path = '/tongxing.v1.TerminalService/Hello';
    const error = await new Promise((resolve) => {
      client.makeUnaryRequest(
        path,
        asIs,
        asIs,
        Buffer.of(1),
        new Metadata(),
        { deadline: Date.now() + 5_000 },
        resolve,
      );
    });
    expect(error).toMatchObject({ code: 14 });
    client.close();
  });

  test('does not talk to a centre that another authority has signed', async () => {
    const other = Authority.make(clock.wallMs());
    const link = linkTo(centre.port, terminal, other.certificate);
    const events: LinkEvent[] = [];
    link.start((event) => events.push(event));
    link.call(1, 'Hello', Uint8Array.of(1), 5_000);
    await until(() => events.some(({ kind }) => kind === 'no_reply'));
    const attempts = centre.refusals;
    await until(() => centre.refusals >= attempts + 2);
    link.call(2, 'Hello', Uint8Array.of(1), 5_000);
    await until(() => events.some((event) => event.kind === 'no_reply' && event.call === 2));
    expect(events.find((event) => 'call' in event && event.call === 2)).toMatchObject({
      reason: 'unsent',
      detail: expect.stringMatching(/certificate/),
    });
    await link.close();
  });

  test('has raised windows on both receiving sides', async () => {
    await until(() => centre.connections === 0);
    const link = linkTo(centre.port, terminal);
    let replied = false;
    link.start((event) => {
      if (event.kind === 'up') link.call(1, 'Hello', Uint8Array.of(1), 5_000);
      replied ||= event.kind === 'reply';
    });
    await until(() => replied);
    // Less what the one call took out of them.
    const [windows] = centre.windows();
    expect(windows?.received).toBeGreaterThan(8_000_000);
    expect(windows?.sent).toBeGreaterThan(8_000_000);
    await link.close();
  });
});
