/** Something of the learner's own manifests that a field may name, with where it comes from. */
export interface KnownName {
  readonly name: string;
  readonly from: string;
}
