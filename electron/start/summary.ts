import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Print = (line: string) => void;

/** What was started, where, and how to get in. */
export const describeServer = (ready: { url: string; mode: string }, data: string, print: Print): void => {
  print('床旁签 BedSign 演示系统，仅监听本机 demo, loopback only');
  print(`  签名服务器 server       ${ready.url}`);
  print(`  管理页面 administration ${ready.url}/administration/`);
  print(`  信任锚 trust anchors    ${ready.url}/ca/chain.pem (SM2)  ${ready.url}/ca/ecdsa/chain.pem`);
  print(`  时间戳 time stamps      ${ready.url}/tsa (SM2)  ${ready.url}/tsa/ecdsa`);
  print(`  数据目录 data           ${data}`);
  const logins = join(data, 'server', 'demo-logins.json');
  if (!existsSync(logins)) return;
  for (const login of JSON.parse(readFileSync(logins, 'utf8')) as {
    username: string;
    password: string;
    name: string;
  }[]) {
    print(`  演示账号 demo login     ${login.username} / ${login.password}  ${login.name}`);
  }
};

export const describeStation = (ready: { url: string; simulated: boolean }, print: Print): void => {
  print(`  工作站 station          ${ready.url}`);
  if (ready.simulated) print('  设备 devices            模拟签名板、指纹仪、安全芯片 simulated (no real pad found)');
};
