/**
 * A hybrid-reference file (ISO 32000-1 §7.5.8.4), written by hand because no tool at hand makes one: the table calls
 * object 5, the AcroForm, free; the cross-reference stream 6 reveals that it stands in the object stream 4.
 */
export const hybridPdf = (): Uint8Array => {
  const inner = '5 0 << /Fields [] /DA (/Helv 0 Tf) >>';
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] >>',
    `<< /Type /ObjStm /N 1 /First 4 /Length ${inner.length} >>\nstream\n${inner}\nendstream`,
  ];
  let text = '%PDF-1.5\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const streamAt = text.length;
  text += '6 0 obj\n<< /Type /XRef /Size 7 /W [1 2 1] /Index [5 1] /Length 4 >>\nstream\n';
  text += '\x02\x00\x04\x00\nendstream\nendobj\n';
  const used = (offset: number): string => `${String(offset).padStart(10, '0')} 00000 n \n`;
  const tableAt = text.length;
  text += `xref\n0 7\n0000000005 65535 f \n${offsets.map(used).join('')}0000000000 00000 f \n${used(streamAt)}`;
  text += `trailer\n<< /Size 7 /Root 1 0 R /XRefStm ${streamAt} >>\nstartxref\n${tableAt}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(text, 'latin1'));
};
