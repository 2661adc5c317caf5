/** What a workstation runs beside its own process, as paths. */
export type Programs = {
  /** Node itself. */
  node: string;
  /** The station's script. */
  station: string;
  /** The folder of the built pages. */
  pages: string;
};
