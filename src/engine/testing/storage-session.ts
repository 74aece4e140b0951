import * as storageLens from '../../scene/storage-lens.js';
import { createSession, type EngineSession } from '../session.js';

/** A session that has loaded the Storage lens already. */
export function createStorageSession(): EngineSession {
  const session = createSession();
  session.useStorageLens(storageLens);
  return session;
}
