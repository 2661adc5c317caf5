import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toHex } from '@bedsign/contract';
import { sm3 } from '@bedsign/gm';
import { expect } from '@playwright/test';
import { test } from './administration-fixtures.ts';
import { dropFiles, issue, logIn, lookAround, openSection, scrolls } from './administration-steps.ts';

test('only an administrator gets in', async ({ administration: { page } }) => {
  await page.getByTestId('login-username').waitFor();
  await lookAround(page, '00-login');
  await logIn(page, 'admin', 'wrong');
  await expect(page.getByText('LOGIN_FAILED')).toBeVisible();
  await logIn(page, 'N1001', 'demo-1001');
  await expect(page.getByText('FORBIDDEN')).toBeVisible();
  await logIn(page);
  await expect(page.getByTestId('logout')).toBeVisible();
  await page.reload();
  await expect(page.getByTestId('logout')).toBeVisible();
});

test('the state of time, what was issued, and what was refused', async ({ administration: { page, url } }) => {
  const headers = { 'content-type': 'application/timestamp-query' };
  await fetch(`${url}/tsa`, { method: 'POST', headers, body: 'no query' });
  await openSection(page, '运行状态');
  await page.reload();
  await expect(page.getByTestId('time-state')).toContainText('时间可信');
  await expect(page.getByTestId('signers')).toContainText('BedSign SM2 Time Stamp Authority');
  await expect(page.getByTestId('refusals')).toContainText('请求格式错误1 次');
  await lookAround(page, '02-status');
});

test('time stamps are found, read and exported', async ({ administration: { page, url } }) => {
  const digests = Array.from({ length: 55 }, (_, index) => toHex(sm3(Uint8Array.of(index))));
  const [wanted] = await issue(url, digests);
  await openSection(page, '时间戳');
  const rows = page.getByTestId('tokens').locator('tbody tr.ant-table-row');
  await expect(rows).toHaveCount(50);
  await page.getByTestId('more-tokens').click();
  await expect(page.getByTestId('tokens')).toContainText('已列出 55 条');
  await scrolls(page);
  await lookAround(page, '04-tokens');

  const form = page.getByTestId('token-search');
  await form.getByLabel(/序列号或摘要/).fill('12 34');
  await page.getByTestId('find-tokens').click();
  await expect(form).toContainText('序列号为 32 位');
  for (const number of [wanted?.content.digest ?? '', wanted?.content.serial ?? '']) {
    await form.getByLabel(/序列号或摘要/).fill(number);
    await page.getByTestId('find-tokens').click();
    await expect(rows).toHaveCount(1);
  }
  await form.getByLabel('申请方').fill('别人');
  await page.getByTestId('find-tokens').click();
  await expect(page.getByText('没有符合条件的时间戳')).toBeVisible();
  await form.getByLabel('申请方').fill('his');
  await page.getByTestId('find-tokens').click();
  await expect(rows).toContainText('账号 his');
  await page.getByTestId('tokens').getByRole('button', { name: '展开行' }).click();
  const stamp = page.waitForEvent('download');
  await page.getByRole('button', { name: `下载 .tsr ${wanted?.content.serial}` }).click();
  expect(readFileSync(await (await stamp).path()).subarray(0, 1)).toEqual(Buffer.from([0x30]));
  const archive = page.waitForEvent('download');
  await page.getByTestId('export-tokens').click();
  const names = execFileSync('tar', ['-tf', await (await archive).path()], { encoding: 'utf8' }).split('\n');
  expect(names.filter((name) => name.endsWith('.tsr'))).toHaveLength(1);
  await expect(page.getByText('已导出')).toBeVisible();
  await lookAround(page, '05-token');
});

