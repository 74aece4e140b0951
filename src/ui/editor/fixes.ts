import type { Diagnostic } from '../../core/index.js';
import type { Editor } from '../../editor/index.js';
import { editFile, getState, isAnswerDue } from '../../store/index.js';

type Fix = Diagnostic['fixes'][number];

let editor: Editor | null = null;

/** Says which editor applies fixes, so that one fix is one step of its undo. */
export function offerFixes(next: Editor | null): void {
  editor = next;
}

/**
 * Applies a fix of the problems list: through the editor when it is there, else on the text itself. While an answer is due the list is of
 * an older text, where the places of the fix are others: the second click of two does nothing.
 */
export function applyFix(fix: Fix): void {
  if (isAnswerDue()) return;
  if (editor !== null) editor.applyFix(fix);
  else for (const file of getState().files) editFile(file.id, fixedText(file.id, file.text, fix));
}

/**
 * The text of a file after the edits of a fix that concern it. Later edits first, so that offsets stay true; of two at one place the one that
 * takes text away, so that it does not take what the other one put there.
 */
export function fixedText(file: string, text: string, fix: Fix): string {
  return fix.edits
    .filter((edit) => edit.file === file)
    .toSorted((a, b) => b.from - a.from || b.to - a.to)
    .reduce((before, edit) => before.slice(0, edit.from) + edit.text + before.slice(edit.to), text);
}
