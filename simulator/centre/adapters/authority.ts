/**
 * The centre's certificate authority: made at first start in its data folder (0600), signs its server certificate and the
 * terminals' requests. A simulator's authority: it must never be trusted by anything but a simulated terminal.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
  X509Certificate,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as der from '../../../agent/wire/der.ts';

const DAY_MS = 86_400_000;
const NAME = 'Tongxing simulated centre (SIMULATION ONLY)';

/** PEM texts of a key and its certificate chain, leaf first. */
export interface Identity {
  readonly key: string;
  readonly certificate: string;
}

export class Authority {
  /** The certificate to trust, PEM. */
  readonly certificate: string;
  readonly #key: KeyObject;

  private constructor({ key, certificate }: Identity) {
    this.certificate = certificate;
    this.#key = createPrivateKey(key);
  }

  /** Reads the authority of a data folder, or makes it. `nowMs` dates what is made. */
  static open(folder: string, nowMs: number): Authority {
    const [keyFile, certificateFile] = [join(folder, 'ca.key.pem'), join(folder, 'ca.pem')];
    if (!existsSync(keyFile)) {
      const made = selfSigned(nowMs);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(certificateFile, made.certificate, { mode: 0o600 });
      writeFileSync(keyFile, made.key, { mode: 0o600 });
    }
    return new Authority({ key: readFileSync(keyFile, 'utf8'), certificate: readFileSync(certificateFile, 'utf8') });
  }

  /** An authority that lives in memory only. */
  static make(nowMs: number): Authority {
    return new Authority(selfSigned(nowMs));
  }

  /** The centre's own identity, for 127.0.0.1 and localhost. */
  server(nowMs: number): Identity {
    const { publicKey, key } = keys();
    const names = der.sequence(der.value(0x82, Buffer.from('localhost')), der.value(0x87, Buffer.of(127, 0, 0, 1)));
    const extensions = [...LEAF, extension('2.5.29.37', der.sequence(SERVER_AUTH)), extension('2.5.29.17', names)];
    const made = certificate('localhost', publicKey, NAME, this.#key, nowMs, extensions);
    return { key, certificate: der.pem('CERTIFICATE', made) };
  }

  /**
   * Certificates (DER, leaf first) for a terminal that sent a PKCS#10 request (DER). The name in them is `dev_no`, whatever
   * the request says. Null when the request is unreadable, not signed by its own key, not for a P-256 key, or for
   * another one than `spki`.
   */
  sign(request: Uint8Array, dev_no: string, nowMs: number, spki?: Uint8Array): readonly Uint8Array[] | null {
    const publicKey = requestedKey(request);
    if (publicKey === null) return null;
    if (spki !== undefined && !publicKey.export({ type: 'spki', format: 'der' }).equals(spki)) return null;
    const extensions = [...LEAF, extension('2.5.29.37', der.sequence(CLIENT_AUTH))];
    const leaf = certificate(dev_no, publicKey, NAME, this.#key, nowMs, extensions);
    return [leaf, new X509Certificate(this.certificate).raw];
  }
}

function selfSigned(nowMs: number): Identity {
  const { publicKey, privateKey, key } = keys();
  const extensions = [
    extension('2.5.29.19', der.sequence(der.TRUE), true),
    extension('2.5.29.15', der.bits(Buffer.of(0x06), 1), true),
    extension('2.5.29.14', der.octets(keyId(publicKey))),
  ];
  return {
    key,
    certificate: der.pem('CERTIFICATE', certificate(NAME, publicKey, NAME, privateKey, nowMs, extensions)),
  };
}

function keys(): { publicKey: KeyObject; privateKey: KeyObject; key: string } {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...pair, key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

const SERVER_AUTH = der.oid('1.3.6.1.5.5.7.3.1');
const CLIENT_AUTH = der.oid('1.3.6.1.5.5.7.3.2');

function extension(id: string, value: Uint8Array, critical = false): Buffer {
  return der.sequence(der.oid(id), ...(critical ? [der.TRUE] : []), der.octets(value));
}

// No authority of its own (basic constraints), a key for signatures only (key usage).
const LEAF = [
  extension('2.5.29.19', der.sequence(), true),
  extension('2.5.29.15', der.bits(Buffer.of(0x80), 7), true),
] as const;

/** An X.509 v3 certificate (RFC 5280, 4.1), ten years long for an authority, else 825 days. */
function certificate(
  subject: string,
  publicKey: KeyObject,
  issuer: string,
  key: KeyObject,
  nowMs: number,
  extensions: readonly Uint8Array[],
): Buffer {
  const days = subject === issuer ? 3650 : 825;
  const content = der.sequence(
    der.context(0, der.integer(2)),
    der.integer(1, ...randomBytes(15)),
    der.ECDSA_SHA256,
    der.commonName(issuer),
    // A day back: the terminal's clock may be behind.
    der.sequence(time(nowMs - DAY_MS), time(nowMs + days * DAY_MS)),
    der.commonName(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der.context(3, der.sequence(...extensions)),
  );
  return der.signed(content, sign('sha256', content, key));
}

function time(ms: number): Buffer {
  const [generalized, utc] = [0x18, 0x17];
  const text = `${new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, '')}`;
  return text < '2050' ? der.value(utc, Buffer.from(text.slice(2))) : der.value(generalized, Buffer.from(text));
}

function keyId(publicKey: KeyObject): Buffer {
  return createHash('sha1')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest();
}

/** The key of a PKCS#10 request (RFC 2986, 4) that is signed by it. */
function requestedKey(request: Uint8Array): KeyObject | null {
  try {
    const [info = Buffer.of(), , signature = Buffer.of()] = der.parts(request);
    const spki = der.parts(info)[2] ?? Buffer.of();
    const key = createPublicKey({ key: spki, type: 'spki', format: 'der' });
    const p256 = key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
    return p256 && verify('sha256', info, key, der.content(signature).subarray(1)) ? key : null;
  } catch {
    return null;
  }
}
