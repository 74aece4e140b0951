export { getState, store } from './store.js';
export type {
  AnswerState,
  AppState,
  DialogId,
  Language,
  MotionChoice,
  Notice,
  PanelId,
  PaneSizes,
  Selection,
  ThemeChoice,
  UserState,
  Work,
} from './state.js';
export * from './files.js';
export * from './playback.js';
export { dismiss, notify } from './notices.js';
export {
  act,
  configure,
  engine,
  fitPicture,
  isAnswerDue,
  pinMoment,
  seekStep,
  sendAgain,
  sendRequest,
} from './engine.js';
export { resizePane, setLanguage, setMotion, setTheme, togglePane } from './preferences.js';
export type { DraftEntry } from './draft.js';
export type { DraftStorage } from './drafts.js';
export { openEmpty, openExperiment, openFragment, reopenDraft } from './open.js';
export * from './view.js';
export { chapters, defaultCluster, exampleIds, type ExampleId } from '../lessons/index.js';
export { linkToExample, linkToHere } from './sharing.js';
export { sayUnloaded } from './unloaded.js';
export { boot, pictureShown } from './boot.js';
export { browserSurroundings, drafts } from './surroundings.js';
