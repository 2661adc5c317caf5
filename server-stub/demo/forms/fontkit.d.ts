/** fontkit ships no types; pdf-lib describes the part that it calls. */
declare module 'fontkit' {
  import type { Fontkit } from '@cantoo/pdf-lib';
  export const create: Fontkit['create'];
}
