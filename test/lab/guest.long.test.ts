/** The guest itself: it boots, says how slow it is, speaks both ways, and loses what it did not flush. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeDisk, openLab, readDisk } from '../../agent/cli/sim/lab/guest.ts';

const { lab, missing } = openLab();

describe('a guest under QEMU', () => {
  if (lab === null) return it.skip(missing);

  it('runs a node script over 9p, answers on its channel and ends with it', async () => {
    const guest = await lab.boot({
      script: `exec 3<>$CHANNEL; echo "up $(node -p 'process.version')" >&3; read -r line <&3; echo "heard $line" >&3`,
    });
    expect(await guest.hears((line) => line.startsWith('up '))).toBe(`up ${process.version}`);
    expect(guest.slower).toBeGreaterThan(1);
    guest.say('good evening');
    expect(await guest.hears((line) => line.startsWith('heard'))).toBe('heard good evening');
    await guest.ended();
  });

  it('keeps what was flushed when its power is cut, and loses what was not', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tongxing-disk-'));
    try {
      const disk = join(folder, 'disk.img');
      makeDisk(disk, 64);
      const guest = await lab.boot({
        disk,
        script: `echo kept > /run/disk/flushed; sync; echo lost > /run/disk/not-flushed; echo done > $CHANNEL; sleep 600`,
      });
      await guest.hears((line) => line === 'done');
      await guest.cut();
      mkdirSync(join(folder, 'files'));
      readDisk(disk, join(folder, 'files'));
      expect(readFileSync(join(folder, 'files/flushed'), 'utf8')).toBe('kept\n');
      expect(() => readFileSync(join(folder, 'files/not-flushed'))).toThrow();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
