/**
 * What the operator on duty may do, as the agent says it, and the approval of somebody who may more: asked for once, by
 * PIN, for one deed. Nothing is decided here; a deed that is not permitted is refused by the agent all the same.
 */
import { type InjectionKey, inject, reactive, readonly } from 'vue';
import type { Pair } from './answers.ts';
import { type Api, Problem } from './api.ts';

export type Right = 'refund' | 'sign_off' | 'administer';

export interface Access {
  readonly role_text: Pair | null;
  readonly may: readonly Right[];
  readonly rights: readonly (Pair & { readonly right: Right })[];
  readonly roles: readonly (Pair & { readonly role: string; readonly may: readonly Right[] })[];
}

interface RightsState {
  access: Access | null;
  /** The right an approval is being asked for; null: none. */
  asking: Right | null;
  problem: Problem | null;
}

export interface Rights {
  readonly state: Readonly<RightsState>;
  refresh(): Promise<void>;
  may(right: Right | null): boolean;
  /** Who has it, least first: "值班长、负责人". */
  holders(right: Right): Pair;
  nameOf(right: Right): Pair;
  /**
   * Does a deed that needs a right: at once where the operator has it, else with somebody's approval. Null when nobody
   * approved.
   */
  doing<T>(right: Right | null, deed: (approval: string | undefined) => Promise<T>): Promise<T | null>;
  approve(opter: string, pin: string): Promise<void>;
  decline(): void;
}

export const RIGHTS: InjectionKey<Rights> = Symbol('rights');

export function useRights(): Rights {
  const rights = inject(RIGHTS);
  if (rights === undefined) throw new Error('the page has no rights');
  return rights;
}

export function createRights(api: Api): Rights {
  const state = reactive<RightsState>({ access: null, asking: null, problem: null });
  let answer: (approval: string | null) => void = () => {};
  const may: Rights['may'] = (right) => right === null || (state.access?.may.includes(right) ?? true);
  const end = (approval: string | null) => {
    state.asking = null;
    state.problem = null;
    answer(approval);
  };
  const ask = (right: Right) =>
    new Promise<string | null>((resolve) => {
      answer(null);
      answer = resolve;
      state.problem = null;
      state.asking = right;
    });
  return {
    state: readonly(state) as Readonly<RightsState>,
    async refresh() {
      state.access = await api.get<Access>('/v1/access').catch(() => state.access);
    },
    may,
    holders(right) {
      const roles = (state.access?.roles ?? []).filter((one) => one.may.includes(right)).toReversed();
      return { zh: roles.map(({ zh }) => zh).join('、'), en: roles.map(({ en }) => en).join(', ') };
    },
    nameOf: (right) => state.access?.rights.find((one) => one.right === right) ?? { zh: right, en: right },
    async doing(right, deed) {
      if (right === null || may(right)) return deed(undefined);
      const approval = await ask(right);
      return approval === null ? null : deed(approval);
    },
    async approve(opter, pin) {
      try {
        const body = { opter, pin, right: state.asking };
        end((await api.send<{ approval: string }>('POST', '/v1/approvals', body)).approval);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        state.problem = error;
      }
    },
    decline: () => end(null),
  };
}
