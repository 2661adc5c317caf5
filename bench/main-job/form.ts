import { randomFillSync } from 'node:crypto';
import { degrees, drawImage, PDFDocument } from '@cantoo/pdf-lib';
import { renderForm } from '../../server-stub/demo/forms/index.ts';
import { demoHospital } from '../../server-stub/demo/hospital.ts';

/** A scan of this size, which no filter makes smaller, brings the form to about 1 MB. */
const scan = { width: 1000, height: 900 };

/** The demo's anaesthesia form, three pages with embedded fonts and an empty signature field, and a fourth with a scan. */
export const makeForm = async (): Promise<Uint8Array> => {
  const [patient] = demoHospital.patients;
  if (!patient) throw new Error('no demo patient');
  const form = await renderForm('anaesthesia', { ...patient, departmentName: '普外科' }, new Date());
  const document = await PDFDocument.load(form);
  const grey = randomFillSync(new Uint8Array(scan.width * scan.height));
  const image = document.context.stream(grey, {
    ...{ Type: 'XObject', Subtype: 'Image', ColorSpace: 'DeviceGray', BitsPerComponent: 8 },
    ...{ Width: scan.width, Height: scan.height },
  });
  const page = document.addPage([595, 842]);
  const name = page.node.newXObject('Scan', document.context.register(image));
  const upright = { rotate: degrees(0), xSkew: degrees(0), ySkew: degrees(0) };
  page.pushOperators(...drawImage(name, { x: 60, y: 300, width: 475, height: 430, ...upright }));
  return document.save();
};
