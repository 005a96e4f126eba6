/** Pairing and paired clients of the local API: the part of the error catalogue. Data only. */
import { type Entry, permanent, transient } from './entry.ts';

export const CLIENTS = {
  grant_missing: permanent(
    403,
    ['这个接入方没有获准：{grant}', 'This client was not granted: {grant}'],
    [
      '重新配对并申请所需的权限；接入方的确认只在本机页面或命令行进行',
      'Pair anew and ask for what is needed; clients are confirmed at the terminal’s own page or command line alone',
    ],
    { grant: 'text' },
  ),
  pairing_unknown: permanent(
    410,
    [
      '没有这个配对请求，或已过期、已用过、已拒绝',
      'There is no such pairing request, or it is too old, used or refused',
    ],
    ['由接入方重新发起配对', 'The client asks for pairing again'],
  ),
  pairing_code_wrong: permanent(
    409,
    ['配对码不一致', 'The pairing code is not the one of this request'],
    [
      '核对接入方屏幕上的六位数字；三次不符即作废，由接入方重新发起',
      'Compare with the six digits the client shows; after three wrong ones the client asks again',
    ],
  ),
  too_many_pairings: transient(
    429,
    ['等待确认的配对请求太多', 'Too many pairing requests wait'],
    [
      '先在本机确认或拒绝已有的请求，两分钟后自动作废',
      'Confirm or refuse those that wait; each ends after two minutes',
    ],
  ),
  client_unknown: permanent(
    404,
    ['没有这个接入方：{client}', 'There is no client {client}'],
    ['用 tongxing clients list 查看', 'tongxing clients list shows them'],
    { client: 'foreign' },
  ),
} satisfies Record<string, Entry>;
