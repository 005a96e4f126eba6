/**
 * The packs of the shop, each with its trace code: on the shelf, or out with somebody who was told that it is sold. One
 * that is out is not sold once more at the same counter, stands at most once at the centre, and the centre was told of
 * every pack that is out and of no other, worked out from its books alone. Every violation is a sentence.
 */
import { decodeTransaction } from '../../agent/wire.ts';
import { tongxing } from '../../protocol/generated/tongxing.js';
import type { CentreStore } from '../centre/store.ts';

export class Shelf {
  readonly #say: (violation: string) => void;
  readonly #back: string[] = [];
  /** By code: at which counter and under which key it was told as sold. */
  readonly #out = new Map<string, { readonly terminal: string; readonly key: string }>();
  #made = 0;

  constructor(say: (violation: string) => void) {
    this.#say = say;
  }

  /** What came back first. */
  take(): string {
    const again = this.#back.shift();
    if (again !== undefined) return again;
    this.#made += 1;
    return `8100000000${String(this.#made).padStart(10, '0')}`;
  }

  /** One that is out, if there is any. */
  slip(): string | null {
    const [code] = this.#out.keys();
    return code ?? null;
  }

  sold(codes: readonly string[], terminal: string, key: string): void {
    for (const code of codes) {
      const before = this.#out.get(code);
      if (before !== undefined && before.terminal === terminal && before.key !== key)
        this.#say(`${terminal}: pack ${code} was sold under ${before.key} and under ${key}`);
      this.#out.set(code, { terminal, key });
    }
  }

  cameBack(codes: readonly string[]): void {
    for (const code of codes) if (this.#out.delete(code)) this.#back.push(code);
  }

  notSold(codes: readonly string[]): void {
    for (const code of codes) if (!this.#out.has(code)) this.#back.push(code);
  }

  /** What this terminal had sold it may not know any more. */
  forget(terminal: string): void {
    for (const [code, out] of this.#out) if (out.terminal === terminal) this.#out.set(code, { ...out, terminal: '' });
  }
}

export function* shelves({ centre }: { readonly centre: CentreStore }): Generator<string> {
  const out = outAt(centre);
  const standing = new Map<string, string[]>();
  const stands = (code: string, msgid: string) => standing.set(code, [...(standing.get(code) ?? []), msgid]);
  for (const { state, body: bytes } of centre.txns()) {
    const { msgid, body } = decodeTransaction(bytes);
    const codes = body.kind === 'sale' ? body.drugdetail.flatMap(({ drug_trac_info = [] }) => drug_trac_info) : [];
    for (const { drug_trac_codg: code } of codes) {
      const { times: told, refused } = out.get(`${msgid} ${code}`) ?? { times: 0, refused: false };
      if (state === 'settled') stands(code, msgid);
      if (refused || state === 'rejected') continue;
      const should = state === 'settled' ? 1 : 0;
      if (told !== should) yield `pack ${code} of ${msgid}, which is ${state}, was told as out ${told} times`;
    }
  }
  for (const { alone, code, sale, times } of out.values()) if (alone && times > 0) stands(code, sale);
  for (const [code, sales] of standing)
    if (sales.length > 1) yield `pack ${code} stands ${sales.length} times: ${sales.join()}`;
}

interface Out {
  readonly code: string;
  readonly sale: string;
  /** No fund pays for it. */
  readonly alone: boolean;
  /** Told as sold less told as come back, as far as the centre took the rows. */
  readonly times: number;
  /** The centre did not take it: another counter had told of the pack, and not yet that it came back. */
  readonly refused: boolean;
}

function outAt(centre: CentreStore): ReadonlyMap<string, Out> {
  const out = new Map<string, Out>();
  for (const { answer, body: bytes } of centre.txns()) {
    const { infno, body } = decodeTransaction(bytes);
    if (body.kind !== 'goods') continue;
    const { goods_result } = tongxing.v1.Answer.decode(answer);
    const taken = new Set((goods_result ?? []).flatMap((row) => (row.ret_rslt === '1' ? row.fixmedins_bchno : [])));
    for (const line of body.selinfo)
      for (const code of line.drug_trac_codg) {
        const [sale, alone] = [body.mdtrt_sn, body.mdtrt_setl_type === '2'];
        const before = out.get(`${sale} ${code}`) ?? { times: 0, refused: false };
        const by = taken.has(line.fixmedins_bchno) ? (infno === '3505' ? 1 : -1) : 0;
        const refused = before.refused || by === 0;
        out.set(`${sale} ${code}`, { code, sale, alone, times: before.times + by, refused });
      }
  }
  return out;
}
