import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BedSignError, errorText } from '@bedsign/contract';
import { findBrowser, hasDisplay } from '../shell/find-program.ts';

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const page = ({ code, detail }: BedSignError): string => {
  const [zh, en] = [errorText(code, 'zh'), errorText(code, 'en')];
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>床旁签 BedSign</title>
<style>body{font:18px/1.7 sans-serif;max-width:40em;margin:10vh auto;padding:0 1em;color:#1b2733}code{font-size:15px;word-break:break-all}</style>
<h1>床旁签没有启动</h1>
<p><strong>${escaped(zh.what)}。</strong>${escaped(zh.next)}。</p>
<p lang="en">${escaped(en.what)}. ${escaped(en.next)}.</p>
<p><code>${escaped([code, detail].filter(Boolean).join(' · '))}</code></p></html>`;
};

/** Who clicked an icon sees no terminal: the failure comes as a page, where there is a screen and a browser. */
export const showFailure = (error: BedSignError, dataFolder: string): void => {
  const browser = findBrowser();
  if (!hasDisplay() || !browser) return;
  const file = join(dataFolder, 'failure.html');
  writeFileSync(file, page(error), { mode: 0o600 });
  const profile = join(dataFolder, 'failure-profile');
  const flags = [`--user-data-dir=${profile}`, '--no-first-run', '--window-size=900,600'];
  spawn(browser, [...flags, `--app=${pathToFileURL(file)}`], { stdio: 'ignore', detached: true }).unref();
};
