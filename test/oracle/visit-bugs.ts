/** Bugs of clinic visits. */
import { type Bug, edit } from './bug.ts';

export const VISIT_BUGS: readonly Bug[] = [
  {
    name: 'the centre’s id of a visit is not noted',
    edits: [
      edit(
        'agent/core/answer.ts',
        `if (infno !== '2201' && infno !== '2207') return;`,
        `if (infno !== '2207') return;`,
      ),
    ],
    seen: /at the centre and {2}here/,
    seed: 1,
    clinic: true,
  },
  {
    name: 'a visit that is cancelled keeps its registration',
    edits: [edit('agent/core/visit/flow.ts', '  undoRow(draft, facts.rows.registration);\n', '')],
    seen: /was told as cancelled and stands at the centre/,
    seed: 1,
    clinic: true,
  },
  {
    name: 'a settlement that is undone keeps its fees settled',
    edits: [
      edit(
        'simulator/centre/visit-judge.ts',
        'if (msgid !== omsgid) visits.markSettled(msgid, null);',
        'if (msgid !== omsgid) visits.markSettled(msgid, omsgid);',
      ),
    ],
    seen: /which does not stand/,
    seed: 1,
    clinic: true,
  },
];