test('a time stamp is verified by dropping it and its file, by click, and by a digest', async ({ administration }) => {
  const { page, url, data } = administration;
  const [file, other, token] = ['病历.txt', '改过的病历.txt', '病历.tsr'].map((name) => join(data, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(file, '住院病历');
  writeFileSync(other, '住院病历。');
  const digest = toHex(sm3(readFileSync(file)));
  const [issued] = await issue(url, [digest]);
  writeFileSync(token, Buffer.from(issued?.reply ?? '', 'base64'));

  await openSection(page, '验证');
  await expect(page.getByTestId('verify-now')).toBeDisabled();
  await lookAround(page, '06-verify');
  await dropFiles(page.getByTestId('verify-drop'), [file, token]);
  await page.getByTestId('verify-now').click();
  const result = page.getByTestId('verify-result');
  await expect(result).toContainText('时间戳成立');
  await expect(result).toContainText('由本服务器签发');
  await lookAround(page, '07-verified');

  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /拖到此处，或点击选择/ }).focus();
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(other);
  await page.getByTestId('verify-now').click();
  await expect(result).toContainText('时间戳不成立：不是该文件的时间戳，或已被改动');
  await lookAround(page, '08-not-verified');

  const typed = page.getByLabel(/填写其摘要/);
  await typed.fill('abcd');
  await expect(page.getByText('SM3 摘要应为 64 位十六进制数')).toBeVisible();
  await expect(page.getByTestId('verify-now')).toBeDisabled();
  await typed.fill(digest.toUpperCase());
  await typed.press('Enter');
  await expect(result).toContainText('时间戳成立');
});

test('settings are checked, saved and not overwritten', async ({ administration: { page, browser } }) => {
  await openSection(page, '设置');
  const save = page.getByTestId('save');
  await expect(save).toBeDisabled();
  await lookAround(page, '10-settings');

  const deny = page.getByLabel(/黑名单/);
  await deny.fill('10.9.0.0/16\n10.0.0.1/40');
  await save.click();
  await expect(page.getByText('此处不正确：10.0.0.1/40')).toBeVisible();
  await expect(page.getByText('SETTINGS_INVALID')).toBeVisible();
  await lookAround(page, '11-settings-refused');
  await deny.fill('10.9.0.0/16');
  await page.getByLabel(/空闲超时/).fill('45');
  await save.click();
  await expect(page.getByTestId('save-state')).toContainText('设置已保存（第 1 版）');
  await expect(save).toBeDisabled();

  const colleague = await (await browser.newContext()).newPage();
  await colleague.goto(page.url());
  await logIn(colleague);
  await openSection(colleague, '设置');
  await expect(colleague.getByLabel(/黑名单/)).toHaveValue('10.9.0.0/16');
  await colleague.getByLabel(/请求超时/).fill('31');
  await page.getByRole('group', { name: 'TCP' }).getByRole('switch').click();
  await save.click();
  await expect(page.getByTestId('save-state')).toContainText('重启后生效');
  await colleague.getByTestId('save').click();
  await expect(colleague.getByText('SETTINGS_CONFLICT')).toBeVisible();
  await colleague.getByTestId('reload').click();
  await expect(colleague.getByLabel(/请求超时/)).toHaveValue('30');
  await colleague.context().close();
});

