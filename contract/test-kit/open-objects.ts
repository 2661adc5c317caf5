/** Paths of objects in a schema that would let an unknown key through, whatever they stand in. */
export const openObjects = (schema: unknown, path = ''): string[] => {
  if (typeof schema !== 'object' || schema === null) return [];
  const node = schema as Record<string, unknown>;
  const isOpen = node.type === 'object' && node.additionalProperties !== false;
  const inner = Object.entries(node).flatMap(([key, child]) => openObjects(child, `${path}/${key}`));
  return isOpen ? [path || '/', ...inner] : inner;
};
