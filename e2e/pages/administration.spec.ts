import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from './administration-fixtures.ts';
import { logIn, lookAround, openSection } from './administration-steps.ts';

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
