/**
 * `tongxing clients`: who may use the local API, and the confirmation of who asks. Asks the running agent; without one the
 * file is read, and a client can still be put out. Must never show a token.
 */
import { join } from 'node:path';
import { clientFile } from '../adapters/http/client-file.ts';
import { fault } from '../errors/catalogue.ts';
import type { Client, PairingRequest } from '../ports/clients.ts';
import type { ClientCommands } from './clients-program.ts';
import { folderOf } from './ledger-place.ts';
import type { PlaceOptions } from './program.ts';
import { refuse } from './refusal.ts';
import { runningAt, withAgent } from './running.ts';
import { approvedBy } from './shift.ts';
import { textTable } from './text-table.ts';
import { EXIT, type World } from './world.ts';

export function clientCommands(world: World): ClientCommands {
  /** With the running agent where there is one, else with its file. */
  const either = async (
    options: PlaceOptions,
    running: () => Promise<number>,
    alone: (clients: ReturnType<typeof clientFile>) => number,
  ): Promise<number> => {
    const folder = folderOf(options, world);
    if (typeof folder === 'number') return folder;
    if ((await runningAt(folder)) !== null) return running();
    return alone(clientFile(join(folder, 'clients.json'), world.nowMs));
  };
  const show = (json: boolean, clients: readonly Client[], pairings: readonly PairingRequest[]) => {
    if (json) world.out(`${JSON.stringify({ clients, pairings }, null, 2)}\n`);
    else world.out(listText(clients, pairings));
    return EXIT.done;
  };
  return {
    clientsList: (options) =>
      either(
        options,
        () =>
          withAgent(options, world, async (api) => {
            const { clients } = await api.get<{ clients: readonly Client[] }>('/v1/clients');
            const { pairings } = await api.get<{ pairings: readonly PairingRequest[] }>('/v1/pairings');
            return show(options.json === true, clients, pairings);
          }),
        (clients) => show(options.json === true, clients.list(), []),
      ),
    clientsConfirm: (code, options) =>
      withAgent(options, world, async (api) => {
        const { pairings } = await api.get<{ pairings: readonly PairingRequest[] }>('/v1/pairings');
        const asked = pairings.find((one) => one.code === code);
        if (asked === undefined) return refuse(world, fault('pairing_code_wrong'));
        const extra = await approvedBy(options.by, 'administer', api, world);
        await api.send('POST', `/v1/pairings/${asked.request}/confirm`, { code }, extra);
        world.out(`已接入 let in: ${asked.client}  ${asked.name}  ${asked.grants.join(' ')}\n`);
        return EXIT.done;
      }),
    clientsRefuse: (code, options) =>
      withAgent(options, world, async (api) => {
        const { pairings } = await api.get<{ pairings: readonly PairingRequest[] }>('/v1/pairings');
        const asked = pairings.find((one) => one.code === code);
        if (asked === undefined) return refuse(world, fault('pairing_code_wrong'));
        await api.send('DELETE', `/v1/pairings/${asked.request}`);
        world.out(`已拒绝 refused: ${asked.name}\n`);
        return EXIT.done;
      }),
    clientsRevoke: (client, options) =>
      either(
        options,
        () =>
          withAgent(options, world, async (api) => {
            const extra = await approvedBy(options.by, 'administer', api, world);
            await api.send('DELETE', `/v1/clients/${encodeURIComponent(client)}`, undefined, extra);
            world.out(`已取消接入 put out: ${client}\n`);
            return EXIT.done;
          }),
        (clients) => {
          if (!clients.revoke(client)) return refuse(world, fault('client_unknown', { client }));
          world.out(`已取消接入（终端未运行） put out, no agent runs: ${client}\n`);
          return EXIT.done;
        },
      ),
  };
}

function listText(clients: readonly Client[], pairings: readonly PairingRequest[]): string {
  const where = (origin: string) => (origin === '' ? '本机程序 program' : origin);
  const asks = pairings.map(
    ({ code, name, origin, grants, valid_ms }) =>
      `等待确认 asks: ${code}  ${name}  ${where(origin)}  ${grants.join(' ')}  ${Math.ceil(valid_ms / 1000)} s\n`,
  );
  if (clients.length === 0) return `${asks.join('')}还没有接入方 nobody was let in\n`;
  const rows = clients.map(({ client, name, origin, grants, made }) => [
    client,
    name,
    where(origin),
    grants.join(' '),
    made,
  ]);
  return `${asks.join('')}${textTable([['编号 id', '名称 name', '来源 from', '权限 grants', '时间 since'], ...rows])}`;
}
