import { parseArgs } from 'node:util';
import { BedSignError } from '@bedsign/contract';
import { linkIn } from './calls.ts';

export const usage = `bedsign                    启动工作站和窗口 start the station and its windows
bedsign bedsign://task/ID   打开这个任务；程序已在运行时交给它 open this task, in the program that runs already if one does
bedsign --headless         只启动工作站，打印页面地址 print the pages' addresses, open no windows
bedsign settings           各项设置的当前值及来源 each setting, its value and where it comes from
bedsign diagnostics        生成诊断包（不含患者数据和密钥） write a zip for support, without patient data or keys
    --out FILE             写到 FILE write it there
bedsign update             检查更新；以 root 执行且策略允许时安装 look for an update; as root, if the policy allows, install it`;

const names = ['start', 'settings', 'diagnostics', 'update'] as const;

export type Command = {
  name: (typeof names)[number];
  headless: boolean;
  /** Started by the desktop session, not by a person. */
  autostart: boolean;
  out: string | undefined;
  /** A link that asks for a task, good or not. */
  link: string | null;
};

/** The command line; CONFIG_INVALID says what is wrong with it. */
export const parseCommand = (argv: string[]): Command | 'help' => {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        headless: { type: 'boolean', default: false },
        autostart: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        out: { type: 'string' },
      },
    });
    if (values.help) return 'help';
    const link = linkIn(positionals);
    const [word = 'start', ...rest] = positionals.filter((each) => each !== link);
    const name = names.find((candidate) => candidate === word);
    if (!name || rest.length > 0) throw new Error(positionals.join(' '));
    return { name, headless: values.headless, autostart: values.autostart, out: values.out, link };
  } catch (cause) {
    throw new BedSignError('CONFIG_INVALID', cause instanceof Error ? cause.message : String(cause), { cause });
  }
};
