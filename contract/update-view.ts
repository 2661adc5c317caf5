import { type Static, Type } from 'typebox';
import { closed } from './schema-parts.ts';
import { packageFormats, products } from './server-api/updates.ts';

/** How the running program was installed; stands beside it in each package. */
export const InstalledPackage = Type.Object(
  {
    product: Type.Enum([...products]),
    machine: Type.Enum([...packageFormats.deb, ...packageFormats.msi]),
    format: Type.Enum(['deb', 'msi']),
  },
  closed,
);
export type InstalledPackage = Static<typeof InstalledPackage>;

/** Whether stations look for updates, and whether they install them by themselves (deb only). */
export const updatePolicies = ['off', 'notify', 'install'] as const;

/** A newer version is published. `by`: who installs it, this machine once the program is closed, or hospital IT. */
export const UpdateView = Type.Object({ version: Type.String(), by: Type.Enum(['machine', 'it']) });
export type UpdateView = Static<typeof UpdateView>;
