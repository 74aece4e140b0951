import { useStore } from 'zustand';
import { store, type AppState } from '../store/index.js';

/** A part of the store, as a hook. The selector must give a value of the store itself or a plain one, never a fresh object. */
export function useApp<T>(select: (state: AppState) => T): T {
  return useStore(store, select);
}
