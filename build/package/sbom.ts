import { join } from 'node:path';
import { nameUuid } from './name-uuid.ts';
import { installFor, runtimePackages } from './production-modules.ts';
import { readJson, root, run, sourceDateEpoch, version } from './repository.ts';
import { nodePackage, type Target, targetName } from './target.ts';

type Component = { 'bom-ref': string; name: string; version: string; purl: string; hashes?: unknown[] };
type Bom = {
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
  metadata: Record<string, unknown>;
};

/** What npm's lockfile says of a workspace, in CycloneDX. */
const npmSbom = (...args: string[]): Bom =>
  JSON.parse(run('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--omit', 'dev', ...args]));

/** Node itself, with the hash that the lockfile holds its package to. */
const nodeComponent = (target: Target): Component => {
  const name = nodePackage(target);
  const locked = readJson(join(root, 'package-lock.json')).packages[`node_modules/${name}`];
  const content = Buffer.from(locked.integrity.replace('sha512-', ''), 'base64').toString('hex');
  const purl = `pkg:npm/${name}@${locked.version}`;
  return { 'bom-ref': purl, name, version: locked.version, purl, hashes: [{ alg: 'SHA-512', content }] };
};

/**
 * The software bill of materials of a package (CycloneDX, by npm): the third-party code that is in it for `target`, what the
 * pages were built from, and Node. Serial number and time come from the commit.
 */
export const sbom = (product: string, target: Target): string => {
  const folder = installFor(target);
  const shipped = new Set(
    runtimePackages(folder).map((path) => {
      const { name, version: of } = readJson(join(folder, 'node_modules', path, 'package.json'));
      return `${name}@${of}`;
    }),
  );
  const station = npmSbom('-w', 'native-bridge', '-w', 'electron');
  const pages = npmSbom('--omit', 'optional', '-w', 'renderer');
  const components = new Map<string, Component>();
  for (const component of station.components)
    if (shipped.has(`${component.name}@${component.version}`)) components.set(component['bom-ref'], component);
  for (const component of pages.components) components.set(component['bom-ref'], component);
  for (const ref of [...components.keys()].filter((key) => key.includes('@bedsign/'))) components.delete(ref);
  components.set('node', nodeComponent(target));
  const epoch = sourceDateEpoch();
  const sorted = [...components.values()].sort((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1));
  const refs = new Set(sorted.map((component) => component['bom-ref']));
  const dependencies = new Map(
    [...station.dependencies, ...pages.dependencies]
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn }) => [ref, { ref, dependsOn: dependsOn.filter((on) => refs.has(on)).sort() }]),
  );
  const bom = {
    ...pages,
    serialNumber: `urn:uuid:${nameUuid(`${product} ${version} ${targetName(target)} ${epoch}`)}`,
    metadata: {
      timestamp: new Date(epoch * 1000).toISOString(),
      component: { type: 'application', 'bom-ref': product, name: product, version },
    },
    components: sorted,
    dependencies: [...dependencies.values()].sort((a, b) => (a.ref < b.ref ? -1 : 1)),
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
};
