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
  secretOfWebhookJob,
  storageWorld,
  visibleText,
  volumeChains,
  type Action,
  type Cause,
  type Cluster,
  type ClusterSettings,
  type Completion,
  type Diagnostic,
  type ClusterEvent,
  type Exposure,
  type HoverText,
  type ManifestFile,
  type MatchBoard,
  type ObjectKey,
  type ParsedManifests,
  type Refusal,
  type SchemaDocs,
  type SourceRange,
  type StorageWorld,
  type TrafficRequest,
  type VolumeChain,
} from '../core/index.js';
import { causesOf, sceneIdsFor, type Lens, type Profile } from '../scene/index.js';
import { clusterDiagnostics, placeOf } from './cluster-diagnostics.js';
import { compactHistory, withFirst, withoutFirst } from './compact.js';
import { remember } from './earlier.js';
import { EdgeQuestions } from './edge-questions.js';
import { Living, type ReadObjects } from './living.js';
import { isWithin, ownerChain } from './owners.js';
import { objectYaml } from './object-yaml.js';
import { Painter, type Picture } from './picture.js';
import type { CausedHere, ObjectView, Operation, Snapshot, Workspace } from './protocol.js';
import type { LaterParts, Session } from './remote.js';
import type { PolicyLens } from './policy-lens.js';
import type { StorageLens } from './storage-lens.js';
import { StepViews } from './step-views.js';
import { createSummaries } from './summaries.js';

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
    pin: (on) => session.pin(on),
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
    reachability: (options) => session.edge.reachability(session.present, options),
    reachChanges: (options) => session.edge.reachChanges(session.present, options),
    decide: (question) => session.edge.decide(session.present, question),
    ingress: () => session.edge.ingress(session.present),
    testRoute: (controller, request) => session.edge.testRoute(session.present, controller, request),
    exposure: (service) => session.exposure(service),
    rulesText: (node) => session.rulesText(node),
    kubectl: (actions) => actions.map(kubectlFor),
    useDocs: (docs) => session.useDocs(docs),
    useStorageLens: (lens) => session.useStorageLens(lens),
    usePolicyLens: (lens) => session.usePolicyLens(lens),
    useEdgeAnswers: (answers) => session.edge.use(answers),
  };
}

const NOTHING: ParsedManifests = { documents: [], diagnostics: [], valid: true };

class Engine {
  readonly edge = new EdgeQuestions();
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
  #policyLens: PolicyLens | null = null;
  #summaries = createSummaries();
  #refusals: readonly Refusal[] = [];
  #said: readonly Diagnostic[] = [];
  /** The picture of the last answer: what is asked about it costs no new one. */
  #shown: Picture | null = null;
  #revision = 0;
  readonly #steps = new StepViews();

  open(workspace: Workspace, profile?: Profile, lens?: Lens): Snapshot {
    this.#profile = profile ?? this.#profile;
    this.#lens = lens ?? this.#lens;
    this.#files = workspace.files;
    this.#settings = workspace.settings;
    this.#request = workspace.request;
    this.edge.forget();
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
    const before = remember(this.present);
    const refused = this.#cluster().act(action);
    if (refused.length === 0) this.edge.edited(before);
    return this.#snapshot(refused);
  }

