import {
  complete,
  createManifestCache,
  DEFAULT_SETTINGS,
  documentOfObject,
  fieldAt,
  hover,
  kubectlFor,
  kubernetesSchema,
  matchBoard,
  parseManifests,
  resolveCause,
  storageWorld,
  visibleText,
  volumeChains,
  type Action,
  type Cause,
  type ClusterSettings,
  type Completion,
  type Diagnostic,
  type HoverText,
  type ManifestFile,
  type MatchBoard,
  type ObjectKey,
  type ParsedManifests,
  type Refusal,
  type SchemaDocs,
  type SourceRange,
  type Step,
  type StorageWorld,
  type TrafficRequest,
  type VolumeChain,
} from '../core/index.js';
import { sceneIdsFor, type Lens, type Profile } from '../scene/index.js';
import { clusterDiagnostics, placeOf } from './cluster-diagnostics.js';
import { compactHistory, withFirst, withoutFirst } from './compact.js';
import { Living, type ReadObjects } from './living.js';
import { isWithin, ownerChain } from './owners.js';
import { objectYaml } from './object-yaml.js';
import { Painter, type Picture } from './picture.js';
import type { CausedHere, ObjectView, Operation, Snapshot, StepView, Workspace } from './protocol.js';
import type { LaterParts, Session } from './remote.js';
import type { StorageLens } from './storage-lens.js';
import { createSummaries } from './summaries.js';
import { writesOf } from './writes.js';

/** A session, and what comes to it once somebody has asked: the texts of the API's fields, the Storage lens. */
export type EngineSession = Session & LaterParts;

/** An engine without a thread: manifests in, snapshots out. Pure but for what it remembers: it reads no clock and rolls no dice. */
export function createSession(): EngineSession {
  const session = new Engine();
  return {
    open: (workspace, profile, lens) => session.open(workspace, profile, lens),
    edit: (files, typing) => session.edit(files, typing ?? false),
    act: (action) => session.act(action),
    configure: (settings) => session.configure(settings),
    seek: (step) => session.seek(step),
    send: (request) => session.send(request),
    fit: (profile) => session.fit(profile),
    show: (lens) => session.show(lens),
    workspace: () => session.workspace(),
    locate: (cause) => session.locate(cause),
    causedAt: (file, offset) => session.causedAt(file, offset),
    complete: (file, text, offset) => session.complete(file, text, offset),
    hover: (file, text, offset) => session.hover(file, text, offset),
    inspect: (key) => session.inspect(key),
    board: (claim) => session.board(claim),
    volumes: () => session.volumes(),
    rulesText: (node) => session.rulesText(node),
    kubectl: (actions) => actions.map(kubectlFor),
    useDocs: (docs) => session.useDocs(docs),
    useStorageLens: (lens) => session.useStorageLens(lens),
  };
}

const NOTHING: ParsedManifests = { documents: [], diagnostics: [], valid: true };

class Engine {
  readonly #cache = createManifestCache();
  readonly #schema = kubernetesSchema();
  #docs: SchemaDocs | undefined;
  #files: readonly ManifestFile[] = [];
  #settings: ClusterSettings | null = null;
  #request: TrafficRequest | null = null;
  #profile: Profile = 'wide';
  #lens: Lens = 'traffic';
  #parsed: ParsedManifests = NOTHING;
  #living: Living | null = null;
  #painter = new Painter();
  #storageLens: StorageLens | null = null;
  #summaries = createSummaries();
  #refusals: readonly Refusal[] = [];
  #said: readonly Diagnostic[] = [];
  /** The picture of the last answer: what is asked about it costs no new one. */
  #shown: Picture | null = null;
  #revision = 0;
  #stepViews = new WeakMap<Step, StepView>();
  #steps: readonly StepView[] = [];

  open(workspace: Workspace, profile?: Profile, lens?: Lens): Snapshot {
    this.#profile = profile ?? this.#profile;
    this.#lens = lens ?? this.#lens;
    this.#files = workspace.files;
    this.#settings = workspace.settings;
    this.#request = workspace.request;
    this.#begin(workspace.settings, withFirst(workspace.history, workspace.files));
    this.#parsed = parseManifests(this.#files, this.#cache);
    this.#apply(false);
    return this.#snapshot([]);
  }

