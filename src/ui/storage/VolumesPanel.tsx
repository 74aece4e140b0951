import { useCallback } from 'react';
import type { Disk, Mount, ObjectKey, VolumeFile } from '../../core/index.js';
import type { Snapshot } from '../../engine/protocol.js';
import { objectText } from '../../messages/index.js';
import { engine, goToHop, seekStep, select } from '../../store/index.js';
import { clockText } from '../panels/clock-text.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import { behind, isOf, lostFiles, relatedTo, type LostFile } from './contents.js';
import { useAnswer } from '../use-answer.js';
import styles from './VolumesPanel.module.css';
import { WriteForm } from './WriteForm.js';

/** What is behind the volumes, and the files in it: who wrote them and when; what is gone, and why. A file can be written here. */
export function VolumesPanel({ snapshot }: { readonly snapshot: Snapshot }) {
  const words = useWords();
  const pinned = useApp((state) => state.selection.object);
  const { revision } = snapshot;
  // The contents are no object: only the revision tells that they may be others.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const ask = useCallback(() => engine().volumes(), [revision]);
  const volumes = useAnswer(ask);
  if (volumes === null) return <p className={styles['none']}>{words.text('ui.waiting')}</p>;

  const { chains, world } = volumes;
  const related = pinned === null ? null : relatedTo(pinned, chains);
  const shown = related === null ? world.disks : world.disks.filter(({ id }) => related.disks.has(id));
  const lost = lostFiles(snapshot).filter(({ mark }) => related === null || isOf(mark, related));
  return (
    <div className={styles['panel']}>
      {related === null || pinned === null ? null : (
        <p className={styles['filter']}>
          {words.text('ui.files.ofSelection', { name: objectText(pinned) })}{' '}
          <button type="button" className={styles['link']} onClick={() => select(null, null)}>
            {words.text('ui.files.all')}
          </button>
        </p>
      )}
      {shown.length === 0 ? <p className={styles['muted']}>{words.text('ui.files.noVolumes')}</p> : null}
      <ul className={styles['disks']} data-testid="disks">
        {shown.map((disk) => (
          <DiskEntry
            key={disk.id}
            disk={disk}
            behind={behind(disk.id, chains)}
            mounts={world.mounts.filter((mount) => mount.disk === disk.id)}
          />
        ))}
      </ul>
      {lost.length === 0 ? null : <Lost files={lost} snapshot={snapshot} />}
      <WriteForm snapshot={snapshot} chains={chains} />
    </div>
  );
}

interface DiskProps {
  readonly disk: Disk;
  /** The claims and volumes that it is behind. */
  readonly behind: readonly ObjectKey[];
  readonly mounts: readonly Mount[];
}

function DiskEntry({ disk, behind: fronts, mounts }: DiskProps) {
  const words = useWords();
  return (
    <li className={styles['disk']} data-disk={disk.id}>
      <h2>{disk.id}</h2>
      <p className={styles['muted']}>
        {words.text(`ui.disk.${disk.kind}`)}, <Place disk={disk} />
        {disk.bytes === undefined ? null : `, ${words.text('ui.files.size', { size: sizeText(disk.bytes) })}`}
      </p>
      {fronts.length === 0 ? null : (
        <p className={styles['muted']}>
          {words.text('ui.files.behind')}{' '}
          {fronts.map((object, index) => (
            <span key={object}>
              {index === 0 ? '' : ', '}
              <ObjectLink object={object} />
            </span>
          ))}
        </p>
      )}
      <p className={styles['muted']}>
        {mounts.length === 0 ? words.text('ui.files.unused') : `${words.text('ui.files.usedBy')} `}
        {mounts.map((mount, index) => (
          <span key={`${mount.uid}-${mount.name}`}>
            {index === 0 ? '' : ', '}
            <ObjectLink object={mount.pod} /> ({mount.name}
            {mount.readOnly ? `, ${words.text('ui.files.readOnly')}` : ''})
          </span>
        ))}
      </p>
      {disk.files.length === 0 ? <p className={styles['empty']}>{words.text('ui.files.empty')}</p> : null}
      <ul className={styles['files']}>
        {disk.files.map((file) => (
          <FileEntry key={file.id} file={file} made={disk.kind === 'api'} />
        ))}
      </ul>
    </li>
  );
}

function Place({ disk: { place, kind } }: { readonly disk: Disk }) {
  const words = useWords();
  if ('node' in place) return words.text('ui.place.in.node', { name: place.node });
  if ('zone' in place) {
    return place.zone === '' ? words.text('ui.place.in.noZone') : words.text('ui.place.in.zone', { name: place.zone });
  }
  if ('server' in place) return words.text('ui.place.in.server', { name: place.server });
  return words.text(kind === 'api' ? 'ui.place.in.api' : 'ui.place.in.noZone');
}

function FileEntry({ file, made }: { readonly file: VolumeFile; readonly made: boolean }) {
  const words = useWords();
  return (
    <li data-file={file.path}>
      <details>
        <summary>
          <code>{file.path}</code>{' '}
          <span className={styles['muted']}>{words.text('ui.files.bytes', { count: file.bytes })}</span>
        </summary>
        {/* What scrolls must be reached by the keyboard (WCAG 2.1.1). */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <pre className={styles['content']} tabIndex={0} role="region" aria-label={file.path}>
          {file.text}
        </pre>
      </details>
      <p className={styles['muted']}>
        {words.text(made ? 'ui.files.from' : 'ui.files.by', { by: objectText(file.by), when: clockText(file.t) })}
      </p>
    </li>
  );
}

function Lost({ files, snapshot }: { readonly files: readonly LostFile[]; readonly snapshot: Snapshot }) {
  const words = useWords();
  const goTo = (step: number): void => {
    const hop = snapshot.timelines.storage.hops.findIndex((one) => one.step === step);
    if (hop >= 0) goToHop(hop);
    else seekStep(step);
  };
  return (
    <section className={styles['lost']} data-testid="lost-files">
      <h2>{words.text('ui.files.lostTitle')}</h2>
      <ul>
        {files.map(({ file, step }) => (
          <li key={file.id}>
            <del>
              <code>{file.path}</code>
            </del>{' '}
            <em>{words.text('ui.files.lost')}</em>
            <p>{words.say(step.why)}</p>
            <button type="button" className={styles['link']} onClick={() => goTo(step.index + 1)}>
              {words.text('ui.files.whyLost')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ObjectLink({ object }: { readonly object: ObjectKey }) {
  return (
    <button type="button" className={styles['link']} onClick={() => select(null, object)}>
      {objectText(object)}
    </button>
  );
}

/** Bytes as Kubernetes writes a size, where it comes out whole: `5Gi`. */
function sizeText(bytes: number): string {
  const units = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'];
  let unit = 0;
  let size = bytes;
  while (size >= 1024 && size % 1024 === 0 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${size}${units[unit] ?? ''}`;
}
