// This room may not import Node's modules, and its judges are no part of it: the tests' own runtime lends them.
const { execFile } = process.getBuiltinModule('node:child_process');
const { mkdtemp, readFile, rm, writeFile } = process.getBuiltinModule('node:fs/promises');
const { tmpdir } = process.getBuiltinModule('node:os');
const { join } = process.getBuiltinModule('node:path');

/** Runs a program; `ok` is exit code 0, `text` what it printed on both streams. */
export const run = (program: string, args: readonly string[]): Promise<{ ok: boolean; text: string }> =>
  new Promise((resolve) => {
    execFile(program, args, (error, stdout, stderr) => resolve({ ok: error === null, text: stdout + stderr }));
  });

/** Lays the inputs into files of a temporary folder for as long as `use` needs their paths. */
export async function withFiles<T>(
  inputs: readonly (Uint8Array | string)[],
  use: (paths: string[]) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'gm-judge-'));
  try {
    const paths = inputs.map((_, index) => join(folder, `${index}`));
    await Promise.all(inputs.map((content, index) => writeFile(paths[index] ?? '', content)));
    return await use(paths);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export { readFile };
