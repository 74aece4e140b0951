/** What is said of links that are opened, of damaged drafts and of a start after starts that died: not what a first visit says. */
export const kept = {
  'ui.drafts.unreadable': 'A draft is damaged or of a later Kubewalk and cannot be read. It was left as it is.',
  'ui.drafts.spoilt': 'The last change of this draft was damaged, so it opens as it was kept before.',
  'ui.drafts.recovered':
    'This draft was damaged. Here are the manifests that could still be read of it, unchecked: look them over. The damaged draft was left as it is.',
  'ui.link.too-long': 'This link is longer than 64 KB and was not opened. Your work is as it was.',
  'ui.link.future': 'This link was made by a later Kubewalk than this page and was not opened. Your work is as it was.',
  'ui.link.unreadable': 'This link is damaged or cut short and was not opened. Your work is as it was.',
  'ui.link.too-big': 'This link unpacks to more than 1 MiB and was not opened. Your work is as it was.',
  'ui.link.wrong-shape': 'This link does not hold a Kubewalk work and was not opened. Your work is as it was.',
  'ui.link.unknown-example': 'There is no such example. Your work is as it was.',
  'ui.link.opened': 'You opened a link. Your own draft is kept.',
  'ui.link.back': 'Back to my draft',
  'ui.safe.notice':
    'The page did not come to a picture twice in a row, so this time nothing runs: you can edit the text first.',
  'ui.safe.run': 'Run it',
} as const;
