/**
 * Which settings differ between two configurations, and which of them the agent takes while it is at work. Pure. What is not
 * named as live needs a restart: nothing is ever half taken.
 */
import type { Config } from './config.ts';

/** As the file names them. `limits.*` one by one. */
function settingsOf(config: Config): ReadonlyMap<string, unknown> {
  const { centre, limits, log } = config;
  return new Map<string, unknown>([
    ['mode', config.mode],
    ['data_dir', config.dataDir],
    ['packs_dir', config.packsDir],
    ['catalogue_file', config.catalogueFile],
    ['api.port', config.apiPort],
    ['api.when_taken', config.spareApiPorts],
    ['api.allowed_origins', config.allowedOrigins],
    ['centre.host', centre.address],
    ['centre.ca_file', centre.caFile],
    ['centre.server_name', centre.serverName],
    ['centre.fixmedins_code', centre.fixmedins_code],
    ['devices.accept_virtual', config.acceptVirtual],
    ['devices.card_sharing', config.cardSharing],
    ['devices.card_deadline', config.cardDeadlineMs],
    ['devices.vendor_reader', config.vendorReader],
    ['devices.hid_scanners', config.hidScanners],
    ['devices.serial', config.serialDevices],
    ['devices.serial.paper_mm', config.paper],
    ...Object.entries(limits).map(([name, value]) => [`limits.${name.replace(/Ms$/, '')}`, value] as const),
    ['log.level', log.level],
    ['log.file', log.file],
  ]);
}

const LIVE = /^(limits\.|log\.level$|api\.allowed_origins$|devices\.serial\.paper_mm$)/;

/** `running`: what the agent was started with. `known`: what it goes by now. Enrolment codes are for a start alone. */
export function compareConfigs(
  running: Config,
  known: Config,
  next: Config,
): { readonly changed: readonly string[]; readonly needRestart: readonly string[] } {
  const [first, before, after] = [running, known, next].map(settingsOf) as [
    ReadonlyMap<string, unknown>,
    ReadonlyMap<string, unknown>,
    ReadonlyMap<string, unknown>,
  ];
  const differs = (from: ReadonlyMap<string, unknown>) => (name: string) =>
    JSON.stringify(from.get(name)) !== JSON.stringify(after.get(name));
  const names = [...after.keys()];
  return {
    changed: names.filter((name) => LIVE.test(name)).filter(differs(before)),
    needRestart: names.filter((name) => !LIVE.test(name)).filter(differs(first)),
  };
}
