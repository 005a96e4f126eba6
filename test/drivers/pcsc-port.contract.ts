/**
 * What every PC/SC port must do, run against the reader in memory and the real pcscd: if the fake passes and the real
 * one does not, the fake is wrong.
 */

import { afterEach, describe, expect, it } from 'vitest';
import { answerTo, type PcscContext, type PcscEvent, type PcscPort, type PcscResult } from '../../drivers/pcsc/port.ts';
import { imageOf } from '../../simulator/card/catalogue.ts';
import type { CardImage } from '../../simulator/card/image.ts';

export interface PortUnderTest {
  readonly port: PcscPort;
  /** Name of a reader that is there. */
  readonly reader: string;
  insert(image: CardImage, pullAfter?: number): Promise<void>;
  pull(): Promise<void>;
  /** Ends the service, and brings it back. */
  service(up: boolean): Promise<void>;
}

const SELECT = Buffer.from('00A404000F7378312E73682EC9E7BBE1B1A3D5CF', 'hex');
const READ_CARDNO = Buffer.from('00B207280B', 'hex');
const DEADLINE_MS = 10_000;

export function pcscPortContract(name: string, subject: () => PortUnderTest): void {
  describe(`a PC/SC port: ${name}`, () => {
    const opened: PcscContext[] = [];

    /** Opens a context and waits for events with a deadline. */
    function life() {
      const events: PcscEvent[] = [];
      let count = 0;
      const waiters = new Set<() => void>();
      const result = subject().port.open((event) => {
        events.push(event);
        count += 1;
        for (const wake of [...waiters]) wake();
      });
      if (!result.ok) throw new Error(result.detail);
      opened.push(result.value);
      const seen = (fits: (event: PcscEvent) => boolean): Promise<PcscEvent> =>
        new Promise((resolve, reject) => {
          const look = (): void => {
            const at = events.findIndex(fits);
            if (at < 0) return;
            clearTimeout(deadline);
            waiters.delete(look);
            resolve(events.splice(0, at + 1)[at] as PcscEvent);
          };
          const deadline = setTimeout(() => reject(new Error(`not seen: ${JSON.stringify(events)}`)), DEADLINE_MS);
          waiters.add(look);
          look();
        });
      const card = (present: boolean) =>
        seen((event) => event.kind === 'card' && event.reader === subject().reader && event.present === present);
      return { context: result.value, seen, card, heard: () => count };
    }

    afterEach(async () => {
      await subject().pull();
      // A polled reader tells of the removal later; the next test must not see this card.
      await life().card(false);
      await Promise.all(opened.splice(0).map((context) => context.close()));
    });

    it('tells each reader that is there, then its card', async () => {
      await subject().insert(imageOf('ceshi-jia'));
      const { seen, card } = life();
      await seen((event) => event.kind === 'reader_added' && event.reader === subject().reader);
      const atr = Buffer.from(imageOf('ceshi-jia').atr).toString('hex').toUpperCase();
      expect(await card(true)).toMatchObject({ atr });
    });

    it('tells insertion and removal, with a count that never repeats', async () => {
      const { card } = life();
      const before = await card(false);
      await subject().insert(imageOf('ceshi-jia'));
      const inserted = await card(true);
      await subject().pull();
      const counts = [before, inserted, await card(false)].map((event) => (event.kind === 'card' ? event.count : -1));
      expect(new Set(counts).size).toBe(3);
    });

    it('exchanges APDUs between connect and disconnect, and refuses them outside', async () => {
      const { context, card } = life();
      const { reader } = subject();
      await subject().insert(imageOf('ceshi-jia'));
      await card(true);
      expect((await answerTo(context, reader, SELECT)).ok).toBe(false);
      expect(await context.connect(reader)).toMatchObject({ ok: true });
      await answerTo(context, reader, SELECT);
      const answer = await answerTo(context, reader, READ_CARDNO);
      expect(answer.ok && Buffer.from(answer.value).toString('latin1')).toBe('\x07\x09T0000001A\x90\x00');
      expect(await context.disconnect(reader)).toMatchObject({ ok: true });
      expect((await answerTo(context, reader, SELECT)).ok).toBe(false);
    });

    it('answers a command once and never before it was sent, and takes the next one inside the answer', async () => {
      const { context, card } = life();
      const { reader } = subject();
      const heard: string[] = [];
      const said = (answer: PcscResult<Uint8Array>) =>
        answer.ok ? Buffer.from(answer.value).toString('hex') : answer.fault;
      const refused = new Promise<void>((resolve) => {
        context.transmit('No such reader', SELECT, (answer) => resolve(void heard.push(said(answer))));
      });
      heard.push('sent');
      await refused;
      await subject().insert(imageOf('ceshi-jia'));
      await card(true);
      await context.connect(reader);
      await new Promise<void>((resolve) => {
        context.transmit(reader, SELECT, (first) => {
          heard.push(said(first).slice(-4));
          context.transmit(reader, READ_CARDNO, (second) => resolve(void heard.push(said(second).slice(-4))));
          heard.push('sent inside');
        });
        heard.push('sent');
      });
      expect(heard).toEqual(['sent', 'reader', 'sent', '9000', 'sent inside', '9000']);
    });

    it('gives a card to one program alone', async () => {
      const [first, second] = [life(), life()];
      const { reader } = subject();
      await subject().insert(imageOf('ceshi-jia'));
      await Promise.all([first.card(true), second.card(true)]);
      await first.context.connect(reader);
      expect(await second.context.connect(reader)).toMatchObject({ ok: false, fault: 'busy' });
      await first.context.disconnect(reader);
      expect(await second.context.connect(reader)).toMatchObject({ ok: true });
    });

    it('has no card to connect to in an empty reader, and no reader of an unknown name', async () => {
      const { context, card } = life();
      await card(false);
      expect(await context.connect(subject().reader)).toMatchObject({ ok: false, fault: 'removed' });
      expect(await context.connect('No such reader')).toMatchObject({ ok: false, fault: 'reader' });
    });

    it('calls a card mute that does not answer to reset, before and after its power was cut', async () => {
      const { context, card } = life();
      const { reader } = subject();
      await subject().insert(imageOf('mute'));
      expect(await card(true)).toMatchObject({ atr: '' });
      expect(await context.connect(reader)).toMatchObject({ ok: false, fault: 'mute' });
      await context.unpower(reader);
      expect(await context.connect(reader)).toMatchObject({ ok: false, fault: 'mute' });
    });

    it('hands over an answer longer than a card may give, so that it is seen', async () => {
      const { context, card } = life();
      const { reader } = subject();
      await subject().insert(imageOf('oversized-answer'));
      await card(true);
      await context.connect(reader);
      await answerTo(context, reader, SELECT);
      const answer = await answerTo(context, reader, Buffer.from('00B2093020', 'hex'));
      expect(answer.ok && answer.value.length).toBe(602);
    });

    it('gives no data for a command during which the card was pulled, and tells the removal', async () => {
      const { context, card } = life();
      const { reader } = subject();
      await subject().insert(imageOf('ceshi-jia'), 1);
      await card(true);
      await context.connect(reader);
      await answerTo(context, reader, SELECT);
      const answer = await answerTo(context, reader, READ_CARDNO);
      expect(answer.ok ? answer.value.length : 0).toBe(0);
      await card(false);
    });

    it('tells its end once when the service dies, fails everything after it, and a new context works', async () => {
      const { context, seen, card } = life();
      await card(false);
      await subject().service(false);
      await seen((event) => event.kind === 'ended');
      expect(await context.connect(subject().reader)).toMatchObject({ ok: false, fault: 'service' });
      expect(subject().port.open(() => {})).toMatchObject({ ok: false, fault: 'service' });
      await subject().service(true);
      const next = life();
      await subject().insert(imageOf('ceshi-yi'));
      await next.card(true);
      expect(await next.context.connect(subject().reader)).toMatchObject({ ok: true });
    });

    it('says nothing more once it is closed', async () => {
      const { context, heard, card } = life();
      await card(false);
      await context.close();
      const before = heard();
      const watcher = life();
      await watcher.card(false);
      await subject().insert(imageOf('ceshi-jia'));
      await watcher.card(true);
      expect(heard()).toBe(before);
    });
  });
}
