/** What a reader's name says of it, and which USB device it is. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { usbOf, usbReaders } from '../../drivers/pcsc/native.ts';
import { readerName } from '../../drivers/pcsc/reader-name.ts';

describe('the name of a reader', () => {
  const table: readonly (readonly [string, string, string, boolean])[] = [
    ['ACS ACR39U ICC Reader 00 00', 'ACS ACR39U ICC Reader', '', false],
    ['ACS ACR39U ICC Reader 05 00', 'ACS ACR39U ICC Reader', '', false],
    [
      'Gemalto PC Twin Reader [CCID Interface] (B1E72) 01 00',
      'Gemalto PC Twin Reader [CCID Interface]',
      'B1E72',
      false,
    ],
    [
      'ACS ACR1281 1S Dual Reader [ACR1281 1S Dual Reader ICC] 00 00',
      'ACS ACR1281 1S Dual Reader [ACR1281 1S Dual Reader ICC]',
      '',
      false,
    ],
    [
      'ACS ACR1281 1S Dual Reader [ACR1281 1S Dual Reader PICC] 00 01',
      'ACS ACR1281 1S Dual Reader [ACR1281 1S Dual Reader PICC] slot 01',
      '',
      true,
    ],
    ['OMNIKEY CardMan 5321 Contactless 2', 'OMNIKEY CardMan 5321 Contactless', '', true],
    ['Virtual PCD 00 01', 'Virtual PCD slot 01', '', false],
    ['读卡器', '读卡器', '', false],
  ];
  it.each(table)('%s', (name, model, serial, contactless) => {
    expect(readerName(name)).toEqual({ model, serial, contactless });
  });
});

describe('the USB device of a reader', () => {
  it('is the one with its serial number, or the only reader there is, and else nobody says', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tongxing-usb-'));
    const device = (port: string, files: Readonly<Record<string, string>>, interfaceClass: string) => {
      mkdirSync(join(folder, port));
      mkdirSync(join(folder, `${port}:1.0`));
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, port, name), `${text}\n`);
      writeFileSync(join(folder, `${port}:1.0`, 'bInterfaceClass'), `${interfaceClass}\n`);
    };
    try {
      device('1-1', { idVendor: '072f', idProduct: 'b100', serial: 'S1' }, '0b');
      device('1-2', { idVendor: '0c2e', idProduct: '0b61' }, '03');
      const one = usbReaders(folder);
      expect(one).toEqual([{ vid: '072F', pid: 'B100', serial: 'S1', port: '1-1' }]);
      expect(usbOf('ACS ACR39U 00 00', one)).toEqual({ vid: '072F', pid: 'B100', port: '1-1' });
      expect(usbOf('Virtual PCD 00 00', one)).toBe(null);
      device('1-3.2', { idVendor: '072f', idProduct: 'b100', serial: 'S2' }, '0b');
      const two = usbReaders(folder);
      expect(usbOf('ACS ACR39U 00 00', two)).toBe(null);
      expect(usbOf('ACS ACR39U (S2) 01 00', two)?.port).toBe('1-3.2');
      expect(usbOf('ACS ACR39U (S3) 01 00', two)).toBe(null);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is unknown where the system has no such list', () => {
    expect(usbReaders('/nowhere')).toEqual([]);
  });
});
