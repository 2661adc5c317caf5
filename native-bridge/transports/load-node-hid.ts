type NodeHid = typeof import('node-hid');
let loading: Promise<NodeHid | undefined> | undefined;

/**
 * node-hid, loaded when devices are first asked for: its native code stays out of processes that never do. Undefined on
 * Linux where it has no binary (LoongArch); elsewhere that is an error.
 */
export const loadNodeHid = (): Promise<NodeHid | undefined> => {
  loading ??= import('node-hid')
    .then(async (loaded) => {
      const hid = ((loaded as { default?: NodeHid }).default ?? loaded) as NodeHid;
      // The binary itself is looked for at the first call.
      hid.getHidapiVersion();
      return hid;
    })
    .catch((thrown) => {
      if (process.platform === 'linux') return undefined;
      throw thrown;
    });
  return loading;
};
