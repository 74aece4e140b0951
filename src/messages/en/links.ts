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

/** Of the other lenses, and of the ways in. */
export const moreLinks = {
  'scene.link.selects': 'Selects: {from} → {to}',
  'scene.link.enters': 'Way in: {from} → {to}',
  'scene.link.reads': '{from} reads {to}',
  'scene.link.unread': 'No controller reads {to}',
  'scene.link.mounts': 'Mount: {from} → {to}',
  'scene.link.claims': 'Asks for a volume: {from} → {to}',
  'scene.link.volumeName': 'spec.volumeName: {from} → {to}',
  'scene.link.claimRef': 'spec.claimRef: {from} → {to}',
  'scene.link.noPartner': 'Not bound: {from}',
  'scene.link.class': 'Provisioner: {from} → {to}',
  'scene.link.provisions': 'Provisioned: {from} → {to}',
  'scene.link.attaches': 'Attachment: {from} — {to}',
  'scene.link.standsFor': 'Stands for a disk: {from} → {to}',
  'scene.link.allows': 'Allowed: {from} → {to}',
  'scene.link.denies': 'Denied: {from} → {to}',
  'scene.link.none.policy': 'No field allows it: no policy selects either end, so it is open.',
  'scene.link.none.volume': 'No field is behind it now: the volume that asked for it is gone.',
} as const;
