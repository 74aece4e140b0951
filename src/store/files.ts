import type { ManifestFile } from '../core/index.js';
import { sendFiles } from './engine.js';
import { withOneLineEnding } from './line-endings.js';
import { notify } from './notices.js';
import type { AppState } from './state.js';
import { getState, patch } from './store.js';
import { touch } from './work.js';

/** What the page takes as a manifest file, by name. */
const MANIFEST_NAME = /\.(ya?ml|json)$/i;
/** A text longer than this is not taken in; the model refuses it too, and the editor would suffer. In characters. */
export const MAX_TEXT = 5_000_000;

/** An open file without its text. */
type FileTab = Omit<ManifestFile, 'text'>;
let tabs: readonly FileTab[] = [];

/** The open files without their texts: the same list until one comes, goes or is renamed, so that a key need not draw it anew. */
export function tabsOf({ files }: AppState): readonly FileTab[] {
  const same =
    files.length === tabs.length && files.every(({ id, name }, i) => id === tabs[i]?.id && name === tabs[i]?.name);
  if (!same) tabs = files.map(({ id, name }) => ({ id, name }));
  return tabs;
}

/** The one gateway of every change of the manifests: the store first, then the engine. */
function setFiles(files: readonly ManifestFile[], active: string, typedIn: string | null = null): void {
  patch({ files, active: files.some(({ id }) => id === active) ? active : (files[0]?.id ?? '') });
  touch();
  sendFiles(typedIn);
}

/** The reader typed, undid or applied a fix. */
export function editFile(id: string, text: string): void {
  const { files, active } = getState();
  if (files.some((file) => file.id === id && file.text !== text)) {
    setFiles(
      files.map((file) => (file.id === id ? { ...file, text } : file)),
      active,
      id,
    );
  }
}

export function selectFile(id: string): void {
  patch({ active: id });
}

export function moveCursor(file: string, offset: number): void {
  patch({ cursor: { file, offset } });
}

/** A new empty file, opened. */
export function addFile(): void {
  const { files } = getState();
  const file = { id: freshId(files), name: freshName(files, 'manifest.yaml'), text: '' };
  setFiles([...files, file], file.id);
}

/** Renames a tab. Refuses an empty name, and makes one that is taken differ. */
export function renameFile(id: string, name: string): void {
  const { files, active } = getState();
  const wanted = name.trim().slice(0, 120);
  if (wanted === '' || files.every((file) => file.id !== id || file.name === wanted)) return;
  const others = files.filter((file) => file.id !== id);
  setFiles(
    files.map((file) => (file.id === id ? { ...file, name: freshName(others, wanted) } : file)),
    active,
  );
}

/** Closes a file: its objects are pruned from the cluster. A notice offers to put it back where it was. */
export function deleteFile(id: string): void {
  const { files, active } = getState();
  const index = files.findIndex((file) => file.id === id);
  const file = files[index];
  if (file === undefined) return;
  const neighbour = files[index + 1] ?? files[index - 1];
  setFiles(files.toSpliced(index, 1), active === id ? (neighbour?.id ?? '') : active);
  notify({
    topic: 'file-deleted',
    tone: 'info',
    code: 'ui.files.deleted',
    params: { name: file.name },
    action: { code: 'ui.undo', run: () => restoreFile(file, index) },
    seconds: 12,
  });
}

function restoreFile(file: ManifestFile, index: number): void {
  const { files } = getState();
  if (files.some(({ id }) => id === file.id)) return;
  setFiles(files.toSpliced(Math.min(index, files.length), 0, file), file.id);
}

/** Takes files in that were dropped or chosen. What is no manifest by its name, or too long, is left out and said. */
export function importFiles(incoming: readonly { readonly name: string; readonly text: string }[]): void {
  const taken: ManifestFile[] = [];
  let { files } = getState();
  for (const { name, text } of incoming) {
    if (!MANIFEST_NAME.test(name) || text.length > MAX_TEXT) {
      notify({
        topic: `file-refused-${name}`,
        tone: 'warning',
        code: text.length > MAX_TEXT ? 'ui.files.tooLong' : 'ui.files.notManifest',
        params: { name },
      });
      continue;
    }
    const file = { id: freshId(files), name: freshName(files, name), text: withOneLineEnding(text) };
    files = [...files, file];
    taken.push(file);
  }
  const last = taken.at(-1);
  if (last !== undefined) setFiles(files, last.id);
}

/** An id that no open file has. Ids are small, because links carry them. */
function freshId(files: readonly ManifestFile[]): string {
  for (let n = files.length + 1; ; n += 1) {
    if (files.every(({ id }) => id !== `f${n}`)) return `f${n}`;
  }
}

/** The name, or `name-2.yaml` when it is taken. */
function freshName(files: readonly ManifestFile[], name: string): string {
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let n = 1; ; n += 1) {
    const candidate = n === 1 ? name : `${stem}-${n}${extension}`;
    if (files.every((file) => file.name !== candidate)) return candidate;
  }
}
