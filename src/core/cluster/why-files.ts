import { messageMaker } from '../api/message.js';

/** Why steps happened that are about files and what a pod may keep: codes of the storage area of the catalogue. */
export interface FileWhy {
  'storage.files.wrote': { pod: string; container: string; path: string; volume: string };
  'storage.files.replaced': { pod: string; container: string; path: string; volume: string };
  'storage.files.wroteInContainer': { pod: string; container: string; path: string };
  'storage.files.outOfMemory': { pod: string; container: string; limit: string; bytes: number };
  'storage.files.evicted': { pod: string; reason: string };
}

export const fileWhy = messageMaker<FileWhy>();
