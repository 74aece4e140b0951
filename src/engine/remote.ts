import type { SchemaDocs } from '../core/index.js';
import type { Lens } from '../scene/index.js';
import { deltaOf, type SnapshotDelta } from './delta.js';
import type { EdgeAnswers } from './edge-answers.js';
import type { PolicyLens } from './policy-lens.js';
import type { Engine, Snapshot } from './protocol.js';
import type { StorageLens } from './storage-lens.js';

/** The commands of the engine: each changes the picture and answers with the whole of it. */
export type CommandName = 'open' | 'edit' | 'act' | 'configure' | 'seek' | 'send' | 'pin' | 'fit' | 'show';

/** The questions: they change nothing. */
export type QuestionName = Exclude<keyof Engine, CommandName>;

/** The engine as it is before anything crosses to another thread: plain calls, in order. */
export type Session = {
  readonly [K in keyof Engine]: (...args: Parameters<Engine[K]>) => Awaited<ReturnType<Engine[K]>>;
};

/** The engine as the worker offers it: commands answer with what changed since the answer before. */
export type RemoteEngine = {
  readonly [K in CommandName]: (...args: Parameters<Engine[K]>) => Promise<SnapshotDelta>;
} & { readonly [K in QuestionName]: Engine[K] } & {
  /** Answers as soon as the engine can answer at all. */
  hello(): Promise<true>;
};

/** What a session is given later, once somebody has asked for it. */
export interface LaterParts {
  useDocs(docs: SchemaDocs): void;
  useStorageLens(lens: StorageLens): void;
  usePolicyLens(lens: PolicyLens): void;
  useEdgeAnswers(answers: EdgeAnswers): void;
}

/** Where each of those parts comes from. */
export interface Chunks {
  docs(): Promise<SchemaDocs>;
  storageLens(): Promise<StorageLens>;
  policyLens(): Promise<PolicyLens>;
  edgeAnswers(): Promise<EdgeAnswers>;
}

/** How long a suggestion or a hover waits for the texts to come over the network, in milliseconds; then it goes without them. */
const DOCS_PATIENCE_MS = 1500;

/**
 * Puts a session behind the worker's door. It remembers the last answer, so one remote serves one client. The texts of the API's
 * fields are loaded when somebody first asks for words; without them, the answer is shorter.
 * @param unloaded told of each chunk that could not be had
 */
export function createRemote(session: Session & LaterParts, chunks: Chunks, unloaded: () => void): RemoteEngine {
  let last: Snapshot | null = null;
  let docs: Promise<void> | null = null;
  let docsMissed = false;
  const ready = (): Promise<void> => {
    docs ??= chunks.docs().then(
      (texts) => session.useDocs(texts),
      () => {
        docs = null;
        // Whoever hovers asks again and again: once is enough.
        if (!docsMissed) unloaded();
        docsMissed = true;
      },
    );
    return Promise.race([docs, new Promise<void>((resolve) => setTimeout(resolve, DOCS_PATIENCE_MS))]);
  };
  /** Whoever looks at volumes or policies waits for the chunk that paints them; where it cannot be had, the picture stays away until it is asked for again. */
  const sees = async (lens: Lens | undefined): Promise<void> => {
    const load =
      lens === 'storage'
        ? chunks.storageLens().then((loaded) => session.useStorageLens(loaded))
        : lens === 'policy'
          ? chunks.policyLens().then((loaded) => session.usePolicyLens(loaded))
          : null;
    await load?.catch(unloaded);
  };
  /** A question about policies or ways in waits for the chunk that answers it; where it cannot be had, there is no answer. */
  const edge = async <T>(ask: () => T): Promise<T> => {
    await chunks.edgeAnswers().then((loaded) => session.useEdgeAnswers(loaded), unloaded);
    return ask();
  };
  const answer = (next: Snapshot): Promise<SnapshotDelta> => {
    const delta = deltaOf(last, next);
    last = next;
    return Promise.resolve(delta);
  };
  return {
    hello: () => Promise.resolve(true),
    open: async (workspace, profile, lens) => {
      await sees(lens);
      return answer(session.open(workspace, profile, lens));
    },
    edit: (files, typing) => answer(session.edit(files, typing)),
    act: (action) => answer(session.act(action)),
    configure: (settings) => answer(session.configure(settings)),
    seek: (step) => answer(session.seek(step)),
    send: (request) => answer(session.send(request)),
    pin: (on) => answer(session.pin(on)),
    fit: (profile) => answer(session.fit(profile)),
    show: async (lens) => {
      await sees(lens);
      return answer(session.show(lens));
    },
    workspace: () => Promise.resolve(session.workspace()),
    locate: (cause) => Promise.resolve(session.locate(cause)),
    causedAt: (file, offset) => Promise.resolve(session.causedAt(file, offset)),
    complete: (file, text, offset) => ready().then(() => session.complete(file, text, offset)),
    hover: (file, text, offset) => ready().then(() => session.hover(file, text, offset)),
    inspect: (key) => Promise.resolve(session.inspect(key)),
    board: (claim) => Promise.resolve(session.board(claim)),
    volumes: () => Promise.resolve(session.volumes()),
    reachability: (options) => edge(() => session.reachability(options)),
    reachChanges: (options) => edge(() => session.reachChanges(options)),
    decide: (question) => edge(() => session.decide(question)),
    ingress: () => edge(() => session.ingress()),
    testRoute: (controller, request) => edge(() => session.testRoute(controller, request)),
    exposure: (service) => edge(() => session.exposure(service)),
    rulesText: (node) => Promise.resolve(session.rulesText(node)),
    kubectl: (actions) => Promise.resolve(session.kubectl(actions)),
  };
}
