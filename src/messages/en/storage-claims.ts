import { storageBinding } from './storage-binding.js';
import { storageProvision } from './storage-provision.js';

export const storageClaims = { ...storageBinding, ...storageProvision } as const;