  configure(settings: ClusterSettings): Snapshot {
    const before = remember(this.present);
    this.#settings = settings;
    const history = this.#living?.history ?? [];
    // Names and addresses follow from the settings: what was done to a pod of the old cluster means nothing in the new one.
    const last = history.findLast(({ op }) => op === 'apply');
    this.#begin(settings, last === undefined ? [] : [{ ...last, at: 0 }]);
    this.#apply(false);
    this.edge.movedOn(before);
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

  pin(on: boolean): Snapshot {
    this.edge.pin(on ? remember(this.present) : null);
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
      // A line is there for fields of pods and slices, which come from what somebody wrote.
      for (const link of scene.links) if (causesOf(link).some(isCaused)) ids.add(link.id);
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
    const isAbout = ({ uid, object: about }: ClusterEvent) =>
      about === key && (uid === undefined || uid === object.metadata.uid);
    const events = cluster.journal
      .slice(0, cluster.at)
      .flatMap(({ t, by, cause, event }) =>
        event && isAbout(event) ? [{ t, by, cause, event: { ...event, message: visibleText(event.message) } }] : [],
      );
    return { yaml: objectYaml(object), events, range: this.locate({ object: key, field: [] }) };
  }

  board(claim: ObjectKey): MatchBoard | null {
    return matchBoard(this.#cluster().cluster, claim) ?? null;
  }

  volumes(): { readonly chains: readonly VolumeChain[]; readonly world: StorageWorld } {
    const { cluster } = this.#cluster();
    return { chains: volumeChains(cluster), world: storageWorld(cluster) };
  }

  exposure(service: ObjectKey): readonly Exposure[] | null {
    return this.edge.exposure(this.present, this.#painter.tracer, service);
  }

  /** The cluster at the present moment. */
  get present(): Cluster {
    return this.#cluster().cluster;
  }

  rulesText(node: string): string {
    return this.#painter.rulesText(this.#cluster().cluster, node);
  }

  useStorageLens(lens: StorageLens): void {
    this.#storageLens = lens;
    this.#painter.useStorageLens(lens);
  }

  usePolicyLens(lens: PolicyLens): void {
    this.#policyLens = lens;
    this.#painter.usePolicyLens(lens);
  }

  useDocs(docs: SchemaDocs): void {
    this.#docs = docs;
  }

  /** A new cluster, and what was done to it. */
  #begin(settings: ClusterSettings, history: readonly Operation[]): void {
    const living = new Living(settings);
    for (const [index, operation] of history.entries()) {
      if (index > 0 && index === history.length - 1) this.#beforeLast(living, operation);
      living.replay(operation, this.#read);
    }
    living.cluster.seek(living.cluster.journal.length);
    this.#living = living;
    this.#painter = new Painter();
    if (this.#storageLens !== null) this.#painter.useStorageLens(this.#storageLens);
    if (this.#policyLens !== null) this.#painter.usePolicyLens(this.#policyLens);
    this.#refusals = [];
  }

  /** The last thing that was done in a link is what its reader asks about. */
  #beforeLast(living: Living, operation: Operation): void {
    living.cluster.seek(operation.at);
    this.edge.edited(remember(living.cluster));
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
    const living = this.#cluster();
    const before = remember(living.cluster);
    const done = living.history.length;
    const refusals = living.apply(this.#files, simulated(this.#parsed), typing);
    if (refusals === null) return;
    this.#refusals = refusals;
    // A word that is being typed is one edit, and the first thing that was ever applied is none.
    if (done > 0 && !(typing && living.history.length <= done)) this.edge.edited(before);
  }

  #cluster(): Living {
    // Before anything is opened there is nothing to ask about; an empty cluster says so.
    this.#living ??= new Living(this.#settings ?? DEFAULT_SETTINGS);
    return this.#living;
  }

  #picture() {
    const { cluster } = this.#cluster();
    const since = this.#lens === 'policy' ? (this.edge.base(cluster)?.view ?? null) : null;
    return this.#painter.paint(cluster, this.#request, this.#profile, this.#lens, since);
  }

  #snapshot(refused: readonly Refusal[]): Snapshot {
    const living = this.#cluster();
    const { cluster } = living;
    const picture = this.#picture();
    this.#shown = picture;
    this.#revision += 1;
    const { pinned } = this.edge;
    return {
      revision: this.#revision,
      diagnostics: this.#diagnostics(),
      stale: !this.#parsed.valid,
      steps: this.#steps.of(cluster.journal),
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
      ...(pinned === null ? {} : { pinned }),
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
}

/** What the cluster is to have: what is simulated, and the one Job that others of its manifests wait for. */
function simulated(parsed: ParsedManifests) {
  return parsed.documents
    .filter((document) => document.simulated || secretOfWebhookJob(document.object) !== undefined)
    .map(({ object }) => object);
}
