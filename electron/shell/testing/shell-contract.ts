import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Display, Shell } from '../shell.ts';

/** A shell on a desktop of two displays, 1920×1080 and to its right the pad's 1280×800, and what can be seen of it. */
export type ShellBench = {
  shell: Shell;
  /** Addresses that answer with a page; any number of them. */
  page(name: 'nurse' | 'patient'): string;
  /** The pages on screens: what each shows, and where. */
  windows(): Promise<{ url: string; x: number; y: number; width: number; height: number }[]>;
  unplugPad(): Promise<void>;
  plugPad(): Promise<void>;
  /** Ends the process behind a page. */
  crash(page: 'nurse' | 'patient'): Promise<void>;
  close(): Promise<void>;
};

const pad = { x: 1920, y: 0, width: 1280, height: 800 };

/** Asks again for 20 s: desktops move windows when they like. */
const eventually = async (check: () => Promise<void>): Promise<void> => {
  for (let attempt = 0; ; attempt++) {
    try {
      return await check();
    } catch (failure) {
      if (attempt === 200) throw failure;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
};

/** What every shell must do, whatever puts its windows on screens. */
export const shellContract = (name: string, open: () => Promise<ShellBench>): void => {
  test(`${name}: two windows on two displays, through unplugging and plugging`, async () => {
    const bench = await open();
    const { shell } = bench;
    const patientWindows = async () => (await bench.windows()).filter(({ url }) => url.includes('patient.html'));
    const isOnPad = () =>
      eventually(async () => {
        const [window, ...others] = await patientWindows();
        assert.ok(window, 'no patient window');
        const { x, y, width, height } = window;
        assert.deepEqual([{ x, y, width, height }, others.length], [pad, 0]);
      });
    const isGone = () => eventually(async () => assert.deepEqual(await patientWindows(), []));
    const padDisplay = async (): Promise<Display> => {
      const found = (await shell.displays()).find(({ x }) => x === pad.x);
      assert.ok(found, 'no second display');
      return found;
    };
    try {
      let changes = 0;
      shell.onDisplayChange(() => {
        changes += 1;
      });
      await shell.openNurse(bench.page('nurse'));
      await eventually(async () =>
        assert.deepEqual(
          (await shell.displays()).map(({ x, y, width, height, primary }) => ({ x, y, width, height, primary })),
          [
            { x: 0, y: 0, width: 1920, height: 1080, primary: true },
            { ...pad, primary: false },
          ],
        ),
      );

      await shell.openPatient(bench.page('patient'), await padDisplay());
      await isOnPad();
      await shell.openPatient(`${bench.page('patient')}#again`, await padDisplay());
      await isOnPad();
      await shell.attention();

      const identifying = shell.identify(
        (number) => `${bench.page('patient').replace('patient', 'identify')}#${number}`,
      );
      await eventually(async () => {
        const shown = (await bench.windows()).filter(({ url }) => url.includes('identify.html'));
        const placed = shown.map(({ url, x }) => `${url.at(-1)} on ${x < pad.x ? 'desk' : 'pad'}`).sort();
        assert.deepEqual(placed, ['1 on desk', '2 on pad']);
      });
      await identifying;
      await eventually(async () =>
        assert.equal((await bench.windows()).filter(({ url }) => url.includes('identify.html')).length, 0),
      );

      await bench.unplugPad();
      await eventually(async () => assert.ok(changes > 0, 'nobody was told'));
      await eventually(async () => assert.equal((await shell.displays()).length, 1));
      await shell.closePatient();
      await isGone();
      await shell.closePatient();

      const before = changes;
      await bench.plugPad();
      await eventually(async () => assert.ok(changes > before, 'nobody was told'));
      await eventually(async () => void (await padDisplay()));
      await shell.openPatient(bench.page('patient'), await padDisplay());
      await isOnPad();
      assert.equal((await bench.windows()).filter(({ url }) => url.includes('nurse.html')).length, 1);

      const gone: string[] = [];
      shell.onPageGone((page) => gone.push(page));
      for (const page of ['patient', 'nurse'] as const) {
        await bench.crash(page);
        await eventually(async () => assert.equal(gone.at(-1), page));
        await shell.refill(page, `${bench.page(page)}#anew`);
        await eventually(async () =>
          assert.ok((await bench.windows()).some(({ url }) => url.includes(`${page}.html#anew`))),
        );
      }
      await isOnPad();
      assert.deepEqual(gone, ['patient', 'nurse']);
    } finally {
      await shell.quit();
      await bench.close();
    }
    await shell.closedByUser;
  });
};
