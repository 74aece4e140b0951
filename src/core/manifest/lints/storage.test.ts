import { describe, expect, it } from 'vitest';
import { applyEdits } from '../text-edits.js';
import { codes, find, fixed, marked, read, said } from '../testing/read.js';
import { all, CLAIM, CLASS, DEPLOYMENT, POD, SELECTOR, SET, VOLUME } from '../testing/storage-manifests.js';

describe('a claim that selects by labels', () => {
  const text = all(VOLUME, CLAIM + SELECTOR);

  it('is told that no volume has them, at the selector', () => {
    expect(said(read(text))).toEqual([
      'warning claim-selector-matches-nothing 24: lint.noVolumeLabelled {labels: release=stable}',
    ]);
    expect(marked(text, find(read(text), 'claim-selector-matches-nothing'))).toBe('selector');
  });

  it('one click labels the volume, or drops the selector', () => {
    const labelled = VOLUME.replace('mongodb-pv\n', 'mongodb-pv\n  labels:\n    release: stable\n');
    expect(fixed(text, 'claim-selector-matches-nothing')).toBe(all(labelled, CLAIM + SELECTOR));
    expect(fixed(text, 'claim-selector-matches-nothing', 1)).toBe(all(VOLUME, CLAIM));
    expect(said(read(all(labelled, CLAIM + SELECTOR)))).toEqual([]);
  });

  it('labels a volume in another file', () => {
    const { fixes } = find(read(VOLUME, CLAIM + SELECTOR), 'claim-selector-matches-nothing');
    expect(fixes[0]?.edits.map(({ file }) => file)).toEqual(['f0']);
    expect(codes(read(applyEdits(VOLUME, fixes[0]?.edits ?? []), CLAIM + SELECTOR))).toEqual([]);
  });

  it.each<readonly [string, string, readonly string[]]>([
    [
      'adds to the labels there are',
      VOLUME.replace('name: mongodb-pv', 'name: mongodb-pv\n  labels: {a: b}'),
      ['fix.addLabels', 'fix.removeKey'],
    ],
    [
      'does not overwrite a label that says otherwise',
      VOLUME.replace('name: mongodb-pv', 'name: mongodb-pv\n  labels: {release: beta}'),
      ['fix.removeKey'],
    ],
    ['offers nothing where there is no volume', CLASS, ['fix.removeKey']],
  ])('%s', (_, volume, titles) => {
    const { fixes } = find(read(all(volume, CLAIM + SELECTOR)), 'claim-selector-matches-nothing');
    expect(fixes.map(({ title }) => title.code)).toEqual(titles);
  });

  it('by expressions, one of the values will do; what may not be there cannot be added', () => {
    const expression = (operator: string, values = '') =>
      `${CLAIM}  selector: {matchExpressions: [{key: tier, operator: ${operator}${values}}]}\n`;
    expect(fixed(all(VOLUME, expression('In', ', values: [a, b]')), 'claim-selector-matches-nothing')).toContain(
      'tier: a',
    );
    const { fixes } = find(read(all(VOLUME, expression('Exists'))), 'claim-selector-matches-nothing');
    expect(fixes.map(({ title }) => title.code)).toEqual(['fix.removeKey']);
    expect(codes(read(all(VOLUME, expression('DoesNotExist'))))).toEqual([]);
  });

  it('does not matter where the claim names its volume', () => {
    expect(codes(read(all(VOLUME, `${CLAIM}${SELECTOR}  volumeName: mongodb-pv\n`)))).toEqual([]);
  });
});

describe('the class of a claim', () => {
  const fast = `${CLAIM}  storageClassName: fast\n`;

  it.each<readonly [string, string, readonly string[]]>([
    ['exists', all(CLASS, fast), []],
    ['is only a word that a volume has too', all(VOLUME.replace('  nfs', '  storageClassName: fast\n  nfs'), fast), []],
    ['is not there', all(VOLUME, fast), ['info class-missing 24: storageclass.storage.k8s.io "fast" not found']],
    ['is empty on purpose', `${CLAIM}  storageClassName: ""\n`, []],
    ['is not named, but there is a volume without one', all(VOLUME, CLAIM), []],
    [
      'is not named, but there is a default',
      all(
        CLASS.replace(
          '  name: fast',
          '  name: fast\n  annotations: {storageclass.kubernetes.io/is-default-class: "true"}',
        ),
        CLAIM,
      ),
      [],
    ],
    [
      'is not named, and there is none',
      CLAIM,
      ['info no-default-class 5: no persistent volumes available for this claim and no storage class is set'],
    ],
  ])('%s', (_, text, expected) => {
    expect(said(read(text))).toEqual(expected);
  });

  it('is taken from those there are', () => {
    expect(fixed(all(CLASS, CLAIM), 'no-default-class')).toBe(all(CLASS, fast));
    expect(fixed(all(CLASS, fast.replace('fast', 'fats')), 'class-missing')).toBe(all(CLASS, fast));
  });

  it('of several defaults is the newest', () => {
    const marked = (name: string) =>
      CLASS.replace(
        'name: fast',
        `name: ${name}\n  annotations:\n    storageclass.kubernetes.io/is-default-class: "true"`,
      );
    const text = all(marked('a'), marked('b'));
    expect(said(read(text))).toEqual([
      'warning several-default-classes 6: lint.defaultClasses {names: b, count: 1}',
      'warning several-default-classes 14: lint.defaultClasses {names: a, count: 1}',
    ]);
    expect(codes(read(fixed(text, 'several-default-classes')))).toEqual([]);
  });
});

