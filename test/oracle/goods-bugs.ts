/** Bugs of packs and of what a person pays alone. */
import { type Bug, edit } from './bug.ts';

/** What is scanned is not held against what was sold. */
const SCANNED_UNSEEN = edit('agent/core/self-paid.ts', 'if (sold.length > 0)', 'if (sold.length > 99)');

export const GOODS_BUGS: readonly Bug[] = [
  {
    name: 'a pack that is out is sold once more',
    edits: [SCANNED_UNSEEN],
    seen: /pack \d+ was sold under/,
    seed: 1,
  },
  {
    name: 'a pack that is out is settled once more, by a centre that does not look either',
    edits: [
      SCANNED_UNSEEN,
      edit(
        'simulator/centre/judge.ts',
        "if (taken !== undefined) return no('refused'",
        "if (taken?.trdn_flag === '9') return no('refused'",
      ),
    ],
    seen: /pack \d+ stands 2 times/,
    seed: 1,
  },
  {
    name: 'goods of what was undone are not told as come back',
    edits: [
      edit(
        'agent/core/goods.ts',
        'if (sold === undefined || standing.length === 0) return;',
        'if (sold === undefined || standing.length >= 0) return;',
      ),
    ],
    seen: /was told as out 1 times/,
    seed: 1,
  },
  {
    name: 'goods of what was settled are not told',
    edits: [
      edit(
        'agent/core/goods.ts',
        'else if (sold === undefined && found.sale !== null)',
        'else if (sold !== undefined && found.sale !== null)',
      ),
    ],
    seen: /was told as out 0 times/,
    seed: 1,
  },
  {
    name: 'goods that a person paid alone are paid back twice',
    edits: [
      edit('agent/core/refund.ts', "made.infno === '3506' ? fen(0 - cash)", "made.infno === '3506' ? fen(-2 * cash)"),
    ],
    seen: /fen were paid, it costs/,
    seed: 1,
  },
];
