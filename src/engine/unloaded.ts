/** What a worker posts, beside its answers, when a part of it did not come over the network. */
export const UNLOADED = 'a part did not come';
