import packageFile from './package.json' with { type: 'json' };

/** What the evidence names as the station's software. */
export const softwareVersion = `BedSign ${packageFile.version}`;
