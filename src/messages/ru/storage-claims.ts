import { storageBinding } from './storage-binding.js';

export const storageClaims = { ...storageBinding } as const;
