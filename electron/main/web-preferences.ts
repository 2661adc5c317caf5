/** What every page of ours runs under (electronjs.org/docs/latest/tutorial/security). */
export const webPreferences: Electron.WebPreferences = {
  ...{ sandbox: true, contextIsolation: true, nodeIntegration: false, devTools: false },
};
