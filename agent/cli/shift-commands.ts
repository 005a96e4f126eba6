/** `tongxing shift` and `tongxing reconcile` over a world: the names of shift-program.ts, each with what it runs. */
import { actOn, exportDay, reconcileDay, workList } from './reconcile.ts';
import { recoverChief } from './recover.ts';
import { changeRole, closeShift, enrol, openShift, remove, showShift } from './shift.ts';
import type { ShiftCommands } from './shift-program.ts';
import type { World } from './world.ts';

export function shiftCommands(world: World): ShiftCommands {
  return {
    shiftShow: (options) => showShift(options, world),
    shiftOpen: (options) => openShift(options, 'open', world),
    shiftHandOver: (options) => openShift(options, 'hand-over', world),
    shiftClose: (options) => closeShift(options, world),
    shiftEnrol: (options) => enrol(options, world),
    shiftRole: (options) => changeRole(options, world),
    shiftRemove: (options) => remove(options, world),
    shiftRecover: (options) => recoverChief(options, world),
    reconcileDay: (options) => reconcileDay(options, world),
    reconcileList: (options) => workList(options, world),
    reconcileAct: (item, action, options) => actOn(item, action, options, world),
    reconcileExport: (options) => exportDay(options, world),
  };
}
