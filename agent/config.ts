/**
 * The configuration file: YAML held against config.schema.json, every fault named by field, line and column, in both
 * languages. Only what is safe to guess has a default. Must never start anything, and never repair a value.
 */
import { dirname, join, resolve } from 'node:path';
import type { CardSharing, SerialDevice, VendorReader } from '../drivers/contract.ts';
import { type SchemaFault, spell } from './adapters/schema-check.ts';
import { parseYaml, readText } from './adapters/yaml-file.ts';
import { configCheck } from './config-check.ts';
import { paperOf, type SerialFile, serialDevice } from './config-serial.ts';
import { DEFAULT_LIMITS, type Limits } from './core/limits.ts';
import { parseYuan } from './core/money.ts';
import { describe, type Facts, type Fault, fault } from './errors/catalogue.ts';
import type { RecordingSwitch } from './recording-start.ts';
import { packageRoot } from './root.ts';
import { isThisMachine } from './training.ts';

export interface Config {
  readonly mode: 'production' | 'training';
  /** All paths are absolute. */
  readonly dataDir: string;
  readonly packsDir: string;
  readonly catalogueFile: string;
  readonly apiPort: number;
  readonly spareApiPorts: number;
  /** Pages of other origins that may ask to be paired. */
  readonly allowedOrigins: readonly string[];
  readonly centre: {
    /** host:port. */
    readonly address: string;
    readonly enrolAddress: string;
    readonly caFile: string;
    readonly serverName?: string;
    readonly fixmedins_code: string;
    /** Empty: the terminal is enrolled already. */
    readonly enrolmentCode: string;
  };
  readonly acceptVirtual: boolean;
  readonly cardSharing: CardSharing;
  readonly cardDeadlineMs: number;
  readonly vendorReader?: VendorReader;
  readonly hidScanners: boolean;
  readonly serialDevices: readonly SerialDevice[];
  /** Paper width of the printers that have another than 80 mm, by device. */
  readonly paper: Readonly<Record<string, 58 | 80>>;
  readonly limits: Limits;
  /** Those the file states itself. */
  readonly limitsGiven: readonly (keyof Limits)[];
  readonly log: { readonly level: LogLevel; readonly file: string | null };
  /** Absent: nothing is recorded. */
  readonly recording?: RecordingSwitch;
}

export type LogLevel = 'info' | 'warn' | 'error';

export type ConfigOutcome =
  | { readonly ok: true; readonly config: Config }
  | {
      readonly ok: false;
      readonly errors: readonly Fault[];
      /** What it names all the same; null where nothing of it can be read. */
      readonly dataDir: string | null;
    };

export const DEFAULT_PORT = 8460;
/** How far above its own the API looks for a free port: clients that search look as far. */
const SPARE_PORTS = 20;
const MAX_ERRORS = 20;

/** Reads the file; relative paths in it are relative to the file. */
export function loadConfig(path: string): ConfigOutcome {
  const file = readText(path);
  if ('text' in file) return parseConfig(file.text, path);
  return { ok: false, errors: [fault('config_unreadable', { file: path, reason: file.reason })], dataDir: null };
}

export function parseConfig(text: string, path: string): ConfigOutcome {
  const document = parseYaml(text);
  if (!document.ok) {
    const { line, column, message } = document;
    const errors = [fault('config_not_yaml', { file: path, field: '', line, column, message })];
    return { ok: false, errors, dataDir: null };
  }
  const { value, placeOf } = document;
  const place = (at: readonly string[]): Facts => ({ file: path, field: spell(at), ...placeOf(at) });
  const found = configCheck()(value);
  if (found.length > 0) {
    const errors = found.slice(0, MAX_ERRORS).map((one) => configFault(one, place(one.path)));
    const { data_dir } = (value ?? {}) as { readonly data_dir?: unknown };
    const dataDir = typeof data_dir === 'string' ? resolve(dirname(resolve(path)), data_dir) : null;
    return { ok: false, errors, dataDir };
  }
  const file = value as ConfigFile;
  const config = configOf(file, dirname(resolve(path)));
  const errors = contradictions(config, place);
  return errors.length > 0 ? { ok: false, errors, dataDir: config.dataDir } : { ok: true, config };
}

/** One error as people read it: where, what, and what to do; Chinese, then English. */
export function configErrorText(found: Fault): string {
  const { zh, en, hint_zh, hint_en } = describe(found);
  const { file, line, column } = found.facts;
  const where = line === undefined || line === null ? String(file) : `${file}:${line}:${column}`;
  return `${where}\n  ${zh}。${hint_zh}。\n  ${en}. ${hint_en}.`;
}

/** The document as the schema lets it through. */
interface ConfigFile {
  readonly mode?: Config['mode'];
  readonly data_dir: string;
  readonly packs_dir?: string;
  readonly catalogue_file: string;
  readonly api?: {
    readonly port?: number;
    readonly when_taken?: 'next' | 'refuse';
    readonly allowed_origins?: readonly string[];
  };
  readonly centre: {
    readonly host: string;
    readonly port: number;
    readonly ca_file: string;
    readonly server_name?: string;
    readonly fixmedins_code: string;
    readonly enrolment?: { readonly port: number; readonly code: string };
  };
  readonly devices?: {
    readonly accept_virtual?: boolean;
    readonly card_sharing?: CardSharing;
    readonly card_deadline?: string;
    readonly vendor_reader?: VendorReader;
    readonly hid_scanners?: boolean;
    readonly serial?: readonly SerialFile[];
  };
  readonly limits?: Readonly<Record<string, string | number>>;
  readonly log?: { readonly level?: LogLevel; readonly file?: string };
  readonly recording?: {
    readonly folder: string;
    readonly persons?: 'simulated' | 'real_agreed';
    readonly key_file?: string;
  };
}

