import { availableParallelism, cpus, release, type } from 'node:os';

/** Figures mean nothing without where they were taken. */
export const machine = () => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: `${availableParallelism()} cores`,
  system: `${type()} ${release()} ${process.arch}`,
  node: `Node ${process.versions.node}`,
  openssl: `OpenSSL ${process.versions.openssl}`,
});
