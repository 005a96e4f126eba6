/** The devices in memory keep the contract that the kernel's own keep in the lab. */
import { memoryHid } from '../../simulator/scanner/memory-hid.ts';
import { MAKES } from '../../simulator/scanner/reports.ts';
import { hidPortContract } from './hid-port.contract.ts';

const hid = memoryHid();
let path: string | null = null;

hidPortContract('in memory', () => ({
  port: hid.port,
  async plug() {
    path = hid.plug({ make: MAKES.honeywell });
  },
  async unplug() {
    if (path !== null) hid.unplug(path);
    path = null;
  },
  async send(report) {
    if (path !== null) hid.send(path, [report]);
  },
}));