function configOf(file: ConfigFile, folder: string): Config {
  const { centre, log, recording } = file;
  const path = (name: string) => resolve(folder, name);
  return {
    mode: file.mode ?? 'production',
    dataDir: path(file.data_dir),
    packsDir: file.packs_dir === undefined ? join(packageRoot(), 'agent', 'packs') : path(file.packs_dir),
    catalogueFile: path(file.catalogue_file),
    apiPort: file.api?.port ?? DEFAULT_PORT,
    spareApiPorts: file.api?.when_taken === 'refuse' ? 0 : SPARE_PORTS,
    allowedOrigins: file.api?.allowed_origins ?? [],
    centre: {
      address: `${hostOf(centre.host)}:${centre.port}`,
      enrolAddress: `${hostOf(centre.host)}:${centre.enrolment?.port ?? centre.port}`,
      caFile: path(centre.ca_file),
      ...(centre.server_name === undefined ? {} : { serverName: centre.server_name }),
      fixmedins_code: centre.fixmedins_code,
      enrolmentCode: centre.enrolment?.code ?? '',
    },
    acceptVirtual: file.devices?.accept_virtual ?? false,
    cardSharing: file.devices?.card_sharing ?? 'exclusive',
    cardDeadlineMs: spanOf(file.devices?.card_deadline ?? '') ?? CARD_DEADLINE_MS,
    ...(file.devices?.vendor_reader === undefined ? {} : { vendorReader: file.devices.vendor_reader }),
    hidScanners: file.devices?.hid_scanners ?? true,
    serialDevices: (file.devices?.serial ?? []).map(serialDevice),
    paper: paperOf(file.devices?.serial ?? []),
    limits: { ...DEFAULT_LIMITS, ...limitsOf(file.limits ?? {}) },
    limitsGiven: Object.keys(limitsOf(file.limits ?? {})) as (keyof Limits)[],
    log: { level: log?.level ?? 'info', file: log?.file === undefined ? null : path(log.file) },
    ...(recording === undefined ? {} : { recording: recordingOf(recording, path) }),
  };
}

/** An IPv6 address as it stands before a port, however the file writes it. */
function hostOf(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

/** Real persons only where somebody has written that they agreed. */
function recordingOf(
  { folder, persons, key_file }: NonNullable<ConfigFile['recording']>,
  path: (name: string) => string,
): RecordingSwitch {
  return {
    ...{ kind: 'folder', path: path(folder), persons: persons === 'real_agreed' ? 'any' : 'simulated' },
    ...(key_file === undefined ? {} : { keyPath: path(key_file) }),
  };
}

/** As the driver has it without a word of ours. */
export const CARD_DEADLINE_MS = 5_000;
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000 };

function spanOf(text: string): number | null {
  const [, count, unit] = /^(\d+) ?(ms|s|min)$/.exec(text) ?? [];
  return unit === undefined ? null : Number(count) * (UNIT_MS[unit] ?? 0);
}

/** Durations carry their unit in the file and lose it in the name: readDeadline: 4 s is readDeadlineMs 4000. */
export function limitsOf(given: Readonly<Record<string, string | number>>): Partial<Limits> {
  const limits: Record<string, number> = {};
  for (const [name, value] of Object.entries(given)) {
    const ms = spanOf(String(value));
    if (ms !== null) limits[`${name}Ms`] = ms;
    else limits[name] = typeof value === 'number' ? value : (parseYuan(value) ?? 0);
  }
  return limits as Partial<Limits>;
}

/** What each value alone is allowed to say, but not together. */
function contradictions(config: Config, place: (path: readonly string[]) => Facts): readonly Fault[] {
  const { limits, mode, acceptVirtual } = config;
  const errors: Fault[] = [];
  const below = (name: string, value: number, least: string, atLeast: number) => {
    const at = { ...place(['limits', name]), rule: 'above', limit: `limits.${least}`, example: '' };
    if (value < atLeast) errors.push(fault('config_bad_value', at));
  };
  below('snapshotUsableHours', limits.snapshotUsableHours, 'snapshotFreshHours', limits.snapshotFreshHours);
  below('backoffCap', limits.backoffCapMs, 'backoffBase', limits.backoffBaseMs);
  for (const [index, { path, vid, serial, port }] of config.serialDevices.entries())
    if (path === undefined && vid === undefined && serial === undefined && port === undefined)
      errors.push(fault('config_missing_field', place(['devices', 'serial', String(index), 'usb'])));
  // A virtual reader is a card anybody can write: in production it would be an open till.
  if (mode === 'training' && !isThisMachine(config.centre.address))
    errors.push(fault('config_training_place', { ...place(['centre', 'host']), address: config.centre.address }));
  if (config.recording?.persons === 'simulated' && mode === 'production')
    errors.push(fault('config_recording_persons', place(['recording', 'persons'])));
  if (acceptVirtual && mode === 'production')
    errors.push(fault('config_virtual_in_production', place(['devices', 'accept_virtual'])));
  return errors;
}

function configFault({ kind, suggestion, rule, limit, example }: SchemaFault, place: Facts): Fault {
  if (kind === 'unknown_field') return fault('config_unknown_field', { ...place, suggestion });
  if (kind === 'missing_field') return fault('config_missing_field', place);
  return fault('config_bad_value', { ...place, rule, limit: example === '' ? limit : '', example });
}
