import { BedSignError } from './errors/bedsign-error.ts';

/** Nothing but the one form: no other host or path, no query, no escapes, no white space around it. */
const form = /^bedsign:\/\/task\/([A-Za-z0-9][A-Za-z0-9._-]{0,63})\/?$/;

/** As much of a link as is carried; no link that we open is longer. */
export const longestTaskLink = 128;

/** What a program hands over as a link, good or not. */
export const looksLikeLink = (word: string): boolean => /^bedsign:/i.test(word);

/**
 * The task that `bedsign://task/ID` names. Browsers of a HIS hand such a link to the program with whatever a web page wrote
 * into it, so anything else is TASK_LINK_INVALID. It only asks to show a task: nothing is opened before somebody
 * has logged in, and no further than the server lets them.
 */
export const parseTaskLink = (link: string): string => {
  const taskId = form.exec(link)?.[1];
  if (taskId === undefined || link.length > longestTaskLink) throw new BedSignError('TASK_LINK_INVALID');
  return taskId;
};
