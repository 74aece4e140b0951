import type { ObjectKey, VolumeMark } from '../../core/index.js';
import type { StepView } from '../../engine/protocol.js';
import type { Timeline } from '../../scene/index.js';

/** A stage of a volume's way, and which hop of the player it is. */
export interface Stage {
  readonly hop: number;
  readonly step: StepView;
  readonly mark: VolumeMark;
}

/** Stages of one subject that follow each other. */
export interface Chapter {
  /** The hop of its first stage. */
  readonly first: number;
  readonly subject: ObjectKey | null;
  readonly stages: readonly Stage[];
}

/** The stages that the player goes through, in its order. */
export function stagesOf(steps: readonly StepView[], timeline: Timeline): readonly Stage[] {
  return timeline.hops.flatMap(({ step: number }, hop) => {
    const step = number === undefined ? undefined : steps[number - 1];
    return step?.volume === undefined ? [] : [{ hop, step, mark: step.volume }];
  });
}

/** The stages cut where they come to be of another claim, volume or pod. */
export function chaptersOf(stages: readonly Stage[]): readonly Chapter[] {
  const chapters: { first: number; subject: ObjectKey | null; stages: Stage[] }[] = [];
  for (const stage of stages) {
    const subject = subjectOf(stage.mark);
    const last = chapters.at(-1);
    if (last !== undefined && last.subject === subject) last.stages.push(stage);
    else chapters.push({ first: stage.hop, subject, stages: [stage] });
  }
  return chapters;
}

function subjectOf({ claim, volume, pod, attachment }: VolumeMark): ObjectKey | null {
  return claim ?? volume ?? pod ?? attachment ?? null;
}
