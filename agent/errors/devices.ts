/** The part of the error catalogue that speaks of scans and of devices beside the card readers. Data only. */
import type { DeviceProblemCode } from '../../drivers/contract.ts';
import type { ProblemCode } from '../core/problem.ts';
import { type Entry, permanent, transient } from './entry.ts';

export const SCAN = {
  scan_unreadable: permanent(
    422,
    ['扫到的内容无法识别', 'What was scanned is no code known here'],
    ['换一个码再扫，或手工输入', 'Scan another code, or type it in'],
  ),
  scan_garbled: permanent(
    422,
    ['扫码枪送来的内容不完整或不是文字', 'What came from the scanner is not whole, or not text'],
    ['再扫一次；反复出现请检查连线', 'Scan again; if it goes on, check the cable'],
  ),
  scan_check_digit: permanent(
    422,
    ['商品条码校验位不对', 'The check digit of the barcode is wrong'],
    ['擦净包装再扫一次；仍不行请按名称查找', 'Wipe the pack and scan again; else search by name'],
  ),
  scan_replayed: permanent(
    409,
    ['该电子凭证二维码已经用过', 'This one-time code was used before'],
    ['请参保人刷新二维码后再扫', 'The person refreshes the code; then scan again'],
  ),
  scan_not_awaited: permanent(
    409,
    ['现在没有等待这次扫码的业务', 'Nothing waits for this scan'],
    ['先读卡并打开清单，再扫商品', 'Read the card first, then scan goods'],
  ),
  scan_good_unknown: permanent(
    404,
    ['目录和本店商品中都没有这个码', 'Neither the catalogue nor the shelf has this code'],
    ['按名称或拼音首字母查找', 'Search by name or pinyin initials'],
  ),
  scan_good_ambiguous: permanent(
    409,
    ['这个码对应多种商品', 'Several goods have this code'],
    ['在列表中选一种', 'Choose one from the list'],
  ),
  scan_no_price: permanent(
    422,
    ['该商品没有定价', 'This good has no price here'],
    ['手工录入单价，或补全本店商品资料', 'Type the price, or complete the shelf data'],
  ),
  scan_trace_twice: permanent(
    409,
    ['这个追溯码已在清单中，或没有这一行', 'This trace code is in the basket already, or there is no such line'],
    ['换一盒扫；同一盒只卖一次', 'Scan another pack; one pack is sold once'],
  ),
  scan_basket: permanent(
    422,
    ['加入后清单无法计算，未加入', 'The basket could not be priced with it; it was not added'],
    ['检查该商品的价格和数量', 'Check price and count of that good'],
  ),
  scan_gone: transient(
    404,
    ['没有这次扫码 {scan}，或已被取走', 'There is no scan {scan}, or it was taken'],
    ['再扫一次', 'Scan again'],
    { scan: 'text' },
  ),
} satisfies Partial<Record<ProblemCode, Entry>>;

type RoleCode = 'device_unknown' | 'role_unknown' | 'role_absent' | 'role_ambiguous';

export const DEVICE = {
  scanner_keyboard_mode: permanent(
    409,
    ['扫码枪处于键盘模式', 'The scanner is in keyboard mode'],
    [
      '打开本机页面 /scanner-setup，扫其中的设置条码（可打印）；在此之前照常读取，但可能打字到当前窗口',
      'Open /scanner-setup of this machine and scan its set-up code (or print it); until then it is read, but may type into the focused window',
    ],
  ),
  device_ambiguous: permanent(
    409,
    ['有两个设备都符合该名称，无法区分', 'Two devices fit this name and cannot be told apart'],
    [
      '拔掉一个，或在配置 devices.serial 中写明 serial（序列号）或 port（插口）',
      'Unplug one, or name its serial number or its port in devices.serial of the configuration',
    ],
  ),
  device_no_access: permanent(
    503,
    ['设备打不开：没有权限或被其他程序占用', 'The device cannot be opened: no permission, or another program holds it'],
    [
      '安装 drivers/hid/udev 中的规则，或关闭占用它的程序；之后自动继续',
      'Install the rules in drivers/hid/udev, or close the other program; work goes on by itself',
    ],
  ),
  printer_offline: transient(
    503,
    ['打印机没有应答', 'The printer does not answer'],
    ['检查电源、连线、纸和上盖；恢复后可重打', 'Check power, cable, paper and cover; print again after that'],
  ),
  printer_no_paper: permanent(
    503,
    ['打印机缺纸', 'The printer is out of paper'],
    ['装纸后重打；交易不受影响', 'Put paper in and print again; the transaction is not affected'],
  ),
  printer_cover_open: permanent(
    503,
    ['打印机盖未合上', 'The cover of the printer is open'],
    ['合上盖后重打', 'Close it and print again'],
  ),
  printer_fault: permanent(
    503,
    ['打印机故障（切刀或机芯）', 'The printer has a fault (cutter or mechanism)'],
    ['关机取出卡纸，再开机重打', 'Switch it off, clear the paper, switch on and print again'],
  ),
  device_unknown: permanent(
    404,
    ['没有这个设备：{device}', 'There is no such device: {device}'],
    ['用 tongxing devices 查看设备编号', 'See tongxing devices for the ids'],
    { device: 'text' },
  ),
  role_unknown: permanent(
    404,
    ['没有名为 {role} 的设备', 'No device is named {role}'],
    [
      '用 tongxing devices 查看，用 tongxing devices name 命名',
      'See tongxing devices; name one by tongxing devices name',
    ],
    { role: 'text' },
  ),
  role_absent: permanent(
    503,
    ['名为 {role} 的设备没有接上', 'The device named {role} is not plugged in'],
    [
      '接上原来的设备；换了新设备时用 tongxing devices name 重新命名',
      'Plug it in; after a replacement name the new one by tongxing devices name',
    ],
    { role: 'text' },
  ),
  role_ambiguous: permanent(
    409,
    [
      '两个设备无法区分，不知道哪一个是 {role}：{devices}',
      'Two devices cannot be told apart; either may be {role}: {devices}',
    ],
    [
      '拔掉一个，或换一个插口后用 tongxing devices name 重新命名',
      'Unplug one, or move one to another port and name it again by tongxing devices name',
    ],
    { role: 'text', devices: 'text' },
  ),
  receipt_none: permanent(
    404,
    ['这笔没有小票', 'This transaction has no receipt'],
    [
      '撤销和商品上传的看原交易的小票，已撤销的上面标明；内容已清除的不能再打',
      'Of an undoing or of goods told, print the sale itself: it is marked when undone; what was erased is printed no more',
    ],
  ),
  no_printer: permanent(
    404,
    ['没有这台打印机，或有多台而没有指明', 'There is no such printer, or there are several and none was named'],
    [
      '在配置 devices.serial 中设置打印机，或指明 device',
      'Set one up in devices.serial of the configuration, or name the device',
    ],
  ),
} satisfies Record<DeviceProblemCode | RoleCode | 'receipt_none' | 'no_printer', Entry>;
