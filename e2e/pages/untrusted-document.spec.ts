import { expect, test } from './fixtures.ts';
import { beLoggedIn, openTask, readToEnd, scan } from './steps.ts';

/** What a hostile document would try once it runs as script in the frame that reads it. */
const attempts: [what: string, script: string][] = [
  ['press a button', `parent.document.querySelector('button').click()`],
  ['read the page', 'parent.document.body.innerHTML'],
  ['read the token', `parent.sessionStorage.length || parent.location.hash`],
  ['have a storage of its own', `localStorage.setItem('x', '1')`],
  ['lead the page away', `top.location = 'about:blank'`],
  ['call the station', `fetch('/nurse.html').then((answer) => answer.text())`],
  [
    'open a connection',
    `new Promise((yes, no) => { const s = new WebSocket('ws://' + location.host); s.onopen = yes; s.onerror = no; })`,
  ],
  ['fetch from elsewhere', `fetch('http://127.0.0.1:9/')`],
  ['open a window', `open('about:blank') ?? Promise.reject(new Error('no window'))`],
];

test('a script in the document’s frame reaches neither the confirm button nor the station', async ({ screens }) => {
  const { nurse } = screens;
  const patient = await screens.patientPage();
  await beLoggedIn(nurse);
  await scan(nurse, '2026110303');
  await openTask({ ...screens, patient }, /同意书/);
  for (const page of [patient, nurse]) {
    const frame = page.frames().find((one) => one.url().includes('pdf-frame.html'));
    expect(frame, 'the document is read in a frame').toBeTruthy();
    expect(await frame?.evaluate('self.origin')).toBe('null');
    for (const [what, script] of attempts)
      await expect(frame?.evaluate(`(async () => ${script})()`), what).rejects.toThrow();
  }
  await readToEnd(patient);
  await nurse.getByTestId('cancel').click();
  await nurse.getByTestId('cancel-confirm').click();
});
