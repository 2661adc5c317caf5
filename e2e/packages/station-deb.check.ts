/**
 * The deb as hospital IT meets it, in fresh Debian systems: `npm run test-packages`. Not part of `npm test`: it needs root,
 * debootstrap and a Debian mirror, and builds whole packages.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { before, test } from 'node:test';
import { makeStationDeb } from '../../build/package/station/make-deb.ts';
import { connectPage } from '../kit/page-client.ts';
import { demoLogin, folders, startServer } from '../kit/product.ts';
import { connectServer } from '../kit/server-client.ts';
import { performAct } from '../kit/sign-act.ts';
import { type DebianTree, openDebianTree, type Suite, suites } from './debian-tree.ts';

const x64 = { platform: 'linux', arch: 'x64' } as const;
const out = mkdtempSync(join(tmpdir(), 'bedsign-deb-test-'));
let deb = '';
before(() => {
  deb = makeStationDeb(x64, join(out, 'first'));
});
test.after(() => rmSync(out, { recursive: true, force: true }));

test('the same commit gives the same bytes twice', () => {
  const again = makeStationDeb(x64, join(out, 'second'));
  assert.ok(readFileSync(deb).equals(readFileSync(again)));
});

/** Starts `bedsign --headless` as the nurse and waits for the addresses that it prints. */
const startInTree = async (tree: DebianTree) => {
  const child = spawn('/usr/sbin/chroot', ['--userspec=nurse:nurse', tree.path(''), '/usr/bin/bedsign', '--headless'], {
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/home/nurse', LANG: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const urls: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const [url] = /http:\S+/.exec(line) ?? [];
    if (url) urls.push(url);
    if (urls.length === 2) break;
  }
  const [nurse, patient] = urls;
  assert.ok(nurse && patient, 'the station printed no addresses');
  return { nurse, patient, ended };
};

for (const suite of Object.keys(suites) as Suite[])
  test(`${suite}, glibc ${suites[suite]}: installs, signs, is removed, is purged`, async (t) => {
    const data = mkdtempSync(join(tmpdir(), 'bedsign-deb-server-'));
    const server = await startServer(data);
    const tree = openDebianTree(suite);
    t.after(async () => {
      tree.remove();
      await server.stop();
      rmSync(data, { recursive: true, force: true });
    });
    const files = tree.files();
    tree.copyIn(deb, 'tmp/bedsign.deb');

    await t.test('a C library that is too old is refused in Chinese, and nothing is unpacked', () => {
      writeFileSync(tree.path('usr/local/bin/ldd'), '#!/bin/sh\necho "ldd (Kylin 2.23-0k1) 2.23"\n', { mode: 0o755 });
      assert.throws(
        () => tree.run('dpkg', '-i', '/tmp/bedsign.deb'),
        (thrown) => /glibc 为 2\.23，需要 2\.28/.test(String((thrown as { stdout: string }).stdout)),
      );
      rmSync(tree.path('usr/local/bin/ldd'));
      tree.run('dpkg', '--purge', 'bedsign-station');
      assert.deepEqual(tree.files(), files);
    });

    tree.run('dpkg', '-i', '/tmp/bedsign.deb');
    assert.equal(tree.run('dpkg', '--verify', 'bedsign-station'), '');
    const policy = {
      serverUrl: server.ready.url,
      caCertificate: '/etc/bedsign/root.pem',
      port: 8641,
      devices: 'simulated',
    };
    writeFileSync(tree.path('etc/bedsign/policy.json'), JSON.stringify(policy));
    tree.copyIn(folders(data).trust, 'etc/bedsign/root.pem');
    tree.copyIn(folders(data).credential, 'etc/bedsign/station-credential.json');
    for (const name of ['root.pem', 'station-credential.json']) chmodSync(tree.path(`etc/bedsign/${name}`), 0o644);
    assert.match(tree.run('bedsign', 'settings'), /port +8641 +策略文件 policy \/etc\/bedsign\/policy\.json/);

    const station = await startInTree(tree);
    const page = await fetch(station.nurse);
    assert.equal(page.status, 200);
    assert.match(await page.text(), /<title>[^<]*床旁签/);
    const integrator = await demoLogin(data, 'his');
    const client = await connectServer(server.ready.url, integrator.username, integrator.password);
    const tasks = (await Promise.all((await client.patients('')).map(({ id }) => client.tasks(id)))).flat();
    const task = tasks.find(({ signers }) => signers.some(({ role, signedAt }) => role === 'patient' && !signedAt));
    assert.ok(task);
    const [nurse, patient] = [await connectPage(station.nurse), await connectPage(station.patient)];
    const { username, password } = await demoLogin(data, 'N1001');
    await nurse.call('login', { username, password });
    const view = await performAct({
      nurse,
      patient,
      taskId: task.id,
      role: 'patient',
      name: task.patient.name,
      quick: true,
    });
    assert.equal(view.failure, null);
    const report = await nurse.call('verification', { documentId: task.documentId });
    assert.equal(report.ok, true);
    nurse.close();
    patient.close();

    const own = tree.path('var/lib/bedsign-station/nurse');
    assert.equal(statSync(own).mode & 0o777, 0o700);
    tree.run('dpkg', '--remove', 'bedsign-station');
    await station.ended;
    assert.ok(!existsSync(tree.path('usr/bin/bedsign')));
    assert.ok(!existsSync(tree.path('opt/bedsign-station')));
    for (const kept of ['journal.sqlite', 'journal.key', 'logs']) assert.ok(readdirSync(own).includes(kept), kept);
    assert.ok(existsSync(tree.path('etc/bedsign/policy.json')));

    tree.run('dpkg', '--purge', 'bedsign-station');
    // dpkg takes an empty /opt along: no package of Debian's own holds it.
    const others = (list: string[]) => list.filter((path) => path !== '/opt');
    assert.deepEqual(others(tree.files()), others(files));
  });
