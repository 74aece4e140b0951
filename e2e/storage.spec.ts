import { expect, test } from './workbench.js';

test.use({ viewport: { width: 1440, height: 900 } });

const POD = 'Pod/default/';
const CLAIM = 'PersistentVolumeClaim/default/';
const VOLUME = 'PersistentVolume//';

test('static: a claim finds the volume, a file is written, pod and claim go, and the data are kept', async ({
  bench,
  page,
}) => {
  await bench.openStory('static-volume');
  await expect(bench.thing(`${CLAIM}mongodb-pvc`)).toContainText('Bound');
  const story = page.getByTestId('storage-journal');
  for (const stage of ['Bind', 'Attach', 'Stage', 'Publish', 'Write']) await expect(story).toContainText(stage);
  await bench.showPanel(/Files/);
  await expect(page.getByTestId('disks')).toContainText('alice');

  await bench.do(`${POD}mongodb`, 'delete-pod');
  await bench.do(`${CLAIM}mongodb-pvc`, 'delete-claim');
  await bench.endOfStory();
  await expect(bench.thing(`${VOLUME}mongodb-pv`).first()).toHaveAccessibleName(/Released/);
  await bench.showPanel(/Files/);
  await expect(page.getByTestId('disks')).toContainText('users');
});

test('dynamic: a driver makes the volume at once, and the story can be walked both ways', async ({ bench, page }) => {
  await bench.openStory('dynamic-volume');
  await expect(bench.thing(`${CLAIM}mongodb-pvc`)).toContainText('Bound');
  await expect(page.getByTestId('storage-journal')).toContainText('Provision');
  await page.getByTestId('scrubber').focus();
  await bench.picture(() => page.keyboard.press('Home'));
  await expect(page.getByTestId('hop-count')).toHaveText(/^1\//);
  await expect(bench.thing(`${CLAIM}mongodb-pvc`)).toContainText('Pending');
  await bench.endOfStory();
  await expect(bench.thing(`${CLAIM}mongodb-pvc`)).toContainText('Bound');
});

test('WaitForFirstConsumer: one disk follows its pod, the other strands it, and the fix is one word', async ({
  bench,
  page,
}) => {
  await bench.openStory('first-consumer');
  await expect(bench.thing(`${POD}fits`).first()).not.toHaveAccessibleName(/Pending/);
  await expect(bench.thing(`${POD}stranded`).first()).toHaveAccessibleName(/Pending/);
  await expect(page.getByTestId('storage-journal')).toContainText("didn't match PersistentVolume's node affinity");
  await bench.picture(() => bench.typeAtEndOf('volumeBindingMode: Immediate', 9, 'WaitForFirstConsumer'));
});

test('reclaim: one volume is kept, one emptied, one deleted with its disk', async ({ bench, page }) => {
  await bench.openStory('reclaim-policies');
  await expect(bench.thing(`${VOLUME}kept`).first()).toHaveAccessibleName(/Released/);
  await expect(bench.thing(`${VOLUME}emptied`).first()).toHaveAccessibleName(/Available/);
  await bench.showPanel(/Files/);
  const lost = page.getByTestId('lost-files');
  await expect(lost).toContainText('b');
  await expect(lost).toContainText('c');
  await expect(page.getByTestId('disks')).toContainText('one');
});

test('Released: the board says whose the volume still is; clearing claimRef lets the next claim have it', async ({
  bench,
  page,
}) => {
  await bench.openStory('released-volume');
  await bench.look(`${CLAIM}second`, 'board');
  await expect(page.getByTestId('board-decision')).toContainText('No volume');
  await page.getByTestId('board-table').click();
  const board = page.getByTestId('match-board');
  await expect(board.locator('tr[data-outcome="rejected"] td[data-requirement="claimRef"]')).toHaveAttribute(
    'data-result',
    'failed',
  );
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await bench.do(`${VOLUME}archive`, 'clear-claim-ref');
  await bench.endOfStory();
  await expect(bench.thing(`${CLAIM}second`).first()).toHaveAccessibleName(/Bound/);
  await bench.showPanel(/Files/);
  await expect(page.getByTestId('disks')).toContainText('ledger');
});

test('multi-attach: the second node waits with the real error, until there is one replica', async ({ bench, page }) => {
  await bench.openStory('multi-attach');
  await expect(page.getByTestId('storage-journal')).toContainText('Multi-Attach error for volume');
  await page.getByRole('tab', { name: /web\.yaml/ }).click();
  await bench.picture(() => bench.typeAtEndOf('replicas: 2', 1, '1'));
  await bench.endOfStory();
  await expect(bench.thing(`${POD}web-`).and(page.locator(':not(.is-absent)'))).not.toHaveCount(0);
});

test('a local disk and a dead node: the pod waits for its node, and has its file when it is back', async ({
  bench,
  page,
}) => {
  await bench.openStory('local-volume');
  await expect(bench.thing(`${POD}db-0`).first()).toHaveAccessibleName(/Terminating/);
  await bench.do('node:worker-2', 'heal-node');
  await bench.endOfStory();
  await expect(bench.thing(`${POD}db-0`).first()).toHaveAccessibleName(/Running/);
  await bench.showPanel(/Files/);
  await expect(page.getByTestId('disks')).toContainText('table');
});

test('StatefulSet: a kept claim gives web-2 its file back; whenScaled Delete does not', async ({ bench, page }) => {
  await bench.openStory('stateful-set');
  await expect(bench.thing(`${CLAIM}www-web-2`).first()).toHaveAccessibleName(/Bound/);
  await bench.do(`${POD}web-0`, 'scale');
  await bench.endOfStory();
  await expect(bench.thing(`${POD}web-2`).first()).toHaveAccessibleName(/Running/);
  await bench.showPanel(/Files/);
  await expect(page.getByTestId('disks')).toContainText('I am web-2');
});

test('a default class comes late: the claim that named none is given it, the claim of no class is not', async ({
  bench,
  page,
}) => {
  await bench.openStory('default-class');
  await expect(bench.thing(`${CLAIM}undecided`).first()).toHaveAccessibleName(/Pending/);
  await page.getByRole('tab', { name: /class\.yaml/ }).click();
  await bench.picture(() => bench.typeAtEndOf("is-default-class: 'false'", 6, "true'"));
  await bench.endOfStory();
  await expect(bench.thing(`${CLAIM}undecided`).first()).toHaveAccessibleName(/Bound/);
  await expect(bench.thing(`${CLAIM}none-please`).first()).toHaveAccessibleName(/Pending/);
});

test('the lecture’s claim is mended in at most two clicks, and binds', async ({ bench, page }) => {
  await bench.openStory('lecture-claim');
  await expect(bench.thing(`${CLAIM}mongodb-pvc`).first()).toHaveAccessibleName(/Pending/);
  const fix = page.getByRole('button', { name: /label.*mongodb-pv|mongodb-pv.*label/i }).first();
  await bench.picture(() => fix.click());
  await bench.endOfStory();
  await expect(bench.thing(`${CLAIM}mongodb-pvc`).first()).toHaveAccessibleName(/Bound/);
});

test('the lecture’s claim with fields outside spec is mended in at most two clicks, and gets its disk', async ({
  bench,
  page,
}) => {
  await bench.open('#example/lecture-class');
  await expect(page.getByTestId('stale')).toBeVisible();
  const fix = page.getByRole('button', { name: 'Move resources, accessModes into spec' }).first();
  await bench.picture(() => fix.click());
  await expect(page.getByTestId('stale')).toBeHidden();
  await bench.endOfStory();
  await expect(bench.thing(`${CLAIM}mongodb-pvc`).first()).toHaveAccessibleName(/Bound/);
});

test('what survives is a table that the model filled, and each cell says why', async ({ bench, page }) => {
  await bench.openStory('scratch-space');
  await page.getByTestId('open-survival').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('table')).toBeVisible();
  await expect(dialog.getByRole('row')).not.toHaveCount(0);
});