  edit(files: readonly ManifestFile[], typing: boolean): Snapshot {
    this.#files = files;
    this.#parsed = parseManifests(files, this.#cache);
    this.#apply(typing);
    return this.#snapshot([]);
  }

  act(action: Action): Snapshot {
    return this.#snapshot(this.#cluster().act(action));
  }

  configure(settings: ClusterSettings): Snapshot {
    this.#settings = settings;
    const history = this.#living?.history ?? [];
    // Names and addresses follow from the settings: what was done to a pod of the old cluster means nothing in the new one.
    const last = history.findLast(({ op }) => op === 'apply');
    this.#begin(settings, last === undefined ? [] : [{ ...last, at: 0 }]);
    this.#apply(false);
    return this.#snapshot([]);
  }

  seek(step: number): Snapshot {
    this.#cluster().cluster.seek(step);
    return this.#snapshot([]);
  }

  send(request: TrafficRequest | null): Snapshot {
    this.#request = request;
    return this.#snapshot([]);
  }

  fit(profile: Profile): Snapshot {
    this.#profile = profile;
    return this.#snapshot([]);
  }

  show(lens: Lens): Snapshot {
    this.#lens = lens;
    return this.#snapshot([]);
  }

  workspace(): Workspace {
    const living = this.#cluster();
    const settings = living.cluster.settings;
    const history = withoutFirst(compactHistory(living, settings, this.#read), this.#files);
    return { files: this.#files, settings, history, request: this.#request };
  }

  locate(cause: Cause): SourceRange | null {
    return placeOf(this.#cluster().cluster, this.#parsed, cause) ?? null;
  }

  causedAt(file: string, offset: number): CausedHere {
    const here = fieldAt(this.#parsed, file, offset);
    if (here === undefined) return { object: null, field: [], hops: [], sceneIds: [], steps: [] };
    const { cluster } = this.#cluster();
    const isCaused = (cause: Cause): boolean =>
      resolveCause(cluster, cause).some(({ object, field }) => object === here.object && isWithin(field, here.field));
    const { trace, scenes } = this.#shown ?? this.#picture();
    const hops = (trace?.hops ?? []).flatMap((hop, index) => (isCaused(hop.cause) ? [index] : []));
    const ids = new Set<string>();
    for (const scene of Object.values(scenes)) {
      for (const id of sceneIdsFor(scene, here)) ids.add(id);
      for (const { id, object } of [...scene.nodes, ...scene.groups]) {
        if (object !== undefined && ownerChain(cluster, object).includes(here.object)) ids.add(id);
      }
    }
    const stages = this.#lens === 'storage' ? this.#painter.story(cluster) : [];
    const steps = stages.filter(({ cause }) => isCaused(cause)).map(({ step }) => step);
    return { ...here, hops, sceneIds: [...ids], steps };
  }

  complete(_file: string, text: string, offset: number): readonly Completion[] {
    return complete(text, offset, this.#schema, this.#parsed.documents, this.#docs);
  }

  hover(file: string, text: string, offset: number): HoverText | null {
    return hover(file, text, offset, this.#schema, this.#docs);
  }

  inspect(key: ObjectKey): ObjectView | null {
    const { cluster } = this.#cluster();
    const object = cluster.get(key) ?? documentOfObject(this.#parsed, key)?.object;
    if (object === undefined) return null;
    const events = cluster.journal
      .slice(0, cluster.at)
      .flatMap(({ event }) => (event?.object === key ? [{ ...event, message: visibleText(event.message) }] : []))
      .toReversed();
    return { yaml: objectYaml(object), events, range: this.locate({ object: key, field: [] }) };
  }

  board(claim: ObjectKey): MatchBoard | null {
    return matchBoard(this.#cluster().cluster, claim) ?? null;
  }

  volumes(): { readonly chains: readonly VolumeChain[]; readonly world: StorageWorld } {
    const { cluster } = this.#cluster();
    return { chains: volumeChains(cluster), world: storageWorld(cluster) };
  }

  rulesText(node: string): string {
    return this.#painter.rulesText(this.#cluster().cluster, node);
  }

  useStorageLens(lens: StorageLens): void {
    this.#storageLens = lens;
    this.#painter.useStorageLens(lens);
  }

  useDocs(docs: SchemaDocs): void {
    this.#docs = docs;
  }

  /** A new cluster, and what was done to it. */
  #begin(settings: ClusterSettings, history: readonly Operation[]): void {
    const living = new Living(settings);
    for (const operation of history) living.replay(operation, this.#read);
    living.cluster.seek(living.cluster.journal.length);
    this.#living = living;
    this.#painter = new Painter();
    if (this.#storageLens !== null) this.#painter.useStorageLens(this.#storageLens);
    this.#refusals = [];
  }

  /** Reads files without touching what is known of the present ones. */
  readonly #read: ReadObjects = (files) => {
    const parsed =
      files === this.#files ? parseManifests(files, this.#cache) : parseManifests(files, createManifestCache());
    return parsed.valid ? simulated(parsed) : null;
  };

  /** Brings the cluster to the present text, when it is valid. */
  #apply(typing: boolean): void {
    if (!this.#parsed.valid) return;
    this.#refusals = this.#cluster().apply(this.#files, simulated(this.#parsed), typing) ?? this.#refusals;
  }

  #cluster(): Living {
    // Before anything is opened there is nothing to ask about; an empty cluster says so.
    this.#living ??= new Living(this.#settings ?? DEFAULT_SETTINGS);
    return this.#living;
  }

  #picture() {
    return this.#painter.paint(this.#cluster().cluster, this.#request, this.#profile, this.#lens);
  }

  #snapshot(refused: readonly Refusal[]): Snapshot {
    const living = this.#cluster();
    const { cluster } = living;
    const picture = this.#picture();
    this.#shown = picture;
    this.#revision += 1;
    return {
      revision: this.#revision,
      diagnostics: this.#diagnostics(),
      stale: !this.#parsed.valid,
      steps: this.#stepsOf(cluster.journal),
      at: cluster.at,
      objects: this.#summaries.all(cluster, this.#parsed),
      request: this.#request,
      ...picture,
      history: living.history,
      work: {
        ...this.#cache.work,
        reconciles: cluster.reconciles,
        rulesBuilt: this.#painter.rulesBuilt,
        nodesLaidOut: this.#painter.nodesLaidOut,
      },
      ...(refused.length === 0 ? {} : { refused }),
    };
  }

  /** What the text says, and what the cluster says of it: the same array until it says something else. */
  #diagnostics(): readonly Diagnostic[] {
    const living = this.#cluster();
    const more = clusterDiagnostics(living.cluster, this.#parsed, this.#refusals, living.settled);
    const next = [...this.#parsed.diagnostics, ...more];
    if (JSON.stringify(next) !== JSON.stringify(this.#said)) this.#said = next;
    return this.#said;
  }

  /** The steps as the page shows them: the same array until the journal is another one. Costs what is new in it. */
  #stepsOf(journal: readonly Step[]): readonly StepView[] {
    const before = this.#steps;
    const kept = this.#sharedWith(journal);
    if (kept < before.length || kept < journal.length) {
      const fresh = journal.slice(kept).map((step, index) => this.#stepView(step, kept + index));
      this.#steps = [...before.slice(0, kept), ...fresh];
    }
    return this.#steps;
  }

  /** How many steps a journal has in common with the one before: a fork keeps a beginning and nothing after it, so they can be halved. */
  #sharedWith(journal: readonly Step[]): number {
    const before = this.#steps;
    const isShared = (index: number): boolean => {
      const step = journal[index];
      return step !== undefined && this.#stepViews.get(step) === before[index];
    };
    let low = 0;
    let high = Math.min(before.length, journal.length);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (isShared(middle - 1)) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #stepView(step: Step, index: number): StepView {
    let view = this.#stepViews.get(step);
    if (view === undefined) {
      const { t, by, why, cause, event, volume } = step;
      view = {
        index,
        t,
        by,
        why,
        cause,
        ...(event === undefined ? {} : { event: { ...event, message: visibleText(event.message) } }),
        ...(volume === undefined ? {} : { volume, writes: writesOf(step) }),
      };
      this.#stepViews.set(step, view);
    }
    return view;
  }
}

function simulated(parsed: ParsedManifests) {
  return parsed.documents.filter((document) => document.simulated).map(({ object }) => object);
}