test('a certificate is imported, found, exported and removed; the wrong file is named', async ({ administration }) => {
  const { page, data } = administration;
  await openSection(page, '证书');
  await expect(page.getByTestId('own-certificates').getByRole('row')).toHaveCount(3);
  const request = page.waitForEvent('download');
  await page.getByRole('button', { name: '申请证书：BedSign SM2 Time Stamp Authority' }).click();
  expect(readFileSync(await (await request).path(), 'utf8')).toMatch(/^-----BEGIN CERTIFICATE REQUEST-----/);
  const upload = async (name: string, content: string | Buffer) => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByTestId('import-certificate').click();
    const path = join(data, name);
    writeFileSync(path, content);
    await (await chooser).setFiles(path);
  };
  await upload('wrong.pem', readFileSync(join(data, 'server', 'trust', 'root.pem')));
  await expect(page.getByText('CERTIFICATE_NOT_FOR_TIME_STAMPS')).toBeVisible();
  const extensions = ['basicConstraints=critical,CA:FALSE', 'keyUsage=critical,digitalSignature'];
  writeFileSync(
    join(data, 'openssl'),
    `[req]\ndistinguished_name=n\nx509_extensions=x\n[n]\n[x]\n${extensions.join('\n')}\nextendedKeyUsage=critical,timeStamping\n`,
  );
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', '/dev/null'];
  const certificate = execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-config',
      join(data, 'openssl'),
      ...key,
      '-subj',
      '/C=CN/O=市时间戳中心/CN=市时间戳中心 TSA',
      '-utf8',
      '-days',
      '60',
    ],
    { stdio: 'pipe' },
  );
  await upload('tsa.pem', certificate);
  const imported = page.getByTestId('imported-certificates');
  await expect(imported.getByText('市时间戳中心 TSA').first()).toBeVisible();
  await imported.getByRole('button', { name: '展开行' }).click();
  await lookAround(page, '20-certificates');
  await upload('tsa.pem', certificate);
  await expect(page.getByText('CERTIFICATE_DUPLICATE')).toBeVisible();

  const search = page.getByRole('searchbox');
  await search.fill('没有');
  await search.press('Enter');
  await expect(imported.getByText('没有符合条件的证书')).toBeVisible();
  await search.fill('市时间戳');
  await search.press('Enter');
  const download = page.waitForEvent('download');
  await imported.getByRole('button', { name: '导出 市时间戳中心 TSA' }).click();
  expect(readFileSync(await (await download).path(), 'utf8')).toBe(certificate.toString());
  await imported.getByRole('button', { name: '移除 市时间戳中心 TSA' }).click();
  await page.getByRole('tooltip').getByRole('button', { name: '移除' }).click();
  await expect(imported.getByText('没有符合条件的证书')).toBeVisible();
});

test('connectivity: what is reached, and where the way ends', async ({ administration: { page, url } }) => {
  await openSection(page, '维护');
  const card = page.getByTestId('connectivity');
  await card.getByLabel('主机名或地址').fill('127.0.0.1');
  await card.getByLabel('端口').fill('1');
  await page.getByTestId('test-connectivity').click();
  await expect(page.getByTestId('connectivity-result')).toContainText('未能连通：止于“建立连接”');
  await card.getByRole('combobox').click();
  await page.getByTitle('时间戳服务（HTTP）').click();
  await card.getByLabel('服务网址').fill(`${url}/tsa`);
  await page.getByTestId('test-connectivity').click();
  await expect(page.getByTestId('connectivity-result')).toContainText('可以连通');
  await lookAround(page, '30-maintenance');
});

test('a backup is downloaded, with the password once more', async ({ administration: { page } }) => {
  const card = page.getByTestId('backup');
  await card.getByLabel('您的登录密码').fill('wrong');
  await card.getByLabel(/^备份口令/).fill('一个足够长的备份口令');
  await card.getByLabel('再次输入备份口令').fill('另一个');
  await page.getByTestId('make-backup').click();
  await expect(card.getByText('两次输入的口令不一致')).toBeVisible();
  await card.getByLabel('再次输入备份口令').fill('一个足够长的备份口令');
  await page.getByTestId('make-backup').click();
  await expect(card.getByText('LOGIN_FAILED')).toBeVisible();
  await card.getByLabel('您的登录密码').fill('demo-admin');
  const download = page.waitForEvent('download');
  await page.getByTestId('make-backup').click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^bedsign-\d{4}-\d{2}-\d{2}\.backup$/);
  expect(
    readFileSync(await file.path())
      .subarray(0, 14)
      .toString(),
  ).toBe('BEDSIGN-BACKUP');
});

test('logging out ends the session', async ({ administration: { page } }) => {
  await page.getByTestId('logout').click();
  await expect(page.getByTestId('login-username')).toBeVisible();
  await page.reload();
  await expect(page.getByTestId('login-username')).toBeVisible();
});
