/** The reader in memory keeps the port's contract. */

import { memoryPcsc } from '../../simulator/card/memory-reader.ts';
import { pcscPortContract } from './pcsc-port.contract.ts';

const READER = 'Memory 00';
const pcsc = memoryPcsc([READER, 'Memory 01']);

pcscPortContract('in memory', () => ({
  port: pcsc.port,
  reader: READER,
  async insert(image, pullAfter) {
    pcsc.insert(READER, image, pullAfter === undefined ? {} : { pullAfter });
  },
  async pull() {
    pcsc.pull(READER);
  },
  async service(up) {
    pcsc.service(up);
  },
}));