describe('a CSI driver', () => {
  const named = (provisioner: string) => CLASS.replace('ebs.csi.aws.com', provisioner);

  it.each([['ebs.csi.aws.com'], ['kubernetes.io/no-provisioner'], ['pd.csi.storage.gke.io']])(
    '%s needs no object',
    (name) => {
      expect(codes(read(named(name)))).toEqual([]);
    },
  );

  it.each<readonly [string, string, string]>([
    ['of a class', named('nfs.csi.k8s.io'), 'attachRequired: false'],
    [
      'of a volume',
      VOLUME.replace('nfs:\n    server: nas\n    path: /exports', 'csi: {driver: d.example.com, volumeHandle: h}'),
      'attachRequired: true',
    ],
    [
      'of a pod',
      POD.replace('persistentVolumeClaim:\n        claimName: data', 'csi: {driver: inline.example.com}'),
      'volumeLifecycleModes:\n    - Persistent\n    - Ephemeral',
    ],
  ])('%s is installed by one click', (_, text, says) => {
    const diagnostic = find(read(text), 'driver-missing');
    expect(diagnostic.severity).toBe('warning');
    const mended = fixed(text, 'driver-missing');
    expect(mended).toContain(says);
    expect(mended.endsWith(`---\n${text}`)).toBe(true);
    expect(said(read(mended))).toEqual([]);
  });

  it('is missed once, however often it is named', () => {
    const text = all(named('d.example.com'), named('d.example.com').replace('name: fast', 'name: slow'));
    expect(codes(read(text))).toEqual(['driver-missing']);
  });
});

describe('a local volume', () => {
  const LOCAL = `apiVersion: v1
kind: PersistentVolume
metadata:
  name: local
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteOnce]
  storageClassName: local-storage
  local: {path: /mnt/a}
  nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [worker-1]}]}]}}
`;
  const LOCAL_CLASS = CLASS.replace('fast', 'local-storage').replace('ebs.csi.aws.com', 'kubernetes.io/no-provisioner');

  it('wants a class that waits', () => {
    expect(codes(read(all(LOCAL, LOCAL_CLASS)))).toEqual(['local-without-wait']);
    const mended = all(LOCAL, `${LOCAL_CLASS}volumeBindingMode: WaitForFirstConsumer\n`);
    expect(fixed(all(LOCAL, LOCAL_CLASS), 'local-without-wait')).toBe(mended);
    expect(codes(read(mended))).toEqual([]);
    const immediate = `${LOCAL_CLASS}volumeBindingMode: Immediate\n`;
    expect(fixed(all(LOCAL, immediate), 'local-without-wait')).toBe(mended);
  });

  it('gets the class where there is none', () => {
    expect(find(read(LOCAL), 'local-without-wait').severity).toBe('info');
    expect(codes(read(fixed(LOCAL, 'local-without-wait')))).toEqual([]);
  });
});

it('many claims ask many volumes once', () => {
  const claims = Array.from({ length: 300 }, (_, i) => CLAIM.replace('name: data', `name: c${i}`) + SELECTOR);
  const volumes = Array.from({ length: 300 }, (_, i) => VOLUME.replace('mongodb-pv', `v${i}`));
  const { diagnostics } = read(all(...claims, ...volumes));
  expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['claim-selector-matches-nothing']));
  expect(diagnostics.length).toBe(300);
});

it('every fix applies, leaves valid manifests, and what it says is gone or fewer', () => {
  const text = all(
    VOLUME,
    CLAIM + SELECTOR,
    `${CLAIM.replace('name: data', 'name: b')}  storageClassName: slow\n`,
    CLASS.replace('ebs.csi.aws.com', 'd.example.com'),
    POD.replace('claimName: data', 'claimName: c'),
    DEPLOYMENT,
    SET,
  );
  const parsed = read(text);
  const fixes = parsed.diagnostics.flatMap((diagnostic) => diagnostic.fixes.map((fix) => ({ diagnostic, fix })));
  expect(new Set(fixes.map(({ diagnostic }) => diagnostic.code)).size).toBeGreaterThan(5);
  for (const { diagnostic, fix } of fixes) {
    const mended = applyEdits(text, fix.edits);
    const count = (source: string) => codes(read(source)).filter((code) => code === diagnostic.code).length;
    expect(count(mended)).toBeLessThan(count(text));
    expect(read(mended).valid).toBe(true);
  }
});
