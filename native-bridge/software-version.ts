import packageFile from './package.json' with { type: 'json' };

export const productVersion: string = packageFile.version;

/** What the evidence names as the station's software. */
export const softwareVersion = `BedSign ${productVersion}`;
