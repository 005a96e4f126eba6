/** `tongxing doctor` in the command line's own words. Runs nothing. */
import type { Command } from 'commander';
import type { Wording } from './pack-program.ts';
import type { PlaceOptions } from './program.ts';

export interface DoctorFlags extends PlaceOptions {
  readonly json?: boolean;
  readonly repair?: boolean;
  readonly bundle?: string;
  readonly log?: string;
}

export function addDoctorCommand(
  program: Command,
  run: (options: DoctorFlags) => Promise<number>,
  { place, example, done }: Wording,
): void {
  place(program.command('doctor'))
    .summary('体检：逐项检查并说明下一步 examine the terminal')
    .description(
      '检查读卡服务、扫码枪规则、权限、磁盘及其落盘是否可信、时钟、证书、链路、设备、队列、政策包、医保目录和黑名单；每项说明下一步。\nExamines card service, scanner rule, permissions, disk and its honesty, clock, certificate, link, devices, queue, packs, catalogue and revocation list, each with its next step. Exit code 4 when something is wrong.',
    )
    .option('--repair', '修复能修复的 repair what can be repaired')
    .option('--json', '输出 JSON as JSON')
    .option('--bundle <file>', '另存不含个人信息的支持包（ZIP） a support bundle without personal data')
    .option('--log <file>', '支持包所用的日志文件 the log for the bundle')
    .addHelpText(
      'after',
      example(
        ['tongxing doctor --config config.yaml', '检查 examine'],
        ['tongxing doctor --config config.yaml --bundle support.zip', '发给支持人员 for support'],
      ),
    )
    .action(async (options: DoctorFlags) => done(await run(options)));
}
