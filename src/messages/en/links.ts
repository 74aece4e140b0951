/** English texts of the lines of the Traffic and Rules lenses, in ICU MessageFormat. */
export const links = {
  'scene.link.veth': 'veth pair: {from} — {to}',
  'scene.link.bridge': 'Way to the rules: {to} — {from}',
  'scene.link.wire': 'Wire: {from} — {to}',
  'scene.link.trunk': 'Network of the nodes: {from}',
  'scene.link.endpoint': 'Endpoint: {from} → {to}',
  'scene.link.jump': 'Jump: {from} → {to}',
  'scene.link.none.network': 'No manifest asks for it: it is part of the network of the nodes.',
  'scene.link.none.rules': 'No manifest asks for it: every node has this rule.',
} as const;
