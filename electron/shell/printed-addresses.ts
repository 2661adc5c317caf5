import type { Shell } from './shell.ts';

/** No windows: whoever started the program opens the printed addresses, each once. */
export const printedAddresses = (print: (line: string) => void): Shell => ({
  name: '仅地址 addresses only',
  openNurse: async (url) => print(`  护士页面 nurse page     ${url}`),
  displays: async () => [],
  onDisplayChange() {},
  openPatient: async (url) => print(`  患者页面 patient page   ${url}`),
  async closePatient() {},
  async identify() {},
  async attention() {},
  onPageGone() {},
  async refill() {},
  closedByUser: new Promise(() => {}),
  quit: async () => {},
});
