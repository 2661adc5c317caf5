import { toHex } from '@bedsign/contract';
import { sm3 } from '@bedsign/gm';
import { bytesOf, type Objects, section, startxrefOf, stream } from './pdf-text.ts';

export type Act = {
  sign: (digest: Uint8Array) => Promise<Uint8Array>;
  evidenceDigest: Uint8Array;
  captureId?: string;
  /** Rectangle of the widget on the one page of the base form. */
  rect?: string;
  /** Name of the field; default `sigN`, N its object. */
  field?: string;
  /** The field that signs stands among `objects` already; only the signature and its appearance are added. */
  fill?: boolean;
  /** Objects that change or come along in the same update. */
  objects?: Objects;
  /** Entries of the signature dictionary, in place of the usual ones. */
  rewrite?: (dictionary: string) => string;
  /** Changes the finished update before it is signed: what a dishonest signing server could do. */
  tamper?: (file: string) => string;
};

const reserved = 12_000;
const slot = '0000000000';

/** The number of the next free object. */
export const sizeOf = (pdf: string): number => Number([...pdf.matchAll(/\/Size (\d+)/g)].at(-1)?.[1]);

const lastBody = (pdf: string, number: number): string =>
  [...pdf.matchAll(new RegExp(`\\n${number} 0 obj\\n([\\s\\S]*?)\\nendobj`, 'g'))].at(-1)?.[1] ?? '';

const append = (array: RegExp, body: string, ref: string): string => body.replace(array, `$1 ${ref}]`);

/** Adds a signature field with its widget and signs, as one incremental update on the form of `basePdf`. */
export const signPdf = async (pdf: string, act: Act): Promise<string> => {
  const first = sizeOf(pdf);
  const [field, value, appearance] = [first, first + 1, first + 2];
  const evidence = `/BedSign << /Capture (${act.captureId ?? '0e0e0e0e-0000-4000-8000-000000000001'}) /Evidence <${toHex(act.evidenceDigest)}> >>`;
  const dictionary = `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 ${slot} ${slot} ${slot}] /Contents <${'0'.repeat(reserved)}> ${evidence} >>`;
  const form = lastBody(pdf, 6).includes('/SigFlags')
    ? lastBody(pdf, 6)
    : lastBody(pdf, 6).replace(/>>$/, '/SigFlags 3 >>');
  const widget = `<< /Type /Annot /Subtype /Widget /FT /Sig /T (${act.field ?? `sig${field}`}) /V ${value} 0 R /F 132 /P 3 0 R /Rect [${act.rect ?? '300 100 420 140'}] /AP << /N ${appearance} 0 R >> >>`;
  const newField: Objects = {
    3: append(/(\/Annots \[[^\]]*)\]/, lastBody(pdf, 3), `${field} 0 R`),
    6: append(/(\/Fields \[[^\]]*)\]/, form, `${field} 0 R`),
    [field]: widget,
  };
  const objects: Objects = {
    ...(act.fill ? {} : newField),
    [value]: act.rewrite ? act.rewrite(dictionary) : dictionary,
    [appearance]: stream('0 0 m 120 40 l S', '/Type /XObject /Subtype /Form /BBox [0 0 120 40]'),
    ...act.objects,
  };
  const size = Math.max(...Object.keys(objects).map(Number), first - 1) + 1;
  const trailer = `/Size ${size} /Root 1 0 R /Info 11 0 R /Prev ${startxrefOf(pdf)}`;
  const file = pdf + section(pdf.length, objects, trailer, false);
  return fillSignature(act.tamper ? act.tamper(file) : file, act.sign);
};

/** Writes ByteRange and Contents of the last signature dictionary, whose places are reserved. */
export const fillSignature = async (text: string, sign: Act['sign']): Promise<string> => {
  const open = text.lastIndexOf('/Contents <00') + '/Contents '.length;
  const close = text.indexOf('>', open) + 1;
  const range = [open, close, text.length - close].map((number) => String(number).padEnd(slot.length));
  const at = text.lastIndexOf(`/ByteRange [0 ${slot}`);
  const ranged =
    at < 0
      ? text
      : text.slice(0, at) +
        `/ByteRange [0 ${range.join(' ')}]` +
        text.slice(at + `/ByteRange [0 ${slot} ${slot} ${slot}]`.length);
  const digest = sm3(bytesOf(ranged.slice(0, open) + ranged.slice(close)));
  const hex = toHex(await sign(digest)).padEnd(close - open - 2, '0');
  return `${ranged.slice(0, open)}<${hex}>${ranged.slice(close)}`;
};
