import { fileURLToPath } from 'node:url';
import { check, Staff } from '@bedsign/contract';
import { addStaff } from '../accounts/staff.ts';
import { addStation } from '../accounts/stations.ts';
import { auditFaults, checkAudit } from '../audit/check-audit.ts';
import { approveDevice } from '../devices/devices.ts';
import { openEvidence } from '../disclosure/open-evidence.ts';
import { writePrivateJson } from '../first-run/private-file.ts';
import { refuseDemoPassword } from '../first-run/refuse-demo.ts';
import { startServer } from '../server.ts';
import { checkTokens } from '../tsa/check/check-tokens.ts';
import { tokenFaults } from '../tsa/check/faults.ts';
import { publish } from '../updates/publish.ts';
import { restoreFrom, writeBackup } from './backup.ts';
import { initialiseProduction } from './init.ts';
import type { OptionName, Options } from './options.ts';
import { parsePort } from './options.ts';
import { newPassword } from './passwords.ts';
import { runTsaService } from './tsa-service.ts';
import { untilSignal } from './until-signal.ts';
import { withFolder } from './with-folder.ts';
import { auditWitnesses, tokenWitnesses } from './witnesses.ts';

type Command = { options: readonly OptionName[]; usage: string; run(options: Options): Promise<void> };
/** What `npm ci` builds beside us. */
const builtPages = fileURLToPath(new URL('../../renderer/dist', import.meta.url));

const print = (value: unknown) => console.log(JSON.stringify(value));

/** The answer of a check, each fault in words, and the exit code 1 where there is any. */
const report = <Fault>(result: { faults: Fault[] }, words: (fault: Fault) => (string | number | null)[]): void => {
  print(result);
  for (const fault of result.faults)
    console.error(
      words(fault)
        .filter((part) => part !== null)
        .join(' '),
    );
  if (result.faults.length > 0) process.exitCode = 1;
};

/** The command line, one row per command. What a program reads goes to stdout as JSON, everything else to stderr. */
export const commands: Record<string, Command> = {
  start: {
    options: ['data', 'host', 'port', 'demo', 'log-level'],
    usage: 'start --data DIR [--port N] [--host H] [--demo]            启动服务器',
    async run(options) {
      const asked = untilSignal(); // perhaps while still starting
      const server = await startServer({
        data: options.required('data'),
        host: options.required('host'),
        port: parsePort(options.required('port')),
        demo: options.given('demo'),
        logLevel: options.required('log-level'),
        pages: builtPages,
      });
      print({ ready: true, url: server.url, mode: server.mode });
      await asked;
      await server.close();
    },
  },
  tsa: {
    options: ['data', 'address', 'http-port', 'tcp-port', 'processes', 'log-level'],
    usage: `tsa --data DIR [--processes N] [--address A] [--http-port N] [--tcp-port N]  单独运行时间戳服务
         端口等默认取自时间戳服务器设置 addresses and ports as set in the administration unless given`,
    run: runTsaService,
  },
  init: {
    options: ['data', 'name', 'admin-password-file', 'time-source'],
    usage: `init --data DIR [--name 医院名称] [--admin-password-file FILE]  建立正式服务器（自有密钥）
         [--time-source ntp:HOST[:PORT],…|nmea:DEVICE[@BAUD]|system]  可信时间源`,
    run: async (options) => print(await initialiseProduction(options)),
  },
  'add-staff': {
    options: ['data', 'username', 'name', 'role', 'password-file'],
    usage:
      'add-staff --data DIR --username U --name 姓名 --role nurse|doctor|integrator|administrator [--password-file FILE]',
    run: (options) =>
      withFolder(options, async ({ db, vault, mode }) => {
        const username = options.required('username');
        const role = check(Staff.properties.role, options.required('role'), 'CONFIG_INVALID');
        const password = await newPassword(options.text('password-file'), `密码 password of ${username}`);
        if (mode === 'production') refuseDemoPassword(password);
        print(await addStaff(db, vault, { username, name: options.required('name'), role, password }));
      }),
  },
  'add-station': {
    options: ['data', 'name', 'out'],
    usage: 'add-station --data DIR --name 工作站名 [--out FILE]          登记工作站，凭证写入文件（0600）',
    run: (options) =>
      withFolder(options, async ({ db, vault }) => {
        const credential = await addStation(db, vault, options.required('name'));
        const file = options.text('out');
        if (file) await writePrivateJson(file, credential);
        else print(credential);
      }),
  },
  'approve-device': {
    options: ['data', 'serial'],
    usage: 'approve-device --data DIR --serial 芯片序列号                批准签名板入网',
    run: (options) => withFolder(options, ({ db, vault }) => approveDevice(db, vault, options.required('serial'))),
  },
  backup: {
    options: ['data', 'out', 'passphrase-file'],
    usage: 'backup --data DIR --out FILE [--passphrase-file FILE]      备份设置、密钥、证书与账号到一个加密文件',
    run: (options) => withFolder(options, (folder) => writeBackup(folder, options)),
  },
  restore: {
    options: ['data', 'in', 'passphrase-file', 'replace'],
    usage:
      'restore --data DIR --in FILE [--passphrase-file FILE] [--replace]  从备份恢复到空目录；--replace 保留并移开原有内容',
    run: async (options) => print(await restoreFrom(options)),
  },
  publish: {
    options: ['data', 'in'],
    usage: 'publish --data DIR --in 安装包                             发布 deb 或 msi，供工作站更新',
    run: (options) => withFolder(options, async (folder) => print(await publish(folder, options.required('in')))),
  },
  'open-evidence': {
    options: ['data', 'capture', 'out'],
    usage:
      'open-evidence --data DIR --capture 采集编号 --out DIR       复核并解密一次签名的证据（供司法鉴定，写入审计日志）',
    run: (options) =>
      withFolder(options, async (folder) => {
        const out = options.required('out');
        print({ out, files: await openEvidence(folder, options.required('capture'), out) });
      }),
  },
  'check-audit': {
    options: ['data', 'witness'],
    usage: 'check-audit --data DIR [--witness FILE]                    核对审计日志是否完整；FILE 为以前的输出',
    run: (options) =>
      withFolder(options, async ({ db, vault }) => {
        const result = await checkAudit(db, vault, await auditWitnesses(options.text('witness')));
        report(result, ({ fault, sequence }) => [auditFaults[fault], sequence]);
      }),
  },
  'check-tokens': {
    options: ['data', 'witness'],
    usage: 'check-tokens --data DIR [--witness FILE]                   核对时间戳签发记录是否完整；FILE 为以前的输出',
    run: (options) =>
      withFolder(options, async (folder) => {
        const result = await checkTokens(folder, await tokenWitnesses(options.text('witness')));
        report(result, ({ fault, node, segment, byte }) => [tokenFaults[fault], node, segment, byte]);
      }),
  },
};
