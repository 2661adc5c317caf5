/** What can be wrong with the log of tokens, in the words of those who read the answer. */
export const tokenFaults = {
  'node-missing': '节点的整个日志缺失 the whole log of a node is missing',
  'gap-before': '此段之前的内容缺失 what stood before this segment is missing',
  'segment-foreign': '不是文件名所指的日志段 this is not the segment that its name says',
  'frame-changed': '内容被改动 bytes were changed',
  'frame-missing': '中间的内容缺失 something in the middle is missing',
  'tail-cut': '末尾缺失或被改动 the end is missing or was changed',
  'witness-differs': '与审计日志或留存的旁证不符 the audit or a witness kept elsewhere says otherwise',
} as const;

export type TokenFaultName = keyof typeof tokenFaults;
/** `byte`: where in the segment. */
export type SegmentFault = { fault: TokenFaultName; byte: number };
/** `segment`: the file's name; null where it is about a whole node. */
export type TokenFault = { fault: TokenFaultName; node: string; segment: string | null; byte: number | null };
